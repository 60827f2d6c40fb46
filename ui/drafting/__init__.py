"""The drafter's pages: the bundle, its elements, comparing, reviewing, the picture.

May import: ui.shared and what lies below it; no other page's room.
"""
