"""对照 in the window: two files dropped, read, taken along."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QTextBrowser

from ..cli.test_compare import NEW, OLD, subsidy
from .conftest import Person


def shown(person: Person) -> str:
    view = person.find("compare-view")
    assert isinstance(view, QTextBrowser)
    return view.toPlainText()


def test_two_versions_are_dropped_read_and_taken_along(sample_person: Person, tmp_path: Path) -> None:
    person = sample_person
    (tmp_path / "old.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.txt").write_text(NEW, encoding="utf-8")
    person.sign_in("nigao")
    person.press("nav-compare")
    assert not person.find("compare-export").isEnabled()
    person.drop("compare-view", tmp_path / "old.txt", tmp_path / "new.txt")
    assert "修改 1 条" in person.text("compare-summary") and "十万元 → 二十万元" in person.text("compare-figures")
    assert "噪声" in shown(person) and "自公布之日起" not in shown(person)
    person.press("only-changes")
    assert "自公布之日起" in shown(person)
    with person.answering(tmp_path / "table.docx"):
        person.press("compare-export")
    assert (tmp_path / "table.docx").exists() and "已导出" in person.text("banner-text")


def test_files_chosen_one_after_another_and_one_that_cannot_be_read(sample_person: Person, tmp_path: Path) -> None:
    person = sample_person
    (tmp_path / "old.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "bad.docx").write_bytes(b"no Word document")
    person.sign_in("nigao")
    person.press("nav-compare")
    with person.answering(tmp_path / "old.txt"):
        person.press("compare-old")
    assert person.text("compare-old-name") == "旧文件：old.txt"
    person.drop("compare-view", tmp_path / "bad.docx")
    assert "bad.docx" in person.text("banner-text") and "没有对照" in shown(person)
    person.drop("compare-view", tmp_path / "old.txt")
    assert "完全相同" in person.text("compare-summary") and "没有变化" in shown(person)


def test_a_changed_cell_and_tracked_changes_are_told(sample_person: Person, tmp_path: Path) -> None:
    person = sample_person
    subsidy(tmp_path / "a.docx", "2021年3月5日", "10万元", "残疾人证")
    subsidy(tmp_path / "b.docx", "2026年3月5日", "12万元", "残疾人证", tracked=True)
    person.sign_in("nigao")
    person.press("nav-compare")
    person.drop("compare-view", tmp_path / "a.docx", tmp_path / "b.docx")
    assert "新文件：有修订痕迹" in person.text("compare-summary")
    assert "表1第3行第2列（补贴标准）：10万元 → 12万元" in person.text("compare-figures")
    text = shown(person)
    assert "原文（云岭市残疾人就业补贴办法，2021年3月5日）" in text and "表1第3行第2列（补贴标准）" in text
    assert "第四条" not in text, "what stands below the last article is no part of it"
