"""一图读懂 as one long picture: its looks, the pen that writes on it, its icons, its parts from top to bottom, and the files that come of it.

May import the rest of `documents` and the model.
"""
