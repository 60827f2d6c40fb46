"""解读要素 beside the policy: from the policy to first drafts and to the one picture."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu, QPlainTextEdit, QTextBrowser, QTreeWidget

from ui.drafting import poster_page
from ui.shared.document_view import DocumentView
from zwgk_desk.model.document.poster import poster_of

from .conftest import Person
from .waiting import PATIENCE, wait_for


def opened(person: Person) -> QTreeWidget:
    person.sign_in("nigao")
    person.open_line("示例：未经审签")
    person.press("assist")
    person.settle()
    tree = person.find("assist-tree")
    assert isinstance(tree, QTreeWidget)
    return tree


def lit(policy: QTextBrowser) -> list[str]:
    """The passages that are lit up."""
    return [selection.cursor.selectedText() for selection in policy.extraSelections()]


def test_a_proposal_and_its_passage_light_up_together(sample_person: Person) -> None:
    person = sample_person
    tree = opened(person)
    policy = person.find("view-policy-0")
    assert isinstance(policy, DocumentView)
    offered = [tree.topLevelItem(n).child(m).text(0) for n in range(9) for m in range(tree.topLevelItem(n).childCount())]
    assert len(lit(policy)) == len(offered) and lit(policy)[0] == offered[0]
    last = policy.extraSelections()[len(offered) // 2]
    cursor = QTextCursor(last.cursor)
    cursor.setPosition(cursor.selectionStart() + 1)
    policy.setTextCursor(cursor)
    policy.ensureCursorVisible()
    person.bot.mouseClick(policy.viewport(), Qt.MouseButton.LeftButton, pos=policy.cursorRect(cursor).center())
    assert tree.currentItem().text(0) in offered and lit(policy)[-1].startswith(last.cursor.selectedText()[:4])
    person.press("show-parts")
    assert lit(policy) == []


def test_each_element_says_whether_the_materials_have_it(sample_person: Person) -> None:
    person = sample_person
    tree = opened(person)
    said = [tree.topLevelItem(n).text(0) for n in range(9)]
    assert all(("✓ 已写到" in line) != ("○ 还没写到" in line) for line in said)
    covered = sum("✓" in line for line in said)
    assert person.find("assist").text() == f"解读要素 {covered}/9"  # type: ignore[attr-defined]
    missing = [rule for rule in person.findings() if rule == "element-missing"]
    assert len(missing) == 9 - covered


def test_what_is_ticked_becomes_a_material(sample_person: Person) -> None:
    person = sample_person
    tree = opened(person)
    assert tree.topLevelItemCount() == 9
    person.press("assist-material")
    assert "还没有采用任何一处" in person.text("banner-text")
    tree.setFocus()
    person.bot.keyClick(tree, Qt.Key.Key_Home)
    person.bot.keyClick(tree, Qt.Key.Key_Down)
    person.bot.keyClick(tree, Qt.Key.Key_Space)
    assert person.text("assist-count") == "已采用 1 处，涉及 1 个要素"
    policy = person.find("view-policy-0")
    assert isinstance(policy, QTextBrowser)
    chosen = tree.currentItem().text(0)
    assert lit(policy)[-1] == chosen, "the passage is lit up where it stands in the policy"
    person.press("assist-material")
    person.settle()
    assert "初稿" in person.text("banner-text")
    made = person.find("view-material-1")
    assert isinstance(made, QTextBrowser)
    assert "出台这份文件，是为了" in made.toPlainText() and chosen not in made.toPlainText(), "told in other words"


def test_a_plan_takes_the_place_of_another_only_at_the_second_press(sample_person: Person) -> None:
    person = sample_person
    opened(person)
    person.press("assist-first")
    person.press("assist-plan")
    assert "替换" in person.find("assist-plan").text()  # type: ignore[attr-defined]
    person.press("assist-plan")
    person.settle()
    plan = person.find("view-plan-0")
    assert isinstance(plan, QTextBrowser)
    assert "六、解读安排" in plan.toPlainText() and "七、预期问答" in plan.toPlainText()


def test_the_one_picture_is_written_on_and_put_into_the_bundle(sample_person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person = sample_person
    tree = opened(person)
    tree.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Space):
        person.bot.keyClick(tree, key)
    person.press("assist-poster")
    person.settle()
    text = person.find("poster-text")
    assert isinstance(text, QPlainTextEdit) and "【关键数字】" in text.toPlainText()
    image = person.find("poster-image")
    assert isinstance(image, QLabel)
    wait_for("the picture", lambda: not image.pixmap().isNull())
    person.type("poster-text", "加装电梯\n【关键数字】\n十万元")
    wait_for("what is wrong with the text", lambda: "没有写成" in person.text("poster-fault"))
    assert not person.find("poster-put").isEnabled()
    person.type("poster-text", "加装电梯\n【关键数字】\n十万元｜每台补贴")
    wait_for("放入文件包 to be enabled", lambda: person.find("poster-put").isEnabled())
    person.choose("poster-style", "蓝色")
    target = tmp_path / "图.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    person.press("poster-export")
    person.settle()
    assert target.read_bytes().startswith(b"\x89PNG")
    person.press("poster-back")
    person.settle()
    assert person.text("assist-count").startswith("已采用 1 处"), "what was ticked still is"
    person.press("assist-poster")
    assert text.toPlainText() == "加装电梯\n【关键数字】\n十万元｜每台补贴", "what was written is still there"
    person.press("poster-put")
    person.settle()
    assert "已放入解读材料" in person.text("banner-text")
    view = next(each for each in person.shell.findChildren(DocumentView) if each.isVisible() and each.objectName().startswith("view-material"))
    wait_for("the picture on the bundle page", lambda: 'src="picture:whole"' in view.toHtml())


def test_an_old_policy_is_compared_with_the_bundles_and_the_sheet_becomes_an_attachment(sample_person: Person, tmp_path: Path) -> None:
    person = sample_person
    old = tmp_path / "旧办法.txt"
    old.write_text("某市加装电梯办法\n第一条 为了方便居民，制定本办法。\n第二条 每台补贴五万元。\n第三条 本办法自公布之日起施行。", encoding="utf-8")
    opened(person)
    person.press("assist-compare")
    assert "文件包的政策文稿" in person.text("compare-new-name") and not person.sees("compare-new")
    person.drop("compare-view", old)
    person.settle()
    assert person.text("compare-summary")
    person.press("compare-back")
    person.settle()
    tree = person.find("assist-tree")
    assert isinstance(tree, QTreeWidget)
    top = tree.topLevelItem(8)
    told = [top.child(n).text(0) for n in range(top.childCount())]
    assert any(sentence.startswith(("新增", "修改", "删去")) for sentence in told)
    top.child(top.childCount() - 1).setCheckState(0, Qt.CheckState.Checked)
    person.press("assist-material")
    person.settle()
    made = person.find("view-material-1")
    assert isinstance(made, QTextBrowser) and told[-1] in made.toPlainText()
    person.press("assist")
    person.settle()
    person.press("assist-compare")
    person.drop("compare-view", old)
    person.settle()
    person.press("compare-put")
    person.settle()
    assert "作为附件放入" in person.text("banner-text")
    sheet = person.find("view-attachment-0")
    assert isinstance(sheet, QTextBrowser) and "原文（某市加装电梯办法）" in sheet.toPlainText()
    person.press("nav-compare")
    assert person.sees("compare-new") and "还没有选" in person.text("compare-new-name")


def test_nothing_is_said_of_a_text_that_is_not_there_yet(sample_person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the first draft takes: nobody has typed, so nothing is drawn and nothing is wrong."""
    person = sample_person
    opened(person)
    interpreting, goes_on = person.shell.office.interpreting, threading.Event()
    draft, drawn = interpreting.poster, []

    def slow(*args: object) -> object:
        assert goes_on.wait(PATIENCE), "never let go"
        return draft(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(interpreting, "poster", slow)
    monkeypatch.setattr(poster_page, "poster_of", lambda text: drawn.append(text) or poster_of(text))
    person.press("assist-poster")
    page = person.shell.pages["poster"]
    to_be_drawn = [timer for timer in page.findChildren(QTimer) if timer.isActive()]
    goes_on.set()
    person.settle()
    assert to_be_drawn == [], "nobody has typed"
    assert len(drawn) == 1 and "【关键数字】" in drawn[0] and not person.sees("poster-fault")


def test_a_sentence_that_nothing_proposed_is_taken_by_hand(sample_person: Person) -> None:
    person = sample_person
    tree = opened(person)
    policy = person.find("view-policy-0")
    assert isinstance(policy, DocumentView)
    assert not person.find("assist-take").isEnabled()
    shown = policy.toPlainText()
    row = next(tree.topLevelItem(n) for n in range(9) if tree.topLevelItem(n).text(0).startswith("执行口径"))
    proposed = "".join(row.child(n).text(0) for n in range(row.childCount()))
    said = [text for line in shown.splitlines()[4:] for text in re.split("[。；]", line)]
    sentence = next(text for text in said if len(text) > 14 and text[6:] not in proposed)
    cursor = policy.document().find(sentence)
    assert not cursor.isNull()
    cursor.setPosition(cursor.selectionStart() + 8)
    policy.setTextCursor(cursor)
    policy.ensureCursorVisible()
    person.bot.mouseClick(policy.viewport(), Qt.MouseButton.LeftButton, pos=policy.cursorRect(cursor).center())
    person.settle()
    menu = person.find("assist-take").menu()  # type: ignore[attr-defined]
    next(action for action in menu.actions() if action.text() == "执行口径").trigger()
    person.settle()
    taken = tree.currentItem()
    assert taken.checkState(0) is Qt.CheckState.Checked and taken.text(0) in shown and sentence[-6:] in taken.text(0)
    assert taken.parent().text(0).startswith("执行口径")
    person.press("show-parts")
    person.press("assist")
    person.settle()
    assert person.text("assist-count") == "已采用 1 处，涉及 1 个要素", "it stays taken"


def test_parts_of_the_picture_are_pressed_on_and_changed(sample_person: Person) -> None:
    person = sample_person
    opened(person)
    person.press("assist-poster")
    person.settle()
    text = person.find("poster-text")
    assert isinstance(text, QPlainTextEdit)
    person.type("poster-text", "加装电梯\n【主要举措】\n先商量\n再申请\n后施工")
    image = person.find("poster-image")
    wait_for("the picture of the three measures", lambda: sum(region.part == "measures" for region in image._regions) == 3)

    def pressed(part: str, entry: int) -> QMenu:
        region = next(one for one in image._regions if (one.part, one.entry) == (part, entry))
        person.bot.mouseClick(image, Qt.MouseButton.LeftButton, pos=image.box(region).center().toPoint())
        wait_for("the menu of a part", lambda: any(menu.isVisible() for menu in person.shell.findChildren(QMenu, "poster-menu")))
        return next(menu for menu in person.shell.findChildren(QMenu, "poster-menu") if menu.isVisible())

    def chosen(menu: QMenu, words: str) -> None:
        action = next(action for action in menu.actions() if action.text() == words)
        assert action.isEnabled()
        menu.close()
        action.trigger()

    menu = pressed("measures", 1)
    person.settle()
    assert text.textCursor().selectedText() == "再申请", "the line is selected, to be typed over"
    chosen(menu, "往上移")
    assert text.toPlainText().splitlines()[2:] == ["再申请", "先商量", "后施工"]
    text.undo()
    assert text.toPlainText().splitlines()[2:] == ["先商量", "再申请", "后施工"]
    person.settle()
    menu = pressed("measures", 2)
    assert not next(action for action in menu.actions() if action.text() == "往下移").isEnabled()
    chosen(menu, "不要这一条")
    assert text.toPlainText().splitlines()[2:] == ["先商量", "再申请"]
    text.undo()
    assert text.toPlainText().splitlines()[2:] == ["先商量", "再申请", "后施工"]
    person.settle()
    menu = pressed("title", 0)
    assert not next(action for action in menu.actions() if action.text() == "不要这一条").isEnabled()
    menu.close()
