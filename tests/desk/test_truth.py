"""Whoever holds the database file, and one passphrase of somebody in the office: what they write shows, and the course stops at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from benchmarks.cells import cells, faults, is_harmless, other, spoil, taken_back
from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.common.truth import OfficeTruth
from zwgk_desk.desk.course.review_and_signoff import Judgement
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.people.signing import ToSign
from zwgk_desk.desk.sample.sample_office import ACCOUNTS_BY_NAME, PASSPHRASE, PASSWORD, SAMPLE_HASHER, sample_office
from zwgk_desk.model.errors import DeskError
from zwgk_desk.model.finding import grounds_of
from zwgk_desk.model.record import BundleRecord, Event, OfficeEvent
from zwgk_desk.model.review import Review
from zwgk_desk.model.signature import SignedAct
from zwgk_desk.model.terms import Act, OfficeAct, ReviewKind, ReviewResult, Role
from zwgk_desk.signing.certificates import Subject, issue, make_authority
from zwgk_desk.signing.keys import new_key, protect
from zwgk_desk.store.identity import KeptAuthority

from ..conftest import TestClock
from .conftest import People, Play, empty_bundle
from .test_signing import draft, sign, submit

HEAD, DRAFTER = Session("zhuyao"), Session("nigao")


def sql(office: Office, *statements: str) -> None:
    """What somebody writes who holds the file, and has taken the database's own refusals out."""
    database = office.core.store._database
    for (name,) in database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_no_%'").fetchall():
        database.execute_sql(f"DROP TRIGGER {name}")
    database.execute_sql("PRAGMA foreign_keys = 0")
    for statement in statements:
        assert database.execute_sql(statement).rowcount > 0, statement


def doctor(office: Office) -> list[str]:
    """What doctor says."""
    return faults(office.core.store)


def refused(step: Callable[[], object]) -> str:
    with pytest.raises(DeskError) as refusal:
        step()
    return str(refusal.value)


def to_sign(office: Office) -> BundleRecord:
    record = draft(office)
    office.course.send_to_review(DRAFTER, record.key, record.revision.number)
    passed = Judgement(ReviewResult.PASSED, "可以公开")
    office.course.review(Session("baomi"), record.key, record.revision.number, ReviewKind.SECRECY, passed, PASSPHRASE)
    return office.course.send_to_sign_off(DRAFTER, record.key, record.revision.number)


def test_an_office_that_nobody_touched_is_as_its_record_says(office: Office, play: Play) -> None:
    play.submitted()
    assert doctor(office) == []


def forged_sign_off(office: Office, record: BundleRecord) -> None:
    """The drafter signs in the head's name, with the own certificate, and writes review, signature and line beside it."""
    core, head, drafter = office.core, ACCOUNTS_BY_NAME["zhuyao"], ACCOUNTS_BY_NAME["nigao"]
    desk = office.course._signing
    signing = desk.begin(SignedAct.SIGNOFF, drafter, Role.DRAFTER, PASSPHRASE)
    signing = replace(signing, account=head, role=Role.PRINCIPAL_LEADER, key=replace(signing.key, name=head.display_name))
    state, number = record.revision.state, record.revision.number
    review = Review(
        kind=ReviewKind.SIGNOFF, unit=head.unit, by=head.display_name, result=ReviewResult.PASSED, on=signing.moment.date(), content=state.content,
        statement=state.statement, remark="同意", role=Role.PRINCIPAL_LEADER, account=head.name, revision=number, at=signing.at,
    )  # fmt: skip
    signature = desk.sign(signing, ToSign(record, review=review))
    with core.store.transaction():
        core.store.bundles.add_review(record.key, review)
        core.store.identity.add_signature(record.key, signature)
        line = Event(signing.at, Act.SIGN, "nigao", Role.DRAFTER, number, "同意")
        core.store.bundles.add_event(record.key, line, core.pens.of(drafter))


def test_a_sign_off_in_the_head_s_name_with_one_s_own_certificate_counts_nothing(office: Office) -> None:
    record = to_sign(office)
    forged_sign_off(office, record)
    record = office.core.store.bundles.record(record.key)
    assert "signoff-missing" in [f.rule for f in grounds_of(office.checking.check(DRAFTER, record.key))]
    refused(lambda: office.submissions.submit(DRAFTER, record.key, record.revision.number, passphrase=PASSPHRASE))
    assert any("清单上的人与证书上的不符" in fault for fault in doctor(office))


def test_who_retired_signs_no_more_though_the_revocation_is_deleted(office: Office, people: People) -> None:
    record = to_sign(office)
    office.identity.revoke(people.admin, "zhuyao", "退休", PASSPHRASE)
    sql(office, "DELETE FROM revocation")
    said = refused(lambda: office.course.sign(HEAD, record.key, record.revision.number, "同意", PASSPHRASE))
    assert "“zhuyao”的证书或吊销与办理记录" in said and any("“zhuyao”的证书或吊销" in fault for fault in doctor(office))


def test_who_drafted_signs_nothing_off_though_the_table_names_somebody_else(office: Office, people: People) -> None:
    both = replace(ACCOUNTS_BY_NAME["zhuyao"], roles=(Role.DRAFTER, Role.PRINCIPAL_LEADER))
    office.accounts.update(people.admin, both)
    record = office.bundles.create(HEAD, empty_bundle())
    office.course.send_to_review(HEAD, record.key, 1)
    office.accounts.update(people.admin, ACCOUNTS_BY_NAME["zhuyao"])
    sql(
        office,
        f"UPDATE revision SET saved_by = 'nigao' WHERE bundle_id = {record.key}",
        f"UPDATE bundle SET stage = 'SIGN_OFF' WHERE id = {record.key}",
    )
    said = refused(lambda: office.course.send_back(HEAD, record.key, 1, "重写", PASSPHRASE))
    assert "第 1 版的保存人或时间与办理记录不符" in said and any("第 1 版的保存人" in fault for fault in doctor(office))


CHANGES: dict[str, tuple[str, Callable[[Office, BundleRecord], object]]] = {
    "roles": (
        f"UPDATE account SET roles = '{Role.DRAFTER} {Role.ADMINISTRATOR}' WHERE name = 'nigao'",
        lambda office, record: office.accounts.all(DRAFTER),
    ),
    "a password": (
        f"UPDATE account SET password_hash = '{SAMPLE_HASHER.hash('attacker-2026')}' WHERE name = 'zhuyao'",
        lambda office, record: office.accounts.sign_in("zhuyao", "attacker-2026"),
    ),
    "a closed account": ("UPDATE account SET active = 0 WHERE name = 'zhuyao'", lambda office, record: office.accounts.sign_in("zhuyao", PASSWORD)),
    "a name": ("UPDATE account SET display_name = '张三' WHERE name = 'zhuyao'", lambda office, record: signed(office, record)),
    "a unit": ("UPDATE account SET unit = '别处' WHERE name = 'zhuyao'", lambda office, record: signed(office, record)),
    "a review's words": ("UPDATE review SET remark = '不宜公开' WHERE kind = 'secrecy'", lambda office, record: signed(office, record)),
    "a department less": ("DELETE FROM involved_unit", lambda office, record: signed(office, record)),
    "a title in lists": ("UPDATE bundle SET title = '别的'", lambda office, record: signed(office, record)),
    "a return less": ("UPDATE bundle SET return_count = return_count + 1", lambda office, record: signed(office, record)),
    "a line of the record": ("UPDATE event SET remark = '别的话' WHERE act = 'REVIEW'", lambda office, record: signed(office, record)),
    "a line less": ("DELETE FROM event WHERE act = 'SAVE'", lambda office, record: signed(office, record)),
    "the authority": ("UPDATE authority SET made_at = '2020-01-01T00:00:00+08:00'", lambda office, record: signed(office, record)),
    "whom to trust": (
        "UPDATE setting SET value = '[\"x\"]' WHERE name = 'trusted_authorities'",
        lambda office, record: office.course._examiner.verify_content(b"PK", "a.zip"),
    ),
}


def signed(office: Office, record: BundleRecord) -> object:
    return office.course.sign(HEAD, record.key, record.revision.number, "同意", PASSPHRASE)


@pytest.mark.parametrize("name", CHANGES)
def test_the_course_stops_at_what_was_changed_past_the_program_and_doctor_names_it(name: str, office: Office) -> None:
    statement, step = CHANGES[name]
    record = to_sign(office)
    sql(office, statement)
    said = refused(lambda: step(office, record))
    assert "办理记录" in said or "损坏" in said, said
    assert doctor(office)


def test_a_packet_does_not_leave_over_a_changed_line(office: Office) -> None:
    record = sign(office, draft(office))
    sql(office, "UPDATE event SET remark = '别的话' WHERE act = 'SIGN'")
    assert "办理记录" in refused(lambda: submit(office, record))


def by_the_own_pen(office: Office, event: OfficeEvent) -> None:
    with office.core.store.transaction():
        office.core.store.record.append(event, pen=office.core.pens.of(ACCOUNTS_BY_NAME["nigao"]))


@pytest.mark.parametrize("act", [OfficeAct.CHANGE_ACCOUNT, OfficeAct.SET_UP, OfficeAct.ADD_ACCOUNT])
def test_nobody_but_an_administrator_writes_a_right_into_the_record(act: OfficeAct, office: Office) -> None:
    """The drafter takes the administrator's role in the table, and covers it with a line of the own record key, which the program would sign."""
    sql(office, f"UPDATE account SET roles = '{Role.DRAFTER} {Role.ADMINISTRATOR}' WHERE name = 'nigao'")
    by_the_own_pen(office, OfficeEvent(office.core.clock().isoformat(), act, "nigao", "nigao", "张立"))
    assert "nigao" in refused(lambda: office.accounts.all(DRAFTER)) and doctor(office)


def test_a_record_key_that_somebody_made_for_another_opens_nothing(office: Office) -> None:
    """With a password and a record key of the attacker's own in place of somebody's, and a line as a first sign-in leaves it."""
    sql(office, f"UPDATE account SET password_hash = '{SAMPLE_HASHER.hash('attacker-2026')}', record_sealed = '' WHERE name = 'guanli'")
    office.core.pens.enter(ACCOUNTS_BY_NAME["guanli"], "attacker-2026")
    assert "guanli" in refused(lambda: office.accounts.sign_in("guanli", "attacker-2026")) and doctor(office)


def test_an_authority_of_the_attacker_s_own_makes_nobody_head(office: Office) -> None:
    record, clock = to_sign(office), office.core.clock
    key = new_key()
    certificate = make_authority("东江市人民政府办公厅", key, clock())
    identity = office.core.store.identity
    own = next(k for k in identity.person_keys("nigao") if k.protected is not None)
    sql(office, f"UPDATE certificate SET account = account WHERE serial = '{own.serial}'")
    with office.core.store.transaction():
        identity.add_authority(
            KeptAuthority(certificate, protect(key, "attacker-2026-attacker", cost=office.core.key_cost)), "nigao", clock().isoformat()
        )
    head = ACCOUNTS_BY_NAME["zhuyao"]
    issue(own.request, Subject("zhuyao", head.display_name, head.unit, head.roles), certificate, key, clock())
    assert "办理记录" in refused(lambda: signed(office, record))
    assert any("签发机构" in fault for fault in doctor(office))


def test_a_clock_that_was_set_back_signs_nothing(office: Office, people: People, clock: TestClock) -> None:
    """So authority that was lent for a day does not come back with the day."""
    record = to_sign(office)
    clock.now -= timedelta(days=1)
    assert "本机时间" in refused(lambda: signed(office, record))


def test_a_person_s_own_lines_and_an_administrator_s_are_taken(office: Office, people: People) -> None:
    """What the program itself does to people and keys is never doubted."""
    office.accounts.change_password(Session("zhuyao"), PASSWORD, "another-password-1")
    office.accounts.reset_password(people.admin, "baomi", "another-password-2")
    session = office.accounts.sign_in("baomi", "another-password-2")
    office.identity.request_key(session, PASSPHRASE, with_keyring=False)
    office.identity.certify(people.admin, "baomi", PASSPHRASE)
    office.accounts.update(people.admin, replace(ACCOUNTS_BY_NAME["gongkai"], active=False))
    today = office.core.clock().date()
    office.delegations.delegate(people.admin, "zhuyao", "fuzeren", today, today, PASSPHRASE)
    truth = OfficeTruth(office.core.store)
    assert [fault for name in office.core.store.accounts.names() for fault in (*truth.of_account(name), *truth.of_keys(name))] == []
    assert list(truth.of_office()) == []


def test_a_line_counts_only_from_who_had_the_right_to_the_act(office: Office, people: People) -> None:
    """The drafter takes the own bundle in and accepts it, by lines of the own record key that claim the clerk's role."""
    record = office.core.store.bundles.record(office.submissions.submit(DRAFTER, *signed_off(office), passphrase=PASSPHRASE).key)
    store, pen = office.core.store, office.core.pens.of(ACCOUNTS_BY_NAME["nigao"])
    with store.transaction():
        for act in (Act.RECEIVE, Act.ACCEPT):
            line = Event(office.core.clock().isoformat(), act, "nigao", Role.OFFICE_CLERK, record.revision.number)
            store.bundles.move(record.key, record.course, record.course.after(act), line, pen)
            record = store.bundles.record(record.key)
    said = refused(lambda: office.intake.issue(people.clerk, record.key, "东政发〔2026〕1号", date(2026, 12, 1)))
    assert "“nigao”当时不能办这一步" in said and any("没有签名" in fault for fault in doctor(office))


def signed_off(office: Office) -> tuple[int, int]:
    record = sign(office, draft(office))
    return record.key, record.revision.number


def test_no_line_of_another_covers_words_that_were_changed(office: Office, people: People) -> None:
    """Somebody rewrites what the drafter saved, and an honest act of the drafter's follows."""
    record = to_sign(office)
    revision = office.core.store.bundles.revisions(record.key)[-1]
    sql(office, f"UPDATE revision SET snapshot = replace(snapshot, '加装', '改造') WHERE bundle_id = {record.key} AND number = {revision.number}")
    for step in (
        lambda: office.bundles.set_due(DRAFTER, record.key, date(2026, 12, 24)), lambda: office.course.withdraw(DRAFTER, record.key, revision.number),
        lambda: signed(office, record),
    ):  # fmt: skip
        assert "数据库与办理记录不符" in refused(step)
    assert doctor(office)


def test_an_older_list_of_revocations_laid_on_top_revives_nobody(office: Office, people: People) -> None:
    record, store = to_sign(office), office.core.store
    office.identity.revoke(people.admin, "gongkai", "调离", PASSPHRASE)
    older = store.identity.revocation_list()
    office.identity.revoke(people.admin, "zhuyao", "退休", PASSPHRASE)
    serial = next(key.serial for key in store.identity.person_keys("zhidu") if key.serial)
    with store.transaction():
        store.identity.add_revocation(serial, "x", older, "guanli", "2026-01-01T00:00:00.000000+08:00")
    refused(lambda: signed(office, record))
    assert "“zhuyao”吊销了的证书，现在的吊销清单里没有" in "".join(doctor(office))


def test_a_key_that_somebody_laid_under_another_s_name_is_not_certified(office: Office, people: People) -> None:
    identity = office.core.store.identity
    with office.core.store.transaction():
        own = next(key for key in identity.person_keys("nigao") if key.protected is not None)
        identity.add_key("zhuyao", own.request, own.protected, "2026-11-24T10:00:00.000000+08:00")  # type: ignore[arg-type]
    assert "zhuyao" in refused(lambda: office.identity.certify(people.admin, "zhuyao", PASSPHRASE))


def test_a_window_left_open_signs_nothing_with_a_former_key(office: Office, people: People, clock: TestClock) -> None:
    """The password is reset, and the person signs in elsewhere; the first window is told so before it writes a line that would not count."""
    record = draft(office)
    elsewhere = sample_office(office.core.store, office.core.equipment, clock)
    elsewhere.accounts.sign_in("guanli", PASSWORD)
    elsewhere.accounts.reset_password(people.admin, "nigao", "another-password-3")
    elsewhere.accounts.sign_in("nigao", "another-password-3")
    elsewhere.identity.certify(people.admin, "nigao", PASSPHRASE)
    assert "登录已经结束" in refused(lambda: office.course.send_to_review(DRAFTER, record.key, record.revision.number))
    assert elsewhere.course.send_to_review(DRAFTER, record.key, record.revision.number) and doctor(office) == []


def test_an_administrator_whose_key_waits_changes_nothing_yet(office: Office, people: People) -> None:
    office.accounts.add(people.admin, replace(ACCOUNTS_BY_NAME["guanli"], name="second", display_name="第二管理员"), "password-of-two")
    second = office.accounts.sign_in("second", "password-of-two")
    for step in (
        lambda: office.accounts.reset_password(second, "guanli", "password-of-one"), lambda: office.settings.save(second, office.settings.load()),
    ):  # fmt: skip
        assert "还没有签发证书" in refused(step)
    office.identity.certify(second, "second", PASSPHRASE)
    office.settings.save(second, office.settings.load())
    assert doctor(office) == []


SHARE = 8
"""One cell in so many is tried here; `benchmarks/cells.py` tries them all, with values of other types too."""


def test_doctor_names_a_changed_cell_of_whatever_table(office: Office, play: Play, people: People) -> None:
    play.submitted()
    office.identity.revoke(people.admin, "huiqian-caizheng", "调离", PASSPHRASE)
    sql(office)
    store = office.core.store
    counted = [each for each in cells(store) if not is_harmless(*each[:2])]
    assert len(counted) > 100
    for table, column, row, value in counted[date.today().toordinal() % SHARE :: SHARE]:
        with taken_back(store) as database:
            if spoil(database, table, column, row, other(value)):
                assert doctor(office), f"{table}.{column} of row {row}: {value!r:.60} changed, and nothing said"
