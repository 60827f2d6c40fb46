"""The main job through the window, from an empty data folder, on the real source document, only through what people press."""

from __future__ import annotations

import zipfile
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QTabWidget

from zwgk_desk.desk.local.local_desk import LocalDesk
from zwgk_desk.model.finding import grounds_of

from .conftest import Person
from .test_signing import choose_person, sign_with, state, words
from .waiting import wait_for

UNIT, OFFICE = "哈尔滨市政务服务局", "哈尔滨市人民政府办公厅"
PASSWORD = "long-enough-1"
ISSUING = "issuing-words-2026"
PEOPLE = {
    "nigao": ("DRAFTER", UNIT),
    "baomi": ("SECRECY_REVIEWER", UNIT),
    "zhuyao": ("PRINCIPAL_LEADER", UNIT),
    "shouwen": ("OFFICE_CLERK", OFFICE),
}
SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"


def set_up(person: Person) -> None:
    for name, text in (("name", "guanli"), ("display-name", "管理员"), ("unit", OFFICE), ("password", PASSWORD), ("again", PASSWORD)):
        person.type(f"set-up-{name}", text)
    person.type("set-up-passphrase", ISSUING)
    person.type("set-up-passphrase-again", ISSUING)
    person.press("set-up")
    wait_for("the window of the administrator", lambda: person.sees("nav-accounts"))
    for name, (role, unit) in PEOPLE.items():
        person.press("new-account")
        for field, text in (("name", name), ("display-name", f"{name}其人"), ("unit", unit), ("password", PASSWORD)):
            person.type(f"account-{field}", text)
        for wanted, box in ((role, True), ("DRAFTER", role == "DRAFTER")):
            check = person.find(f"role-{wanted}")
            assert isinstance(check, QCheckBox)
            if check.isChecked() != box:
                person.press(f"role-{wanted}")
        person.press("save-account")
        person.settle()
        assert f"账号“{name}”已保存" in person.text("banner-text")


def enrol(person: Person) -> None:
    """Everybody makes a key of one's own, and the administrator certifies it."""
    for name in PEOPLE:
        person.sign_in(name, PASSWORD)
        person.press("nav-settings")
        person.type("key-passphrase", words(name))
        person.type("key-again", words(name))
        person.press("request-key")
        person.settle()
        assert "等待签发证书" in person.text("key-state")
    person.sign_in("guanli", PASSWORD)
    person.press("nav-keys")
    for name in PEOPLE:
        choose_person(person, f"{name}其人")
        person.press("certify")
        sign_with(person, ISSUING)
        assert state(person, f"{name}其人").startswith("证书有效至") and "等待" not in state(person, f"{name}其人")


def draft(person: Person, policy: Path) -> None:
    person.sign_in("nigao", PASSWORD)
    person.press("new-bundle")
    assert "还差" in person.verdict
    person.drop("view-policy-new", policy)
    assert "policy-missing" not in person.findings()
    person.drop("view-plan-new", SAMPLE / "plan.md")
    tabs = person.find("part-plan-0").parentWidget().parentWidget()
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentIndex(1)
    person.drop("view-material-new", SAMPLE / "material.md")
    person.type("field-title", "政务公开重点任务实施方案")
    person.choose("field-attribute", "主动公开")
    person.type("field-explanation", "涉及全市各部门和社会公众，应当主动公开。")
    person.press("save")
    assert person.findings() == ["secrecy-review-missing", "signoff-missing"]
    person.press("main-act")
    person.settle()


def judge(person: Person, left: str) -> None:
    person.sign_in("baomi", PASSWORD)
    person.open_line("政务公开")
    person.type("remark-secrecy", "不涉密")
    person.sign("pass-secrecy", words("baomi"))
    person.sign_in("nigao", PASSWORD)
    person.open_line("政务公开")
    assert person.findings() == [left]
    person.press("main-act")
    person.settle()
    person.sign_in("zhuyao", PASSWORD)
    person.press("nav-sign")
    person.settle()
    person.sign("sign", words("zhuyao"))
    assert "已审签" in person.text("banner-text")
    person.settle()


def submit(person: Person, target: Path) -> None:
    person.sign_in("nigao", PASSWORD)
    person.open_line("政务公开")
    assert person.verdict == "能否报送：齐全，不会被退文"
    person.sign("main-act", words("nigao"))
    assert "报送完成" in person.text("banner-text")
    with person.answering(target):
        person.press("export")
    assert target.exists()


def test_from_an_empty_folder_to_a_signed_packet_a_return_and_its_acceptance(
    person: Person, source_policy: Path, tmp_path: Path, local_desk: LocalDesk
) -> None:
    set_up(person)
    enrol(person)
    draft(person, source_policy)
    judge(person, "signoff-missing")
    submit(person, tmp_path / "first.zip")
    assert grounds_of(local_desk.check(tmp_path / "first.zip")) == ()
    with zipfile.ZipFile(tmp_path / "first.zip") as archive:
        original = next(n for n in archive.namelist() if n.endswith(source_policy.name))
        assert archive.read(original) == source_policy.read_bytes()

    person.sign_in("shouwen", PASSWORD)
    person.press("nav-intake")
    person.settle()
    person.press("receive")
    person.settle()
    assert person.verdict == "审核：没有发现退文理由"
    person.type("own-ground", "解读材料没有说明资金来源")
    with person.answering(tmp_path / "notice.docx"):
        person.sign("return", words("shouwen"))
    assert (tmp_path / "notice.docx").exists()

    person.sign_in("nigao", PASSWORD)
    person.open_line("政务公开")
    labels = [label.text() for label in person.find("history").findChildren(type(person.find("verdict")))]
    assert any("第 1 次退文" in text and "资金来源" in text for text in labels)
    more = tmp_path / "more.md"
    more.write_text("资金由市、区财政各半承担，列入年度预算。", encoding="utf-8")
    tabs = person.find("part-plan-0").parentWidget().parentWidget()
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentIndex(2)
    person.drop("view-material-new", more)
    assert person.findings() == ["secrecy-review-stale", "signoff-stale"]
    person.press("main-act")
    person.settle()
    judge(person, "signoff-stale")
    submit(person, tmp_path / "second.zip")

    person.sign_in("shouwen", PASSWORD)
    person.press("nav-intake")
    person.settle()
    person.press("receive")
    person.settle()
    person.sign("accept", words("shouwen"))
    person.type("document-number", "哈政发〔2026〕5号")
    person.press("issue")
    assert "已登记印发" in person.text("banner-text")
