"""The whole days of the three people, as they would spend them: the officer with several bundles and a telephone, the head between two meetings,
the clerk with the morning's packets; once with the mouse, and once with the keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListWidget, QPlainTextEdit, QTableView

from ui.deciding.sign_page import SignPage
from zwgk_desk.desk.sample.sample_office import PASSPHRASE, PASSWORD

from .conftest import Person
from .test_intake import rows
from .test_keyboard import press, tab_to
from .test_page_remarks import click, wait_for_pages
from .waiting import PATIENCE, wait_for

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"
TITLE = "东江市停车收费管理办法"
POLICY = f"# {TITLE}\n\n第一条 为了规范停车收费，制定本办法。\n\n第二条 首一小时每辆五元，以后每半小时两元。\n\n第三条 本办法自印发之日起施行。"


def test_the_officer_s_day_with_the_mouse(sample_person: Person, tmp_path: Path) -> None:
    """Several bundles, each interrupted: what was begun is there again, what was wrong is put right, one is sent on."""
    person = sample_person
    person.sign_in("nigao")
    person.open_line("示例：代拟稿未说明属性理由")
    person.type("field-explanation", "涉及全体业主，")
    person.press("lock")  # the telephone rings, and the officer is called away
    person.type("unlock-password", PASSWORD)
    person.press("unlock")
    person.settle()
    field = person.find("field-explanation")
    assert isinstance(field, QPlainTextEdit) and field.toPlainText() == "涉及全体业主，"
    person.type("field-explanation", "涉及全体业主，公开后便于群众知晓和监督。")
    person.press("nav-workbench")  # another bundle is urgent; nothing has to be saved first
    person.open_line("示例：未明确公开属性")
    person.choose("field-attribute", "主动公开")
    person.press("save")
    assert "attribute-missing" not in person.findings()
    person.press("undo")
    person.settle()
    assert "attribute-missing" in person.findings()
    person.press("redo")
    person.settle()
    assert "attribute-missing" not in person.findings()
    person.press("nav-workbench")
    person.open_line("示例：缺解读方案）")
    (tmp_path / "方案.md").write_bytes((SAMPLE / "plan.md").read_bytes())
    person.drop("view-plan-new", tmp_path / "方案.md")
    assert "plan-missing" not in person.findings()
    person.press("nav-bundles")
    person.open_line("示例：代拟稿未说明属性理由")
    assert "attribute-reason-missing" not in person.findings(), "what was begun first is whole"
    person.press("main-act")
    person.settle()
    assert "已送内审" in person.text("banner-text")


def test_the_head_s_ten_minutes_with_the_mouse(sample_person: Person) -> None:
    """One is signed, one goes back with a remark on a passage."""
    person = sample_person
    person.sign_in("zhuyao")
    person.press("nav-sign")
    person.choose_line("示例：待审签")
    wait_for_pages(person)
    person.press("page-on")
    person.press("page-on")
    click(person, 4)
    person.type("pin-text", "比例请再核")
    person.press("pin-add")
    person.sign("send-back")
    assert "已退回" in person.text("banner-text")
    person.sign_in("nigao")
    person.open_line("示例：待审签")
    person.press("answered-1")
    assert "1 条，还有 1 处没有改" in person.text("answered-heading")
    for _ in range(2):
        person.press("main-act")
        person.settle()
    person.sign_in("zhuyao")
    person.press("nav-sign")
    person.choose_line("示例：待审签")
    wait_for_pages(person)
    person.sign("sign")
    assert "已审签" in person.text("banner-text")


def test_the_clerk_s_morning_with_the_mouse(sample_person: Person, tmp_path: Path) -> None:
    """What waits is judged before it is opened, returned with a ground of the clerk's own, comes again corrected, and is accepted and issued."""
    person = sample_person
    person.sign_in("shouwen")
    person.press("nav-intake")
    assert rows(person)[0].startswith("✓ 可收")
    person.press("receive")
    person.settle()
    person.type("own-ground", "没有说明补贴资金由谁承担")
    with person.answering(tmp_path / "通知.docx"):
        person.sign("return")
    assert (tmp_path / "通知.docx").exists()
    person.sign_in("nigao")
    person.open_line("示例：已报送待签收")
    person.press("main-act")
    person.settle()
    person.press("main-act")
    person.settle()
    person.sign("main-act")
    assert "第 2 次报送完成" in person.text("banner-text")
    person.sign_in("shouwen")
    person.press("nav-intake")
    assert "第 2 次报送" in rows(person)[0] and "上次退文 1 项" in rows(person)[0]
    person.press("receive")
    person.settle()
    person.sign("accept")
    person.type("document-number", "东政发〔2026〕5号")
    person.press("issue")
    assert "已登记印发" in person.text("banner-text")


@pytest.fixture
def keyboard(sample_person: Person) -> Person:
    """Somebody whose mouse is broken: from here on only keys are pressed."""
    return sample_person


def sign_in(person: Person, name: str) -> None:
    """Sign out where somebody is signed in, and sign in, with keys."""
    if person.sees("sign-out"):
        tab_to(person, "sign-out")
        press(person, Qt.Key.Key_Return)
    wait_for("the fields to sign in", lambda: person.sees("sign-in-name"))
    activate(person)
    tab_to(person, "sign-in-name")
    write(person, name)
    press(person, Qt.Key.Key_Tab)
    write(person, PASSWORD)
    press(person, Qt.Key.Key_Return)
    wait_for("the window of who signed in", lambda: person.sees("sign-out"))
    activate(person)
    person.settle()


def write(person: Person, text: str) -> None:
    """Write where the keyboard is, in place of what stands there; Chinese as an input method does."""
    field = QApplication.focusWidget()
    assert isinstance(field, (QLineEdit, QPlainTextEdit))
    person.bot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    person.bot.keyClick(field, Qt.Key.Key_Delete)
    if text.isascii():
        person.bot.keyClicks(field, text)
    elif isinstance(field, QLineEdit):
        field.insert(text)
        field.textEdited.emit(field.text())
    else:
        field.insertPlainText(text)


def go(person: Person, name: str) -> None:
    """Open a page at the side with its key."""
    number = list(person.shell.side.names).index(name) + 1
    person.bot.keyClick(person.window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
    person.settle()


def enter(person: Person, name: str) -> None:
    """Go to a button with the tabulator, and press Enter."""
    wait_for(f"{name} to be enabled", lambda: person.find(name).isEnabled())
    tab_to(person, name)
    press(person, Qt.Key.Key_Return)


def signed(person: Person, name: str) -> None:
    """Press a button that asks for the passphrase, and type it."""
    enter(person, name)
    field = QApplication.focusWidget()
    assert field is not None and field.objectName() == "passphrase"
    person.bot.keyClicks(field, PASSPHRASE)
    press(person, Qt.Key.Key_Return)
    person.settle()


def open_line(person: Person, words: str) -> None:
    """Go down the list of bundles to one, and open it."""
    table = person.find("bundles")
    assert isinstance(table, QTableView) and table.hasFocus()
    press(person, Qt.Key.Key_Home)
    while words not in str(table.model().index(table.currentIndex().row(), 1).data()):
        row = table.currentIndex().row()
        press(person, Qt.Key.Key_Down)
        assert table.currentIndex().row() > row, words
    press(person, Qt.Key.Key_Return)
    person.settle()


def put(person: Person, name: str, path: Path) -> None:
    """Put a file in, its path typed where files are asked for."""
    tab_to(person, name)
    with person.answering(path):
        press(person, Qt.Key.Key_Return)
    activate(person)


def activate(person: Person) -> None:
    """A window manager gives the keyboard back when a dialogue or another window goes; the platform without a screen has none."""
    with person.bot.waitActive(person.window, timeout=round(PATIENCE * 1000)):
        person.window.activateWindow()


def test_the_three_people_s_work_with_the_keyboard_alone(keyboard: Person, tmp_path: Path) -> None:
    person = keyboard
    (tmp_path / "政策.md").write_text(POLICY, encoding="utf-8")
    sign_in(person, "nigao")
    enter(person, "new-bundle")
    person.settle()
    put(person, "put-policy-new", tmp_path / "政策.md")
    put(person, "put-plan-new", SAMPLE / "plan.md")
    while not person.sees("put-material-new"):
        tab_to(person, "qt_tabwidget_tabbar")
        press(person, Qt.Key.Key_Right)
        if not person.sees("put-material-new"):
            press(person, Qt.Key.Key_Tab)
    put(person, "put-material-new", SAMPLE / "material.md")
    tab_to(person, "field-title")
    write(person, TITLE)
    tab_to(person, "field-attribute")
    box = person.find("field-attribute")
    assert isinstance(box, QComboBox)
    while box.currentText() != "主动公开":
        press(person, Qt.Key.Key_Down)
    tab_to(person, "field-explanation")
    write(person, "涉及全体车主，公开后便于群众知晓和监督。")
    person.bot.keyClick(person.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert person.findings() == ["secrecy-review-missing", "signoff-missing"]
    enter(person, "main-act")
    person.settle()
    assert "已送内审" in person.text("banner-text")

    sign_in(person, "baomi")
    open_line(person, TITLE)
    tab_to(person, "remark-secrecy")
    write(person, "不涉密")
    signed(person, "pass-secrecy")

    sign_in(person, "nigao")
    open_line(person, TITLE)
    enter(person, "main-act")
    person.settle()
    assert "已送审签" in person.text("banner-text")

    sign_in(person, "zhuyao")
    go(person, "sign")
    choose(person, TITLE)
    page = person.shell.pages["sign"]
    assert isinstance(page, SignPage)
    wait_for("findings and pages", lambda: page.ready)
    person.settle()
    press(person, Qt.Key.Key_Space, Qt.Key.Key_Return)
    field = QApplication.focusWidget()
    assert field is not None and field.objectName() == "passphrase"
    person.bot.keyClicks(field, PASSPHRASE)
    press(person, Qt.Key.Key_Return)
    person.settle()
    assert "已审签" in person.text("banner-text")

    sign_in(person, "nigao")
    open_line(person, TITLE)
    signed(person, "main-act")
    assert "第 1 次报送完成" in person.text("banner-text")

    sign_in(person, "shouwen")
    go(person, "intake")
    choose(person, TITLE)
    person.settle()
    press(person, Qt.Key.Key_Return)
    person.settle()
    assert "已签收" in person.text("banner-text")
    signed(person, "accept")
    assert "已受理" in person.text("banner-text")
    tab_to(person, "document-number")
    write(person, "东政发〔2026〕6号")
    enter(person, "issue")
    assert "已登记印发" in person.text("banner-text")


def choose(person: Person, words: str) -> None:
    """Go down the list at the left to a bundle."""
    choices = person.find("choices")
    assert isinstance(choices, QListWidget) and choices.hasFocus()
    press(person, Qt.Key.Key_Home)
    while words not in choices.currentItem().text():
        row = choices.currentRow()
        press(person, Qt.Key.Key_Down)
        assert choices.currentRow() > row, words
    person.settle()
