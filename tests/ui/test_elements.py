"""The officer sees what was recognised beside the text, and puts it right with a press."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from ui.shared.document_view import tree_html
from ui.shared.element_gutter import short_label
from ui.shared.element_view import RESTORE, ElementChoice, ElementView
from zwgk_desk.model.document.corrections import BODY_ELEMENTS, Element
from zwgk_desk.model.document.remark import Place
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree, Table
from zwgk_desk.model.terms import PartKind

from .conftest import Person
from .waiting import wait_for

TEXT = (
    "关于加装电梯补贴的通知\n东政发〔2026〕3号\n各区人民政府和各有关部门\n一、补贴标准\n补贴标准为每台20万元。\n"
    "东江市住房和城乡建设局\n2026年11月2日\n"
)
LINES = TEXT.splitlines()


def view_of(person: Person, name: str = "view-policy-0") -> ElementView:
    view = person.find(name)
    assert isinstance(view, ElementView)
    return view


def labels(view: ElementView) -> list[str]:
    """What the gutter says beside the text that is in sight, from top to bottom; body text says nothing."""
    shown = [(number, element) for number, element, _ in view.gutter.labels() if element.kind is not BlockKind.PARAGRAPH or number in view.put_right]
    return [short_label(element) + ("•" if number in view.put_right else "") for number, element in shown]


def press_label(view: ElementView, paragraph: int) -> None:
    place = next(place for number, _, place in view.gutter.labels() if number == paragraph)
    QTest.mouseClick(view.gutter, Qt.MouseButton.LeftButton, pos=place.center().toPoint())


def say(view: ElementView, words: str) -> None:
    """Choose an entry of the menu that is open, by the keyboard."""
    wait_for("the menu", lambda: view.menu is not None and view.menu.isVisible())
    menu = view.menu
    assert menu is not None
    names = [action.text() for action in menu.actions() if not action.isSeparator()]
    for _ in range(names.index(words) + 1):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    assert menu.activeAction().text() == words
    QTest.keyClick(menu, Qt.Key.Key_Return)


@pytest.fixture
def drafting(sample_person: Person, tmp_path: Path) -> Person:
    """An officer before a new bundle with a policy whose addressee stands without its colon."""
    sample_person.sign_in("nigao")
    sample_person.press("new-bundle")
    (tmp_path / "通知.txt").write_text(TEXT, encoding="utf-8")
    sample_person.drop("view-policy-new", tmp_path / "通知.txt")
    return sample_person


def test_an_officer_puts_right_what_was_recognised_and_takes_it_back(drafting: Person) -> None:
    view = view_of(drafting)
    before = labels(view)
    assert before[:3] == ["标题", "文号", "一级"], "and nothing beside the text between the two"
    press_label(view, 2)
    wait_for("the menu", lambda: view.menu is not None)
    assert view.menu is not None and [a.text() for a in view.menu.actions() if a.isChecked()] == ["正文"]
    assert RESTORE not in [a.text() for a in view.menu.actions()]
    say(view, "主送机关")
    drafting.settle()
    assert labels(view)[2] == "主送•" and "已定为主送机关" in drafting.text("banner-text")
    record = drafting.shell.pages["bundle"].record  # type: ignore[attr-defined]
    assert record.bundle.of_kind(PartKind.POLICY)[0].elements[0].kind is BlockKind.ADDRESSEE
    assert view.toPlainText().splitlines() == LINES, "the text is as it was"
    assert view.passages.block(2).blockFormat().textIndent() == 0, "and is set as an addressee"  # type: ignore[union-attr]
    press_label(view, 2)
    say(view, RESTORE)
    drafting.settle()
    assert labels(view) == before
    drafting.press("undo-done")
    drafting.settle()
    assert labels(view)[2] == "主送•", "taking back is taken back"
    events = drafting.shell.office.bundles.events(drafting.shell.session, drafting.shell.pages["bundle"].record)  # type: ignore[attr-defined]
    assert [event.remark for event in events[-3:]] == [
        "更正要素：政策文稿第3段为主送机关", "更正要素：政策文稿第3段按识别结果", "更正要素：政策文稿第3段为主送机关",
    ]  # fmt: skip


def test_with_the_keyboard_alone(drafting: Person) -> None:
    view = view_of(drafting)
    view.setFocus()
    drafting.bot.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _ in range(2):
        drafting.bot.keyClick(view, Qt.Key.Key_Down)
    assert "第 3 段：正文" in view.accessibleDescription()
    drafting.bot.keyClick(view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    say(view, "主送机关")
    drafting.settle()
    assert labels(view)[2] == "主送•" and view.textCursor().block().text() == LINES[2], "the cursor stays"
    assert "第 3 段：主送机关，已更正" in view.accessibleDescription()
    QApplication.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), view.mapToGlobal(QPoint(5, 5))))
    say(view, RESTORE)
    drafting.settle()
    assert "主送•" not in labels(view)


def test_the_context_menu_offers_it_beside_copying(drafting: Person) -> None:
    view = view_of(drafting)
    place = view.cursorRect(QTextCursor(view.passages.block(2))).center()
    QApplication.sendEvent(view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place)))
    wait_for("the menu", lambda: view.menu is not None and view.menu.isVisible())
    assert view.menu is not None
    offered = view.menu.findChild(QMenu, "element-menu")
    assert offered is not None and offered.title() == "第 3 段的要素" and len(view.menu.actions()) > 1
    next(action for action in offered.actions() if action.text() == "主送机关").trigger()
    view.menu.close()
    drafting.settle()
    assert labels(view)[2] == "主送•"


def test_several_in_a_row_do_not_wait_for_the_page(drafting: Person) -> None:
    view = view_of(drafting)
    view.chosen.emit(ElementChoice(2, LINES[2], Element(BlockKind.ADDRESSEE), None))
    view.chosen.emit(ElementChoice(4, LINES[4], Element(BlockKind.HEADING, 2), None))
    drafting.settle()
    assert {"主送•", "二级•"} <= set(labels(view))


def test_what_is_typed_meanwhile_is_saved_first(drafting: Person) -> None:
    drafting.type("field-explanation", "typed")
    view = view_of(drafting)
    press_label(view, 2)
    say(view, "主送机关")
    drafting.settle()
    record = drafting.shell.pages["bundle"].record  # type: ignore[attr-defined]
    assert record.bundle.declaration.explanation == "typed" and labels(view)[2] == "主送•"


def test_the_switch_is_of_all_panes_and_remembered(drafting: Person) -> None:
    view = view_of(drafting)
    button = drafting.find("elements-policy-0")
    assert isinstance(button, QPushButton) and button.isChecked() and view.gutter.isVisible(), "who may edit sees them from the first"
    drafting.press("elements-policy-0")
    assert not view.gutter.isVisible() and view.viewportMargins().left() == 0
    drafting.sign_in("nigao")
    drafting.press("nav-bundles")
    drafting.open_line("加装电梯")
    assert not view_of(drafting).gutter.isVisible()


def test_who_only_reads_sees_labels_and_no_menu(sample_person: Person) -> None:
    sample_person.sign_in("baomi")
    sample_person.press("nav-bundles")
    sample_person.open_line("待保密审查")
    view = view_of(sample_person)
    assert not view.gutter.isVisible(), "off until asked for"
    sample_person.press("elements-policy-0")
    assert labels(view)[0] == "标题"
    press_label(view, 0)
    sample_person.bot.keyClick(view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert view.menu is None and view.accessibleDescription() == ""


def test_each_line_of_a_title_has_its_label(qtbot: QtBot, themed: None) -> None:
    view = ElementView("x")
    qtbot.addWidget(view)
    view.resize(400, 600)
    view.show_gutter(True)
    kinds = (BlockKind.TITLE, BlockKind.TITLE, BlockKind.ADDRESSEE, BlockKind.PARAGRAPH, BlockKind.CC)
    view.show_part(DocumentTree(tuple(Block(kind, f"第{n}段") for n, kind in enumerate(kinds))), (), {3}, False)
    assert labels(view) == ["标题", "标题", "主送", "正文•", "抄送"]
    view.show_message("没有文件")
    assert labels(view) == [] and view.viewportMargins().left() == 0


@pytest.mark.parametrize("kind", BlockKind)
def test_every_element_has_a_label_and_a_look(kind: BlockKind) -> None:
    """Also those that only a form has: a form may be put in as an attachment."""
    block = Block(kind, "某段", int(kind is BlockKind.HEADING))
    assert short_label(Element(block.kind, block.level)) and "某段" in tree_html(DocumentTree((block,)))


@pytest.fixture
def long_view(qtbot: QtBot, themed: None) -> Iterator[ElementView]:
    """Some thousand pages, with a table first."""
    view = ElementView("long")
    qtbot.addWidget(view)
    view.resize(400, 600)
    view.show_gutter(True)
    text = [Block(BlockKind.HEADING, f"{n}.依法推进", 3) if n % 5 == 0 else Block(BlockKind.PARAGRAPH, f"第{n}段。" * 40) for n in range(20_000)]
    view.show_part(DocumentTree((Table((("甲", "乙"), ("", "丙"))), *text)), (), set(), True)
    view.show()
    wait_for("the labels", lambda: next(view.gutter.labels(), None))
    yield view


def test_only_what_is_in_sight_is_looked_at(long_view: ElementView) -> None:
    view = long_view
    found = list(view.gutter.labels())
    assert found[0][0] == 3 and found[0][1] == Element(BlockKind.HEADING, 3), "cells are counted, and have no label"
    assert len(found) < 40
    cursor = QTextCursor(view.passages.block(15_000))
    view.setTextCursor(cursor)
    view.ensureCursorVisible()
    assert 15_000 in [number for number, _, _ in view.gutter.labels()] and len(list(view.gutter.labels())) < 40


def test_only_the_paragraph_that_changes_is_set_anew(long_view: ElementView, monkeypatch: pytest.MonkeyPatch) -> None:
    view = long_view
    tree = view._shown.tree  # type: ignore[union-attr]
    view.setTextCursor(QTextCursor(view.passages.block(9_000)))
    view.ensureCursorVisible()
    place = view.verticalScrollBar().value()
    monkeypatch.setattr(ElementView, "setHtml", lambda *_: pytest.fail("the whole text was set anew"))
    blocks = list(tree.blocks)
    blocks[8_998] = Block(BlockKind.TITLE, blocks[8_998].text)  # type: ignore[union-attr]
    view.show_part(DocumentTree(tuple(blocks)), (), {9_000}, True)
    assert view.verticalScrollBar().value() == place > 0 and view.passages.number(view.textCursor().block()) == 9_000
    assert view.element_of(view.textCursor().block()) == (9_000, Element(BlockKind.TITLE))
    assert view.textCursor().blockFormat().alignment() & Qt.AlignmentFlag.AlignHCenter


@pytest.mark.parametrize("element", BODY_ELEMENTS)
def test_a_paragraph_set_anew_looks_as_if_it_had_been_so(element: Element, qtbot: QtBot, themed: None) -> None:
    marks, after = (
        (Place(1, 2, 4),),
        (Block(BlockKind.TITLE, "题"), Block(element.kind, "一、补贴𠮷标准", element.level), Block(BlockKind.NOTE, "注")),
    )
    views = []
    for first in (Block(BlockKind.SIGNATURE, "一、补贴𠮷标准"), after[1]):
        view = ElementView("x")
        qtbot.addWidget(view)
        view.show_part(DocumentTree((after[0], first, after[2])), marks, set(), True)
        view.show_part(DocumentTree(after), marks, set(), True)
        views.append(view.toHtml())
    assert views[0] == views[1]
