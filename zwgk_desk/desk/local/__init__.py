"""An officer's own files on the officer's own disk: no office, no account.

May import: zwgk_desk.desk.common and what lies below the desk; never the store.
"""
