"""From a policy to its interpretation: the nine elements, its terms, drafts, the picture's text.

May import: the other rooms of zwgk_desk.assist and what lies below them.
"""
