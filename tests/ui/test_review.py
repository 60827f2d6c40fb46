"""审读 in the window: of a bundle, and of files dropped."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton, QTableView, QTextBrowser

from ..cli.test_review import MATERIAL, POLICY
from .conftest import Person


def rows(person: Person) -> list[tuple[str, ...]]:
    person.settle()
    table = person.find("review-table")
    assert isinstance(table, QTableView)
    shown = table.model()
    return [tuple(shown.index(row, column).data() for column in range(shown.columnCount())) for row in range(shown.rowCount())]


def test_a_bundle_is_reviewed_from_its_page_and_what_must_not_get_out_stands_beside_the_declaration(sample_person: Person, tmp_path: Path) -> None:
    person = sample_person
    more = tmp_path / "more.md"
    more.write_text("# 问答\n\n联系人：张三，手机13812345678。", encoding="utf-8")
    person.sign_in("nigao")
    person.open_line("示例：未经审签")
    assert not person.sees("leaks")
    person.drop("view-plan-0", more)
    assert person.text("leaks") == "公开前请核对：2 处"
    person.press("leaks-all")
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


ROUGH = "# 某市问答\n\n按照国发[2017]13号，推進工作。\n\n目标的的提出。"


def test_what_is_certain_is_mended_at_a_press_and_taken_back_singly_and_all_together(sample_person: Person, tmp_path: Path) -> None:
    person = sample_person
    rough = tmp_path / "rough.md"
    rough.write_text(ROUGH, encoding="utf-8")
    person.sign_in("nigao")
    person.open_line("示例：未经审签")
    person.drop("view-plan-0", rough)
    person.press("review")
    rows(person)
    button = person.find("mend")
    assert isinstance(button, QPushButton)
    count = button.text()
    choose(person, "review-rule", "繁体字")
    person.press("mend")
    assert {row[2] for row in rows(person)} == {"已改正"}, "what the list is narrowed to stays"
    choose(person, "review-rule", "全部")
    found = rows(person)
    mended = [row for row in found if row[2] == "已改正"]
    assert f"改正有把握的 {len(mended)} 处" == count and "[2017]" in [row[3] for row in mended]
    assert not person.sees("mend")
    place = next(n for n, row in enumerate(found) if row[3] == "[2017]")
    table = person.find("review-table")
    assert isinstance(table, QTableView)
    table.setFocus()
    person.bot.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _ in range(place):
        person.bot.keyClick(table, Qt.Key.Key_Down)
    person.press("mend-undo")
    found = rows(person)
    assert [row[2] for row in found if row[3] == "[2017]"] == ["有误"]
    person.press("mend-undo-all")
    assert "已改正" not in [row[2] for row in rows(person)]
    person.press("review-back")
    person.settle()
    plan = person.find("view-plan-0")
    assert isinstance(plan, QTextBrowser)
    assert "国发[2017]13号，推進工作" in plan.toPlainText()


def test_of_a_file_on_the_disk_a_mended_copy_is_saved(sample_person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person = sample_person
    rough, target = tmp_path / "rough.md", tmp_path / "mended.md"
    rough.write_text(ROUGH, encoding="utf-8")
    person.sign_in("nigao")
    person.press("nav-review")
    person.drop("review-passage", rough)
    rows(person)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    person.press("mend")
    assert "原来的文件没有改动" in person.text("banner-text")
    assert "国发〔2017〕13号，推进工作" in target.read_text(encoding="utf-8") and rough.read_text(encoding="utf-8") == ROUGH


def test_a_changed_draft_shows_at_once_which_sentences_no_longer_hold(sample_person: Person, tmp_path: Path) -> None:
    person = sample_person
    policy, material = tmp_path / "p.md", tmp_path / "m.md"
    policy.write_text("# 某市加装电梯办法\n\n收到通知之日起三十日内提出申请。", encoding="utf-8")
    material.write_text("# 解读方案\n\n收到通知之日起三十日内提出申请。", encoding="utf-8")
    person.sign_in("nigao")
    person.open_line("示例：未经审签")
    person.drop("view-policy-0", policy)
    person.drop("view-plan-0", material)
    person.settle()
    wrong = [line for line in person.shell.pages["bundle"].broken.lines() if line.startswith("解读方案")]  # type: ignore[attr-defined]
    assert not wrong
    policy.write_text("# 某市加装电梯办法\n\n收到通知之日起六十日内提出申请。", encoding="utf-8")
    person.drop("view-policy-0", policy)
    person.settle()
    wrong = [line for line in person.shell.pages["bundle"].broken.lines() if line.startswith("解读方案")]  # type: ignore[attr-defined]
    assert len(wrong) == 1 and "三十日" in wrong[0] and person.sees("broken")
    plan = person.find("view-plan-0")
    assert isinstance(plan, QTextBrowser) and "underline" in plan.toHtml()


def test_what_a_file_carries_along_is_cleared_at_a_press(sample_person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person = sample_person
    made = docx.Document()
    made.add_paragraph("解读方案")
    made.add_paragraph("由市住建局负责解读。")
    made.core_properties.author = "张三"
    source, target = tmp_path / "plan.docx", tmp_path / "copy.docx"
    made.save(str(source))
    person.sign_in("nigao")
    person.open_line("示例：未经审签")
    person.drop("view-plan-0", source)
    person.press("review")
    assert "张三" in [row[3] for row in rows(person)]
    person.press("clean")
    assert "张三" not in [row[3] for row in rows(person)]
    assert "已清除 1 份文件里的作者姓名 1 处" in person.text("banner-text")
    person.press("nav-review")
    person.drop("review-passage", source)
    assert "张三" in [row[3] for row in rows(person)]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    person.press("clean")
    assert docx.Document(str(target)).core_properties.author == "" and docx.Document(str(source)).core_properties.author == "张三"


def choose(person: Person, name: str, words: str) -> None:
    box = person.find(name)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(next(n for n in range(box.count()) if box.itemText(n).startswith(words)))


def test_the_list_is_narrowed_to_what_is_grave_and_to_one_rule_and_sorted(sample_person: Person, tmp_path: Path) -> None:
    person = sample_person
    rough = tmp_path / "rough.md"
    rough.write_text(f"{ROUGH}\n\n联系人：张三，手机13812345678，发布後施行。", encoding="utf-8")
    person.sign_in("nigao")
    person.press("nav-review")
    person.drop("review-passage", rough)
    everything = rows(person)
    states = [row[2] for row in everything]
    assert states == sorted(states, key=("有误", "请核对", "建议").index), "the grave ones first"
    choose(person, "review-state", "有误")
    assert {row[2] for row in rows(person)} == {"有误"} and "共" in person.text("review-left")
    choose(person, "review-rule", "手机号码")
    assert [row[3] for row in rows(person)] == ["13812345678"]
    choose(person, "review-state", "全部")
    choose(person, "review-rule", "繁体字")
    assert [row[3] for row in rows(person)] == ["進", "後"]
    choose(person, "review-rule", "全部")
    assert rows(person) == everything
    table = person.find("review-table")
    assert isinstance(table, QTableView)
    table.sortByColumn(3, Qt.SortOrder.AscendingOrder)
    assert [row[3] for row in rows(person)] == sorted(row[3] for row in everything)
    person.press("review-order")
    assert rows(person) == everything


def test_a_copy_is_made_without_peoples_numbers(sample_person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    person = sample_person
    more, target = tmp_path / "more.md", tmp_path / "masked.md"
    more.write_text("# 问答\n\n联系人：张三，手机13812345678。", encoding="utf-8")
    person.sign_in("nigao")
    person.open_line("示例：未经审签")
    person.drop("view-plan-0", more)
    person.press("review")
    rows(person)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    person.press("mask")
    assert "换成×的有 2 处" in person.text("banner-text")
    assert "联系人：张×，手机×××××××××××。" in target.read_text(encoding="utf-8")
    assert "13812345678" in [row[3] for row in rows(person)], "the part itself stays as it is"
