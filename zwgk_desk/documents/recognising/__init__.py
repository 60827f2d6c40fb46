"""The elements of an official document in bare paragraphs: a module for each, with what it looks like and where it stands.

May import: zwgk_desk.model.
"""
