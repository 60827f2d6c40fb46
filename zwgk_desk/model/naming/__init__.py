"""Names: what a field may hold and how long it may be, accounts that can be told apart, and the names of files.

May import: zwgk_desk.model's bundle and errors.
"""
