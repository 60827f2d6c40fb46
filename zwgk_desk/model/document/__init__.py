"""Documents as values: the tree, remarks on its places, comparisons, the picture, the page's measures."""
