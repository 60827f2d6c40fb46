"""Parts that are written in Word or WPS: given out as working copies, and every save there comes back as a revision."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ...model.bundle import SEVERAL, Part
from ...model.digest import sha256_of
from ...model.errors import Conflict, InputError, NotFound
from ...model.record import BundleRecord
from ...model.terms import PartKind
from ...packet.export import write_file
from ...packet.names import safe_name
from ...packet.source import read_stable
from ..common.core import DeskCore, Session
from ..common.permission import UseCase
from .bundles import Bundles
from .working_copy import WorkingCopy, copies_in, is_whole


class HalfWritten(InputError):
    """What was saved outside is not a whole file."""


@dataclass(frozen=True)
class CopyImported:
    """What was taken from a working copy.

    Attributes:
        copy: the copy as it is known now.
        record: the bundle with what was taken as its newest revision.
    """

    copy: WorkingCopy
    record: BundleRecord


class ExternalEditing:
    """Gives parts out to other programs, takes in what was saved there, and puts the copies away. May be used from several threads, though not on
    one working copy at a time."""

    def __init__(self, core: DeskCore, bundles: Bundles, root: Path | None) -> None:
        """Take the folder in which working copies lie on this workstation; None where there is none."""
        self._core, self._bundles = core, bundles
        self._root = root

    def open(self, session: Session, key: int, kind: PartKind, position: int) -> WorkingCopy:
        """Give a part out as a file that another program may write. A copy that is out already is given again, with what was written there.

        Args:
            session, key: who, and which bundle.
            kind, position: which part.

        Raises:
            PermissionDenied, StageError: the person may not change the bundle, or not now.
            NotFound: there is no such part.
            InputError: the disk cannot be written to.
        """
        self._core.allow(session, UseCase.EDIT_BUNDLE)
        record = self._bundles.open(session, key)
        if not self._bundles.can_edit(session, record):
            raise InputError("这个文件包现在不能修改，没有打开", "要看内容，请点“另存原件”")
        part = _part_at(record, kind, position)
        out = next((copy for copy in self.copies(session) if (copy.key, copy.kind, copy.position) == (key, kind, position)), None)
        if out is not None and (out.open_elsewhere or self._differs(out)):
            return out
        return self._give_out(session, key, kind, position, part)

    def _give_out(self, session: Session, key: int, kind: PartKind, position: int, part: Part) -> WorkingCopy:
        copy = WorkingCopy(self._folder(session) / f"{key}-{kind.value}-{position}", key, kind, position, part.name, part.sha256)
        try:
            copy.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"不能在本机放置工作副本（{error.strerror or error}）", "请检查磁盘空间和权限") from error
        write_file(copy.path, self._core.store.files.get(part.sha256))
        copy.note()
        return copy

    def copies(self, session: Session) -> tuple[WorkingCopy, ...]:
        """What the person has out on this workstation, also from before a restart."""
        return copies_in(self._folder(session)) if self._root is not None else ()

    def take(self, session: Session, copy: WorkingCopy) -> CopyImported | None:
        """Take what was saved outside as a new revision; None where nothing new is there.

        Raises:
            HalfWritten: it is not a whole file (yet).
            Conflict: somebody has put another file in its place meanwhile; nothing is taken.
            PermissionDenied, StageError: the bundle cannot be changed now; the copy stays.
            InputError: the file cannot be read, or may not be held on this machine.
        """
        content = read_stable(copy.path, copy.name)
        sha256 = sha256_of(content)
        if sha256 == copy.taken:
            return None
        if not is_whole(copy.name, content):
            raise HalfWritten(f"“{copy.name}”存下来的不完整，没有收进文件包，文件包里的没有动", "请在那个程序里再存一次盘")
        record = self._bundles.open(session, copy.key)
        here = [part.sha256 for part in record.bundle.of_kind(copy.kind)]
        if copy.taken not in here:
            raise Conflict(f"“{copy.name}”在外面修改的同时，文件包里的已被{self._who(record)}换过", "请选择用哪一个")
        put = self._bundles.put_part(session, copy.key, record.revision.number, copy.kind, copy.name, content, here.index(copy.taken))
        return CopyImported(copy.with_taken(sha256), put)

    def settle(self, session: Session, copy: WorkingCopy, outside: bool) -> CopyImported:
        """After a conflict: the file from outside is to stand, or the one in the bundle. The other one is an earlier revision then.

        Raises:
            (those of `Bundles.put_part`)
        """
        content = read_stable(copy.path, copy.name)
        record = self._bundles.open(session, copy.key)
        there = len(record.bundle.of_kind(copy.kind))
        place = None if copy.position >= there and copy.kind in SEVERAL else copy.position
        put = self._bundles.put_part(session, copy.key, record.revision.number, copy.kind, copy.name, content, place)
        if not outside:
            put = self._bundles.save(session, copy.key, put.revision.number, record.bundle)
        return CopyImported(copy.with_taken(sha256_of(content)), put)

    def end(self, session: Session, copy: WorkingCopy, anyway: bool = False) -> None:
        """Remove a working copy once all of it has been taken.

        Args:
            session, copy: who, and which.
            anyway: also where something in it was not taken.

        Raises:
            InputError: something in it was not taken, or a program holds it open.
        """
        self._core.account(session)
        if not anyway and self._differs(copy):
            raise InputError(f"“{copy.name}”里还有没有收进文件包的改动", "请先收进来，或者选择不要")
        copy.remove()

    def _differs(self, copy: WorkingCopy) -> bool:
        return copy.stamp is not None and sha256_of(read_stable(copy.path, copy.name)) != copy.taken

    def _folder(self, session: Session) -> Path:
        if self._root is None:
            raise InputError("本机没有放置工作副本的地方", "请另存原件，改好后再换上来")
        office = sha256_of(os.fsencode(self._core.store.place))[:8]
        return self._root / office / safe_name(session.name)

    def _who(self, record: BundleRecord) -> str:
        return self._core.store.accounts.get(record.revision.by).display_name


def _part_at(record: BundleRecord, kind: PartKind, position: int) -> Part:
    parts = record.bundle.of_kind(kind)
    if position >= len(parts) or not parts[position].present:
        raise NotFound("文件包里没有这份文件", "请刷新")
    return parts[position]
