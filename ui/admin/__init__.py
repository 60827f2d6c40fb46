"""Accounts, keys, forms, settings, the record."""
