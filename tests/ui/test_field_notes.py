"""What will not do is said below the field while it is typed, and again by the desk where it is saved all the same."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from ui.shared.part_tabs import suggested_path
from zwgk_desk.model.bundle import Part
from zwgk_desk.model.terms import PartKind

from .conftest import Person
from .waiting import wait_for

OFFICE = "新疆维吾尔自治区伊犁哈萨克自治州人民政府办公厅"
PASSWORD, WORDS = "long-enough-1", "issuing-words-2026"
TURNED = "\u202e"
"""Turns the order of what follows it; nobody sees it."""


def noted(person: Person, field: str) -> str:
    """What stands below a field; empty where nothing does."""
    return person.text(f"{field}-note") if person.sees(f"{field}-note") else ""


def test_the_first_administrator_of_an_office_with_a_long_name_is_told_while_typing(person: Person) -> None:
    for name, text in (
        ("display-name", "阿布都热合曼江·买买提依明托合提·阿不力克木江·吐尔逊那依汗"),
        ("unit", OFFICE),
        ("password", PASSWORD),
        ("again", PASSWORD),
    ):
        person.type(f"set-up-{name}", text)
    person.type("set-up-passphrase", WORDS)
    person.type("set-up-passphrase-again", WORDS)
    assert noted(person, "set-up-unit") == noted(person, "set-up-display-name") == ""

    person.type("set-up-name", "guаnli")  # with a Cyrillic а
    assert "不是英文字母 a" in noted(person, "set-up-name")
    person.press("set-up")
    wait_for("the refusal", lambda: "不是英文字母 a" in person.text("message"))
    assert person.desktop.window is not None and not person.sees("nav-accounts")

    person.type("set-up-name", "张三")
    assert noted(person, "set-up-name") == ""
    person.type("set-up-password", PASSWORD)  # which a refusal empties
    person.press("set-up")
    wait_for("the window of the administrator", lambda: person.sees("nav-accounts"))


def test_an_account_that_looks_like_another_is_told_while_it_is_typed(sample_person: Person) -> None:
    person = sample_person
    person.sign_in("guanli")
    person.press("nav-accounts")
    person.press("new-account")
    person.type("account-name", "Nigao")
    assert "“nigao”看起来分不清" in noted(person, "account-name")
    person.type("account-unit", "局" * 65)
    assert "最多 64 个字" in noted(person, "account-unit")
    person.type("account-display-name", f"李{TURNED}四")
    assert "看不见" in noted(person, "account-display-name")
    person.type("account-password", PASSWORD)
    person.press("save-account")
    person.settle()
    assert "看不见" in person.text("banner-text")

    for field, text in (("name", "li_si"), ("unit", OFFICE), ("display-name", "李四")):
        person.type(f"account-{field}", text)
        assert noted(person, f"account-{field}") == ""
    person.press("save-account")
    person.settle()
    assert "账号“li_si”已保存" in person.text("banner-text")
    person.sign_in("li_si", PASSWORD)


def test_a_title_that_will_not_do_is_told_below_it_and_not_saved(sample_person: Person) -> None:
    person = sample_person
    person.sign_in("nigao")
    person.press("new-bundle")
    person.settle()
    person.type("field-title", "题" * 300)
    assert "标题有 300 个字，最多 200 个字" in noted(person, "field-title")
    person.type("field-title", f"供热{TURNED}计量")
    assert "第 3 个字（“热”之后）" in noted(person, "field-title")
    person.type("field-lead_unit", "局" * 65)
    assert "牵头部门有 65 个字" in noted(person, "field-lead_unit")
    person.press("save")
    assert "U+202E" in person.text("banner-text")
    field = person.find("field-title")
    assert isinstance(field, QLineEdit) and field.text() == f"供热{TURNED}计量", "what was typed is still there"
    assert "U+202E" in field.accessibleDescription()

    person.type("field-lead_unit", "")
    person.type("field-title", "供热计量收费（2026/2027年度）")
    assert noted(person, "field-title") == noted(person, "field-lead_unit") == ""
    person.press("save")
    person.settle()
    assert not person.find("save").isEnabled()


def test_a_file_whose_name_hides_its_ending_is_refused_by_name(sample_person: Person, tmp_path: Path) -> None:
    person = sample_person
    person.sign_in("nigao")
    person.press("new-bundle")
    person.settle()
    path = tmp_path / f"政策{TURNED}fdp.md"
    path.write_text("第一条 为了规范管理，制定本办法。\n", encoding="utf-8")
    person.drop("view-policy-new", path)
    assert "文件名第 3 个字" in person.text("banner-text") and "改名" in person.text("banner-text")


def test_a_copy_of_an_original_is_proposed_under_a_name_that_every_system_takes() -> None:
    proposed = {name: Path(suggested_path(Part(PartKind.ATTACHMENT, name))) for name in ("附/A:B?.md", "con", "末尾有空格 ", "题" * 120)}
    assert {path.parent for path in proposed.values()} == {Path.home()}
    assert [proposed[name].name for name in ("附/A:B?.md", "con", "末尾有空格 ")] == ["A_B_.md", "_con", "末尾有空格"]
    assert len(proposed["题" * 120].name.encode()) <= 255
