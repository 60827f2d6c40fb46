"""Remarks on the pages: by mouse and by keyboard, sent with the bundle, found by the drafter; changes are marked on the pages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPlainTextEdit, QTextBrowser

from ui.deciding.sign_page import SignPage
from zwgk_desk.desk.course.review_and_signoff import Judgement
from zwgk_desk.desk.sample.sample_office import PASSPHRASE, PASSWORD
from zwgk_desk.model.document.page_place import PageBox
from zwgk_desk.model.document.remark import Place
from zwgk_desk.model.terms import PartKind, ReviewKind, ReviewResult

from .conftest import Person
from .test_keyboard import press, tab_to
from .waiting import wait_for


@pytest.fixture
def head(sample_person: Person) -> Person:
    sample_person.sign_in("zhuyao")
    sample_person.press("nav-sign")
    sample_person.choose_line("示例：待审签")
    wait_for_pages(sample_person)
    return sample_person


def sign_page(person: Person) -> SignPage:
    page = person.shell.pages["sign"]
    assert isinstance(page, SignPage)
    return page


def wait_for_pages(person: Person) -> None:
    wait_for("the paragraphs on the pages", lambda: sign_page(person).page_text is not None)
    person.settle()


def passage(person: Person, paragraph: int) -> PageBox:
    """Where a paragraph of the policy stands: its second line where it has one, else its only one."""
    text = sign_page(person).page_text
    assert text is not None
    boxes = text.boxes("policy", Place(paragraph, 0, 10_000))
    return boxes[min(1, len(boxes) - 1)]


def click(person: Person, paragraph: int) -> None:
    """Press on a paragraph of the policy, where it is seen on the screen."""
    view = sign_page(person).pages.view
    box = passage(person, paragraph)
    view.lead_to(box)
    place = view.frame_of(box).center().toPoint()
    assert view.viewport().rect().contains(place)
    person.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.x(), place.y()))


def test_the_pages_lie_where_the_marks_are_put(head: Person) -> None:
    view = sign_page(head).pages.view
    frames = view.page_frames()
    assert len(frames) == view.document().pageCount() > 10
    whole = frames[-1].bottom() + 1 + view.pageSpacing() + view.documentMargins().bottom()
    assert abs(whole - (view.verticalScrollBar().maximum() + view.viewport().height())) <= 1
    view.lead_to(passage(head, 4))
    place = view.frame_of(passage(head, 4)).toRect()

    def ink() -> int:
        image = view.viewport().grab(place).toImage()
        return sum(image.pixelColor(x, y).lightness() < 150 for x in range(image.width()) for y in range(image.height()))

    wait_for("the ink of the pages", lambda: ink() > 100)  # the pages are drawn after the window


def test_remarks_are_pinned_by_a_press_and_go_with_the_bundle(head: Person) -> None:
    click(head, 4)
    assert head.text("pin-about").startswith("第 5 页　第四条")
    head.type("pin-text", "比例请再核")
    head.press("pin-add")
    click(head, 2)
    head.type("pin-text", "范围不清")
    head.press("pin-add")
    page = sign_page(head)
    assert [r.text for r in page.pins.pinned] == ["范围不清", "比例请再核"] and not head.sees("pin-text")
    assert not head.find("sign").isEnabled() and "有 2 条批注" in page.note.text()
    head.press("pin-remove-1")
    assert [r.text for r in page.pins.pinned] == ["比例请再核"]
    head.press("undo-done")
    assert [r.text for r in page.pins.pinned] == ["范围不清", "比例请再核"]
    assert len(page.pages.view.marks.pinned) == 2 and all(page.pages.view.marks.pinned)
    head.sign("send-back")
    assert "已退回" in head.text("banner-text")
    head.sign_in("nigao")
    head.open_line("示例：待审签")
    head.settle()
    assert "2 条，还有 2 处没有改" in head.text("answered-heading")
    head.press("answered-2")
    view = head.find("view-policy-0")
    assert isinstance(view, QTextBrowser)
    assert view.textCursor().block().text().startswith("第四条") and len(view.extraSelections()) == 1


def test_what_is_half_written_is_there_again_with_its_passage(head: Person) -> None:
    click(head, 4)
    head.type("pin-text", "比例")
    head.choose_line("示例：齐全待报送")
    assert not head.sees("pin-text")
    head.choose_line("示例：待审签")
    wait_for_pages(head)
    field = head.find("pin-text")
    assert isinstance(field, QPlainTextEdit) and field.toPlainText() == "比例"
    assert head.text("pin-about").startswith("第 5 页　第四条")
    head.press("pin-leave")
    assert not head.sees("pin-text")


def test_a_remark_is_pinned_without_a_mouse(head: Person) -> None:
    head.find("choices").setFocus()
    for _ in range(4):
        press(head, Qt.Key.Key_Space)
    tab_to(head, "pages-view")
    for _ in range(3):
        head.bot.keyClick(head.find("pages-view"), Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    head.bot.keyClick(head.find("pages-view"), Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    press(head, Qt.Key.Key_Return)
    assert head.text("pin-about").startswith("第 5 页　第一条")
    field = head.find("pin-text")
    assert isinstance(field, QPlainTextEdit) and field.hasFocus()
    field.insertPlainText("依据请写全")
    head.bot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [r.text for r in sign_page(head).pins.pinned] == ["依据请写全"] and head.find("pages-view").hasFocus()


def test_a_press_on_the_cover_or_by_somebody_who_does_not_sign_pins_nothing(head: Person) -> None:
    view = sign_page(head).pages.view
    head.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 300))
    assert not head.sees("pin-text")
    head.sign_in("fuzeren")
    head.press("nav-sign")
    head.choose_line("示例：待审签")
    wait_for_pages(head)
    click(head, 4)
    assert not head.sees("pin-text") and not head.sees("pin-about")


def test_what_changed_since_is_marked_on_the_pages_and_stays_marked_over_an_interruption(sample_person: Person) -> None:
    person = sample_person
    person.sign_in("zhuyao")
    person.press("nav-sign")
    person.choose_line("示例：待审签")
    wait_for_pages(person)
    assert not person.sees("next-change")
    person.sign_in("nigao")
    person.open_line("示例：待审签")
    person.press("withdraw")
    person.settle()
    page, office, session = person.shell.pages["bundle"], person.shell.office, person.shell.session
    record = page.record  # type: ignore[attr-defined]
    material = next(d for d in office.checking.documents(session, record.key) if d.where == "materials[0]")
    assert material.tree is not None
    lines = list(material.tree.paragraphs())
    text = "\n\n".join([f"# {lines[0]}", *lines[1:5], f"{lines[5]}收到申请后当面说明。", *lines[6:]])
    saved = office.bundles.put_part(session, record.key, record.revision.number, PartKind.MATERIAL, "新.md", text.encode(), 0)
    declared = replace(saved.bundle.declaration, explanation="为了便于群众知晓和监督，应当主动公开。")
    saved = office.bundles.save(session, record.key, saved.revision.number, replace(saved.bundle, declaration=declared))
    office.course.send_to_review(session, record.key, saved.revision.number)
    secrecy, passed = office.accounts.sign_in("baomi", PASSWORD), Judgement(ReviewResult.PASSED)
    office.course.review(secrecy, record.key, saved.revision.number, ReviewKind.SECRECY, passed, PASSPHRASE)
    office.course.send_to_sign_off(session, record.key, saved.revision.number)
    person.sign_in("zhuyao")
    person.press("nav-sign")
    person.choose_line("示例：待审签")
    wait_for_pages(person)
    view = sign_page(person).pages.view
    pages = {box.page for box in view.marks.changed}
    assert pages and "共" in person.find("next-change").text()  # type: ignore[attr-defined]
    person.find("choices").setFocus()
    press(person, Qt.Key.Key_Right)
    first = view.marks.changed[0]
    assert "1 / " in person.find("next-change").text()  # type: ignore[attr-defined]
    assert any(view.viewport().rect().contains(view.frame_of(box).center().toPoint()) for box in view.marks.changed), first
    person.tab("readings", 1)
    person.press("since-2")
    assert view.isVisible()
    person.choose_line("示例：齐全待报送")
    person.choose_line("示例：待审签")
    wait_for_pages(person)
    assert {box.page for box in view.marks.changed} == pages, "what one was interrupted in looking at is still marked"
