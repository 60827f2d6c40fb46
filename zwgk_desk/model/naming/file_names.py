"""The names of files and folders that the program writes: the same on every system, so that a packet made on one opens on the others.

Linux counts bytes (255 in UTF-8), Windows units of UTF-16 (255); whoever opens a file puts a lock beside it whose name is longer still.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from .characters import is_unseen

FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\\/]')
RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³]) *(?:\..*)?", re.IGNORECASE)
"""Names of devices, with any ending: on Windows they are no files."""

MOST_CHARACTERS, MOST_BYTES = 120, 240
"""How long a name may be, in characters and in bytes of UTF-8. 240 leaves room for the lock of an office suite (.~lock.…#)."""

MOST_ENDING = 40
"""Bytes of the longest ending that is kept when a name is shortened; what is longer is no ending."""

DIGITS = 8


def safe_name(name: str, end: str | None = None) -> str:
    """Return a name for a file, below one folder, that every system takes; one that is safe already as it is. One that is too long is shortened
    before its end, with some digits of its digest, so that two names that begin alike stay two.

    Args:
        name: the wanted name; slashes are no folders.
        end: what stands at its end and is kept; None for its ending (.docx).
    """
    cleaned = "".join("_" if FORBIDDEN.match(char) or is_unseen(char) else char for char in name).rstrip(" .") or "_"
    if RESERVED.fullmatch(cleaned):
        cleaned = f"_{cleaned}"
    return cleaned if fits(cleaned) else _shortened(cleaned, end, name)


def fits(name: str) -> bool:
    """Return whether a name is short enough for every system."""
    return len(name) <= MOST_CHARACTERS and len(name.encode("utf-8")) <= MOST_BYTES


def is_safe(name: str) -> bool:
    """Return whether a name is one that this version or a former one gave to a file: former ones counted characters, not bytes."""
    plain = bool(name) and name == name.rstrip(" .") and not RESERVED.fullmatch(name) and len(name) <= MOST_CHARACTERS
    return plain and not any(FORBIDDEN.match(char) or is_unseen(char) for char in name)


def folder_name(name: str) -> str:
    """Return the name of a folder that belongs to a name alone: where `safe_name` has to change it, with digits of its digest."""
    safe = safe_name(name)
    return safe if safe == name else safe_name(f"{safe}{_mark(name)}", _mark(name))


def distinct_names(names: Iterable[str]) -> list[str]:
    """Return a safe path for each name, with slashes for folders: no two the same on any system, whether it tells large letters from small or
    not, and none a file where another needs a folder. The same names in the same order give the same paths everywhere."""
    files: set[str] = set()
    folders: set[str] = set()
    given = []
    for name in names:
        pieces = [safe_name(piece) for piece in name.split("/") if piece not in ("", ".", "..")] or ["_"]
        if any(key in files for key in _folders("/".join(pieces))):
            pieces = [safe_name("_".join(pieces))]
        wanted, count = "/".join(pieces), 1
        path = PurePosixPath(wanted)
        made = wanted
        while _key(made) in files | folders:
            count += 1
            end = f"（{count}）{_ending(path.name)}"
            made = str(path.with_name(safe_name(f"{path.name.removesuffix(_ending(path.name))}{end}", end)))
        files.add(_key(made))
        folders.update(_folders(made))
        given.append(made)
    return given


def _shortened(cleaned: str, end: str | None, whole: str) -> str:
    wanted = _ending(cleaned) if end is None else end
    kept = wanted if wanted and cleaned.endswith(wanted) and len(wanted.encode("utf-8")) <= MOST_ENDING else ""
    mark = _mark(whole)
    stem = cleaned.removesuffix(kept)[: MOST_CHARACTERS - len(mark + kept)]
    room = MOST_BYTES - len((mark + kept).encode("utf-8"))
    stem = stem.encode("utf-8")[:room].decode("utf-8", errors="ignore")  # whole characters only
    return f"{stem.rstrip()}{mark}{kept}"


def _mark(name: str) -> str:
    return f"~{hashlib.sha256(name.encode('utf-8', errors='surrogatepass')).hexdigest()[:DIGITS]}"


def _ending(name: str) -> str:
    """Return a name's ending with its dot; empty where it has none."""
    suffix = PurePosixPath(name).suffix
    return suffix if len(suffix.encode("utf-8")) <= MOST_ENDING else ""


def _key(path: str) -> str:
    """Return what two paths have in common where a system takes them for one: letters without case, accents composed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _folders(path: str) -> list[str]:
    pieces = _key(path).split("/")
    return ["/".join(pieces[:count]) for count in range(1, len(pieces))]
