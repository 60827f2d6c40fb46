"""The administrator's pages, and what everybody has of settings and the record.

May import: ui.shared and what lies below it; no other page's room.
"""
