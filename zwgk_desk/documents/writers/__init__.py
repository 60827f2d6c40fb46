"""Writers: from the tree to a file's bytes. A new output format is a module here.

May import: zwgk_desk.model and all of zwgk_desk.documents.
"""
