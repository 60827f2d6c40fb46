"""The lists of bundles."""
