"""The head with the keyboard alone: bundles one after another, pages turned, signed or sent back, and no mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QListWidget, QPushButton, QTextBrowser, QWidget

from ui.deciding.sign_page import SignPage
from ui.window.help_page import FOLDER
from ui.window.pages import PAGES
from zwgk_desk.desk.course.review_and_signoff import Judgement
from zwgk_desk.desk.sample.sample_bundles import complete
from zwgk_desk.desk.sample.sample_office import ACCOUNTS, PASSPHRASE, PASSWORD, BundleMaker
from zwgk_desk.model.people import Account
from zwgk_desk.model.terms import IssuingAuthority, PartKind, ReviewKind, ReviewResult
from zwgk_desk.places import resources

from .conftest import Person
from .waiting import wait_for


@pytest.fixture
def head(sample_person: Person) -> Person:
    """The head, to whom two whole bundles have been sent."""
    sample_person.sign_in("nigao")
    office = sample_person.shell.office
    for name in ("baomi", "zhuyao"):
        office.accounts.sign_in(name, PASSWORD)
    maker = BundleMaker(office)
    for note in ("（甲件）", "（乙件）"):
        maker.to_sign_off(complete(IssuingAuthority.GOVERNMENT, office.core.clock().date()), note)
    sample_person.sign_in("zhuyao")
    return sample_person


def press(person: Person, *keys: Qt.Key) -> None:
    """Press keys where the keyboard is."""
    for key in keys:
        widget = QApplication.focusWidget()
        assert widget is not None, person.shell._here
        person.bot.keyClick(widget, key)
        QApplication.processEvents()


def tab_to(person: Person, name: str) -> None:
    """Go to a widget with the tabulator, as somebody without a mouse does."""
    passed = []
    for _ in range(60):
        widget = QApplication.focusWidget()
        passed.append(widget.objectName() if widget is not None else "")
        if passed[-1] == name:
            return
        press(person, Qt.Key.Key_Tab)
    raise AssertionError(f"the tabulator never comes to {name}, only to {passed}")


def ready(person: Person) -> SignPage:
    """The page of sign-off, once what it shows can be decided on."""
    page = person.shell.pages["sign"]
    assert isinstance(page, SignPage)
    wait_for("findings and pages", lambda: page.ready)
    person.settle()
    return page


def go_to(person: Person, words: str) -> None:
    """Go down the list to a bundle."""
    choices = person.find("choices")
    assert isinstance(choices, QListWidget)
    press(person, Qt.Key.Key_Home)
    while words not in choices.currentItem().text():
        row = choices.currentRow()
        press(person, Qt.Key.Key_Down)
        assert choices.currentRow() > row
    person.settle()


def type_passphrase(person: Person) -> None:
    field = QApplication.focusWidget()
    assert field is not None and field.objectName() == "passphrase"
    person.bot.keyClicks(field, PASSPHRASE)
    press(person, Qt.Key.Key_Return)
    person.settle()


def test_one_after_another_is_signed_without_a_mouse(head: Person) -> None:
    tab_to(head, "nav-sign")
    press(head, Qt.Key.Key_Space)
    go_to(head, "（乙件）")
    page = ready(head)
    assert page.pages.view.pageNavigator().currentPage() == 0
    press(head, Qt.Key.Key_Space, Qt.Key.Key_Space)
    assert page.pages.view.pageNavigator().currentPage() == 2
    head.bot.keyClick(head.find("choices"), Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert page.pages.view.pageNavigator().currentPage() == 1
    press(head, Qt.Key.Key_Return)
    type_passphrase(head)
    assert "已审签" in head.text("banner-text") and QApplication.focusWidget() is head.find("choices")
    page = ready(head)
    assert page.record is not None and "（甲件）" in page.record.bundle.title, "the next one is there by itself"
    press(head, Qt.Key.Key_Return)
    type_passphrase(head)
    signed = [line.title for line in page.office.searching.bundles(page.session, page.STAGES)]
    for note in ("（甲件）", "（乙件）"):
        line = next(line for line in page.office.searching.bundles(page.session, page.STAGES) if note in line.title)
        assert page.office.bundles.open(page.session, line.key).reviews[-1].by == "周正", signed


def test_enter_signs_nothing_that_may_not_be_signed(head: Person) -> None:
    tab_to(head, "nav-sign")
    press(head, Qt.Key.Key_Space)
    go_to(head, "（乙件）")
    page = ready(head)
    press(head, Qt.Key.Key_Return)
    type_passphrase(head)
    go_to(head, "（乙件）")
    ready(head)
    press(head, Qt.Key.Key_Return)
    assert not head.sees("passphrase") and "已经审签" in head.text("banner-text")
    assert page.record is not None and len([r for r in page.record.reviews if r.account == "zhuyao"]) == 1


def test_one_is_sent_back_without_a_mouse(head: Person) -> None:
    tab_to(head, "nav-sign")
    press(head, Qt.Key.Key_Space)
    go_to(head, "（甲件）")
    page = ready(head)
    key = page.record.key if page.record is not None else 0
    tab_to(head, "remark")
    field = head.find("remark")
    field.insertPlainText("第四条的比例请再核对。")  # type: ignore[attr-defined]
    tab_to(head, "send-back")
    assert isinstance(QApplication.focusWidget(), QPushButton)
    press(head, Qt.Key.Key_Space)
    type_passphrase(head)
    assert page.office.bundles.open(page.session, key).course.stage.label == "拟稿"


def test_earlier_revisions_are_there_to_read(sample_person: Person) -> None:
    person = sample_person
    person.sign_in("nigao")
    person.open_line("示例：待审签")
    person.press("withdraw")
    person.settle()
    page = person.shell.pages["bundle"]
    record = page.record  # type: ignore[attr-defined]
    office, session = person.shell.office, person.shell.session
    saved = office.bundles.put_part(session, record.key, record.revision.number, PartKind.POLICY, "新.md", "# 题\n\n只有这一句。".encode())
    office.course.send_to_review(session, record.key, saved.revision.number)
    secrecy, passed = office.accounts.sign_in("baomi", PASSWORD), Judgement(ReviewResult.PASSED)
    office.course.review(secrecy, record.key, saved.revision.number, ReviewKind.SECRECY, passed, PASSPHRASE)
    office.course.send_to_sign_off(session, record.key, saved.revision.number)
    person.sign_in("zhuyao")
    person.press("nav-sign")
    person.choose_line("示例：待审签")
    person.tab("readings", 1)
    box = person.find("revision")
    assert isinstance(box, QComboBox) and box.count() == 2 and "（现在）" in box.itemText(0)
    view = person.find("view-policy-0")
    assert isinstance(view, QTextBrowser) and "只有这一句" in view.toPlainText()
    person.choose("revision", box.itemText(1))
    person.settle()
    assert "第四条" in view.toPlainText() and "这是以前的第 1 版" in person.text("revision-note")
    person.choose("revision", box.itemText(0))
    assert "只有这一句" in view.toPlainText()


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.name)
def test_the_tabulator_is_caught_nowhere(account: Account, sample_person: Person) -> None:
    """On every page of everybody it comes round to where it began, and on the way to every button that can be pressed."""
    person = sample_person
    person.sign_in(account.name)
    for number, name in enumerate(person.shell.side.names, start=1):
        person.bot.keyClick(person.window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
        person.settle()
        assert person.find(f"nav-{name}").isChecked()  # type: ignore[attr-defined]
        person.find(f"nav-{name}").setFocus()
        reached: list[QWidget] = []
        for _ in range(400):
            press(person, Qt.Key.Key_Tab)
            widget = QApplication.focusWidget()
            assert widget is not None, (name, [each.objectName() for each in reached])
            if widget.objectName() == f"nav-{name}":
                break
            reached.append(widget)
        else:
            raise AssertionError(f"on {name} the tabulator is caught at {reached[-1].objectName()}")
        alone = [b for b in person.window.findChildren(QPushButton) if b.isVisible() and b.isEnabled() and not _grouped(b)]
        missed = {button.objectName() for button in alone} - {widget.objectName() for widget in reached} - {f"nav-{name}"}
        assert not missed, (name, missed)


def _grouped(button: QPushButton) -> bool:
    """Whether the arrows go between this and others, of which the tabulator reaches the chosen one."""
    return button.group() is not None and button.group().exclusive()


@pytest.mark.parametrize("account", ["nigao", "zhuyao", "shouwen", "guanli"])
def test_f1_opens_the_help_of_each_page_and_goes_back(account: str, sample_person: Person) -> None:
    person = sample_person
    person.sign_in(account)
    for name in person.shell.side.names:
        person.press(f"nav-{name}")
        person.settle()
        person.bot.keyClick(person.window, Qt.Key.Key_F1)
        text = person.find("help-text")
        assert isinstance(text, QTextBrowser) and "不见了" not in text.toPlainText()
        title = text.toPlainText().split("\n")[0]
        assert title in (person.find(f"nav-{name}").text(), "文件包")  # type: ignore[attr-defined]
        person.bot.keyClick(text, Qt.Key.Key_Escape if name != "settings" else Qt.Key.Key_F1)
        assert not person.sees("help-text") and person.find(f"nav-{name}").isChecked()  # type: ignore[attr-defined]


def test_every_page_has_its_help() -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (resources() / FOLDER).glob("*.md")}
    assert texts.keys() == PAGES.keys() - {"help"}
    assert all("## 先做什么" in text for text in texts.values())


def test_a_bundle_s_help_comes_back_to_the_bundle(sample_person: Person) -> None:
    person = sample_person
    person.sign_in("nigao")
    person.open_line("示例：待审签")
    person.press("help")
    text = person.find("help-text")
    assert isinstance(text, QTextBrowser) and "一个文件包" in text.toPlainText()
    person.press("help-back")
    assert person.sees("view-policy-0")
