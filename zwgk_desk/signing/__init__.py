"""Keys, the keyring, certificates, CMS, PAdES, and the pens that sign the record; it knows nothing of bundles.

May import: zwgk_desk.model.
"""
