"""An office with its authority: every act that counts is signed, and whatever is changed afterwards shows."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from zwgk_desk.desk.admin.doctor import examine_store
from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.common.equipment import Equipment, load_equipment
from zwgk_desk.desk.course.intake import office_ground
from zwgk_desk.desk.course.review_and_signoff import Judgement
from zwgk_desk.desk.local.local_desk import LocalDesk
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.people.keys import NoVault
from zwgk_desk.desk.sample.sample_bundles import complete
from zwgk_desk.desk.sample.sample_office import ACCOUNTS, PASSPHRASE, PASSWORD, SAMPLE_HASHER, sample_office
from zwgk_desk.documents.packed import write_zip
from zwgk_desk.documents.setting.cells import SIGNED_HEIGHT
from zwgk_desk.model.digest import canonical_json, sha256_of
from zwgk_desk.model.document.measures import GB_T_9704, SIGNING_PLACE, STAMP_EDGE
from zwgk_desk.model.errors import Conflict, DeskError, InputError, KeyringRefused, NotFound, PermissionDenied, SigningRefused
from zwgk_desk.model.finding import grounds_of
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.terms import IssuingAuthority, ReviewKind, ReviewResult, Role
from zwgk_desk.packet.bag import make_bag, open_bag, payload
from zwgk_desk.packet.verification import Verification
from zwgk_desk.packet.verify import REPACKED, verify, verify_pdf
from zwgk_desk.signing.certificates import from_pem
from zwgk_desk.signing.pades import check_pdf, signing_place
from zwgk_desk.store.store import Store

from .. import made_once, needs
from ..conftest import TestClock, filled_office

ADMIN = PASSPHRASE
ON = date(2026, 11, 24)


def passphrase(name: str) -> str:
    """Everybody's in the sample office is the same."""
    return PASSPHRASE


@pytest.fixture
def keyed(office: Office) -> Office:
    return office


def draft(office: Office) -> BundleRecord:
    case = complete(IssuingAuthority.GOVERNMENT, ON)
    bundle = replace(case.bundle, parts=())
    record = office.bundles.create(Session("nigao"), bundle)
    for part in case.bundle.ordered_parts:
        record = office.bundles.put_part(Session("nigao"), record.key, record.revision.number, part.kind, part.name, case.contents[part.sha256])
    return record


def sign(office: Office, record: BundleRecord) -> BundleRecord:
    key, seen = record.key, record.revision.number
    office.course.send_to_review(Session("nigao"), key, seen)
    judgement = Judgement(ReviewResult.PASSED, "可以公开")
    office.course.review(Session("baomi"), key, seen, ReviewKind.SECRECY, judgement, passphrase("baomi"))
    office.course.send_to_sign_off(Session("nigao"), key, seen)
    return office.course.sign(Session("zhuyao"), key, seen, "同意", passphrase("zhuyao"))


def submit(office: Office, record: BundleRecord) -> bytes:
    sent = office.submissions.submit(Session("nigao"), record.key, record.revision.number, passphrase=passphrase("nigao"))
    return office.core.store.files.get(sent.submissions[-1].packet)


def roots(office: Office) -> list[bytes]:
    return [from_pem(office.identity.authority_pem())]


@dataclass
class Sent:
    """A packet that left, and who may be trusted for it."""

    packet: bytes
    roots: list[bytes]

    def verified(self, packet: bytes | None = None) -> Verification:
        return verify(self.packet if packet is None else packet, "报送包.zip", self.roots)


def send(folder: Path) -> None:
    """A packet, and the certificate of its office's authority, in a folder."""
    office = filled_office(folder / "office.sqlite", load_equipment(), TestClock())
    (folder / "packet").write_bytes(submit(office, sign(office, draft(office))))
    (folder / "root").write_bytes(*roots(office))
    office.release()


@pytest.fixture
def sent() -> Sent:
    folder = made_once.folder("sent", send)
    return Sent((folder / "packet").read_bytes(), [(folder / "root").read_bytes()])


def test_the_whole_course_is_signed_each_over_the_one_before(keyed: Office) -> None:
    record = sign(keyed, draft(keyed))
    packet = submit(keyed, record)
    found = verify(packet, "a.zip", roots(keyed))
    assert found.ok and found.signed and not found.problems
    assert [(s.act.value, s.by, s.valid, s.trusted) for s in found.signatures] == [
        ("secrecy", "王慎", True, True), ("signoff", "周正", True, True), ("submission", "张立", True, True),
    ]  # fmt: skip
    clerk = Session("shouwen")
    keyed.intake.receive(clerk, record.key)
    ground = office_ground("资金来源没有讲清", "三(二)")
    keyed.intake.return_bundle(clerk, record.key, (ground,), passphrase=passphrase("shouwen"))
    again = submit(keyed, sign(keyed, keyed.bundles.open(Session("nigao"), record.key)))
    keyed.intake.receive(clerk, record.key)
    keyed.intake.accept(clerk, record.key, passphrase=passphrase("shouwen"))
    found = verify(again, "a.zip", roots(keyed))
    assert found.ok, found.problems
    assert [s.act.value for s in found.signatures] == ["secrecy", "signoff", "submission", "return", "secrecy", "signoff", "submission"]
    kept = keyed.core.store.identity.signatures(record.key)
    assert [s.act.value for s in kept][-1] == "acceptance" and json.loads(kept[-1].manifest)["files"] == {"packet": sha256_of(again)}


def test_the_bound_pdf_bears_both_and_is_what_the_head_saw(keyed: Office) -> None:
    record = sign(keyed, draft(keyed))
    shown = keyed.submissions.pages(Session("zhuyao"), record)
    packet = submit(keyed, record)
    with zipfile.ZipFile(BytesIO(packet)) as archive:
        pdf = next(archive.read(name) for name in archive.namelist() if name.endswith("data/报送包.pdf"))
    facts = check_pdf(pdf, roots(keyed))
    assert [f.signer.name for f in facts if f.signer] == ["周正", "张立"] and all(f.trusted for f in facts)
    assert pdf.startswith(shown) and "送审稿" not in PdfReader(BytesIO(pdf)).pages[4].extract_text()
    assert len(check_pdf(shown, roots(keyed))) == 1


def fields_of(pdf: bytes) -> list[tuple[int, list[float]]]:
    """The page of each signature's field, from 0, and its rectangle."""
    pages = PdfReader(BytesIO(pdf)).pages
    return [(number, [float(side) for side in note.get_object()["/Rect"]]) for number, page in enumerate(pages) for note in page.get("/Annots", ())
            if note.get_object().get("/FT") == "/Sig"]  # fmt: skip


def bound_pdf_of(packet: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(packet)) as archive:
        return next(archive.read(name) for name in archive.namelist() if name.endswith("data/报送包.pdf"))


def test_signatures_stand_in_the_row_for_the_opinion(keyed: Office) -> None:
    pdf = bound_pdf_of(submit(keyed, sign(keyed, draft(keyed))))
    place = signing_place(pdf, SIGNING_PLACE)
    assert place is not None and "审签意见" in PdfReader(BytesIO(pdf)).pages[place.page].extract_text()
    (first, head), (second, drafter) = fields_of(pdf)
    assert first == second == place.page and head[:2] == [place.left + STAMP_EDGE, place.bottom + STAMP_EDGE]
    assert head[3] - place.bottom < SIGNED_HEIGHT and drafter[0] > head[2] and drafter[1] == head[1]


def test_a_template_without_that_row_is_signed_at_the_head_of_the_page(keyed: Office, tmp_path: Path) -> None:
    admin = Session("guanli")
    keyed.forms.take_out(admin, "审签单", tmp_path / "审签单.docx")
    document = docx.Document(str(tmp_path / "审签单.docx"))
    row = next(row for row in document.tables[0].rows if row.cells[0].text == "审签意见")
    row._tr.getparent().remove(row._tr)
    document.save(str(tmp_path / "审签单.docx"))
    keyed.forms.put_to_use(admin, "审签单", tmp_path / "审签单.docx")
    packet = submit(keyed, sign(keyed, draft(keyed)))
    pdf = bound_pdf_of(packet)
    assert signing_place(pdf, SIGNING_PLACE) is None
    assert [rectangle[1] > GB_T_9704.height - GB_T_9704.top for _, rectangle in fields_of(pdf)] == [True, True]
    for content, name in ((packet, "a.zip"), (pdf, "a.pdf")):
        found = verify(content, name, roots(keyed)) if name.endswith("zip") else verify_pdf(content, roots(keyed))
        assert found.ok, found.problems


def test_without_a_passphrase_with_a_wrong_one_or_without_a_certificate_nothing_happens(keyed: Office) -> None:
    record = draft(keyed)
    key, seen = record.key, record.revision.number
    keyed.course.send_to_review(Session("nigao"), key, seen)
    judgement = Judgement(ReviewResult.PASSED, "")
    for given_words, words in (("", "还没有输入"), ("wrong passphrase", "口令不对")):
        with pytest.raises(SigningRefused, match=words):
            keyed.course.review(Session("baomi"), key, seen, ReviewKind.SECRECY, judgement, given_words)
    keyed.identity.revoke(Session("guanli"), "baomi", "调离", ADMIN)
    with pytest.raises(SigningRefused, match="吊销"):
        keyed.course.review(Session("baomi"), key, seen, ReviewKind.SECRECY, judgement, passphrase("baomi"))
    after = keyed.bundles.open(Session("nigao"), key)
    assert not after.reviews and not keyed.core.store.identity.signatures(key)


def test_people_and_keys(keyed: Office) -> None:
    admin = Session("guanli")
    with pytest.raises(Conflict):
        keyed.identity.make_authority(admin, ADMIN)
    with pytest.raises(PermissionDenied):
        keyed.identity.all(Session("nigao"))
    with pytest.raises(NotFound, match="没有等待"):
        keyed.identity.certify(admin, "nigao", ADMIN)
    own = keyed.identity.own(Session("zhuyao"))
    assert own.signs and own.certificate is not None and own.certificate.roles == (Role.PRINCIPAL_LEADER,)
    waiting = keyed.identity.request_key(Session("zhuyao"), "另一个很长的口令", with_keyring=False)
    assert not waiting.signs and waiting.words == "等待签发证书"
    with pytest.raises(SigningRefused, match="口令不对"):
        keyed.identity.certify(admin, "zhuyao", "wrong")
    keyed.identity.certify(admin, "zhuyao", ADMIN)
    now = keyed.identity.own(Session("zhuyao"))
    assert now.signs and now.certificate != own.certificate
    assert len(keyed.core.store.identity.revoked()) == 1
    with pytest.raises(InputError, match="原因"):
        keyed.identity.revoke(admin, "zhuyao", " ", ADMIN)
    with pytest.raises(KeyringRefused):
        keyed.identity.request_key(Session("nigao"), passphrase("nigao"), with_keyring=True)
    assert keyed.identity.own(Session("nigao")).signs, "what did not succeed changed nothing"


def test_a_certificate_that_says_another_post_than_the_account_signs_nothing(keyed: Office) -> None:
    """The packet would not verify: the certificate says who signed, and not the database."""
    record = draft(keyed)
    key, seen = record.key, record.revision.number
    keyed.course.send_to_review(Session("nigao"), key, seen)
    admin = Session("guanli")
    person = keyed.core.store.accounts.get("baomi")
    keyed.accounts.update(admin, replace(person, display_name="王慎之"))
    with pytest.raises(SigningRefused, match="不一致"):
        keyed.course.review(Session("baomi"), key, seen, ReviewKind.SECRECY, Judgement(ReviewResult.PASSED, ""), PASSPHRASE)
    keyed.accounts.update(admin, replace(person, roles=(Role.SECRECY_REVIEWER, Role.READER)))
    keyed.course.review(Session("baomi"), key, seen, ReviewKind.SECRECY, Judgement(ReviewResult.PASSED, ""), PASSPHRASE)
    keyed.accounts.update(admin, replace(person, active=False))
    state = next(state for state in keyed.identity.all(admin) if state.account.name == "baomi")
    assert "账号已停用，请吊销证书" in state.words
    keyed.identity.revoke(admin, "baomi", "调离", PASSPHRASE)
    assert "已停用" not in next(state for state in keyed.identity.all(admin) if state.account.name == "baomi").words


def test_an_office_from_before_the_signatures_makes_its_authority_and_goes_on(store: Store, equipment: Equipment, clock: TestClock) -> None:
    with store.transaction():
        for account in ACCOUNTS:
            store.accounts.add(account, SAMPLE_HASHER.hash(PASSWORD), "2026-11-01T09:00:00.000000+08:00")
    office = sample_office(store, equipment, clock, NoVault())
    sessions = {account.name: office.accounts.sign_in(account.name, PASSWORD) for account in ACCOUNTS}
    record = draft(office)
    office.course.send_to_review(sessions["nigao"], record.key, record.revision.number)
    passed = Judgement(ReviewResult.PASSED, "")
    with pytest.raises(SigningRefused, match="签发机构"):
        office.course.review(sessions["baomi"], record.key, record.revision.number, ReviewKind.SECRECY, passed, PASSPHRASE)
    with pytest.raises(NotFound):
        office.identity.authority_pem()
    with pytest.raises(NotFound, match="签发机构"):
        office.identity.request_key(sessions["nigao"], PASSPHRASE, with_keyring=False)
    office.identity.make_authority(sessions["guanli"], PASSPHRASE)
    assert not office.identity.own(sessions["guanli"]).record_waits
    for name, session in sessions.items():
        office.identity.request_key(session, PASSPHRASE, with_keyring=False)
        office.identity.certify(sessions["guanli"], name, PASSPHRASE)
    office.course.withdraw(sessions["nigao"], record.key, record.revision.number)
    assert verify(submit(office, sign(office, record)), "a.zip", roots(office)).ok
    assert all(check.ok and not check.notes for check in examine_store(store))


def test_what_was_signed_before_a_revocation_stands(keyed: Office) -> None:
    record = sign(keyed, draft(keyed))
    keyed.identity.revoke(Session("guanli"), "zhuyao", "退休", ADMIN)
    found = verify(submit(keyed, record), "a.zip", roots(keyed))
    assert found.ok, found.problems


def test_who_signs_with_a_key_that_was_reported_lost_is_found_by_the_office(keyed: Office, tmp_path: Path) -> None:
    """The thief works on a copy of the database from before, whose packets bring the old revocation list along."""
    record = sign(keyed, draft(keyed))
    packet_before = submit(keyed, record)
    (tmp_path / "a.zip").write_bytes(packet_before)
    clock = keyed.core.clock
    assert isinstance(clock, TestClock)
    now = clock.now
    clock.now -= timedelta(days=1)
    keyed.identity.revoke(Session("guanli"), "nigao", "口令遗失", PASSPHRASE)
    clock.now = now
    assert keyed.checking.verify(Session("shouwen"), tmp_path / "a.zip").problems
    assert verify(packet_before, "a.zip", roots(keyed)).ok, "without the office's newest list nobody can know"


def entries(packet: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(packet)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rebagged(packet: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The packet with its payload changed, and every manifest of the bag made to fit again, as a careful forger would."""
    opened = open_bag(entries(packet), "a.zip")
    files = dict(opened.payload)
    change(files)
    return make_bag(opened.label, files)


SIGNOFF, SECRECY, SUBMITTED = "签名/02-审签", "签名/01-保密审查", "签名/报送"


def altered(name: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        content = files[name].decode("utf-8")
        assert old in content
        files[name] = content.replace(old, new).encode("utf-8")

    return change


def removed(*names: str) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        for name in names:
            del files[name]

    return change


def swapped(one: str, other: str) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        files[one], files[other] = files[other], files[one]

    return change


FORGERIES = {
    "another original": lambda files: files.update({"原件/政策文稿.docx": files["原件/解读方案.docx"]}),
    "another attribute": altered("原件/bundle.toml", "PROACTIVE", "WITHHELD"),
    "another role": altered(f"{SIGNOFF}.json", "PRINCIPAL_LEADER", "UNIT_LEADER"),
    "another time": altered(f"{SIGNOFF}.json", '"at":"2026', '"at":"2025'),
    "another name": altered("原件/bundle.toml", "周正", "周政"),
    "a review that nobody gave": altered("原件/bundle.toml", '[[reviews]]\nkind = "secrecy"', '[[reviews]]\nkind = "disclosure_office"'),
    "a file more": lambda files: files.update({"附言.txt": b"x"}),
    "a file less": removed("审签单.docx"),
    "a file renamed": lambda files: files.update({"审签单2.docx": files.pop("审签单.docx")}),
    "two files swapped": swapped("审签单.docx", "报送函.docx"),
    "two signatures swapped": swapped(f"{SIGNOFF}.p7s", f"{SECRECY}.p7s"),
    "a signature less": removed(f"{SECRECY}.json", f"{SECRECY}.p7s"),
    "the tail cut off": removed(f"{SUBMITTED}.json", f"{SUBMITTED}.p7s"),
    "no signature left of any": lambda files: [files.pop(name) for name in list(files) if name.startswith("签名/0")],
    "an unsigned PDF": lambda files: files.update({"报送包.pdf": files["政策文稿.pdf"]}),
    "another authority": altered("签名/签发机构.pem", "MI", "MJ"),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_that_fits_the_bag_is_found_by_the_signatures(name: str, sent: Sent) -> None:
    assert sent.verified(rebagged(sent.packet, lambda files: None)).intact
    found = sent.verified(rebagged(sent.packet, FORGERIES[name]))
    assert not found.ok and found.problems


def test_a_signature_of_one_bundle_is_worth_nothing_on_another(keyed: Office) -> None:
    first, second = (submit(keyed, sign(keyed, draft(keyed))) for _ in range(2))
    other = payload(entries(second), "b.zip")

    def replay(files: dict[str, bytes]) -> None:
        files.update({name: other[name] for name in (f"{SIGNOFF}.json", f"{SIGNOFF}.p7s")})

    found = verify(rebagged(first, replay), "a.zip", roots(keyed))
    assert not found.ok and any("接着前一个" in p or "同一个文件包" in p for p in found.problems)


def test_an_old_signature_does_not_fit_a_new_revision(keyed: Office) -> None:
    record = sign(keyed, draft(keyed))
    key = record.key
    packet = submit(keyed, record)
    keyed.intake.receive(Session("shouwen"), key)
    keyed.intake.return_bundle(Session("shouwen"), key, (office_ground("x", "三(二)"),), passphrase=passphrase("shouwen"))
    policy = record.bundle.ordered_parts[0]
    seen = record.revision.number
    record = keyed.bundles.put_part(Session("nigao"), key, seen, policy.kind, "新稿.md", "# 新办法\n\n第一条 另一内容。".encode())
    with pytest.raises(DeskError, match=r"审签|审查|阶段"):
        keyed.submissions.submit(Session("nigao"), key, record.revision.number, passphrase=passphrase("nigao"))
    assert verify(packet, "a.zip", roots(keyed)).ok


def test_nobody_who_is_not_trusted_becomes_it_by_bringing_an_authority_along(sent: Sent) -> None:
    found = verify(sent.packet, "a.zip", [])
    assert found.ok and all(s.valid and not s.trusted for s in found.signatures) and found.notes
    distrusted = verify(sent.packet, "a.zip", [OTHER])
    assert distrusted.intact and not distrusted.confirmed and not any(s.trusted for s in distrusted.signatures)
    assert "签发机构未确认" in next(distrusted.lines()) and any("指纹" in note for note in distrusted.notes)


def other_authority() -> bytes:
    from ..signing.conftest import authority

    return authority("别的办公厅").certificate


OTHER = other_authority()


@settings(max_examples=120)
@given(place=st.integers(0, 10**9), change=st.integers(1, 255))
def test_one_changed_byte_anywhere_is_found(sent: Sent, place: int, change: int) -> None:
    changed = bytearray(sent.packet)
    changed[place % len(changed)] ^= change
    found = sent.verified(bytes(changed))
    assert not found.ok or (REPACKED in found.notes and entries(bytes(changed)) == entries(sent.packet)), "of the archive's own bytes it is told"


def test_an_archive_that_was_packed_anew_is_told_as_such(sent: Sent) -> None:
    found = sent.verified(write_zip(entries(sent.packet).items()))
    assert found.ok and REPACKED in found.notes
    assert not sent.verified(sent.packet + b"x").ok
    assert not sent.verified(sent.packet[:-1]).ok


@given(st.binary(max_size=200))
def test_anything_is_verified_without_a_fall(content: bytes) -> None:
    assert not verify(content, "a.zip", []).ok


@needs.program("openssl")
def test_bagit_and_openssl_alone_find_it_whole(sent: Sent, tmp_path: Path) -> None:
    import subprocess

    import bagit

    with zipfile.ZipFile(BytesIO(sent.packet)) as archive:
        archive.extractall(tmp_path / "bag")
    (top,) = (tmp_path / "bag").iterdir()
    assert bagit.Bag(str(top)).is_valid()
    for signature in sorted((top / "data" / "签名").glob("*.p7s")):
        command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", signature, "-content", signature.with_suffix(".json")]
        command += ["-CAfile", top / "data" / "签名" / "签发机构.pem", "-purpose", "any", "-out", tmp_path / "out"]
        assert subprocess.run(command, check=False, capture_output=True).returncode == 0


def test_manifests_are_canonical(sent: Sent) -> None:
    for name, content in payload(entries(sent.packet), "a.zip").items():
        if name.startswith("签名/") and name.endswith(".json"):
            assert canonical_json(json.loads(content)).encode("utf-8") == content


def test_in_a_packet_a_review_counts_only_with_its_signature(sent: Sent, tmp_path: Path, local_desk: LocalDesk) -> None:
    (tmp_path / "a.zip").write_bytes(sent.packet)
    assert grounds_of(local_desk.check(tmp_path / "a.zip")) == ()
    forged = rebagged(sent.packet, removed(f"{SIGNOFF}.json", f"{SIGNOFF}.p7s"))
    (tmp_path / "b.zip").write_bytes(forged)
    assert {f.rule for f in grounds_of(local_desk.check(tmp_path / "b.zip"))} == {"signoff-missing", "packet-not-whole"}


def test_doctor_walks_the_signatures_and_finds_what_was_changed_behind_the_program_s_back(keyed: Office) -> None:
    record = sign(keyed, draft(keyed))
    submit(keyed, record)
    assert all(check.ok for check in examine_store(keyed.core.store))
    database = keyed.core.store._database
    for trigger in ("update", "delete"):
        database.execute_sql(f"DROP TRIGGER signature_no_{trigger}")
    database.execute_sql("UPDATE signature SET manifest = replace(manifest, '同意', '不同意') WHERE act = 'signoff'")
    assert any(check.name == "签名" and not check.ok for check in examine_store(keyed.core.store))


@pytest.mark.parametrize("sql", ["DELETE FROM signature WHERE act = 'secrecy'", "UPDATE signature SET revision = 9 WHERE act = 'signoff'"])
def test_what_is_taken_out_or_moved_shows(keyed: Office, sql: str) -> None:
    submit(keyed, sign(keyed, draft(keyed)))
    database = keyed.core.store._database
    for trigger in ("update", "delete"):
        database.execute_sql(f"DROP TRIGGER signature_no_{trigger}")
    database.execute_sql("PRAGMA foreign_keys = OFF")
    database.execute_sql(sql)
    assert any(check.name == "签名" and not check.ok for check in examine_store(keyed.core.store))


def test_the_database_itself_refuses_to_change_a_signature(keyed: Office) -> None:
    sign(keyed, draft(keyed))
    for sql in ("DELETE FROM signature", "UPDATE signature SET manifest = ''", "DELETE FROM certificate", "UPDATE authority SET made_by = ''"):
        with pytest.raises(Exception, match="append-only"):
            keyed.core.store._database.execute_sql(sql)


class Stopped(Exception):
    """The process ends here."""


POINTS = ("files.put", "bundles.move", "bundles.add_review", "identity.add_signature", "bundles.record")


@pytest.mark.parametrize("point", POINTS)
def test_stopped_at_any_step_of_signing_a_signature_is_there_whole_or_not_at_all(point: str, keyed: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    record, store = draft(keyed), keyed.core.store
    key, seen = record.key, record.revision.number
    keyed.course.send_to_review(Session("nigao"), key, seen)
    keyed.course.review(Session("baomi"), key, seen, ReviewKind.SECRECY, Judgement(ReviewResult.PASSED, ""), passphrase("baomi"))
    keyed.course.send_to_sign_off(Session("nigao"), key, seen)
    owner, method = point.split(".")
    part = getattr(store, owner)
    whole = getattr(part, method)
    armed = [True]

    def stop(*given: object, **named: object) -> object:
        done = whole(*given, **named)
        if armed[0] and store._database.in_transaction():
            raise Stopped
        return done

    monkeypatch.setattr(part, method, stop)
    with pytest.raises(Stopped):
        keyed.course.sign(Session("zhuyao"), key, seen, "同意", passphrase("zhuyao"))
    armed[0] = False
    after = store.bundles.record(key)
    assert [r.kind for r in after.reviews] == [ReviewKind.SECRECY] and len(store.identity.signatures(key)) == 1
    assert after.course.stage.value == "SIGN_OFF" and all(check.ok for check in examine_store(keyed.core.store))
    signed = keyed.course.sign(Session("zhuyao"), key, seen, "同意", passphrase("zhuyao"))
    assert len(signed.reviews) == 2 and len(store.identity.signatures(key)) == 2
