"""Writing on the bundle page: nothing typed is ever lost, a second person's changes are put together or asked about, steps go back and forward."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from ui.drafting import statement_editor as typing
from ui.drafting.bundle_page import BundlePage
from ui.window.app import Desktop
from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_office import PASSWORD, open_sample_office
from zwgk_desk.model.bundle import Bundle
from zwgk_desk.model.people import Account
from zwgk_desk.model.record import BundleRecord, Standing
from zwgk_desk.model.terms import PartKind, Role

from .conftest import Person, close
from .waiting import PATIENCE, wait_for

LINE = "代拟稿未说明属性理由"


@pytest.fixture
def colleague(sample_person: Person, tmp_path: Path) -> Iterator[tuple[Office, Session]]:
    """A second drafter of the same department, at another workstation: the same office, opened once more."""
    office = open_sample_office(tmp_path / "data")
    admin = office.accounts.sign_in("guanli", PASSWORD)
    unit = office.accounts.who(office.accounts.sign_in("nigao", PASSWORD)).unit
    office.accounts.add(admin, Account("nigao2", "李二", unit, (Role.DRAFTER,)), "password-1")
    yield office, office.accounts.sign_in("nigao2", "password-1")
    office.release()


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page looks often, so that the tests need not wait long."""
    monkeypatch.setattr(typing, "LOOK_MS", 100)
    monkeypatch.setattr(typing, "KEEP_MS", 50)


def opened(person: Person) -> BundlePage:
    person.sign_in("nigao")
    person.open_line(LINE)
    page = person.shell.pages["bundle"]
    assert isinstance(page, BundlePage) and page.record is not None
    return page


def explained(person: Person) -> str:
    field = person.find("field-explanation")
    assert isinstance(field, QPlainTextEdit)
    return field.toPlainText()


def saved_by(colleague: tuple[Office, Session], key: int, **changes: str) -> Bundle:
    """The colleague changes the bundle; explanation is the declaration's."""
    office, session = colleague
    record = office.bundles.open(session, key)
    bundle = record.bundle
    explanation = changes.pop("explanation", bundle.declaration.explanation)
    bundle = replace(bundle, declaration=replace(bundle.declaration, explanation=explanation), **changes)
    return office.bundles.save(session, key, record.revision.number, bundle).bundle


def test_what_was_typed_when_the_power_failed_is_there_at_the_next_start(sample_person: Person, qtbot: QtBot, tmp_path: Path) -> None:
    person = sample_person
    opened(person)
    person.type("field-explanation", "写到一半停电了")
    wait_for("“已随手存好”", lambda: "已随手存好" in person.text("typed-kept"))
    again = Person(qtbot, Desktop(tmp_path / "data"))  # nothing of the first program was closed or saved
    again.press("switch-office")
    wait_for("the sample office", lambda: again.find("switch-office").text() == "回到本办公室")  # type: ignore[attr-defined]
    page = opened(again)
    assert explained(again) == "写到一半停电了" and "没有存完" in again.text("typed-kept")
    assert page.record is not None and page.record.revision.number == 1
    again.press("save")
    assert page.record.revision.number == 2 and not again.text("typed-kept")
    close(again)


def test_a_colleague_s_change_of_something_else_is_put_beside_what_one_is_typing(sample_person: Person, colleague: tuple[Office, Session]) -> None:
    page = opened(sample_person)
    assert page.record is not None
    sample_person.type("field-explanation", "我的理由")
    saved_by(colleague, page.record.key, title="李二改过的标题")
    wait_for("the colleague's title", lambda: page.title.text() == "李二改过的标题")
    assert "李二刚改了标题" in sample_person.text("banner-text") and explained(sample_person) == "我的理由"
    sample_person.press("save")
    assert (page.record.bundle.title, page.record.bundle.declaration.explanation) == ("李二改过的标题", "我的理由")


def test_what_is_saved_while_a_look_is_under_way_is_seen_by_one_after_it(
    sample_person: Person, colleague: tuple[Office, Session], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    page = opened(sample_person)
    assert page.record is not None
    page.editor._look.stop()  # the looks that are asked for here are the only ones
    sample_person.settle()
    writing = page.office.writing
    standing, looked, goes_on = writing.standing, [], threading.Event()

    def slow(session: Session, record: BundleRecord) -> Standing:
        found = standing(session, record)
        looked.append(found.revision)
        assert goes_on.wait(PATIENCE), "never let go"
        return found

    monkeypatch.setattr(writing, "standing", slow)
    page.editor._look_again()
    wait_for("the look that begins before the colleague saves", lambda: looked)
    saved_by(colleague, page.record.key, title="李二改过的标题")
    page.editor._look_again()
    goes_on.set()
    wait_for("the colleague's title", lambda: page.title.text() == "李二改过的标题")
    assert looked == [1, 2]


@pytest.mark.parametrize(("answer", "stands"), [("dispute-mine", "我的理由"), ("dispute-theirs", "李二的理由")])
def test_what_both_changed_is_asked_and_neither_is_lost(
    answer: str, stands: str, sample_person: Person, colleague: tuple[Office, Session]
) -> None:  # fmt: skip
    page = opened(sample_person)
    assert page.record is not None
    sample_person.type("field-explanation", "我的理由")
    saved_by(colleague, page.record.key, explanation="李二的理由")
    assert "李二刚把理由说明改成了“李二的理由”" in sample_person.text("dispute")
    sample_person.press("nav-workbench")  # it has to be answered first
    assert explained(sample_person) == "我的理由" and "请先在上面选择" in sample_person.text("banner-text")
    sample_person.press(answer)
    assert page.record.bundle.declaration.explanation == stands == explained(sample_person) and not sample_person.sees("dispute")
    revisions = page.office.bundles.revisions(page.session, page.record.key)
    assert {"我的理由", "李二的理由"} <= {revision.bundle.declaration.explanation for revision in revisions}
    sample_person.press("nav-workbench")
    assert sample_person.sees("bundles")


def test_what_was_sent_on_meanwhile_keeps_what_was_typed_until_it_comes_back(sample_person: Person, colleague: tuple[Office, Session]) -> None:
    page = opened(sample_person)
    office, session = colleague
    assert page.record is not None
    key = page.record.key
    sample_person.type("field-explanation", "我的理由")
    office.course.send_to_review(session, key, 1)
    wait_for("the bundle to have gone on", lambda: not page.editable)
    assert "没有保存的改动留着" in sample_person.text("banner-text") and explained(sample_person) == ""
    office.course.withdraw(session, key, 1)
    wait_for("the bundle to have come back", lambda: page.editable)
    assert explained(sample_person) == "我的理由"


def test_a_slow_disk_keeps_what_was_typed_last_when_the_bundle_goes_on_meanwhile(
    sample_person: Person, colleague: tuple[Office, Session], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    page = opened(sample_person)
    office, session = colleague
    assert page.record is not None
    key, writing = page.record.key, page.office.writing
    keep, begun, goes_on = writing.keep, threading.Event(), threading.Event()

    def slow(*args: object) -> None:
        if threading.current_thread() is not threading.main_thread():
            begun.set()
            assert goes_on.wait(PATIENCE), "never let go"
        keep(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "keep", slow)
    sample_person.type("field-explanation", "我的")
    wait_for("the slow writing", begun.is_set)
    sample_person.type("field-explanation", "我的理由")
    office.course.send_to_review(session, key, 1)
    wait_for("the bundle to have gone on", lambda: not page.editable)
    goes_on.set()
    sample_person.settle()
    office.course.withdraw(session, key, 1)
    wait_for("the bundle to have come back", lambda: page.editable)
    assert explained(sample_person) == "我的理由"
    sample_person.press("save")
    sample_person.settle()
    record = page.record
    assert record.bundle.declaration.explanation == "我的理由" and writing.unsaved(page.session, record) is None


def test_steps_go_back_and_forward_again_after_a_restart_too(sample_person: Person, tmp_path: Path) -> None:
    person = sample_person
    page = opened(person)
    assert page.record is not None and not person.find("undo").isEnabled() and not person.find("redo").isEnabled()
    new = tmp_path / "新稿.txt"
    new.write_text("关于停车收费的通知\n\n第一条 收费标准另定。", encoding="utf-8")
    before = page.record.bundle.of_kind(PartKind.POLICY)[0].name
    person.drop("view-policy-0", new)
    person.type("field-explanation", "新的理由")
    person.press("undo")  # what is typed is the last step
    assert explained(person) == "" and page.record.bundle.of_kind(PartKind.POLICY)[0].name == "新稿.txt"
    person.press("sign-out")
    page = opened(person)
    person.press("undo")
    assert page.record is not None and page.record.bundle.of_kind(PartKind.POLICY)[0].name == before
    person.settle()
    person.find("view-policy-0").setFocus()
    person.bot.keyClick(person.find("view-policy-0"), Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    person.press("redo")
    assert page.record.bundle.of_kind(PartKind.POLICY)[0].name == "新稿.txt" and explained(person) == "新的理由"
    assert page.record.revision.number == 7, "every step is a revision; none is gone"


def test_what_is_dropped_is_found_again(sample_person: Person) -> None:
    opened(sample_person)
    sample_person.type("field-explanation", "不要的理由")
    sample_person.press("discard")
    assert explained(sample_person) == "" and "可以找回" in sample_person.text("banner-text")
    sample_person.press("redo")
    assert explained(sample_person) == "不要的理由"


def test_what_cannot_be_saved_is_dropped_all_the_same(sample_person: Person) -> None:
    page = opened(sample_person)
    sample_person.type("field-title", " ")
    sample_person.press("save")
    assert "还没有标题" in sample_person.text("banner-text")
    sample_person.press("discard")
    assert page.record is not None and sample_person.find("field-title").text() == page.record.bundle.title  # type: ignore[attr-defined]
    sample_person.press("nav-workbench")
    assert sample_person.sees("bundles")


def test_two_people_put_files_of_different_kinds_in_at_the_same_time(
    sample_person: Person, colleague: tuple[Office, Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    page = opened(sample_person)
    page.editor._look.stop()  # the page has not yet seen what the colleague did
    assert page.record is not None
    office, session = colleague
    office.bundles.put_part(session, page.record.key, 1, PartKind.ATTACHMENT, "附表.txt", "附表一".encode())
    material = tmp_path / "问答.txt"
    material.write_text("问：什么时候开始？答：下月一日。", encoding="utf-8")
    page.others.open_place(PartKind.MATERIAL, 9)
    sample_person.drop("view-material-new", material)
    names = [part.name for part in page.record.bundle.parts]
    assert "附表.txt" in names and "问答.txt" in names
