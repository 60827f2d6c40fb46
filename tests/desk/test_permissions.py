"""Who may do what, cell by cell: every use case tried by every role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.common.permission import ALLOWED, UseCase
from zwgk_desk.desk.course.intake import office_ground
from zwgk_desk.desk.drafting.elements import Spot
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_bundles import HOUSING
from zwgk_desk.desk.sample.sample_office import PASSPHRASE
from zwgk_desk.model.document.corrections import Element
from zwgk_desk.model.document.tree import BlockKind
from zwgk_desk.model.errors import DeskError, NotFound, PermissionDenied
from zwgk_desk.model.page_remark import RemarkAnchor
from zwgk_desk.model.people import Account
from zwgk_desk.model.settings import OfficeSettings
from zwgk_desk.model.terms import PartKind, ReviewKind, Role

from .conftest import PASSED, People, empty_bundle

GROUND = office_ground("理由", "三(一)")
NEW = Account("new", "新人", HOUSING, (Role.READER,))
Try = Callable[[Office, Session, int, Path], object]

TRIES: dict[UseCase, list[Try]] = {
    UseCase.CREATE_BUNDLE: [
        lambda o, s, k, p: o.bundles.create(s, empty_bundle()),
        lambda o, s, k, p: o.bundles.import_case(s, p),
        lambda o, s, k, p: o.bundles.create_from(s, empty_bundle(), PartKind.POLICY, p / "none.txt"),
    ],
    UseCase.EDIT_BUNDLE: [
        lambda o, s, k, p: o.bundles.save(s, k, 1, empty_bundle("改")),
        lambda o, s, k, p: o.bundles.put_part(s, k, 1, PartKind.POLICY, "a.txt", b"x"),
        lambda o, s, k, p: o.bundles.start_from_template(s, k, 1, PartKind.PLAN),
        lambda o, s, k, p: o.elements.correct(s, k, 1, Spot("policy", 0, "标题"), Element(BlockKind.TITLE)),
        lambda o, s, k, p: o.elements.take_back(s, k, 1, Spot("policy", 0, "标题")),
    ],
    UseCase.VIEW_BUNDLE: [
        lambda o, s, k, p: o.bundles.open(s, k),
        lambda o, s, k, p: o.checking.check(s, k),
        lambda o, s, k, p: o.bundles.events(s, o.core.store.bundles.record(k)),
        lambda o, s, k, p: o.bundles.revisions(s, k),
    ],
    UseCase.EXPORT_PACKET: [lambda o, s, k, p: o.submissions.export(s, k, p / "x.zip"), lambda o, s, k, p: o.submissions.preview(s, k, p / "x")],
    UseCase.MOVE_BUNDLE: [
        lambda o, s, k, p: o.course.send_to_review(s, k, 1),
        lambda o, s, k, p: o.course.withdraw(s, k, 1),
        lambda o, s, k, p: o.course.send_to_sign_off(s, k, 1),
        lambda o, s, k, p: o.submissions.submit(s, k, 1, passphrase=PASSPHRASE),
    ],
    UseCase.SET_DUE: [lambda o, s, k, p: o.bundles.set_due(s, k, date(2026, 12, 1))],
    UseCase.REVIEW_SECRECY: [lambda o, s, k, p: o.course.review(s, k, 1, ReviewKind.SECRECY, PASSED, passphrase=PASSPHRASE)],
    UseCase.REVIEW_DISCLOSURE: [lambda o, s, k, p: o.course.review(s, k, 1, ReviewKind.DISCLOSURE_OFFICE, PASSED, passphrase=PASSPHRASE)],
    UseCase.COUNTERSIGN: [lambda o, s, k, p: o.course.review(s, k, 1, ReviewKind.COUNTERSIGN, PASSED, passphrase=PASSPHRASE)],
    UseCase.SIGN_OFF: [
        lambda o, s, k, p: o.course.sign(s, k, 1, passphrase=PASSPHRASE),
        lambda o, s, k, p: o.course.send_back(s, k, 1, "理由", passphrase=PASSPHRASE),
        lambda o, s, k, p: o.page_remarks.pin(s, k, 1, RemarkAnchor(1, "policy", 0, "第一条"), "请再核"),
        lambda o, s, k, p: o.page_remarks.unpin(s, k, 1, 1),
    ],
    UseCase.TAKE_IN: [
        lambda o, s, k, p: o.intake.receive(s, k),
        lambda o, s, k, p: o.intake.accept(s, k, passphrase=PASSPHRASE),
        lambda o, s, k, p: o.intake.return_bundle(s, k, (GROUND,), passphrase=PASSPHRASE),
        lambda o, s, k, p: o.intake.issue(s, k, "东政发〔2026〕1号", date(2026, 1, 1)),
    ],
    UseCase.MANAGE_ACCOUNTS: [
        lambda o, s, k, p: o.accounts.all(s),
        lambda o, s, k, p: o.accounts.add(s, NEW, "password-1"),
        lambda o, s, k, p: o.accounts.update(s, NEW),
        lambda o, s, k, p: o.accounts.reset_password(s, "nigao", "password-1"),
    ],
    UseCase.MANAGE_KEYS: [
        lambda o, s, k, p: o.identity.make_authority(s, "short"),
        lambda o, s, k, p: o.identity.all(s),
        lambda o, s, k, p: o.identity.certify(s, "nigao", "words"),
        lambda o, s, k, p: o.identity.revoke(s, "nigao", "gone", "words"),
        lambda o, s, k, p: o.delegations.delegate(s, "zhuyao", "nigao", date(2026, 11, 24), date(2026, 11, 25), "words"),
        lambda o, s, k, p: o.delegations.end(s, "00", "words"),
        lambda o, s, k, p: o.delegations.all(s),
        lambda o, s, k, p: o.identity.record(s),
    ],
    UseCase.RUN_DOCTOR: [lambda o, s, k, p: o.check_up(s)],
    UseCase.BACK_UP: [lambda o, s, k, p: o.backups.last(s), lambda o, s, k, p: o.backups.make(s, p / "备份.sqlite")],
    UseCase.CHANGE_SETTINGS: [
        lambda o, s, k, p: o.settings.save(s, OfficeSettings()),
        lambda o, s, k, p: o.forms.all(s),
        lambda o, s, k, p: o.forms.preview(s, "审签单"),
        lambda o, s, k, p: o.forms.take_out(s, "审签单", p / "审签单.docx"),
        lambda o, s, k, p: o.forms.put_to_use(s, "审签单", p / "none.docx"),
        lambda o, s, k, p: o.forms.restore(s, "审签单"),
        lambda o, s, k, p: o.forms.bring_back(s, "审签单", "0"),
    ],
}


def test_every_use_case_is_tried() -> None:
    assert set(TRIES) == set(UseCase) == set(ALLOWED)


@pytest.mark.parametrize("use_case", TRIES)
@pytest.mark.parametrize("role", Role)
def test_a_cell(use_case: UseCase, role: Role, office: Office, people: People, tmp_path: Path) -> None:
    """Without the right the answer is that there is none; with it, whatever else the state of the bundle allows."""
    record = office.bundles.create(people.drafter, empty_bundle())
    office.accounts.add(people.admin, Account("probe", "试者", HOUSING, (role,)), "password-1")
    session = office.accounts.sign_in("probe", "password-1")
    for attempt in TRIES[use_case]:
        try:
            attempt(office, session, record.key, tmp_path)
            refused = False
        except (PermissionDenied, NotFound) as error:
            refused = isinstance(error, PermissionDenied) and "没有“" in str(error)
        except DeskError:
            refused = False
        assert refused == (role not in ALLOWED[use_case])


def test_the_reader_changes_nothing_and_the_administrator_reads_nothing(office: Office, people: People) -> None:
    record = office.bundles.create(people.drafter, empty_bundle())
    assert office.bundles.open(people.reader, record.key).key == record.key
    assert record.key in [line.key for line in office.searching.bundles(people.reader)]
    with pytest.raises(PermissionDenied):
        office.bundles.open(people.admin, record.key)
    assert office.searching.bundles(people.admin) == ()


def test_the_clerk_sees_what_was_submitted_and_no_draft(office: Office, people: People) -> None:
    record = office.bundles.create(people.drafter, empty_bundle())
    with pytest.raises(NotFound):
        office.bundles.open(people.clerk, record.key)
    assert record.key not in [line.key for line in office.searching.bundles(people.clerk)]


def test_who_drafted_neither_reviews_nor_signs(office: Office, people: People) -> None:
    office.accounts.add(people.admin, Account("all", "一人", HOUSING, (Role.DRAFTER, Role.SECRECY_REVIEWER, Role.PRINCIPAL_LEADER)), "password-1")
    one = office.accounts.sign_in("all", "password-1")
    record = office.bundles.create(one, empty_bundle())
    office.course.send_to_review(one, record.key, 1)
    with pytest.raises(PermissionDenied, match="同一个人"):
        office.course.review(one, record.key, 1, ReviewKind.SECRECY, PASSED, passphrase=PASSPHRASE)
    with pytest.raises(PermissionDenied, match="同一个人"):
        office.course.sign(one, record.key, 1, passphrase=PASSPHRASE)


def test_who_ever_drafted_a_revision_judges_none_of_its_reasons(office: Office, people: People) -> None:
    """The last revision is another's, but the reasons for not disclosing were written in the first."""
    roles = (Role.DRAFTER, Role.DISCLOSURE_OFFICE, Role.SECRECY_REVIEWER)
    office.accounts.add(people.admin, Account("two", "二人", HOUSING, roles), "password-1")
    two = office.accounts.sign_in("two", "password-1")
    record = office.bundles.create(two, empty_bundle())
    record = office.bundles.save(people.drafter, record.key, 1, empty_bundle("另一题目"))
    office.course.send_to_review(people.drafter, record.key, 2)
    for kind in (ReviewKind.SECRECY, ReviewKind.DISCLOSURE_OFFICE):
        with pytest.raises(PermissionDenied, match="同一个人"):
            office.course.review(two, record.key, 2, kind, PASSED, passphrase=PASSPHRASE)


def test_nobody_reaches_another_s_file_by_its_digest(office: Office, people: People) -> None:
    record = office.bundles.create(people.drafter, empty_bundle())
    record = office.bundles.put_part(people.drafter, record.key, 1, PartKind.POLICY, "a.txt", b"theirs")
    office.accounts.add(people.admin, Account("other", "他人", "东江市财政局", (Role.DRAFTER,)), "password-1")
    other = office.accounts.sign_in("other", "password-1")
    mine = office.bundles.create(other, empty_bundle(unit="东江市财政局"))
    taken = mine.bundle.with_part(record.bundle.parts[0])
    with pytest.raises(NotFound):
        office.bundles.save(other, mine.key, 1, taken)
    with pytest.raises(NotFound):
        office.bundles.create(other, taken)
    with pytest.raises(NotFound):
        office.bundles.content(other, mine.key, record.bundle.parts[0].sha256)
