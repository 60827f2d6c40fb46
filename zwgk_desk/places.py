"""The folders of the program's own files: in the checkout, or inside the built program."""

from __future__ import annotations

import sys
from pathlib import Path


def program_root() -> Path:
    """Return the folder that holds templates/ and resources/."""
    bundled = getattr(sys, "_MEIPASS", None)
    return Path(bundled) if bundled else Path(__file__).resolve().parent.parent


def resources() -> Path:
    """Return the folder of the fonts, and of the data that an office may change."""
    return program_root() / "resources"


def templates() -> Path:
    """Return the folder of the forms' templates."""
    return program_root() / "templates"
