"""What takes seconds to make and is the same for all tests: made by the worker that needs it first, and copied by each that uses it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

shared = Path()
"""Where it lies: a folder of the run, which all its workers see; said by conftest.py before the first test."""


def folder(name: str, make: Callable[[Path], object]) -> Path:
    """The folder of a name, to be read only.

    Args:
        name: what it is called in this run.
        make: fills a new folder; called once in a run, whatever number of workers ask.
    """
    shared.mkdir(parents=True, exist_ok=True)
    made = shared / name
    with FileLock(shared / f"{name}.lock"):
        if not made.exists():
            begun = shared / f"{name}.begun"
            shutil.rmtree(begun, ignore_errors=True)  # of one that failed
            begun.mkdir()
            make(begun)
            begun.rename(made)
    return made
