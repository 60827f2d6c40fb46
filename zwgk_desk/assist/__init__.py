"""Drafting aids: they read documents and propose, and never write into one.

May import: zwgk_desk.model, documents, signing.
"""
