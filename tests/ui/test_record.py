"""The pages of the record and of the templates."""

from __future__ import annotations

from pathlib import Path

import docx
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QTableWidget

from ui.shared.pdf_view import PagesView

from .conftest import Person
from .waiting import wait_for


def rows(person: Person) -> list[list[str]]:
    person.settle()
    table = person.find("record")
    assert isinstance(table, QTableWidget)
    return [[table.item(row, column).text() for column in range(table.columnCount())] for row in range(table.rowCount())]


def test_the_record_is_read_looked_through_and_leads_to_the_bundle(sample_person: Person) -> None:
    person = sample_person
    person.sign_in("nigao")
    person.press("nav-record")
    said = rows(person)
    assert said and {row[6] for row in said} == {"✓ 签名相符"} and any(row[2] == "报送" for row in said)
    person.type("record-words", "待签收")
    wait_for("the lines with the words", lambda: bool(rows(person)) and all("待签收" in row[3] for row in rows(person)))
    person.type("record-words", "没有这样的话")
    wait_for("“nothing was found”", lambda: person.sees("record-empty"))
    assert "没有找到" in person.text("record-empty")
    person.type("record-words", "待签收")
    wait_for("the lines", lambda: bool(rows(person)))
    table = person.find("record")
    table.setFocus()
    person.bot.keyClick(table, Qt.Key.Key_Return)
    person.settle()
    assert "待签收" in person.shell.pages["bundle"].title.text()  # type: ignore[attr-defined]


def test_a_line_that_was_changed_is_told_in_words(sample_person: Person) -> None:
    person = sample_person
    person.sign_in("nigao")
    database = person.shell.office.core.store._database
    for (name,) in database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event'").fetchall():
        database.execute_sql(f"DROP TRIGGER {name}")
    database.execute_sql("UPDATE event SET remark = '改过' WHERE act = 'SUBMIT'")
    person.press("nav-record")
    wrong = [row for row in rows(person) if row[6] == "✗ 有误"]
    assert len(wrong) == 1 and wrong[0][5] == "改过"


def test_a_template_is_taken_out_changed_and_put_to_use(sample_person: Person, tmp_path: Path) -> None:
    person = sample_person
    person.sign_in("guanli")
    person.press("nav-forms")
    person.settle()
    forms = person.find("forms")
    assert isinstance(forms, QListWidget)
    forms.setFocus()
    while not forms.currentItem().text().startswith("审签单"):
        person.bot.keyClick(forms, Qt.Key.Key_Down)
    person.settle()
    with person.answering(tmp_path / "审签单.docx"):
        person.press("form-out")
    document = docx.Document(str(tmp_path / "审签单.docx"))
    document.add_paragraph("{{ 写错的 }}")
    document.save(str(tmp_path / "错.docx"))
    with person.answering(tmp_path / "错.docx"):
        person.press("form-use")
    assert "审签单" in person.text("banner-text") and "不能填写" in person.text("banner-text")
    document = docx.Document(str(tmp_path / "审签单.docx"))
    document.add_paragraph("本单由办公室存档。")
    document.save(str(tmp_path / "好.docx"))
    with person.answering(tmp_path / "好.docx"):
        person.press("form-use")
    person.settle()
    assert "已换用“审签单”" in person.text("banner-text") and forms.currentItem().text() == "审签单（本办公室的）"
    pages = person.find("form-pages")
    assert isinstance(pages, PagesView)

    def shown() -> str:
        return "".join(pages.document.getAllText(page).text() for page in range(pages.document.pageCount()))

    wait_for("the form's new words", lambda: "办公室存档" in "".join(shown().split()))
    person.press("form-restore")
    person.settle()
    assert forms.currentItem().text() == "审签单" and not person.sees("form-restore")
    person.press("undo-done")
    person.settle()
    assert forms.currentItem().text() == "审签单（本办公室的）"
