"""A system that refuses single file operations: the n-th that touches a folder, once or from then on."""

from __future__ import annotations

import builtins
import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

OPERATIONS = ("open", "mkdir", "replace", "rename", "unlink", "rmdir", "chmod", "chown", "stat", "lstat", "scandir", "fsync")
"""Of the module os; with them the two names of the built-in `open`, by which all others go."""


class Refusals:
    """Counts the file operations below a folder, and refuses some of them.

    Attributes:
        seen: what was done, one word each.
        refused: how many were refused.
    """

    def __init__(self, folder: Path, wanted: Callable[[int], bool], number: int = errno.EACCES) -> None:
        """Refuse, with an error of that number, those operations, counted from 0, of which `wanted` says so."""
        self._folder, self._wanted, self._number = str(folder), wanted, number
        self.seen: list[str] = []
        self.refused = 0

    def impose(self, patched: pytest.MonkeyPatch) -> None:
        """Refuse from now on, until the patches are undone."""
        for name in OPERATIONS:
            if hasattr(os, name):
                patched.setattr(os, name, self._refusing(name, getattr(os, name)))
        opening = self._refusing("open", io.open)
        patched.setattr(io, "open", opening)
        patched.setattr(builtins, "open", opening)

    def _refusing(self, name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def acted(*given: Any, **named: Any) -> Any:
            if not self._is_meant(name, given[0] if given else None, named):
                return act(*given, **named)
            self.seen.append(name)
            if self._wanted(len(self.seen) - 1):
                self.refused += 1
                raise OSError(self._number, os.strerror(self._number), str(given[0]))
            return act(*given, **named)

        return acted

    def _is_meant(self, name: str, first: Any, named: dict[str, Any]) -> bool:
        if isinstance(first, int):
            return name == "fsync"
        return named.get("dir_fd") is not None or (first is not None and os.fspath(first).startswith(self._folder))
