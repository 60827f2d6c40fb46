"""The use cases, the only door for window and command line; each checks who may do it.

Its own file is the door, `Office`. May import: everything below it in zwgk_desk, never cli or ui.
"""
