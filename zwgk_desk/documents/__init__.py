"""Reading and writing documents, with one tree between all readers and all writers.

Its own files: what readers and writers share. May import: zwgk_desk.model.
"""
