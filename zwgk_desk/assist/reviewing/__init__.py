"""Reviewing a text: against its policy, the word lists, and the rules for official documents.

May import: zwgk_desk.assist.text and what lies below it.
"""
