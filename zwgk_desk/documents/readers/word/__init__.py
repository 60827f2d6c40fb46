"""Reads Word documents (.docx and its kin) as Word shows them: opening, styles, runs, numbers, formulas, symbols, pictures, parts in other formats.
A new kind of content is one module here, called from `runs.py` where it stands in a paragraph, from `body.py` where it stands between them.

May import: zwgk_desk.model, and of zwgk_desk.documents what stands beside the rooms.
"""
