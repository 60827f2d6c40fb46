"""What a person does while something is under way: nothing typed is lost, nothing is shown or asked for something else, nothing is kept for ever."""

from __future__ import annotations

import gc
import threading
import weakref
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from ui.background.jobs import JobRunner, Task
from ui.shared.host import Address
from ui.window.shell import Shell
from zwgk_desk.desk.sample.sample_office import PASSPHRASE, PASSWORD
from zwgk_desk.model.errors import StoreError
from zwgk_desk.model.progress import silent

from ..desk.conftest import Play, packet_of
from .conftest import Person
from .test_intake import drop, rows, trust
from .test_races import Gate, gate
from .test_writing import explained, opened, quick
from .waiting import PATIENCE, let_work, wait_for

__all__ = ["gate", "quick"]


def clerk(person: Person, elsewhere: Play, tmp_path: Path) -> Any:
    """The page of a clerk who has chosen a packet that came as a file."""
    trust(person, elsewhere, tmp_path / "机构.pem")
    sent = elsewhere.submitted()
    whole = packet_of(elsewhere, sent, tmp_path / "甲.zip")
    person.sign_in("shouwen")
    person.press("nav-intake")
    drop(person, whole)
    rows(person)
    person.choose_line("登记")
    person.settle()
    return person.shell.pages["intake"]


def test_a_slip_of_the_passphrase_is_mended_for_a_packet_too(sample_person: Person, elsewhere: Play, tmp_path: Path) -> None:
    person = sample_person
    page = clerk(person, elsewhere, tmp_path)
    assert page.matter.removable
    person.type("own-ground", "理由")
    person.press("accept")
    person.type("passphrase", "不对的口令")
    person.press("confirm-signature")
    person.settle()
    assert page.form.own.toPlainText() == "理由"
    assert person.sees("passphrase")


def test_no_signature_is_asked_for_while_another_packet_is_opened(
    sample_person: Person, elsewhere: Play, tmp_path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    person = sample_person
    page = clerk(person, elsewhere, tmp_path)
    packet = page.matter
    person.choose_line("示例：已报送待签收")
    person.press("receive")
    person.settle()
    person.press("accept")
    assert person.sees("passphrase")
    record = type(packet).record
    monkeypatch.setattr(type(packet), "record", lambda self: (gate(silent), record(self))[1])
    other = next(r for r in range(page.choices.count()) if "登记" in page.choices.item(r).text())
    page.choices.setCurrentRow(other)
    wait_for("opening", lambda: gate.begun)
    assert "打开" in page.state.text()
    seen = person.sees("passphrase")
    gate.open.set()
    person.settle()
    assert not seen


def test_what_is_typed_for_another_bundle_stays_when_the_first_is_signed(sample_person: Person, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    person = sample_person
    person.sign_in("zhuyao")
    person.press("nav-sign")
    person.settle()
    page: Any = person.shell.pages["sign"]
    person.choose_line("示例：待审签")
    person.settle()
    sign = page.office.course.sign
    monkeypatch.setattr(page.office.course, "sign", lambda *a: (gate(silent), sign(*a))[1])
    person.press("sign")
    person.type("passphrase", PASSPHRASE)
    person.press("confirm-signature")
    wait_for("signing", lambda: gate.begun)
    other = next(r for r in range(page.choices.count()) if r != page.choices.currentRow())
    page.choices.setCurrentRow(other)
    key = page.choices.current_key
    wait_for("the other bundle", lambda: page.record.key == key)
    person.type("remark", "给另一件的意见")
    gate.open.set()
    person.settle()
    assert page.choices.current_key == key, "stays"
    assert page.remark.toPlainText() == "给另一件的意见"


@pytest.mark.parametrize("how", ["save-sign-out", "discard"])
def test_a_slow_disk_brings_back_nothing_that_was_saved_or_dropped(
    sample_person: Person, quick: None, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    page = opened(sample_person)
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
    if how == "discard":
        sample_person.press("discard")
        goes_on.set()
        sample_person.settle()
    else:
        timer = threading.Timer(0.5, goes_on.set)
        timer.start()
        sample_person.press("sign-out")
        timer.join()
    assert writing.unsaved(page.session, page.office.bundles.open(page.session, key)) is None


def test_what_was_kept_late_is_no_dispute_with_what_was_saved(sample_person: Person, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(sample_person)
    assert page.record is not None
    writing = page.office.writing
    keep, begun, goes_on, kept = writing.keep, threading.Event(), threading.Event(), threading.Event()

    def slow(*args: object) -> None:
        if threading.current_thread() is not threading.main_thread():
            begun.set()
            assert goes_on.wait(PATIENCE), "never let go"
        keep(*args)  # type: ignore[arg-type]
        kept.set()

    save = writing.save

    def saved(*args: Any) -> Any:
        found = save(*args)
        goes_on.set()  # the writing had waited for the database
        assert kept.wait(PATIENCE)
        return found

    monkeypatch.setattr(writing, "keep", slow)
    monkeypatch.setattr(writing, "save", saved)
    sample_person.type("field-explanation", "我的")
    wait_for("the slow writing", begun.is_set)
    sample_person.type("field-explanation", "我的理由")
    sample_person.press("save")
    sample_person.settle()
    assert not sample_person.sees("dispute") and explained(sample_person) == "我的理由"


def test_files_that_were_dropped_are_not_shown_as_the_bundle_opened_since(
    sample_person: Person, tmp_path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = sample_person
    page = opened(person)
    assert page.record is not None
    key = page.record.key
    review: Any = person.shell.pages["review"]
    person.press("nav-review")
    (tmp_path / "p.txt").write_text("关于补贴的通知\n各单位：\n自2026-13-45起，，补贴100元。\n", "utf-8")
    look = person.shell.office.drafting.review
    monkeypatch.setattr(person.shell.office.drafting, "review", lambda *a: (gate(silent), look(*a))[1])
    person.drop("review-passage", tmp_path / "p.txt", wait=False)
    wait_for("the work", lambda: gate.begun)
    person.shell.go(Address("review", key))
    wait_for("the bundle's review", lambda: "正在" not in review.summary.text())
    before = [row.of.name for row in review.remarks._model.rows], review.summary.text()
    gate.open.set()
    person.settle()
    assert ([row.of.name for row in review.remarks._model.rows], review.summary.text()) == before


def test_a_review_that_is_refused_does_not_seem_to_go_on(sample_person: Person, tmp_path: Path, gate: Gate) -> None:
    person = sample_person
    opened(person)
    person.press("nav-review")
    review: Any = person.shell.pages["review"]
    (tmp_path / "p.txt").write_text("关于补贴的通知\n各单位：\n补贴100元。\n", "utf-8")
    person.shell.work(Task("做很久", gate))
    person.drop("review-passage", tmp_path / "p.txt", wait=False)
    gate.open.set()
    person.settle()
    assert "正在" not in review.summary.text()


def test_what_is_typed_stays_where_the_list_cannot_be_fetched(sample_person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    person = sample_person
    person.sign_in("zhuyao")
    person.press("nav-sign")
    person.settle()
    page: Any = person.shell.pages["sign"]
    person.type("remark", "写了很久的意见")
    searching = page.office.searching
    was = searching.bundles

    def fails(*a: Any) -> Any:
        raise StoreError("连不上", "请重试")

    monkeypatch.setattr(searching, "bundles", fails)
    page.refresh()
    monkeypatch.setattr(searching, "bundles", was)
    page.refresh()
    person.settle()
    assert page.remark.toPlainText() == "写了很久的意见"


def test_behind_a_locked_window_nothing_is_asked(
    sample_person: Person, elsewhere: Play, tmp_path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    person = sample_person
    page = clerk(person, elsewhere, tmp_path)
    person.type("own-ground", "没有说明补贴资金由谁承担")
    decide = type(page.matter).return_
    monkeypatch.setattr(type(page.matter), "return_", lambda self, *a: (gate(silent), decide(self, *a))[1])
    offered: list[Any] = []
    monkeypatch.setattr(page, "choose_target", lambda *a: offered.append(person.shell._root.currentIndex()) or "")
    person.press("return")
    person.type("passphrase", PASSPHRASE)
    person.press("confirm-signature")
    wait_for("the work", lambda: gate.begun)
    person.shell.lock()
    gate.open.set()
    wait_for("the end of all work", lambda: not person.shell.jobs.busy)
    for _ in range(20):
        let_work()
    locked = list(offered)
    person.type("unlock-password", PASSWORD)
    person.press("unlock")
    wait_for("the unlocked window", lambda: person.sees("choices"))
    person.settle()
    assert not locked and len(offered) == 1


def test_a_reviewer_s_remark_is_there_again_after_help(sample_person: Person) -> None:
    person = sample_person
    person.sign_in("baomi")
    person.open_line("示例：待保密审查")
    person.settle()
    name = next(w.objectName() for w in person.window.findChildren(QPlainTextEdit) if w.isVisible() and w.objectName().startswith("remark-"))
    person.type(name, "写到一半的意见")
    person.shell.help()
    person.settle()
    person.shell.help()
    person.settle()
    field: Any = person.find(name)
    assert field.toPlainText() == "写到一半的意见"


def deleted() -> None:
    """Let Qt delete what is to be deleted, and Python what nobody holds."""
    for _ in range(10):
        let_work()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # type: ignore[arg-type]  # None is for all, as Qt has it
    gc.collect()


def test_what_a_job_was_given_is_let_go_of(qapp: QApplication) -> None:
    runner, kept = JobRunner(lambda: None), []
    for _ in range(20):
        given = threading.Event()
        job = runner.start(Task("读", lambda progress, given=given: given.set()))  # type: ignore[misc]
        kept += [weakref.ref(given), weakref.ref(job)]
    del given, job
    wait_for("the end of all work", lambda: not runner.busy)
    assert runner.finish()
    deleted()
    assert not any(ref() for ref in kept)


def test_a_window_is_let_go_of_when_one_signs_out(sample_person: Person) -> None:
    person = sample_person
    page = opened(person)
    for name in ("settings", "review", "workbench"):
        person.press(f"nav-{name}")
        person.settle()
    kept = [weakref.ref(each) for each in (person.shell, page, page.editor)]
    del page
    person.press("sign-out")
    wait_for("where one signs in", lambda: not isinstance(person.window, Shell))
    deleted()
    assert not any(ref() is not None for ref in kept)
