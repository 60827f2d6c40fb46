"""What there is to say of a text: against the policy, against word lists, against how official documents are written.

May import: zwgk_desk.assist.text and what lies below it.
"""
