"""An office that signs, only through the window: the authority, everybody's key, a bundle signed through, sent, and verified."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPlainTextEdit, QTableWidget, QTextBrowser

from ui.deciding.sign_page import SignPage
from zwgk_desk.desk.sample.sample_bundles import complete
from zwgk_desk.desk.sample.sample_office import PASSPHRASE, PASSWORD, READY_NOTE
from zwgk_desk.model.terms import IssuingAuthority

from ..conftest import write_case
from .conftest import Person

AUTHORITY = PASSPHRASE
PEOPLE = {"nigao": "张立", "baomi": "王慎", "zhuyao": "周正", "shouwen": "吴悦"}


def words(name: str) -> str:
    return f"spring-rain-{name}"


def choose_person(person: Person, name: str) -> None:
    table = person.find("keys")
    assert isinstance(table, QTableWidget)
    row = next(r for r in range(table.rowCount()) if table.item(r, 0).text() == name)
    table.setFocus()
    person.bot.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _ in range(row):
        person.bot.keyClick(table, Qt.Key.Key_Down)


def state(person: Person, name: str) -> str:
    table = person.find("keys")
    assert isinstance(table, QTableWidget)
    return next(table.item(r, 3).text() for r in range(table.rowCount()) if table.item(r, 0).text() == name)


def sign_with(person: Person, passphrase: str) -> None:
    person.type("passphrase", passphrase)
    person.press("confirm-signature")
    person.settle()


@pytest.fixture
def signing_office(sample_person: Person) -> Person:
    """The sample office once its people have changed their keys for ones with passphrases of their own."""
    person = sample_person
    person.sign_in("guanli")
    person.press("nav-keys")
    assert "签发机构" in person.text("authority") and "指纹" in person.text("authority")
    for name in PEOPLE:
        person.sign_in(name)
        person.press("nav-settings")
        person.type("key-passphrase", words(name))
        person.type("key-again", words(name))
        person.press("request-key")
        person.settle()
        assert person.text("key-state") == "等待签发证书"
    person.sign_in("guanli")
    person.press("nav-keys")
    for name in PEOPLE.values():
        choose_person(person, name)
        person.press("certify")
        sign_with(person, AUTHORITY)
        assert "证书有效至" in state(person, name)
    return person


def test_the_whole_course_with_a_passphrase_for_each_act(signing_office: Person, tmp_path: Path) -> None:
    person = signing_office
    folder = write_case(tmp_path / "case", complete(IssuingAuthority.GOVERNMENT, date(2026, 11, 2)))
    person.sign_in("nigao")
    with person.answering(folder):
        person.press("import-case")
    person.press("main-act")
    person.settle()

    person.sign_in("baomi")
    person.open_line("加装电梯管理办法")
    title = person.shell.pages["bundle"].record.bundle.title  # type: ignore[attr-defined]
    person.type("remark-secrecy", "不涉密")
    person.press("pass-secrecy")
    sign_with(person, "not-my-passphrase")
    assert "口令不对" in person.text("banner-text") and person.sees("passphrase")
    sign_with(person, words("baomi"))
    assert "已记入保密审查" in person.text("banner-text") and not person.sees("passphrase")

    person.sign_in("nigao")
    person.open_line(title)
    person.press("main-act")
    person.settle()
    person.sign_in("zhuyao")
    person.press("nav-sign")
    person.choose_line(title)
    person.press("sign")
    field = person.find("passphrase")
    assert isinstance(field, QLineEdit) and field.echoMode() is QLineEdit.EchoMode.Password
    person.type("passphrase", words("zhuyao"))
    person.bot.keyClick(field, Qt.Key.Key_Return)
    person.settle()
    assert "已审签" in person.text("banner-text")

    person.sign_in("nigao")
    person.open_line(title)
    person.press("main-act")
    sign_with(person, words("nigao"))
    assert "报送完成" in person.text("banner-text")
    with person.answering(tmp_path / "packet.zip"):
        person.press("export")

    person.press("nav-verify")
    person.drop("verify-view", tmp_path / "packet.zip")
    assert person.text("verify-verdict").endswith("完整，没有改动")
    view = person.find("verify-view")
    assert isinstance(view, QTextBrowser)
    for line in ("保密审查　东江市住房和城乡建设局 王慎", "审签　东江市住房和城乡建设局 周正（主要负责人）", "报送　东江市住房和城乡建设局 张立"):
        assert line in view.toPlainText()
    assert view.toPlainText().count("签名有效，签发机构可信") == 3
    changed = bytearray((tmp_path / "packet.zip").read_bytes())
    changed[len(changed) // 2] ^= 1
    (tmp_path / "changed.zip").write_bytes(bytes(changed))
    person.drop("verify-view", tmp_path / "changed.zip")
    assert "请不要采用" in person.text("verify-verdict")

    person.sign_in("shouwen")
    person.press("nav-intake")
    person.choose_line(title)
    person.press("receive")
    person.settle()
    person.press("accept")
    sign_with(person, words("shouwen"))
    assert "已受理" in person.text("banner-text")


def test_a_bar_that_is_dismissed_signs_nothing(signing_office: Person) -> None:
    person = signing_office
    person.sign_in("zhuyao")
    person.press("nav-sign")
    person.choose_line("示例：待审签")
    person.press("sign")
    person.press("cancel-signature")
    assert not person.sees("passphrase") and person.find("sign").isEnabled()
    person.press("sign")
    person.press("nav-settings")
    assert not person.sees("passphrase"), "leaving the page puts it away"


def test_what_is_signed_stands_beside_the_passphrase_and_another_choice_ends_the_asking(signing_office: Person) -> None:
    person = signing_office
    person.sign_in("zhuyao")
    person.press("nav-sign")
    person.choose_line("示例：待审签")
    shown = person.shell.stack.currentWidget()
    assert isinstance(shown, SignPage) and shown.record is not None
    record = shown.record
    person.press("sign")
    assert person.sees("passphrase") and person.text("sign-what") == "审签三件：请输入签名口令"
    assert person.text("sign-over") == f"《{record.bundle.title}》　第 {record.revision.number} 版，{len(record.bundle.parts)} 个文件"
    person.type("passphrase", words("zhuyao"))
    person.choose_line(READY_NOTE)
    assert not person.sees("passphrase"), "what would be signed is no longer what is shown"


def test_a_revoked_certificate_signs_nothing_more(signing_office: Person) -> None:
    person = signing_office
    choose_person(person, "周正")
    person.type("revoke-reason", "调离")
    person.press("revoke")
    sign_with(person, AUTHORITY)
    assert "已吊销" in state(person, "周正")
    person.sign_in("zhuyao")
    person.press("nav-sign")
    person.choose_line("示例：待审签")
    person.press("sign")
    sign_with(person, words("zhuyao"))
    assert "吊销" in person.text("banner-text")


def test_a_window_that_nobody_touches_locks_itself_and_keeps_what_is_typed(sample_person: Person) -> None:
    person = sample_person
    person.sign_in("zhuyao")
    person.press("nav-sign")
    person.choose_line("示例：待审签")
    person.type("remark", "还没有写完的意见")
    person.shell.idle.set_pause(50)
    person.find("unlock-password")
    person.shell.idle.set_pause(0)
    assert not person.sees("remark") and not person.sees("pages-view")
    person.type("unlock-password", "not the password")
    person.press("unlock")
    person.settle()
    assert "密码不对" in person.text("unlock-message") and not person.sees("remark")
    person.type("unlock-password", PASSWORD)
    person.press("unlock")
    person.settle()
    remark = person.find("remark")
    assert isinstance(remark, QPlainTextEdit) and remark.toPlainText() == "还没有写完的意见"


def test_who_leaves_the_desk_locks_with_a_key_and_no_key_acts_behind_it(sample_person: Person) -> None:
    person = sample_person
    person.sign_in("zhuyao")
    person.press("nav-sign")
    here = person.shell.stack.currentWidget()
    person.bot.keyClick(person.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    field = person.find("unlock-password")
    for key in (Qt.Key.Key_1, Qt.Key.Key_L):
        person.bot.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
    person.bot.keyClick(field, Qt.Key.Key_F1)
    assert person.shell.stack.currentWidget() is here and person.sees("unlock-password")
    person.type("unlock-password", PASSWORD)
    person.press("unlock")
    person.settle()
    person.bot.keyClick(person.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert person.shell.stack.currentWidget() is not here


def test_one_s_own_password_is_changed(sample_person: Person) -> None:
    person = sample_person
    person.sign_in("nigao")
    person.press("nav-settings")
    for old, told in (("not the password", "密码不对"), (PASSWORD, "密码已改")):
        for name, text in (("password-old", old), ("password-new", "quite-another-1"), ("password-again", "quite-another-1")):
            person.type(name, text)
        person.press("change-password")
        person.settle()
        assert told in person.text("banner-text")
    person.sign_in("nigao", "quite-another-1")


def test_who_keeps_touching_it_is_not_locked_out_and_zero_is_never(sample_person: Person) -> None:
    sample_person.sign_in("zhuyao")
    idle = sample_person.shell.idle
    assert idle.timer.interval() == 15 * 60_000 and idle.timer.isActive()
    idle.set_pause(0)
    sample_person.press("nav-settings")
    assert not idle.timer.isActive()
    idle.set_pause(60_000)
    idle.timer.stop()
    at = sample_person.find("nav-sign")
    place = at.mapTo(sample_person.window, at.rect().center())
    QTest.mouseClick(sample_person.window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert idle.timer.isActive(), "a touch begins the time anew"
    idle.timer.stop()
    QTest.keyClick(sample_person.window.windowHandle(), Qt.Key.Key_Down)
    assert idle.timer.isActive(), "a key is one too"


def test_the_administrator_sets_how_long(sample_person: Person) -> None:
    sample_person.sign_in("guanli")
    sample_person.press("nav-settings")
    sample_person.type("lock-minutes", "5")
    sample_person.press("save-settings")
    sample_person.sign_in("nigao")
    assert sample_person.shell.idle.timer.interval() == 5 * 60_000


def test_the_administrator_lends_authority_and_it_is_in_the_record(sample_person: Person, tmp_path: Path) -> None:
    person = sample_person
    person.sign_in("guanli")
    person.press("nav-keys")
    person.tab("keys-tabs", 1)
    person.choose("lender", "周正（东江市住房和城乡建设局）")
    person.choose("borrower", "冯览（东江市住房和城乡建设局）")
    person.sign("lend")
    assert "已授权代签" in person.text("banner-text")
    all = person.find("lendings")
    assert isinstance(all, QListWidget) and all.item(0).text().startswith("冯览 代 周正 审签")
    person.press("nav-record")
    person.settle()
    table = person.find("record")
    assert isinstance(table, QTableWidget) and [table.item(0, column).text() for column in (2, 3, 6)] == ["授权代签", "冯览", "✓ 签名相符"]

    person.sign_in("zhidu")
    person.press("nav-sign")
    person.choose_line("示例：待审签")
    person.sign("sign")
    assert "已审签" in person.text("banner-text")

    person.sign_in("guanli")
    person.press("nav-keys")
    person.tab("keys-tabs", 1)
    all = person.find("lendings")
    assert isinstance(all, QListWidget)
    all.setFocus()
    person.bot.keyClick(all, Qt.Key.Key_Down)
    person.bot.keyClick(all, Qt.Key.Key_Home)
    person.sign("end-lending")
    assert "撤销" in all.item(0).text()
    person.sign_in("zhidu")
    assert not person.sees("nav-sign")


def test_the_head_is_shown_what_changed_since_the_last_look(sample_person: Person) -> None:
    person = sample_person
    person.sign_in("zhuyao")
    person.press("nav-sign")
    person.choose_line("示例：待审签")
    assert person.text("since-seen") == "您第一次看这个文件包。"
    person.press("nav-workbench")
    person.press("nav-sign")
    person.choose_line("示例：待审签")
    assert person.text("since-seen").endswith("此后没有改动。")
    person.sign_in("nigao")
    person.open_line("示例：待审签")
    person.press("withdraw")
    person.settle()
    person.type("field-explanation", "涉及居民切身利益，公开后便于监督。")
    person.press("save")
    assert person.findings() == ["secrecy-review-stale", "signoff-missing"]
    person.press("main-act")
    person.settle()
    person.sign_in("baomi")
    person.open_line("示例：待审签")
    assert person.text("since-seen") == "您第一次看这个文件包。"
    person.sign("pass-secrecy")
    person.sign_in("nigao")
    person.open_line("示例：待审签")
    person.press("main-act")
    person.settle()
    person.sign_in("zhuyao")
    person.press("nav-sign")
    person.choose_line("示例：待审签")
    assert "此后：" in person.text("since-seen")
    texts = [label.text() for label in person.window.findChildren(QLabel) if label.isVisible()]
    assert any(text.startswith("· 公开属性的理由：") and "切身利益" in text for text in texts)
    assert any(text.startswith("保密审查：") and "王慎 通过" in text for text in texts)


def test_a_returned_bundle_leads_from_its_notice_to_each_ground_and_its_repair(sample_person: Person, tmp_path: Path) -> None:
    person = sample_person
    person.sign_in("shouwen")
    person.press("nav-intake")
    person.choose_line("示例：已报送待签收")
    person.press("receive")
    person.settle()
    person.type("own-ground", "没有说明补贴资金由谁承担")
    person.choose("ground-place", "解读材料")
    person.type("demand", "请补写资金来源")
    with person.answering(tmp_path / "notice.zip"):
        person.sign("return")
    assert (tmp_path / "notice.zip").exists()

    person.sign_in("nigao")
    person.press("nav-verify")
    person.drop("verify-view", tmp_path / "notice.zip")
    assert person.text("verify-verdict").endswith("完整，没有改动")
    person.press("open-returned")
    person.settle()
    assert person.text("repair-state-1") == "还没有改动"
    person.press("repair-1")
    person.settle()
    more = tmp_path / "more.md"
    more.write_text("# 问答\n\n补贴资金由市、区财政各承担一半。", encoding="utf-8")
    person.drop("view-material-0", more)
    assert person.text("repair-state-1").startswith("已有改动")
    texts = [label.text() for label in person.window.findChildren(QLabel) if label.isVisible()]
    assert any("解读材料-1" in text for text in texts)
