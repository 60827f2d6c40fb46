"""What pages of several rooms are made of: the page itself, its host, the views of parts, findings, pages and changes.

May import: ui.look, ui.background, zwgk_desk; never a page.
"""
