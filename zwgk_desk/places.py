"""Where the program's own files lie: in the checkout, or inside the built program."""

from __future__ import annotations

import sys
from pathlib import Path


def program_root() -> Path:
    """The folder that holds templates/ and resources/."""
    bundled = getattr(sys, "_MEIPASS", None)
    return Path(bundled) if bundled else Path(__file__).resolve().parent.parent


def resources() -> Path:
    """Fonts, and the data that an office may change."""
    return program_root() / "resources"


def templates() -> Path:
    """The forms."""
    return program_root() / "templates"
