"""From a policy to its interpretation: the nine elements, terms, drafts, the picture."""
