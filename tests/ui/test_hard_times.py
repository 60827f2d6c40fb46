"""Every page of everybody in hard times: texts three times as long, a store that fails, a disk that takes nothing, a colleague who was there
first, and a machine without any of the usual faces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QRawFont
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from ui.look import theme, tokens
from zwgk_desk.desk.course.review_and_signoff import Judgement
from zwgk_desk.desk.sample.sample_office import ACCOUNTS, PASSPHRASE, PASSWORD
from zwgk_desk.model.people import Account
from zwgk_desk.model.terms import ReviewKind, ReviewResult

from .conftest import Person

LONG = 3
TABLES = ("bundle", "event", "setting", "saved_filter", "person_key", "seen", "arrival", "draft", "revision")


def pages_of(person: Person) -> Iterator[str]:
    """Open every page at the side, one after another."""
    for name in person.shell.side.names:
        person.press(f"nav-{name}")
        person.settle()
        yield name


def cut_off(window: QWidget) -> list[str]:
    """The labels and buttons that are shown and whose text does not fit."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, (QLabel, QPushButton, QCheckBox)) or not widget.text():
            continue
        metrics, place = widget.fontMetrics(), widget.contentsRect()
        if isinstance(widget, QLabel) and widget.wordWrap():
            needed = metrics.boundingRect(0, 0, place.width(), 10_000, Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere, widget.text())
            fits = needed.height() <= place.height() + 2
        else:
            fits = max(metrics.horizontalAdvance(line) for line in widget.text().split("\n")) <= place.width() + 1
        if not fits:
            found.append(f"{widget.objectName()}: {widget.text()[:40]} {place.size().toTuple()}")
    return found


@pytest.fixture
def long_person(sample_person: Person) -> Person:
    """Somebody in an office where everything is called three times as long as usual."""
    person = sample_person
    person.sign_in("nigao")
    office, session = person.shell.office, person.shell.session
    for line in office.searching.bundles(session):
        record = office.bundles.open(session, line.key)
        if office.bundles.can_edit(session, record):
            declared = replace(record.bundle.declaration, explanation=(record.bundle.declaration.explanation or "理由。") * LONG)
            longer = replace(record.bundle, title=record.bundle.title * LONG, declaration=declared, lead_unit=record.bundle.lead_unit * LONG)
            office.bundles.save(session, line.key, record.revision.number, longer)
    with office.core.store.transaction():
        office.core.store._database.execute_sql("UPDATE bundle SET title = title || title || title WHERE stage NOT IN ('DRAFTING')")
    admin = office.accounts.sign_in("guanli", PASSWORD)
    for account in ACCOUNTS:
        office.accounts.update(admin, replace(account, display_name=account.display_name + "·某某" * LONG))
    return person


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.name)
def test_nothing_is_cut_off_when_texts_are_three_times_as_long(account: Account, long_person: Person) -> None:
    person = long_person
    person.sign_in(account.name)
    person.window.resize(1366, 728)
    for name in pages_of(person):
        assert cut_off(person.window) == [], name
        assert person.window.width() <= 1366 and person.window.minimumSizeHint().width() <= 1366, name
    if "bundles" in person.shell.side.names:
        person.press("nav-bundles")
        person.settle()
        if person.sees("bundles"):
            person.open_line("示例")
            assert cut_off(person.window) == [] and person.window.minimumSizeHint().width() <= 1366


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.name)
def test_a_store_that_fails_is_told_on_every_page_and_the_window_stays(account: Account, sample_person: Person) -> None:
    person = sample_person
    person.sign_in(account.name)
    database = person.shell.office.core.store._database
    for table in TABLES:
        database.execute_sql(f"ALTER TABLE {table} RENAME TO gone_{table}")
    told = set()
    for name in pages_of(person):
        if person.shell.banner.isVisible():
            told.add(name)
            assert "没有改动" in person.text("banner-text"), person.text("banner-text")
            person.press("close-banner")
    for table in TABLES:
        database.execute_sql(f"ALTER TABLE gone_{table} RENAME TO {table}")
    assert told >= set(person.shell.side.names) & {"bundles", "sign", "intake", "keys", "presets", "forms", "record", "settings"}
    for _ in pages_of(person):
        assert not person.shell.banner.isVisible(), "all is well again"


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.name)
def test_every_page_opens_where_nothing_can_be_written(account: Account, sample_person: Person) -> None:
    person = sample_person
    person.sign_in(account.name)
    make_read_only(person)
    for name in pages_of(person):
        if person.shell.banner.isVisible():
            assert "不能写入" in person.text("banner-text") and "没有丢失" in person.text("banner-text"), name
            person.press("close-banner")


def make_read_only(person: Person) -> None:
    """The database takes nothing any more, on no connection."""
    database = person.shell.office.core.store._database
    database._pragmas.append(("query_only", 1))
    database.execute_sql("PRAGMA query_only = 1")


def test_what_is_typed_stays_where_nothing_can_be_written(sample_person: Person) -> None:
    person = sample_person
    person.sign_in("nigao")
    person.open_line("示例：代拟稿未说明属性理由")
    make_read_only(person)
    person.type("field-explanation", "写了一半的理由")
    person.press("nav-workbench")
    assert "没有丢失" in person.text("banner-text") and "不能写入" in person.text("banner-text")
    field = person.find("field-explanation")
    assert isinstance(field, QPlainTextEdit) and field.toPlainText() == "写了一半的理由", "one stays on the page, with what one typed"
    database = person.shell.office.core.store._database
    database._pragmas.remove(("query_only", 1))
    database.execute_sql("PRAGMA query_only = 0")
    person.press("nav-workbench")
    person.open_line("示例：代拟稿未说明属性理由")
    assert "attribute-reason-missing" not in person.findings()


def test_a_signer_whose_bundle_was_taken_back_is_told_and_signs_nothing(sample_person: Person) -> None:
    person = sample_person
    person.sign_in("zhuyao")
    person.press("nav-sign")
    person.choose_line("示例：待审签")
    office = person.shell.office
    drafter = office.accounts.sign_in("nigao", PASSWORD)
    key = person.shell.pages["sign"].record.key  # type: ignore[attr-defined]
    person.settle()
    office.course.withdraw(drafter, key, 1)
    person.sign("sign")
    assert "拟稿" in person.text("banner-text") and "不能" in person.text("banner-text")
    assert not any(review.kind is ReviewKind.SIGNOFF for review in office.bundles.open(drafter, key).reviews)


def test_a_reviewer_who_saw_an_older_revision_is_told(sample_person: Person) -> None:
    person = sample_person
    person.sign_in("baomi")
    person.open_line("示例：待保密审查")
    office = person.shell.office
    drafter = office.accounts.sign_in("nigao", PASSWORD)
    key = person.shell.pages["bundle"].record.key  # type: ignore[attr-defined]
    person.settle()
    record = office.course.withdraw(drafter, key, 1)
    declared = replace(record.bundle.declaration, explanation="换了一个理由，便于群众知晓。")
    saved = office.bundles.save(drafter, key, 1, replace(record.bundle, declaration=declared))
    office.course.send_to_review(drafter, key, saved.revision.number)
    person.press("review-passed") if person.sees("review-passed") else None
    with pytest.raises(Exception, match="不是最新"):
        office.course.review(person.shell.session, key, 1, ReviewKind.SECRECY, Judgement(ReviewResult.PASSED), PASSPHRASE)


def test_two_clerks_take_the_same_bundle_in(sample_person: Person) -> None:
    person = sample_person
    person.sign_in("shouwen")
    person.press("nav-intake")
    person.choose_line("示例：已报送待签收")
    office = person.shell.office
    key = person.shell.pages["intake"].record.key  # type: ignore[attr-defined]
    person.settle()
    office.intake.receive(person.shell.session, key)
    person.press("receive")
    assert "收文审核" in person.text("banner-text") and "不能" in person.text("banner-text")
    person.settle()
    assert person.sees("accept"), "the page shows how far it has come"


def test_two_administrators_change_the_same_account(sample_person: Person) -> None:
    person = sample_person
    person.sign_in("guanli")
    person.press("nav-accounts")
    office, session = person.shell.office, person.shell.session
    account = next(each for each in office.accounts.all(session) if each.name == "zhidu")
    office.accounts.update(session, replace(account, display_name="冯览（调离）"))
    person.press("nav-settings")
    person.press("nav-accounts")
    person.settle()
    table = person.find("accounts")
    names = [table.item(row, 1).text() for row in range(table.rowCount())]  # type: ignore[attr-defined]
    assert "冯览（调离）" in names


@pytest.fixture
def without_faces(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that has none of the usual Chinese faces: only what the program brings along."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    monkeypatch.setattr(tokens, "SYSTEM_FAMILIES", ())
    monkeypatch.setattr(tokens, "FAMILIES", ("FandolHei", "ZwgkFallback"))
    theme.apply_theme(app)
    yield
    monkeypatch.undo()
    theme.apply_theme(app)


@pytest.mark.parametrize("account", ["nigao", "zhuyao", "shouwen", "guanli"])
def test_no_character_is_an_empty_box_without_the_usual_faces(account: str, sample_person: Person, without_faces: None) -> None:
    person = sample_person
    faces = [QRawFont.fromFont(QFontDatabase.font(family, "", 10)) for family in tokens.FAMILIES]
    assert all(face.isValid() and face.familyName() in tokens.FAMILIES for face in faces)
    person.sign_in(account)
    missing: dict[str, str] = {}
    for name in pages_of(person):
        for text in shown_texts(person.window):
            for letter in text:
                if not letter.isspace() and not any(face.supportsCharacter(ord(letter)) for face in faces):
                    missing[letter] = f"{name}: {text[:30]}"
    assert missing == {}


def shown_texts(window: QWidget) -> Iterator[str]:
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            if isinstance(widget, (QLabel, QAbstractButton)):
                yield widget.text()
            if isinstance(widget, QLineEdit):
                yield widget.text() or widget.placeholderText()
            if isinstance(widget, QPlainTextEdit):
                yield widget.toPlainText() or widget.placeholderText()
