"""The window itself: starting, signing in, the side bar, the banner, which page is shown.

May import: all rooms of ui; nothing imports it but main.py.
"""
