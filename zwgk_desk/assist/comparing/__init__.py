"""Two versions of a policy against one another, provision by provision.

May import: zwgk_desk.assist.text and what lies below it.
"""
