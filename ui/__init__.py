"""The window. Pages ask a `Host` for everything outside them and decide nothing: what may be done is asked of the desk.

What lives here: one room a kind of work, over `shared`, `background` and `look`. May import: zwgk_desk.desk, zwgk_desk.model, Qt.
"""
