"""Setting a tree into pages: faces, lines, titles, tables, the frame of an official document.

May import: zwgk_desk.model, the own files of zwgk_desk.documents.
"""
