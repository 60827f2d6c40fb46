"""Opening a part in Word from the bundle page; another program is played by one that writes the file it is given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QTextBrowser

from ui.drafting.bundle_page import BundlePage
from ui.shared import external_edits as outside
from zwgk_desk.model.terms import PartKind

from .conftest import Person
from .waiting import wait_for

LINE = "解读材料只有占位文字"


class Editor:
    """The program that this machine has for a file."""

    def __init__(self) -> None:
        self.path: Path | None = None
        self.there = True

    def open(self, url: QUrl) -> bool:
        """As the system asks it to."""
        self.path = Path(url.toLocalFile())
        return self.there

    def save(self, text: str) -> None:
        """Save."""
        assert self.path is not None
        self.path.write_text(text, encoding="utf-8")


@pytest.fixture
def editor(monkeypatch: pytest.MonkeyPatch) -> Iterator[Editor]:
    made = Editor()
    monkeypatch.setattr(QDesktopServices, "openUrl", made.open)
    monkeypatch.setattr(outside, "LOOK_MS", 60)
    yield made


def opened(person: Person) -> BundlePage:
    person.sign_in("nigao")
    person.open_line(LINE)
    page = person.shell.pages["bundle"]
    assert isinstance(page, BundlePage)
    page.open_place("materials[0]")
    return page


def shown(person: Person) -> str:
    view = person.find("view-material-0")
    assert isinstance(view, QTextBrowser)
    return view.toPlainText()


def test_a_material_is_written_in_word_and_every_save_is_seen(sample_person: Person, editor: Editor) -> None:
    person = sample_person
    page = opened(person)
    person.press("edit-material-0")
    assert "正在外面修改" in person.text("outside-0") and editor.path is not None
    for text in ("问：谁可以申请？答：四层以上住宅的业主。", "问：补贴多少？答：每台二十万元。"):
        editor.save(text)
        wait_for(f"“{text}” in the bar", lambda text=text: text in shown(person))
    assert "已收回来" in person.text("banner-text") and page.record is not None
    assert "material-placeholder" not in person.findings()
    person.press("outside-end-0")
    assert not person.sees("outside-0") and not editor.path.exists()
    person.press("undo")
    person.press("undo")
    assert page.record.revision.number == 5


def test_what_a_colleague_put_in_meanwhile_is_asked_about(sample_person: Person, editor: Editor, tmp_path: Path) -> None:
    person = sample_person
    page = opened(person)
    person.press("edit-material-0")
    other = tmp_path / "同事.txt"
    other.write_text("同事写的解读材料。", encoding="utf-8")
    person.drop("view-material-0", other)
    editor.save("外面写的解读材料。")
    wait_for("the question", lambda: person.sees("outside-question"))
    assert "请选择用哪一个" in person.text("outside-question")
    person.press("outside-mine")
    person.settle()
    assert "外面写的解读材料" in shown(person) and not person.sees("outside-question")
    assert page.record is not None and len(page.record.bundle.of_kind(PartKind.MATERIAL)) == 1


def test_a_machine_without_a_program_for_it_says_what_to_do(sample_person: Person, editor: Editor) -> None:
    editor.there = False
    opened(sample_person)
    sample_person.press("edit-material-0")
    assert "请装好 Word 或 WPS" in sample_person.text("banner-text") and not sample_person.sees("outside-0")


def test_what_was_not_taken_is_asked_about_before_it_goes(sample_person: Person, editor: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    person = sample_person
    page = opened(person)
    person.press("edit-material-0")
    person.shell.external_edits._timer.stop()
    editor.save("")
    person.press("outside-end-0")
    assert "要丢掉" in person.text("outside-question")
    person.press("outside-keep")
    assert person.find("outside-0") and editor.path is not None and editor.path.exists()
    person.press("outside-end-0")
    person.press("outside-drop")
    assert not editor.path.exists() and page.record is not None and page.record.revision.number == 1


def test_a_file_that_is_still_open_is_not_taken_away_from_its_program(sample_person: Person, editor: Editor) -> None:
    person = sample_person
    opened(person)
    person.press("edit-material-0")
    assert editor.path is not None
    lock = editor.path.with_name(f".~lock.{editor.path.name}#")
    lock.touch()
    person.press("outside-end-0")
    assert "还在别的程序里开着" in person.text("outside-question") and editor.path.exists()
    watch = person.shell.external_edits._watch
    assert watch is not None
    wait_for("a look that sees the lock file", lambda: any(known.opened for known in watch._known.values()))
    editor.save("关闭前存的解读材料。")
    lock.unlink()  # closed: it is taken and put away by itself
    wait_for("the copy to be put away", lambda: editor.path is not None and not editor.path.exists())
    wait_for("its line to go", lambda: not person.sees("outside-0"))
    wait_for("what was saved last to be shown", lambda: "关闭前存的解读材料" in shown(person))
