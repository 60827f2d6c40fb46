"""The workbench: an officer with many bundles finds the one that was meant, sees why it came back and what is due, and keeps a filter."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton, QTableView

from ui.shared.bundle_list_model import DUE, MATTER, STATE, TITLE

from .conftest import Person


def table(person: Person) -> QTableView:
    person.settle()
    found = person.find("bundles")
    assert isinstance(found, QTableView)
    return found


def cells(person: Person, column: int) -> list[str]:
    model = table(person).model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def look_for(person: Person, words: str) -> None:
    person.type("search", words)
    person.bot.keyClick(person.find("search"), Qt.Key.Key_Return)
    person.settle()


def test_words_of_a_material_lead_to_the_part_that_holds_them(sample_person: Person) -> None:
    sample_person.sign_in("nigao")
    look_for(sample_person, "三分之二 缺解读方案")
    assert sample_person.find("view-all").isChecked()  # type: ignore[attr-defined]
    assert len(cells(sample_person, TITLE)) == 1
    model = table(sample_person).model()
    spoken = str(model.index(0, TITLE).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "三分之二" in spoken and "缺解读方案" in spoken
    sample_person.bot.keyClick(table(sample_person), Qt.Key.Key_Return)
    sample_person.settle()
    assert "缺解读方案" in sample_person.shell.pages["bundle"].title.text()  # type: ignore[attr-defined]
    sample_person.press("nav-workbench")
    assert len(cells(sample_person, TITLE)) == 1  # the list is as it was left
    look_for(sample_person, "")
    assert sample_person.find("view-waiting").isChecked()  # type: ignore[attr-defined]


def test_what_is_not_found_says_what_to_do(sample_person: Person) -> None:
    sample_person.sign_in("nigao")
    look_for(sample_person, "没有这样的词")
    assert "没有找到“没有这样的词”" in sample_person.text("list-empty")
    assert not sample_person.sees("bundles")


def test_how_far_a_bundle_is_stands_in_its_line(sample_person: Person) -> None:
    sample_person.sign_in("nigao")
    row = next(n for n, title in enumerate(cells(sample_person, TITLE)) if "示例：缺解读方案）" in title)
    sample_person.settle()
    assert cells(sample_person, MATTER)[row] == "还差 1 项：缺解读方案"


def test_what_came_back_says_why(sample_person: Person) -> None:
    sample_person.sign_in("zhuyao")
    sample_person.press("nav-sign")
    sample_person.choose_line("示例：待审签")
    sample_person.type("remark", "补贴标准请再核")
    sample_person.sign("send-back")
    sample_person.sign_in("nigao")
    button = sample_person.find("view-came_back")
    assert isinstance(button, QPushButton) and button.text() == "退回 1"
    sample_person.press("view-came_back")
    assert (cells(sample_person, STATE), cells(sample_person, MATTER)) == (["退回"], ["补贴标准请再核"])


def test_a_day_that_is_set_shows_on_the_workbench(sample_person: Person) -> None:
    sample_person.sign_in("nigao")
    assert cells(sample_person, DUE) == [""] * len(cells(sample_person, DUE))
    sample_person.open_line("示例：缺解读方案）")
    sample_person.press("due-limited")
    due = date.today() + timedelta(days=2)
    sample_person.type("due-day", due.isoformat())
    sample_person.press("nav-workbench")
    sample_person.press("view-due")
    assert cells(sample_person, DUE) == [f"{due.isoformat()[5:]}　还有 2 天"]
    sample_person.open_line("示例：缺解读方案）")
    assert sample_person.find("due-limited").isChecked()  # type: ignore[attr-defined]
    sample_person.press("due-limited")
    sample_person.press("nav-workbench")
    sample_person.settle()
    assert "没有快到期" in sample_person.text("list-empty")


def test_the_administrator_says_how_early_due_is(sample_person: Person) -> None:
    sample_person.sign_in("guanli")
    sample_person.press("nav-settings")
    sample_person.type("due-soon", "9")
    sample_person.press("save-settings")
    assert sample_person.shell.office.settings.load().due_soon_days == 9


def test_a_filter_is_kept_used_and_forgotten(sample_person: Person) -> None:
    sample_person.sign_in("nigao")
    look_for(sample_person, "缺解读")
    shown = cells(sample_person, TITLE)
    sample_person.press("keep-filter")
    sample_person.type("filter-name", "缺解读的")
    sample_person.press("keep-filter-now")
    look_for(sample_person, "")
    assert len(cells(sample_person, TITLE)) > len(shown)
    sample_person.sign_in("baomi")
    assert not sample_person.sees("filter-缺解读的")
    sample_person.sign_in("nigao")
    sample_person.press("filter-缺解读的")
    assert cells(sample_person, TITLE) == shown
    sample_person.press("drop-filter")
    sample_person.press("undo-done")
    assert sample_person.find("filter-缺解读的"), "what was deleted is there again at a press"
    sample_person.press("drop-filter")
    assert "已删除" in sample_person.text("banner-text") and not sample_person.sees("filter-缺解读的")


def test_a_filter_without_a_name_is_refused(sample_person: Person) -> None:
    sample_person.sign_in("nigao")
    look_for(sample_person, "缺解读")
    sample_person.press("keep-filter")
    sample_person.type("filter-name", "")
    sample_person.press("keep-filter-now")
    assert "筛选的名称" in sample_person.text("banner-text")
    assert sample_person.sees("filter-name")


def test_a_stage_narrows_the_list(sample_person: Person) -> None:
    sample_person.sign_in("nigao")
    sample_person.press("view-all")
    sample_person.choose("stage-filter", "报送")
    assert set(cells(sample_person, STATE)) == {"报送"}
    sample_person.choose("stage-filter", "印发")
    sample_person.settle()
    assert "没有处于这个阶段" in sample_person.text("list-empty")


def test_a_policy_dropped_on_the_workbench_begins_a_bundle_with_its_own_title(sample_person: Person, tmp_path: Path) -> None:
    policy = tmp_path / "草稿3.md"
    policy.write_text("# 东江市供热计量收费实施细则\n\n第一条 为了规范供热计量收费，制定本细则。\n", encoding="utf-8")
    sample_person.sign_in("nigao")
    page = sample_person.shell.pages["workbench"]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(policy))])
    place, buttons, keys = QPointF(300, 300), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(place.toPoint(), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(page, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(page, QDropEvent(place, Qt.DropAction.CopyAction, data, buttons, keys))
    sample_person.settle()
    assert "policy-missing" not in sample_person.findings()
    assert sample_person.find("field-title").text() == "东江市供热计量收费实施细则"  # type: ignore[attr-defined]


def test_hundreds_of_lines_come_as_one_scrolls(sample_person: Person) -> None:
    sample_person.sign_in("nigao")
    office, session = sample_person.shell.office, sample_person.shell.session
    with office.core.store.transaction():
        for number in range(450):
            page = sample_person.shell.pages["bundles"]
            office.core.store.bundles.create(page._new_bundle(f"第{number}件"), "nigao", f"2026-01-01T00:00:00.{number:06d}+08:00")  # type: ignore[attr-defined]
    sample_person.press("nav-bundles")
    assert len(cells(sample_person, TITLE)) == 200
    for _ in range(4):
        sample_person.bot.keyClick(table(sample_person), Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        sample_person.settle()
    titles = cells(sample_person, TITLE)
    assert len(titles) == len(office.searching.bundles(session, limit=10_000)) and titles[-1] == "第0件"


def test_the_clerk_s_workbench_leads_to_the_intake(sample_person: Person) -> None:
    sample_person.sign_in("shouwen")
    assert len(cells(sample_person, TITLE)) == 1
    sample_person.bot.keyClick(table(sample_person), Qt.Key.Key_Return)
    sample_person.settle()
    assert sample_person.sees("receive")


def test_the_search_is_one_key_away(sample_person: Person) -> None:
    sample_person.sign_in("nigao")
    sample_person.bot.keyClick(table(sample_person), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert sample_person.find("search").hasFocus()
