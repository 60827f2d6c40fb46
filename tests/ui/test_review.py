"""审读 in the window: of a bundle, and of files dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget, QTextBrowser

from ..cli.test_review import MATERIAL, POLICY
from .conftest import Person


def rows(person: Person) -> list[tuple[str, ...]]:
    person.settle()
    table = person.find("review-table")
    assert isinstance(table, QTableWidget)
    return [tuple(table.item(row, column).text() for column in range(table.columnCount())) for row in range(table.rowCount())]


def test_a_bundle_is_reviewed_from_its_page_and_what_must_not_get_out_stands_beside_the_declaration(sample_person: Person, tmp_path: Path) -> None:
    person = sample_person
    more = tmp_path / "more.md"
    more.write_text("# 问答\n\n联系人：张三，手机13812345678。", encoding="utf-8")
    person.sign_in("nigao")
    person.open_line("示例：未经审签")
    assert not person.sees("leaks")
    person.drop("view-plan-0", more)
    assert person.text("leaks") == "公开前请核对：2 处"
    person.press("all-remarks")
    found = rows(person)
    assert ("解读方案", "2", "有误", "13812345678") in [row[:4] for row in found]
    assert "有误" in person.text("review-summary") and "示例：未经审签" in person.text("review-what")
    person.press("review-back")
    assert person.sees("leaks")


def test_files_dropped_show_both_places(sample_person: Person, tmp_path: Path) -> None:
    person = sample_person
    (tmp_path / "p.txt").write_text(POLICY, encoding="utf-8")
    (tmp_path / "m.txt").write_text(MATERIAL, encoding="utf-8")
    person.sign_in("nigao")
    person.press("nav-review")
    person.drop("review-passage", tmp_path / "p.txt", tmp_path / "m.txt")
    found = rows(person)
    place = next(n for n, row in enumerate(found) if row[5] == "三十日")
    table = person.find("review-table")
    table.setFocus()
    person.bot.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _ in range(place):
        person.bot.keyClick(table, Qt.Key.Key_Down)
    passage = person.find("review-passage")
    assert isinstance(passage, QTextBrowser)
    assert "收到通知之日起15日内" in passage.toPlainText() and "收到通知之日起三十日内" in passage.toPlainText()


def test_a_secret_file_is_stopped_at_the_door(sample_person: Person, tmp_path: Path) -> None:
    person = sample_person
    secret = tmp_path / "secret.md"
    secret.write_text("机密★1年\n\n某办法\n\n第一条 内容。", encoding="utf-8")
    person.sign_in("nigao")
    person.open_line("示例：未经审签")
    person.drop("view-policy-0", secret)
    assert "标有密级" in person.text("banner-text")
