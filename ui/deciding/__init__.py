"""Signing off, taking in, verifying."""
