"""What every drafting aid reads a text with: facts, sentences, numerals, likeness, word lists.

May import: zwgk_desk.model, documents.
"""
