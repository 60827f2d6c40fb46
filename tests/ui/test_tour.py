"""The first start: from nothing to a checked sample packet, only by what the window says."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit

from ui.window.shell import Shell

from .conftest import Person
from .waiting import wait_for


def step(person: Person, words: str) -> None:
    wait_for(f"“{words}” in the tour", lambda: words in person.text("tour-text"))


def test_the_first_start_leads_to_a_checked_sample_packet(person: Person, tmp_path: Path) -> None:
    person.press("switch-office")
    wait_for("the sample office", lambda: person.sees("take-nigao"))
    person.press("take-nigao")
    person.press("sign-in")
    wait_for("the window of who signed in", lambda: isinstance(person.window, Shell))
    person.settle()
    step(person, "第 1 / 3 步")
    person.open_line("示例：代拟稿未说明属性理由")
    step(person, "第 2 / 3 步")
    person.press("go-attribute-reason-missing-0")
    field = person.find("field-explanation")
    assert isinstance(field, QPlainTextEdit) and field.hasFocus()
    person.type("field-explanation", "为了便于群众知晓和监督，应当主动公开。")
    step(person, "第 3 / 3 步")
    (tmp_path / "送审稿").mkdir()
    with person.answering(tmp_path / "送审稿"):
        person.press("preview")
    step(person, "做完了")
    packet = next((tmp_path / "送审稿").iterdir())
    check = json.loads((packet / "check.json").read_text(encoding="utf-8"))
    assert "attribute-reason-missing" not in {finding["rule"] for finding in check["cases"][0]["findings"]}
    assert (packet / "报送包.pdf").exists()
    person.press("tour-close")
    assert not person.sees("tour-text")
    person.sign_in("nigao")
    assert not person.sees("tour-text"), "it does not come by itself again"
    person.press("help")
    person.press("take-tour")
    step(person, "第 1 / 3 步")


def test_the_tour_leads_to_each_place_and_can_be_declined(sample_person: Person) -> None:
    person = sample_person
    person.sign_in("nigao")
    step(person, "第 1 / 3 步")
    person.press("tour-lead")
    person.settle()
    step(person, "第 2 / 3 步")
    person.press("nav-workbench")
    person.press("tour-lead")
    assert person.find("field-explanation").hasFocus()
    person.press("tour-close")
    assert not person.sees("tour-text")


def test_who_does_not_draft_is_not_led_about(sample_person: Person) -> None:
    for name in ("zhuyao", "shouwen", "guanli"):
        sample_person.sign_in(name)
        assert not sample_person.sees("tour-text")
