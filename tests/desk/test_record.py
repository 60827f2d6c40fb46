"""The record of the office: everything is in it, signed by who did it, and what a holder of the database file does to it shows."""

from __future__ import annotations

import hashlib
import json
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from peewee import Database

from zwgk_desk.desk.admin.doctor import CheckUp, examine_store
from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.course.acts import pick
from zwgk_desk.desk.course.review_and_signoff import Judgement
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_office import ACCOUNTS, PASSPHRASE, PASSWORD
from zwgk_desk.documents.setting.check_code import short_code
from zwgk_desk.model.digest import canonical_json
from zwgk_desk.model.errors import InputError, PermissionDenied, SignInFailed, SigningRefused
from zwgk_desk.model.finding import grounds_of
from zwgk_desk.model.people import Account
from zwgk_desk.model.record import BundleRecord, OfficeEvent
from zwgk_desk.model.terms import Act, OfficeAct, ReviewKind, ReviewResult, Role
from zwgk_desk.packet.bag import payload
from zwgk_desk.packet.verify import verify
from zwgk_desk.signing import cms
from zwgk_desk.signing.certificates import Subject, facts_of, from_pem, issue, make_authority, make_request
from zwgk_desk.signing.keys import PrivateKey, new_key
from zwgk_desk.signing.pen import RecordPen

from .. import needs
from ..conftest import TestClock
from .conftest import People, Play, empty_bundle
from .test_signing import draft, entries, sign, submit


def looked(office: Office, name: str) -> CheckUp:
    return next(check for check in examine_store(office.core.store) if check.name == name)


def database_of(office: Office, *tables: str) -> Database:
    """The database of somebody who holds the file."""
    database = office.core.store._database
    for table in tables:
        for verb in ("update", "delete"):
            database.execute_sql(f"DROP TRIGGER {table}_no_{verb}")
    return database


def acts(office: Office) -> list[str]:
    return [link.entry.act for link in office.core.store.record.links()]


def test_everything_that_is_done_is_a_signed_line(office: Office, people: People, play: Play, clock: TestClock) -> None:
    before = len(acts(office))
    office.accounts.add(people.admin, Account("xin", "新人", ACCOUNTS[0].unit, (Role.READER,)), "password-1")
    office.accounts.update(people.admin, Account("xin", "新人", ACCOUNTS[0].unit, (Role.DRAFTER,)))
    office.accounts.reset_password(people.admin, "xin", "password-2")
    session = office.accounts.sign_in("xin", "password-2")
    office.identity.request_key(session, PASSPHRASE, with_keyring=False)
    office.identity.certify(people.admin, "xin", PASSPHRASE)
    office.delegations.delegate(people.admin, "zhuyao", "xin", clock().date(), clock().date(), PASSPHRASE)
    office.identity.revoke(people.admin, "xin", "调离", PASSPHRASE)
    office.settings.save(people.admin, replace(office.settings.load(), office_name="某市政府办公厅"))
    play.submitted()
    assert acts(office)[before:][:11] == [
        "ADD_ACCOUNT", "CHANGE_ACCOUNT", "RESET_PASSWORD", "RECORD_KEY", "REQUEST_KEY", "CERTIFY", "CERTIFY", "LEND", "REVOKE", "REVOKE",
        "CHANGE_SETTINGS",
    ]  # fmt: skip
    assert acts(office)[before + 11 :] == ["CREATE", *["SAVE"] * 3, "SEND_TO_REVIEW", "REVIEW", "SEND_TO_SIGN_OFF", "SIGN", "SUBMIT"]
    assert all(link.signature for link in office.core.store.record.links())
    assert all(check.ok and not check.notes for check in examine_store(office.core.store))
    told = office.identity.record(people.admin)
    assert told[0].act == "CHANGE_SETTINGS" and (told[1].subject, told[1].remark, told[1].by) == ("xin", "调离", "guanli")


LINE = {
    "a line that says another person did it": "UPDATE event SET done_by = 'baomi' WHERE act = 'SEND_TO_REVIEW'",
    "a line without a signature": "UPDATE event SET signature = NULL, record_key = NULL WHERE id = (SELECT MAX(id) FROM event)",
    "a line with another's key": "UPDATE event SET record_key = (SELECT record_key FROM account WHERE name = 'baomi') WHERE act = 'SUBMIT'",
    "a line with another line's signature": (
        "UPDATE event SET signature = (SELECT signature FROM event WHERE act = 'CREATE' LIMIT 1) WHERE act = 'SUBMIT'"
    ),
}


@pytest.mark.parametrize("name", LINE)
def test_a_forged_line_shows(name: str, office: Office) -> None:
    submit(office, sign(office, draft(office)))
    assert looked(office, "办理记录").ok
    database_of(office, "event").execute_sql(LINE[name])
    assert not looked(office, "办理记录").ok


def test_who_rewrites_the_tail_with_a_key_of_his_own_is_told_by_the_key(office: Office) -> None:
    """Whoever holds the file can make a key and sign lines with it; but no administrator has certified it, and doctor says so."""
    store, key = office.core.store, new_key()
    record = draft(office)
    database_of(office, "event")
    with store.transaction():
        request = _request(key)
        number = store.identity._t.person_key.insert(account="nigao", request=request, protected="", made_at="x", purpose="record").execute()
        store.record.append(OfficeEvent("2026-11-24T10:00:00.000000+08:00", OfficeAct.CHANGE_SETTINGS, "nigao"), pen=RecordPen(number, key))
    found = looked(office, "办理记录")
    assert found.ok and "nigao" in found.notes[0] and record.key


def _request(key: object) -> bytes:
    return make_request(Subject("nigao", "张立", ACCOUNTS[0].unit, (Role.DRAFTER,)), key)  # type: ignore[arg-type]


def test_a_tail_that_was_cut_off_and_smoothed_over_is_told_by_the_next_signature(office: Office) -> None:
    """The holder of the file takes out lines and puts the end of the chain right: the chain alone is whole, but a signature names its head."""
    record = sign(office, draft(office))
    submit(office, record)
    store = office.core.store
    last = next(link for link in reversed(list(store.record.links())) if link.entry.act == "SEND_TO_SIGN_OFF")
    database = database_of(office, "event")
    database.execute_sql(f"DELETE FROM event WHERE id >= {last.entry.number}")
    database.execute_sql(f"UPDATE record_head SET number = {last.entry.number - 1}, digest = '{last.previous}'")
    assert looked(office, "办理记录").ok
    assert any("办理记录被改动过" in fault for fault in looked(office, "签名").faults)


def test_a_review_written_into_the_database_counts_nothing_and_is_named(office: Office) -> None:
    record = draft(office)
    office.course.send_to_review(Session("nigao"), record.key, record.revision.number)
    signed = sign(office, draft(office))
    store = office.core.store
    forged = replace(signed.reviews[0], revision=record.revision.number)
    with store.transaction():
        store.bundles.add_review(record.key, forged)
    assert "secrecy-review-missing" in [f.rule for f in grounds_of(office.checking.check(Session("nigao"), record.key))]
    assert any("没有签名" in fault for fault in looked(office, "签名").faults)


def test_a_signed_review_that_is_changed_afterwards_counts_nothing(office: Office) -> None:
    record = sign(office, draft(office))
    assert grounds_of(office.checking.check(Session("nigao"), record.key)) == ()
    database_of(office, "review").execute_sql("UPDATE review SET remark = '另一句话' WHERE kind = 'secrecy'")
    assert [f.rule for f in grounds_of(office.checking.check(Session("nigao"), record.key))] == ["secrecy-review-missing"]


def other_authority() -> tuple[bytes, PrivateKey]:
    key = new_key()
    return make_authority("东江市人民政府办公厅", key, TestClock().now), key


def test_a_certificate_that_somebody_else_issued_is_named(office: Office) -> None:
    authority, key = other_authority()
    store = office.core.store
    own = next(k for k in store.identity.person_keys("nigao") if not k.delegator)
    forged = issue(own.request, Subject("nigao", "张立", ACCOUNTS[0].unit, (Role.PRINCIPAL_LEADER,)), authority, key, office.core.clock())
    database = database_of(office, "certificate")
    row = store.identity._t.certificate
    row.update(content=forged, serial=facts_of(forged).serial).where(row.serial == own.serial).execute()
    assert not looked(office, "证书").ok
    row.update(content=next(k for k in store.identity.person_keys("baomi")).certificate, serial=own.serial).where(
        row.serial == facts_of(forged).serial
    ).execute()
    assert database and not looked(office, "证书").ok


def test_the_key_that_signs_the_record_signs_no_document(office: Office) -> None:
    store = office.core.store
    account = store.accounts.get("zhuyao")
    pen = office.core.pens.of(account)
    key = next(k for k in store.identity.person_keys("zhuyao") if k.id == pen.key)
    authority = from_pem(office.identity.authority_pem())
    made = cms.sign(b"x", pen.private, key.certificate, authority, office.core.clock())
    facts = cms.check(b"x", made, [authority])
    assert not facts.valid and not facts.trusted and cms.NOT_FOR_SIGNING in facts.problems


def test_who_is_not_signed_in_does_nothing_in_anybody_s_name(office: Office, people: People) -> None:
    office.accounts.sign_out(people.drafter)
    with pytest.raises(PermissionDenied, match="重新登录"):
        office.bundles.create(people.drafter, empty_bundle())
    assert office.bundles.create(office.accounts.sign_in("nigao", PASSWORD), empty_bundle()).key


def test_a_new_password_of_one_s_own_keeps_the_key_and_one_from_the_administrator_does_not(office: Office, people: People) -> None:
    store = office.core.store
    first, _ = store.identity.record_key("nigao")
    office.accounts.change_password(people.drafter, PASSWORD, "a-new-password")
    office.accounts.sign_out(people.drafter)
    office.accounts.sign_in("nigao", "a-new-password")
    assert store.identity.record_key("nigao")[0] == first and not office.identity.own(people.drafter).record_waits
    office.accounts.reset_password(people.admin, "nigao", "from-the-administrator")
    with pytest.raises(PermissionDenied, match="重新登录"):
        office.bundles.create(people.drafter, empty_bundle())
    with pytest.raises(SignInFailed):
        office.accounts.sign_in("nigao", "a-new-password")
    office.accounts.sign_in("nigao", "from-the-administrator")
    assert store.identity.record_key("nigao")[0] != first
    own = office.identity.own(people.drafter)
    assert own.signs and own.record_waits and "记录密钥等待" in own.words
    assert looked(office, "办理记录").notes
    office.identity.certify(people.admin, "nigao", PASSPHRASE)
    assert not office.identity.own(people.drafter).record_waits and office.identity.own(people.drafter).signs
    assert not looked(office, "办理记录").notes and looked(office, "办理记录").ok


def test_the_packet_carries_its_lines_and_a_changed_one_is_found(office: Office) -> None:
    from .test_signing import rebagged

    packet = submit(office, sign(office, draft(office)))
    roots = [from_pem(office.identity.authority_pem())]
    found = verify(packet, "a.zip", roots)
    assert found.ok and len(found.notes) == 1 and "吊销清单签发于" in found.notes[0]

    def change(files: dict[str, bytes]) -> None:
        files["签名/办理记录.json"] = files["签名/办理记录.json"].replace(b"SEND_TO_REVIEW", b"SEND_TO_REVIEV")

    problems = verify(rebagged(packet, change), "a.zip", roots).problems
    assert any("办理记录第" in problem for problem in problems)

    def take_out(files: dict[str, bytes]) -> None:
        files["签名/办理记录.json"] = b"[]"

    assert not verify(rebagged(packet, take_out), "a.zip", roots).ok


@needs.program("openssl")
def test_openssl_alone_finds_a_line_signed_by_whom_it_says(office: Office, tmp_path: Path) -> None:
    packet = submit(office, sign(office, draft(office)))
    line = json.loads(payload(entries(packet), "a.zip")["签名/办理记录.json"])[-1]
    (tmp_path / "certificate.pem").write_text(line["certificate"], encoding="ascii")
    (tmp_path / "signature.der").write_bytes(bytes.fromhex(line["signature"]))
    (tmp_path / "digest.txt").write_text(line["digest"], encoding="ascii")
    assert line["digest"] == hashlib.sha256((line["previous"] + "\n" + canonical_json(line["line"])).encode()).hexdigest()

    def openssl(*given: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(["openssl", *given], cwd=tmp_path, check=False, capture_output=True)

    (tmp_path / "key.pem").write_bytes(openssl("x509", "-in", "certificate.pem", "-pubkey", "-noout").stdout)
    assert openssl("dgst", "-sha256", "-verify", "key.pem", "-signature", "signature.der", "digest.txt").returncode == 0
    (tmp_path / "digest.txt").write_text("0" * 64, encoding="ascii")
    assert openssl("dgst", "-sha256", "-verify", "key.pem", "-signature", "signature.der", "digest.txt").returncode != 0


def test_the_sign_off_sheet_bears_the_head_of_the_record(office: Office, people: People) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    record = sign(office, draft(office))
    links = office.core.store.record.of_bundle(record.key)
    head = next(link.digest for link in reversed(links) if link.entry.act == "SEND_TO_SIGN_OFF")
    pdf = PdfReader(BytesIO(office.submissions.pages(people.principal, record)))
    text = "".join(pdf.pages[-1].extract_text().split())
    assert "".join(short_code(f"记录核验码\u3000{head}").split()) in text
    assert head in str((pdf.metadata or {})["/Keywords"]).split(), "short in print, whole in the file"


# 授权代签


def delegate(office: Office, deputy: str = "fuzeren", since: date | None = None, until: date | None = None) -> None:
    today = office.core.clock().date()
    office.delegations.delegate(Session("guanli"), "zhuyao", deputy, since or today, until or today + timedelta(days=3), PASSPHRASE)


def waiting_bundle(office: Office) -> tuple[int, int]:
    record = sent_to_sign_off(office, draft(office))
    return record.key, record.revision.number


def sent_to_sign_off(office: Office, record: BundleRecord) -> BundleRecord:
    key, seen = record.key, record.revision.number
    office.course.send_to_review(Session("nigao"), key, seen)
    office.course.review(Session("baomi"), key, seen, ReviewKind.SECRECY, Judgement(ReviewResult.PASSED, ""), PASSPHRASE)
    return office.course.send_to_sign_off(Session("nigao"), key, seen)


def test_lent_authority_signs_in_both_names_and_is_trusted(office: Office) -> None:
    key, seen = waiting_bundle(office)
    with pytest.raises(PermissionDenied, match="主要负责人审签"):
        office.course.sign(Session("fuzeren"), key, seen, "", PASSPHRASE)
    delegate(office)
    record = office.bundles.open(Session("fuzeren"), key)
    assert pick(office.course.acts(Session("fuzeren"), record, office.checking.check(Session("fuzeren"), key)), Act.SIGN).allowed
    record = office.course.sign(Session("fuzeren"), key, seen, "代签", PASSPHRASE)
    assert record.reviews[-1].by == "李岚（代周正）" and record.reviews[-1].role is Role.PRINCIPAL_LEADER
    packet = submit(office, record)
    found = verify(packet, "a.zip", [from_pem(office.identity.authority_pem())])
    assert found.ok, found.problems
    assert [(s.by, s.role, s.trusted) for s in found.signatures if s.act.value == "signoff"] == [("李岚（代周正）", "PRINCIPAL_LEADER", True)]
    assert all(check.ok for check in examine_store(office.core.store))


@pytest.mark.parametrize("days", [(-9, -1), (1, 5)])
def test_lent_authority_counts_on_its_days_only(days: tuple[int, int], office: Office, clock: TestClock) -> None:
    key, seen = waiting_bundle(office)
    today = clock().date()
    clock.now += timedelta(days=days[0])
    delegate(office, since=today + timedelta(days=days[0]), until=today + timedelta(days=days[1]))
    clock.now -= timedelta(days=days[0])
    with pytest.raises(PermissionDenied):
        office.course.sign(Session("fuzeren"), key, seen, "", PASSPHRASE)


def test_lent_authority_ends_when_it_is_taken_back_or_its_owner_leaves(office: Office, people: People) -> None:
    key, seen = waiting_bundle(office)
    delegate(office)
    (delegation,) = office.delegations.all(people.admin)
    assert delegation.words.startswith("李岚 代 周正 审签") and not delegation.revoked_at
    office.delegations.end(people.admin, delegation.serial, PASSPHRASE)
    assert "撤销" in office.delegations.all(people.admin)[0].words
    with pytest.raises(PermissionDenied):
        office.course.sign(Session("fuzeren"), key, seen, "", PASSPHRASE)
    delegate(office)
    office.identity.revoke(people.admin, "zhuyao", "调离", PASSPHRASE)
    with pytest.raises(PermissionDenied):
        office.course.sign(Session("fuzeren"), key, seen, "", PASSPHRASE)


def test_what_cannot_be_lent(office: Office, people: People) -> None:
    today = office.core.clock().date()
    for delegator, deputy, since, until in (
        ("nigao", "fuzeren", today, today),  # no leader
        ("zhuyao", "zhuyao", today, today),  # oneself
        ("zhuyao", "huiqian-caizheng", today, today),  # another department
        ("zhuyao", "fuzeren", today, today - timedelta(days=1)),
        ("zhuyao", "fuzeren", today - timedelta(days=9), today - timedelta(days=5)),
        ("zhuyao", "fuzeren", today, today + timedelta(days=900)),
    ):
        with pytest.raises(InputError, match=r"授权|授出"):
            office.delegations.delegate(people.admin, delegator, deputy, since, until, PASSPHRASE)
    with pytest.raises(SigningRefused):
        office.delegations.delegate(people.admin, "zhuyao", "fuzeren", today, today, "wrong")
    assert office.delegations.all(people.admin) == ()


def test_who_drafted_does_not_sign_with_lent_authority_either(office: Office) -> None:
    key, seen = waiting_bundle(office)
    delegate(office, deputy="nigao")
    with pytest.raises(PermissionDenied, match="同一个人"):
        office.course.sign(Session("nigao"), key, seen, "", PASSPHRASE)
