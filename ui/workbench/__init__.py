"""The lists of bundles: what waits, what came back, what is due, and the search.

May import: ui.shared and what lies below it; no other page's room.
"""
