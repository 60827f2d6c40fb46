"""The exit statuses of the command-line contract."""

from __future__ import annotations

YES, NO, FAILED = 0, 1, 2
"""0: the answer is yes, or the work is done; 1: the answer is no; 2: the input or the set-up cannot be used."""
