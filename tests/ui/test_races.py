"""What happens at the same moment: slow reads hold nothing else up, nothing runs for somebody who is gone, and what is shown is of one moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit

from ui.background.jobs import JobRunner, Lane, Task
from ui.drafting import statement_editor
from ui.shared.host import Address
from ui.window.shell import Shell
from zwgk_desk.desk.sample.sample_office import PASSWORD
from zwgk_desk.model.errors import Cancelled
from zwgk_desk.model.progress import Progress

from .conftest import Person
from .test_writing import colleague, explained, opened, saved_by
from .waiting import PATIENCE, let_work, wait_for

__all__ = ["colleague"]
MANY = 2 * Lane.READ.threads
"""More reads than run at once."""


class Gate:
    """Work that does not come to its end before it is let go; it counts how often it began."""

    def __init__(self) -> None:
        self.open, self.begun, self.ended = threading.Event(), 0, 0

    def __call__(self, progress: Progress) -> str:
        self.begun += 1
        assert self.open.wait(PATIENCE), "never let go"
        self.ended += 1
        return "found"


@pytest.fixture
def gate() -> Iterator[Gate]:
    made = Gate()
    yield made
    made.open.set()


def test_what_is_typed_is_kept_and_the_window_unlocked_while_all_reads_are_slow(sample_person: Person, gate: Gate) -> None:
    person = sample_person
    opened(person)
    for number in range(MANY):
        person.shell.read(number, Task("读很久", gate))
    wait_for("as many reads as run at once", lambda: gate.begun == Lane.READ.threads)
    person.type("field-explanation", "读得再慢也存得下")
    wait_for("“已随手存好”", lambda: "已随手存好" in person.text("typed-kept"))
    person.shell.lock()
    person.type("unlock-password", PASSWORD)
    person.press("unlock")
    wait_for("the unlocked window", lambda: person.sees("field-explanation"))
    assert gate.ended == 0 and explained(person) == "读得再慢也存得下"
    gate.open.set()
    person.settle()


def test_a_newer_read_takes_the_place_of_an_older_one(sample_person: Person, gate: Gate) -> None:
    person, shown, stopped = sample_person, [], threading.Event()
    opened(person)

    def older(progress: Progress) -> str:
        gate(progress)
        try:
            progress(0.5, "还在读")
        except Cancelled:
            stopped.set()
            raise
        return "older"

    person.shell.read("owner", Task("读", older, shown.append))
    wait_for("the older read", lambda: gate.begun)
    person.shell.read("owner", Task("读", lambda progress: "newer", shown.append))
    gate.open.set()
    person.settle()
    assert shown == ["newer"] and stopped.is_set(), "the older one is stopped, not only passed over"


def test_what_was_asked_for_and_is_not_wanted_any_more_never_begins(sample_person: Person, gate: Gate) -> None:
    person, begun = sample_person, []
    opened(person)
    for number in range(Lane.READ.threads):
        person.shell.read(number, Task("读很久", gate))
    wait_for("as many reads as run at once", lambda: gate.begun == Lane.READ.threads)
    for number in range(50):  # fifty pauses while one types
        person.shell.read("typed", Task("检查", lambda progress, number=number: begun.append(number)))  # type: ignore[misc]
    gate.open.set()
    person.settle()
    assert begun == [49]


def test_reads_of_a_page_that_is_left_are_abandoned_and_not_announced(sample_person: Person, gate: Gate) -> None:
    person, shown = sample_person, []
    opened(person)
    person.shell.read("of the page", Task("读这一页的", gate, shown.append))
    wait_for("“正在读这一页的”", lambda: person.sees("reading-words") and "读这一页的" in person.text("reading-words"))
    person.press("nav-settings")
    assert not person.sees("reading-words")
    gate.open.set()
    person.settle()
    assert not shown


def test_nothing_runs_for_somebody_who_has_signed_out(sample_person: Person) -> None:
    person, heard, began = sample_person, [], threading.Event()
    opened(person)
    shell = person.shell

    def long(progress: Progress) -> None:
        began.set()
        while True:
            progress(0.1, "很久")

    tell: Callable[[Any], object] = heard.append
    shell.work(Task("做很久", long, tell, tell, lambda: heard.append("cancelled")))
    wait_for("the work", began.is_set)
    person.press("sign-out")
    wait_for("where one signs in", lambda: not isinstance(person.window, Shell))
    for _ in range(20):
        let_work()
    shell.jobs.start(Task("读", lambda progress: heard.append("read"), tell))
    shell.jobs.start(Task("写", lambda progress: heard.append("written"), tell), Lane.WRITE)
    let_work()
    assert heard == []


def test_the_office_is_not_taken_away_under_work_that_does_not_stop(
    sample_person: Person, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    person = sample_person
    opened(person)
    shell, released = person.shell, []
    release = shell.office.release
    monkeypatch.setattr(shell.office, "release", lambda: (released.append(QApplication.instance().thread().isCurrentThread()), release()))  # type: ignore[union-attr]
    monkeypatch.setattr(JobRunner.finish, "__defaults__", (50,))
    shell.work(Task("停不下来的", gate))
    wait_for("the work", lambda: gate.begun)
    assert not shell.close() and shell.isVisible()
    assert "停下后会自动关闭" in person.text("banner-text") and True not in released
    gate.open.set()
    wait_for("the closed window", lambda: not shell.isVisible())
    assert released[-1] is True


def test_what_is_only_written_is_not_cut_off_by_signing_out(sample_person: Person) -> None:
    person, written = sample_person, []
    opened(person)
    person.shell.write(Task("写", lambda progress: written.append("written")))
    person.press("sign-out")
    wait_for("where one signs in", lambda: not isinstance(person.window, Shell))
    assert written == ["written"]


def test_opening_a_bundle_costs_one_open_one_load_and_one_check(sample_person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another bundle stands on the page, and is not loaded and checked once more before."""
    person = sample_person
    page = opened(person)
    person.press("nav-workbench")
    person.settle()
    office, counts = person.shell.office, {"open": 0, "load": 0, "check": 0}

    def counted(name: str, holder: object, method: str) -> None:
        done = getattr(holder, method)

        def call(*args: Any, **kwargs: Any) -> Any:
            counts[name] += 1
            return done(*args, **kwargs)

        monkeypatch.setattr(holder, method, call)

    counted("open", office.bundles, "open")
    counted("load", office.core.store.bundles, "record")
    counted("check", office._examiner, "check")
    other = next(line.key for line in office.searching.bundles(person.shell.session) if page.record is not None and line.key != page.record.key)
    person.shell.go(Address("bundle", other))
    person.settle()
    assert page.record is not None and page.record.key == other and page.rail.known
    assert counts == {"open": 1, "load": 1, "check": 1}


def test_an_answer_is_to_what_was_shown(sample_person: Person, colleague: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The colleague saves once more while the question stands: 用张三的 would take what nobody has seen, so it is asked again."""
    monkeypatch.setattr(statement_editor, "LOOK_MS", 3_600_000)
    page = opened(sample_person)
    assert page.record is not None
    page.editor._look.stop()
    sample_person.type("field-explanation", "我的理由")
    saved_by(colleague, page.record.key, explanation="李二的理由")
    page.editor._look_again()
    wait_for("the question", lambda: sample_person.sees("dispute"))
    assert "李二的理由" in sample_person.text("dispute")
    saved_by(colleague, page.record.key, explanation="李二的另一个理由")
    sample_person.press("dispute-theirs")
    wait_for("the question anew", lambda: sample_person.sees("dispute") and "李二的另一个理由" in sample_person.text("dispute"))
    sample_person.press("dispute-theirs")
    sample_person.settle()
    assert page.record.bundle.declaration.explanation == "李二的另一个理由"


def test_who_turns_to_another_bundle_is_asked_for_no_signature_on_the_one_before(sample_person: Person) -> None:
    person = sample_person
    person.sign_in("zhuyao")
    person.press("nav-sign")
    person.settle()
    page = person.shell.pages["sign"]
    person.choose_line("示例：待审签")
    person.press("sign")
    assert person.sees("passphrase")
    others = [row for row in range(page.choices.count()) if row != page.choices.currentRow()]  # type: ignore[attr-defined]
    if not others:
        person.press("nav-workbench")
    else:
        page.choices.setCurrentRow(others[0])  # type: ignore[attr-defined]
    assert not person.sees("passphrase")


def test_a_slip_of_the_passphrase_can_be_mended(sample_person: Person) -> None:
    person = sample_person
    person.sign_in("zhuyao")
    person.press("nav-sign")
    person.choose_line("示例：待审签")
    person.press("sign")
    person.type("passphrase", "不对的口令")
    person.press("confirm-signature")
    person.settle()
    field = person.find("passphrase")
    assert isinstance(field, QLineEdit) and not field.text() and person.sees("banner-text")


def test_work_in_one_lane_waits_for_none_in_another(qapp: QApplication, gate: Gate) -> None:
    runner, done = JobRunner(lambda: None), []
    for lane in Lane:
        for _ in range(lane.threads):
            if lane is not Lane.ACCESS:
                runner.start(Task("读很久", gate), lane)
    runner.start(Task("核对密码", lambda progress: "opened", done.append), Lane.ACCESS)
    wait_for("the answer", lambda: done == ["opened"])
    gate.open.set()
    wait_for("the end of all", lambda: not runner.busy)
    assert runner.finish()


def test_a_page_that_is_wide_for_a_moment_leaves_the_window_as_large_as_it_is(sample_person: Person) -> None:
    """A window that grows by itself stays so, and hangs over the edge of a small screen."""
    person = sample_person
    opened(person)
    window = person.shell
    window.resize(1280, 680)
    wait_for("the window in its size", lambda: (window.width(), window.height()) == (1280, 680))
    layout = window.page.layout() if window.page is not None else None
    assert layout is not None
    wide = QFrame()
    wide.setMinimumSize(2000, 1500)
    layout.addWidget(wide)
    wait_for("the wide part", wide.isVisible)
    QApplication.sendPostedEvents()
    assert (window.width(), window.height()) == (1280, 680)
