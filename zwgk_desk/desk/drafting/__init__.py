"""What a drafter does with a bundle before it is sent on: saving, writing, comparing, reviewing, interpreting, fixing.

May import: zwgk_desk.desk.common, local, people and what lies below the desk.
"""
