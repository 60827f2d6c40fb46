"""How everything looks: tokens, themes, icons, and the small widgets that every page is built of.

May import: Qt and zwgk_desk.model, nothing else of ours.
"""
