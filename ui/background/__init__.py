"""Work off the window's thread: tasks and their lanes, the bar that tells of slow reads, the writer of drafts.

May import: ui.look, zwgk_desk.
"""
