"""A part written in Word or WPS: every save comes back whole, nothing half written is taken, nothing of anybody is lost."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from docx import Document

from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.drafting.external_edit_watch import PATIENCE, ExternalEditWatch, News
from zwgk_desk.desk.drafting.external_editing import HalfWritten
from zwgk_desk.desk.drafting.working_copy import WorkingCopy, is_whole
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_bundles import HOUSING
from zwgk_desk.documents.office_suite import convert_to_docx, find_suite
from zwgk_desk.model.errors import Conflict, InputError, NotFound, PermissionDenied, StageError
from zwgk_desk.model.people import Account
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.terms import PartKind, Role

from .. import needs
from .conftest import People, Play


@pytest.fixture
def record(play: Play) -> BundleRecord:
    return play.draft()


@pytest.fixture
def second(office: Office, people: People) -> Session:
    office.accounts.add(people.admin, Account("nigao2", "李二", HOUSING, (Role.DRAFTER,)), "password-1")
    return office.accounts.sign_in("nigao2", "password-1")


@pytest.fixture
def copy(office: Office, people: People, record: BundleRecord) -> WorkingCopy:
    return office.external_editing.open(people.drafter, record.key, PartKind.POLICY, 0)


def write_on(copy: WorkingCopy, words: str) -> None:
    """Write a paragraph on and save as Word does: the new file is made beside and put in place."""
    document = Document(str(copy.path))
    document.add_paragraph(words)
    beside = copy.folder / "~WRD0001.tmp"
    document.save(str(beside))
    os.replace(beside, copy.path)


def looks(watch: ExternalEditWatch, times: int = 2) -> list[News]:
    return [news for _ in range(times) for news in watch.look()]


def policy_text(office: Office, record: BundleRecord) -> str:
    document = next(d for d in office.core.documents(record) if d.part.kind is PartKind.POLICY)
    assert document.tree is not None
    return document.tree.text


def test_every_save_comes_back_as_a_revision(office: Office, people: People, record: BundleRecord, copy: WorkingCopy) -> None:
    watch = ExternalEditWatch(office.external_editing, people.drafter)
    assert looks(watch) == []  # nothing was saved yet
    for count, words in enumerate(("第二十条 先写这些。", "第二十一条 再写这些。"), start=1):
        write_on(copy, words)
        assert [news.record for news in watch.look()] == []  # it may still be being written
        (news,) = watch.look()
        assert news.record is not None and news.record.revision.number == record.revision.number + count
        assert words in policy_text(office, news.record)
        assert looks(watch, 3) == []


def test_a_half_written_file_is_not_taken_and_told_only_when_it_stays_so(
    office: Office, people: People, record: BundleRecord, copy: WorkingCopy
) -> None:  # fmt: skip
    watch = ExternalEditWatch(office.external_editing, people.drafter)
    looks(watch)
    write_on(copy, "第二十条 写完的。")
    whole = copy.path.read_bytes()
    copy.path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(HalfWritten, match="不完整"):
        office.external_editing.take(people.drafter, copy)
    assert looks(watch, 3) == []
    copy.path.write_bytes(whole)
    (news,) = looks(watch)
    assert news.record is not None and "写完的" in policy_text(office, news.record)
    copy.path.write_bytes(b"")
    (news,) = looks(watch, PATIENCE + 5)
    assert isinstance(news.error, HalfWritten) and office.bundles.open(people.drafter, record.key).revision.number == record.revision.number + 1


def test_a_copy_is_put_away_once_its_program_has_closed_it(office: Office, people: People, copy: WorkingCopy) -> None:
    watch = ExternalEditWatch(office.external_editing, people.drafter)
    lock = copy.folder / f"~${copy.path.name[2:]}"
    lock.write_bytes(b"who")
    assert copy.open_elsewhere and looks(watch) == []
    write_on(copy, "第二十条 存了就关。")
    lock.unlink()
    taken, ended = looks(watch, 4)
    assert taken.record is not None and ended.ended
    assert office.external_editing.copies(people.drafter) == () and not copy.folder.exists()


@pytest.mark.parametrize("lock", ["~${}", ".~{}", ".~lock.{}#"])
def test_the_lock_files_of_the_suites_are_known(lock: str, copy: WorkingCopy) -> None:
    assert not copy.open_elsewhere
    (copy.folder / lock.format(copy.path.name)).touch()
    assert copy.open_elsewhere


def test_what_was_saved_while_the_program_was_closed_is_taken_at_the_next_start(
    office: Office, people: People, record: BundleRecord, copy: WorkingCopy
) -> None:  # fmt: skip
    write_on(copy, "第二十条 夜里写的。")
    (again,) = office.external_editing.copies(people.drafter)
    assert again == copy
    (news,) = looks(ExternalEditWatch(office.external_editing, people.drafter))
    assert news.record is not None and news.record.revision.number == record.revision.number + 1


@pytest.mark.parametrize("outside", [True, False])
def test_a_file_that_was_changed_on_both_sides_is_asked_about_and_neither_is_lost(
    outside: bool, office: Office, people: People, record: BundleRecord, copy: WorkingCopy, second: Session
) -> None:  # fmt: skip
    office.bundles.put_part(second, record.key, record.revision.number, PartKind.POLICY, "李二的.md", "# 题\n\n李二改的".encode())
    write_on(copy, "第二十条 外面改的。")
    (news,) = looks(ExternalEditWatch(office.external_editing, people.drafter))
    assert news.is_conflict and "李二" in str(news.error)
    settled = office.external_editing.settle(people.drafter, copy, outside)
    assert ("外面改的" in policy_text(office, settled.record)) is outside
    policies = [part for revision in office.bundles.revisions(people.drafter, record.key) for part in revision.bundle.of_kind(PartKind.POLICY)]
    assert "李二的.md" in [part.name for part in policies]
    assert {copy.taken, settled.copy.taken} <= {part.sha256 for part in policies}
    assert office.external_editing.take(people.drafter, settled.copy) is None


def test_what_cannot_be_taken_stays_until_it_can(office: Office, people: People, record: BundleRecord, copy: WorkingCopy) -> None:
    moved = office.course.send_to_review(people.drafter, record.key, record.revision.number)
    write_on(copy, "第二十条 送出以后写的。")
    watch = ExternalEditWatch(office.external_editing, people.drafter)
    (news,) = looks(watch, 5)
    assert isinstance(news.error, StageError)
    with pytest.raises(InputError, match="还有没有收进文件包的改动"):
        office.external_editing.end(people.drafter, copy)
    office.course.withdraw(people.drafter, record.key, moved.revision.number)
    watch.again(copy)
    (news,) = looks(watch)
    assert news.record is not None and "送出以后写的" in policy_text(office, news.record)


def test_opening_again_gives_what_was_written_and_a_newer_file_where_nothing_was(
    office: Office, people: People, record: BundleRecord, copy: WorkingCopy
) -> None:  # fmt: skip
    put = office.bundles.put_part(people.drafter, record.key, record.revision.number, PartKind.POLICY, "新.md", "# 题\n\n新的".encode())
    newer = office.external_editing.open(people.drafter, record.key, PartKind.POLICY, 0)
    assert newer.name == "新.md" and "新的" in newer.path.read_text(encoding="utf-8")
    newer.path.write_text("# 题\n\n写了一半", encoding="utf-8")
    assert office.external_editing.open(people.drafter, record.key, PartKind.POLICY, 0) == newer
    assert "写了一半" in newer.path.read_text(encoding="utf-8")
    office.external_editing.end(people.drafter, newer, anyway=True)
    assert office.external_editing.copies(people.drafter) == () and office.bundles.open(people.drafter, record.key) == put


def test_only_who_may_change_a_bundle_gets_its_files_to_write(office: Office, people: People, record: BundleRecord, second: Session) -> None:
    with pytest.raises(PermissionDenied):
        office.external_editing.open(people.secrecy, record.key, PartKind.POLICY, 0)
    with pytest.raises(NotFound):
        office.external_editing.open(people.drafter, record.key, PartKind.ATTACHMENT, 0)
    office.external_editing.open(people.drafter, record.key, PartKind.PLAN, 0)
    assert office.external_editing.copies(second) == ()
    office.course.send_to_review(people.drafter, record.key, record.revision.number)
    with pytest.raises(InputError, match="现在不能修改"):
        office.external_editing.open(people.drafter, record.key, PartKind.POLICY, 0)


@needs.modes
def test_nobody_else_on_the_machine_reads_a_working_copy(copy: WorkingCopy) -> None:
    assert stat.S_IMODE(copy.folder.stat().st_mode) == 0o700


def test_a_note_that_was_spoilt_is_left_alone(office: Office, people: People, copy: WorkingCopy) -> None:
    copy.folder.with_name("x.json").write_text("{", encoding="utf-8")
    assert office.external_editing.copies(people.drafter) == (copy,)


def test_a_program_without_a_place_for_working_copies_says_so(office: Office, people: People, record: BundleRecord) -> None:
    office.external_editing._root = None
    assert office.external_editing.copies(people.drafter) == ()
    with pytest.raises(InputError, match="另存原件"):
        office.external_editing.open(people.drafter, record.key, PartKind.POLICY, 0)


def test_what_is_whole() -> None:
    assert is_whole("a.txt", b"x") and not is_whole("a.txt", b"")
    assert is_whole("a.pdf", b"%PDF-1.7 ... %%EOF\n") and not is_whole("a.pdf", b"%PDF-1.7 ...")
    assert not is_whole("a.docx", b"PK\x03\x04 and nothing more")


@needs.suite
def test_what_a_real_suite_saves_comes_back(office: Office, people: People, copy: WorkingCopy) -> None:
    suite = find_suite()
    assert suite is not None
    saved = convert_to_docx(suite, copy.path.read_bytes(), ".docx")
    copy.path.write_bytes(saved)
    (news,) = looks(ExternalEditWatch(office.external_editing, people.drafter))
    assert news.record is not None and "加装电梯" in policy_text(office, news.record)


def test_a_conflict_is_told_once_for_each_save(office: Office, people: People, record: BundleRecord, copy: WorkingCopy, second: Session) -> None:
    office.bundles.remove_part(second, record.key, record.revision.number, PartKind.POLICY)
    watch = ExternalEditWatch(office.external_editing, people.drafter)
    write_on(copy, "第二十条 一。")
    assert len(looks(watch, 6)) == 1
    with pytest.raises(Conflict):
        office.external_editing.take(people.drafter, copy)
    settled = office.external_editing.settle(people.drafter, copy, True)
    assert "第二十条 一。" in policy_text(office, settled.record)


@pytest.mark.parametrize(("name", "there"), [("con.docx", "_con.docx"), ("关于“加装”的问答: 定稿?.md", "关于“加装”的问答_ 定稿_.md")])
def test_a_name_that_windows_does_not_take_is_given_out_under_another(name: str, there: str, tmp_path: Path) -> None:
    assert WorkingCopy(tmp_path, 1, PartKind.POLICY, 0, name, "").path == tmp_path / there


def test_working_copies_of_different_offices_lie_apart(office: Office, people: People, copy: WorkingCopy, tmp_path: Path) -> None:
    assert copy.folder.parent.name == people.drafter.name and copy.folder.parent.parent.parent.name == "working"
