"""The writers, one a format. Each starts from the document tree."""
