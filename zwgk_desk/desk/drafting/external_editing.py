"""Editing parts in Word or WPS: a part is opened there as a working copy, and every save is imported as a revision."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ... import owner_only
from ...model.bundle import SEVERAL, Part
from ...model.digest import sha256_of
from ...model.errors import Conflict, InputError, NotFound
from ...model.naming.file_names import folder_name
from ...model.record import BundleRecord
from ...model.terms import PartKind
from ...packet.export import write_file
from ...packet.source import read_stable
from ..common.core import DeskCore, Session
from ..common.permission import UseCase
from .bundles import Bundles
from .working_copy import WorkingCopy, copies_in, is_whole


class HalfWritten(InputError):
    """The file that another program saved is not complete (yet)."""


@dataclass(frozen=True)
class CopyImported:
    """The result of importing a working copy.

    Attributes:
        copy: the copy as it is known now.
        record: the bundle, with the imported file in its newest revision.
    """

    copy: WorkingCopy
    record: BundleRecord


class ExternalEditing:
    """Makes working copies of parts for other programs, imports what is saved there, and removes them. May be used from several threads, not on
    one working copy at a time."""

    def __init__(self, core: DeskCore, bundles: Bundles, root: Path | None) -> None:
        """Keep working copies in this folder of the workstation; None where there is none, and nothing can be opened."""
        self._core, self._bundles = core, bundles
        self._root = root

    def open(self, session: Session, key: int, kind: PartKind, position: int) -> WorkingCopy:
        """Return a part's working copy, which another program may edit. An existing one is returned again, with what was written there.

        Args:
            session, key: the person's session, and the bundle's key.
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
            owner_only.make_folders(copy.folder)
        except OSError as error:
            raise InputError(f"不能在本机放置工作副本（{error.strerror or error}）", "请检查磁盘空间和权限") from error
        write_file(copy.path, self._core.store.files.get(part.sha256))
        copy.note()
        return copy

    def copies(self, session: Session) -> tuple[WorkingCopy, ...]:
        """Return the person's working copies on this workstation, those from before a restart included."""
        return copies_in(self._folder(session)) if self._root is not None else ()

    def take(self, session: Session, copy: WorkingCopy) -> CopyImported | None:
        """Import what another program saved as a new revision; return None where nothing new is there.

        Raises:
            HalfWritten: the file is not complete (yet).
            Conflict: somebody has put another file in its place meanwhile; nothing is imported.
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
        """Resolve a conflict: keep the working copy's file (`outside`), or the one in the bundle. The other stays as an earlier revision.

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
        """Remove a working copy once everything in it is imported.

        Args:
            session, copy: the person's session, and the copy.
            anyway: remove it even where something in it is not imported.

        Raises:
            InputError: something in it is not imported, or a program holds it open.
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
        return self._root / office / folder_name(session.name)

    def _who(self, record: BundleRecord) -> str:
        return self._core.store.accounts.get(record.revision.by).display_name


def _part_at(record: BundleRecord, kind: PartKind, position: int) -> Part:
    parts = record.bundle.of_kind(kind)
    if position >= len(parts) or not parts[position].present:
        raise NotFound("文件包里没有这份文件", "请刷新")
    return parts[position]
