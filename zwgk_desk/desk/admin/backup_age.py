"""When the last good backup of the office was made, as the data folder knows it."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

LAST = "backup.json"
"""Name of the file in the data folder that says when the last good backup was made, and where."""

NONE_YET = "还没有做过备份"


def last_backup(folder: Path) -> tuple[str, str] | None:
    """Return when the last good backup was made (as ISO 8601), and where; None where none is known of."""
    try:
        said = json.loads((folder / LAST).read_text(encoding="utf-8"))
        return str(said["at"]), str(said["file"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def told_of_last(folder: Path, now: datetime) -> str:
    """Return in words how old the last good backup is."""
    last = last_backup(folder)
    if last is None:
        return NONE_YET
    try:
        days = (now - datetime.fromisoformat(last[0])).days
    except ValueError:
        return NONE_YET
    return f"上次备份：{moment_text(last[0])}（{'今天' if days <= 0 else f'{days} 天前'}），{last[1]}"


def moment_text(at: str) -> str:
    """Return a moment, given as ISO 8601, to the minute and as people write it."""
    return at[:16].replace("T", " ")
