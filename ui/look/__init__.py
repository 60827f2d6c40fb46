"""Colours, type, icons, small widgets."""
