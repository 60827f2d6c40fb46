"""Accounts, keys and certificates, delegation of signing authority, and signing itself."""
