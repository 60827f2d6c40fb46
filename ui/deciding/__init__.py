"""The pages of those who decide: signing off, taking in and returning, verifying.

May import: ui.shared and what lies below it; no other page's room.
"""
