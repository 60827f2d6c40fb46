"""The working copy of a part that is edited in Word or WPS: a file on this workstation, and a note on where it belongs."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from ...documents.formats import WORD, ending
from ...model.errors import InputError
from ...model.naming.file_names import safe_name
from ...model.terms import PartKind
from ...packet.export import write_file

PDF_END = b"%%EOF"
PDF_TAIL = 1024
"""Bytes at the end of a PDF within which %%EOF stands (ISO 32000-2, implementation note 18 of Annex H)."""


@dataclass(frozen=True)
class WorkingCopy:
    """A part that is open in another program.

    Attributes:
        folder: the folder that holds this file alone.
        key, kind, position: the part's bundle, its kind, and its position among those of its kind.
        name: its file name.
        taken: the SHA-256 of the content that file and bundle last had in common: written here, or imported from here.
    """

    folder: Path
    key: int
    kind: PartKind
    position: int
    name: str
    taken: str

    @property
    def path(self) -> Path:
        """The file, under a name that every system takes."""
        return self.folder / safe_name(PurePosixPath(self.name).name)

    @property
    def open_elsewhere(self) -> bool:
        """Whether a program has it open, by its lock file: ~$… of Word and WPS, .~… of WPS, .~lock.…# of LibreOffice."""
        name = self.path.name
        locks = (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~{name}", f".~lock.{name}#")
        return any((self.folder / lock).exists() for lock in locks)

    @property
    def stamp(self) -> tuple[int, int] | None:
        """A token that differs once the file is saved: its time in ns and its length in bytes; None while it is not there."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size

    def with_taken(self, sha256: str) -> WorkingCopy:
        """Save the SHA-256 of what was imported, so that it is known after a restart too.

        Raises:
            InputError: the disk cannot be written to.
        """
        noted = replace(self, taken=sha256)
        noted.note()
        return noted

    def note(self) -> None:
        """Write the note on the copy, beside its folder: the folder itself is for the other program alone.

        Raises:
            InputError: the disk cannot be written to.
        """
        told = {"key": self.key, "kind": str(self.kind), "position": self.position, "name": self.name, "taken": self.taken}
        write_file(_note_of(self.folder), json.dumps(told, ensure_ascii=False).encode())

    def remove(self) -> None:
        """Remove the copy and its note.

        Raises:
            InputError: a program still holds it open.
        """
        try:
            if self.folder.exists():
                shutil.rmtree(self.folder)
            _note_of(self.folder).unlink(missing_ok=True)
        except OSError as error:
            raise InputError(f"“{self.name}”还被别的程序打开着，没有收尾", "请先在那个程序里关闭它") from error


def copies_in(folder: Path) -> tuple[WorkingCopy, ...]:
    """Return the working copies in a folder; other files there are ignored."""
    found = []
    for note in sorted(folder.glob("*.json")):
        try:
            told: dict[str, Any] = json.loads(note.read_bytes())
            kind = PartKind(told["kind"])
            found.append(WorkingCopy(note.with_suffix(""), int(told["key"]), kind, int(told["position"]), str(told["name"]), str(told["taken"])))
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return tuple(found)


def is_whole(name: str, content: bytes) -> bool:
    """Return whether a file looks complete: a DOCX is a whole archive with a document in it, a PDF has its %%EOF, any other is not empty."""
    suffix = ending(name)
    if suffix == ".pdf":
        return PDF_END in content[-PDF_TAIL:]
    if suffix not in WORD:
        return bool(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "word/document.xml" in archive.namelist() and archive.testzip() is None
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        return False


def _note_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.json")
