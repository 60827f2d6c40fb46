"""Accounts, keys and certificates, delegation of the authority to sign, and signing itself.

May import: zwgk_desk.desk.common and what lies below the desk.
"""
