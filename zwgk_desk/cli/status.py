"""How a command ends: the exit statuses of the command-line contract."""

from __future__ import annotations

YES, NO, FAILED = 0, 1, 2
"""The answer is yes or the work is done; the answer is no; the input or the set-up cannot be used."""
