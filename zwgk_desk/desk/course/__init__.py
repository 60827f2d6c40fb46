"""A bundle on its way: checked, reviewed, signed off, submitted, taken in, returned; and packets that come as files.

May import: zwgk_desk.desk.common, people, drafting, admin and what lies below the desk.
"""
