"""What keeps the office: lists and search, settings, forms, the record, check-up.

May import: zwgk_desk.desk.common, people and what lies below the desk.
"""
