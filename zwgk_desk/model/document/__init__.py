"""Documents as values: the tree, places and remarks, comparisons, the picture's text, the page's measures.

May import: zwgk_desk.model's terms and errors.
"""
