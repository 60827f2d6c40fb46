"""The domain in frozen dataclasses and enums, in the words of official documents.

May import: the standard library alone.
"""
