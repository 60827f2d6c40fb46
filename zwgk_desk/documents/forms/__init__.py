"""Forms: Word templates that are filled in, and what is known of them without Word.

May import: zwgk_desk.model and all of zwgk_desk.documents.
"""
