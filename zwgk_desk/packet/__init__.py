"""Packets: built, written to the disk in one step, opened, verified; case folders.

May import: zwgk_desk.model, documents, signing.
"""
