"""Reading and writing documents. Every reader makes the one document tree, every writer starts from it."""
