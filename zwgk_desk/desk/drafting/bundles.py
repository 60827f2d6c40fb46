"""Drafting: creating bundles, adding files, stating title, units and declaration, and reading earlier revisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

from ...documents.limits import MAX_FILE_BYTES
from ...documents.readers import READERS
from ...model.bundle import SEVERAL, Bundle, Part
from ...model.course import Course
from ...model.digest import sha256_of
from ...model.document.corrections import carried
from ...model.errors import Conflict, InputError, NotFound, PermissionDenied, StageError
from ...model.naming.bundle_fields import UNTITLED, check_bundle, check_case, fitting_title
from ...model.part_document import PartDocument
from ...model.people import Account
from ...model.record import BundleRecord, Event, Revision
from ...model.terms import Act, PartKind, Role
from ...packet.casefile import read_case
from ...packet.export import write_file
from ...packet.forms import draft_values
from ...packet.source import BUNDLE_FILE, open_source, read_stable
from ..common.clock import stamp
from ..common.core import DeskCore, Session
from ..common.permission import UseCase, require
from .bundle_review import refuse_secret

TEMPLATES_OF = {
    PartKind.PLAN: ("解读方案",),
    PartKind.MATERIAL: ("解读材料", "解读材料（问答）"),
    PartKind.ATTACHMENT: ("新旧政策对照表",),
}
"""The templates that a part may begin from, by its kind; the first is the default."""


class Bundles:
    """Creates bundles, adds files to them, saves what they state, and reads earlier revisions."""

    def __init__(self, core: DeskCore) -> None:
        self._core = core

    def create(self, session: Session, bundle: Bundle) -> BundleRecord:
        """Create a bundle of the person's own department.

        Raises:
            PermissionDenied: not a drafter, or of another department.
            InputError: there is no title, or a field holds what it may not.
        """
        account, role = self._core.allow(session, UseCase.CREATE_BUNDLE)
        _require_own(account, bundle)
        return self._create(account, role, bundle, {})

    def create_from(self, session: Session, bundle: Bundle, kind: PartKind, path: Path) -> BundleRecord:
        """Create a bundle with a file from the disk in it; a policy gives the bundle its own title.

        Args:
            session: the drafter's session.
            bundle: the bundle without parts; its title is for a policy in which none is recognised.
            kind, path: the kind of the file, and its path.

        Raises:
            (those of `create` and `put_file`)
        """
        account, role = self._core.allow(session, UseCase.CREATE_BUNDLE)
        content = read_stable(path, path.name)
        part = Part(kind, path.name, sha256_of(content), len(content))
        _refuse_format(path.name, content)
        self._admit(part, content)
        tree = self._core.reader.read(part, lambda _: content).tree if content else None
        title = fitting_title(tree.title) if tree is not None and kind is PartKind.POLICY else ""
        whole = replace(bundle, title=title or fitting_title(bundle.title) or bundle.title).with_part(part)
        _require_own(account, whole)
        return self._create(account, role, whole, {part.sha256: content})

    def import_case(self, session: Session, folder: Path) -> BundleRecord:
        """Create a bundle from a case folder, with its files. Its reviews are not imported: without signatures they are mere claims.

        Raises:
            PermissionDenied: not a drafter, or the case is another department's.
            InputError: the folder cannot be used.
        """
        account, role = self._core.allow(session, UseCase.CREATE_BUNDLE)
        case = read_case(open_source(folder))
        check_case(case.bundle, BUNDLE_FILE)
        _require_own(account, case.bundle)
        present = replace(case.bundle, parts=tuple(part for part in case.bundle.parts if part.present))
        for part in present.parts:
            self._admit(part, case.contents[part.sha256])
        return self._create(account, role, present, case.contents)

    def _create(self, account: Account, role: Role, bundle: Bundle, contents: Mapping[str, bytes]) -> BundleRecord:
        check_bundle(bundle)
        self._held(bundle, contents, 0)
        store, at, pen = self._core.store, stamp(self._core.clock), self._core.pens.of(account)
        with store.transaction():
            for content in contents.values():
                store.files.put(content)
            key = store.bundles.create(bundle, account.name, at)
            store.bundles.add_event(key, Event(at, Act.CREATE, account.name, role, 1), pen)
            return self._indexed(key)

    def _indexed(self, key: int) -> BundleRecord:
        """Index the texts of a bundle, and return its record."""
        record = self._core.store.bundles.record(key)
        self._core.index(record)
        return record

    def open(self, session: Session, key: int) -> BundleRecord:
        """Load a bundle with its whole history.

        Raises:
            NotFound: there is none for this person.
        """
        return self._core.record_for(self._core.account(session), key)

    def set_due(self, session: Session, key: int, due_on: date | None) -> BundleRecord:
        """Save the day by which a bundle is to be sent, or that there is none: a note for those who work on it, at any stage before it is issued.

        Raises:
            PermissionDenied: not a drafter of the drafting department.
            StageError: it is issued.
            NotFound.
        """
        account, _ = self._core.allow(session, UseCase.SET_DUE)
        record = self._core.record_for(account, key)
        role = require_editor(account, record.bundle, record.course, Act.SET_DUE)
        told = due_on.isoformat() if due_on else ""
        if told == record.due_on:
            return record
        store, at = self._core.store, stamp(self._core.clock)
        with store.transaction():
            self._core.require_true(key)
            store.bundles.set_due(key, told)
            event = Event(at, Act.SET_DUE, account.name, role, record.revision.number, told or "不再限期")
            store.bundles.add_event(key, event, self._core.pens.of(account))
            return store.bundles.record(key)

    def save(self, session: Session, key: int, seen: int, bundle: Bundle, remark: str = "") -> BundleRecord:
        """Save a bundle as a new revision after the one the person saw. An unchanged bundle makes no revision.

        Args:
            session, key, seen: the person's session, the bundle's key, and the revision that the person saw.
            bundle: the bundle to save.
            remark: a remark for the record.

        Raises:
            PermissionDenied: not a drafter of the drafting department.
            StageError: it is not being drafted.
            InputError: a field that was changed holds what it may not.
            Conflict: somebody has saved or sent it meanwhile.
        """
        return self._save(session, key, seen, bundle, {}, remark)

    def put_part(self, session: Session, key: int, seen: int, kind: PartKind, name: str, content: bytes, position: int | None = None) -> BundleRecord:
        """Add a file, or put it in place of the one of its kind or at its position.

        Raises:
            InputError: the format is not one that can be read, or the file is too large.
            (and those of `save`)
        """
        _refuse_format(name, content)
        bundle = self._edited(session, key, seen)
        part = Part(kind, name, sha256_of(content), len(content))
        self._admit(part, content)
        place = 0 if kind not in SEVERAL and bundle.of_kind(kind) else position
        for old in bundle.of_kind(kind)[place : place + 1] if place is not None else ():
            part = self._still_put_right(old, part, content)
        return self._save(session, key, seen, self._entitled(bundle.with_part(part, place), part, content), {part.sha256: content})

    def _entitled(self, bundle: Bundle, part: Part, content: bytes) -> Bundle:
        """Return a bundle with its policy's own title where it has none yet, so that no form, plan or list calls it untitled."""
        if bundle.title != UNTITLED or part.kind is not PartKind.POLICY or not content:
            return bundle
        tree = self._core.reader.read(part, lambda _: content).tree
        title = fitting_title(tree.title) if tree is not None else ""
        return replace(bundle, title=title) if title else bundle

    def _still_put_right(self, old: Part, new: Part, content: bytes) -> Part:
        """Return a part that takes the place of another, with what was put right in that one."""
        if not old.elements:
            return new
        was = self._core.reader.read(old, self._core.store.files.get).tree if old.present and old.size else None
        now = self._core.reader.read(new, lambda _: content).tree if content else None
        return replace(new, elements=carried(old.elements, was, now) if was is not None and now is not None else old.elements)

    def put_named(self, session: Session, key: int, seen: int, kind: PartKind, name: str, content: bytes) -> BundleRecord:
        """Put a file in place of the part of that kind and name where there is one, else beside the others."""
        record = self._core.record_for(self._core.account(session), key)
        names = [part.name for part in record.bundle.of_kind(kind)]
        return self.put_part(session, key, seen, kind, name, content, names.index(name) if name in names else None)

    def _admit(self, part: Part, content: bytes) -> None:
        """Refuse a file that this machine may not hold, before anything of it is stored.

        Raises:
            InputError: it bears a mark of secrecy, and the office's settings allow none.
        """
        if self._core.store.settings.load().holds_secret or not content:
            return
        tree = self._core.reader.read(part, lambda _: content).tree
        if tree is not None:
            refuse_secret(self._core.equipment.reviewer, part.name, PartDocument(part, "", tree), content)

    def put_file(self, session: Session, key: int, seen: int, kind: PartKind, path: Path, position: int | None = None) -> BundleRecord:
        """Put a file from the disk in, as `put_part` does; it is read whole or not at all.

        Raises:
            InputError: it cannot be read, or is being changed.
            (and those of `put_part`)
        """
        return self.put_part(session, key, seen, kind, path.name, read_stable(path, path.name), position)

    def remove_part(self, session: Session, key: int, seen: int, kind: PartKind, position: int = 0) -> BundleRecord:
        """Remove a file; earlier revisions keep it.

        Raises:
            NotFound: there is none at that position.
            (and those of `save`)
        """
        bundle = self._edited(session, key, seen)
        if position >= len(bundle.of_kind(kind)):
            raise NotFound("文件包里没有这份文件", "请刷新")
        return self._save(session, key, seen, bundle.without_part(kind, position), {})

    def start_from_template(self, session: Session, key: int, seen: int, kind: PartKind, name: str = "") -> BundleRecord:
        """Put in one of the office's templates, filled in with the bundle's title and units; the officer writes the rest in Word.

        Args:
            session, key, seen: the person's session, the bundle's key, and the revision that the person saw.
            kind: the kind of the part.
            name: one of the kind's templates; empty for the default.

        Raises:
            InputError: there is no such template for that kind.
            TemplateFault: the template is broken.
            (and those of `save`)
        """
        names = TEMPLATES_OF.get(kind, ())
        name = name or (names[0] if names else "")
        if name not in names:
            raise InputError(f"{kind.label}没有模板", "请放入自己的文件")
        bundle = self._edited(session, key, seen)
        values = draft_values(bundle)
        return self.put_part(session, key, seen, kind, f"{name}.docx", self._core.equipment.forms.fill(name, values))

    def _edited(self, session: Session, key: int, seen: int) -> Bundle:
        """Return the bundle of the revision that the person saw, where the person may edit bundles at all."""
        account, _ = self._core.allow(session, UseCase.EDIT_BUNDLE)
        record = self._core.record_for(account, key)
        if record.revision.number != seen:
            raise Conflict("这个文件包刚被别人改动，您的改动没有保存到它上面", "请刷新查看新的内容，再做一次您的改动")
        return record.bundle

    def _save(self, session: Session, key: int, seen: int, bundle: Bundle, contents: Mapping[str, bytes], remark: str = "") -> BundleRecord:
        account, _ = self._core.allow(session, UseCase.EDIT_BUNDLE)
        record = self._core.record_for(account, key)
        _require_own(account, bundle)
        role = require_editor(account, record.bundle, record.course)
        if bundle == record.bundle and seen == record.revision.number:
            return record
        self._check_fields(bundle, record)
        self._held(bundle, contents, key)
        store, at, pen = self._core.store, stamp(self._core.clock), self._core.pens.of(account)
        with store.transaction():
            self._core.require_true(key)
            for content in contents.values():
                store.files.put(content)
            number = store.bundles.save(key, seen, bundle, account.name, at)
            store.bundles.add_event(key, Event(at, Act.SAVE, account.name, role, number, remark), pen)
            return self._indexed(key)

    def _check_fields(self, bundle: Bundle, record: BundleRecord) -> None:
        """Refuse what a field may not hold, unless the bundle stood just so in an earlier revision: a step back to before the limits is one too."""
        try:
            check_bundle(bundle, record.bundle)
        except InputError:
            if all(earlier.bundle != bundle for earlier in self._core.store.bundles.revisions(record.key)):
                raise

    def _held(self, bundle: Bundle, contents: Mapping[str, bytes], key: int) -> None:
        """Refuse a bundle that names a file which neither comes with it nor was in it before: a digest alone must not open another's file."""
        for part in bundle.parts:
            if part.present and part.sha256 not in contents and not self._core.store.bundles.names_file(key, part.sha256):
                raise NotFound(f"文件包里没有“{part.name}”这份文件", "请重新放入文件")

    def content(self, session: Session, key: int, sha256: str) -> bytes:
        """Return the bytes of a file that some revision of the bundle names.

        Raises:
            NotFound: there is no such bundle for this person, or it never held the file.
        """
        record = self.open(session, key)
        if not self._core.store.bundles.names_file(record.key, sha256):
            raise NotFound("文件包里没有这份文件", "请刷新")
        return self._core.store.files.get(sha256)

    def save_copy(self, session: Session, key: int, sha256: str, target: Path) -> None:
        """Write a copy of a file to the disk, whole or not at all.

        Raises:
            InputError: the place cannot be written to.
            (and those of `content`)
        """
        write_file(target, self.content(session, key, sha256))

    def revisions(self, session: Session, key: int) -> tuple[Revision, ...]:
        """List all revisions of a bundle, oldest first."""
        self.open(session, key)
        return self._core.store.bundles.revisions(key)

    def events(self, session: Session, record: BundleRecord) -> tuple[Event, ...]:
        """List what happened to a bundle up to the revision that is given, oldest first.

        Raises:
            NotFound: the bundle is not for this person.
        """
        self._core.require_sight(self._core.account(session), record)
        return tuple(event for event in self._core.store.bundles.events(record.key) if event.revision <= record.revision.number)

    def can_edit(self, session: Session, record: BundleRecord) -> bool:
        """Return whether the person may change the bundle now, for disabling what cannot be done."""
        try:
            require_editor(self._core.account(session), record.bundle, record.course)
        except (PermissionDenied, StageError):
            return False
        return True


def _refuse_format(name: str, content: bytes) -> None:
    if PurePosixPath(name).suffix.lower() not in READERS:
        raise InputError(f"“{name}”不是可以放入的格式", f"请另存为 {'、'.join(READERS)} 之一")
    if len(content) > MAX_FILE_BYTES:
        raise InputError(f"“{name}”超过 {MAX_FILE_BYTES // 1024 // 1024} MB 的上限", "请拆分文件或压缩其中的图片")


def _require_own(account: Account, bundle: Bundle) -> None:
    if not bundle.title.strip():
        raise InputError("文件包还没有标题", "请写上政策文件的标题")
    if bundle.drafting_unit != account.unit:
        raise PermissionDenied(f"只能起草本单位（{account.unit}）的文件", f"这个文件包的起草单位是“{bundle.drafting_unit}”")


def require_editor(account: Account, bundle: Bundle, course: Course, act: Act = Act.SAVE) -> Role:
    """Return the role by which a person may edit a bundle at this stage of its course, or note its due day.

    Raises:
        PermissionDenied: not a drafter of the drafting department.
        StageError: the bundle's stage does not have the act.
    """
    role = require_drafter(account, bundle, act)
    course.after(act)
    return role


def require_drafter(account: Account, bundle: Bundle, act: Act = Act.SAVE) -> Role:
    """Return the role by which a person may edit a bundle, or note its due day, whatever its stage.

    Raises:
        PermissionDenied: not a drafter of the drafting department.
    """
    role = require(account, UseCase.SET_DUE if act is Act.SET_DUE else UseCase.EDIT_BUNDLE)
    _require_own(account, bundle)
    return role
