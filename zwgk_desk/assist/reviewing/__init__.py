"""Reviewing texts: against the policy, against the word lists, against how official documents are written."""
