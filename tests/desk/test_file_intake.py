"""Packets that come as files: judged in a row each, returned with a signed notice, recognised when they come again, damaged ones named as such."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from zwgk_desk.desk.course.acts import pick
from zwgk_desk.desk.course.intake import office_ground
from zwgk_desk.desk.course.matter import Matter
from zwgk_desk.desk.course.packet_register import PacketRegistered
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_office import PASSPHRASE
from zwgk_desk.model.course import Course
from zwgk_desk.model.digest import sha256_of
from zwgk_desk.model.errors import Conflict, InputError, NotFound, PermissionDenied, SigningRefused
from zwgk_desk.model.finding import Finding, grounds_of
from zwgk_desk.model.progress import silent
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.registered_packet import MatterId, Origin, PacketState, VerdictMark
from zwgk_desk.model.terms import Act, PartKind, Role, Severity, Stage
from zwgk_desk.packet.verify import verify
from zwgk_desk.signing.certificates import as_pem

from .conftest import People, Play, packet_of

GROUND = office_ground("没有说明补贴资金由谁承担", "三(二)", "请补写资金来源", "materials[0]")


def matter_of(office: Office, people: People, taken: PacketRegistered) -> Matter:
    """What was handed in, as the clerk decides on it."""
    return office.packet_intake.matter(people.clerk, taken.matter)


def packets(office: Office, people: People) -> list[MatterId]:
    """The packets in the clerk's list."""
    return [matter.id for matter in office.packet_intake.matters(people.clerk) if matter.id.origin is Origin.FILE]


def test_a_packet_from_elsewhere_is_returned_and_recognised_when_it_comes_again(
    office: Office, people: People, elsewhere: Play, tmp_path: Path
) -> None:
    sent = elsewhere.submitted()
    taken = office.packet_intake.take(people.clerk, packet_of(elsewhere, sent, tmp_path / "甲.zip"))
    assert taken.registered is not None and taken.registered.judged.mark is VerdictMark.UNSURE, "nobody vouches for who signed it"
    assert "签发机构未确认：" in taken.registered.judged.words and "签发机构未确认" in taken.registered.judged.signatures
    kept = elsewhere.office.identity.authority()
    assert kept is not None and kept.name in taken.registered.judged.words and kept.fingerprint in taken.registered.judged.words
    assert "请报送单位重新报送" not in taken.registered.judged.words
    matter = matter_of(office, people, taken)
    with pytest.raises(InputError, match="不能受理"):
        matter.accept(PASSPHRASE)
    trust(office, people, elsewhere, tmp_path / "机构.pem")
    assert matter.judge().mark is VerdictMark.ACCEPT
    matter.put_away()
    taken = office.packet_intake.take(people.clerk, tmp_path / "甲.zip")
    assert taken.registered is not None and taken.known and taken.key == 0
    row = matter.judge()
    assert row.mark is VerdictMark.ACCEPT and row.words == "没有发现退文理由" and row.mended == ""
    assert row.signatures == "签名有效 ✓（3 个）"
    record = matter.record()
    assert (record.key, record.course.stage, record.bundle) == (0, Stage.INTAKE, sent.bundle)
    opened = matter.load_view(record)
    assert len(opened.documents) == 3 and grounds_of(opened.findings) == () and opened.repairs == () and opened.lines[0] == "完整，没有改动"
    assert {each.act for each in opened.acts if each.allowed} == {Act.ACCEPT, Act.RETURN}
    assert len(PdfReader(io.BytesIO(matter.pages(record, silent, lambda _: None))).pages) > 6
    again = office.packet_intake.take(people.clerk, tmp_path / "甲.zip")
    assert again.known and again.registered == taken.registered
    edited = replace(GROUND, message="资金由谁承担没有写")
    draft = office.intake.draft_notice(people.clerk, record, (edited,), "请一周内补正")
    assert "资金由谁承担没有写" in PdfReader(io.BytesIO(draft)).pages[0].extract_text().replace("\n", "")
    with pytest.raises(SigningRefused):
        matter.return_((edited,), "", "wrong")
    assert packets(office, people) == [matter.id], "nothing happened"
    matter.return_((edited,), "请一周内补正", PASSPHRASE)
    assert matter_of(office, people, taken).stands == PacketState.RETURNED.label and packets(office, people) == []
    matter.write_notice(tmp_path / "通知.zip")
    kept = office.core.store.identity.authority()
    assert kept is not None
    found = verify((tmp_path / "通知.zip").read_bytes(), "通知.zip", [kept.certificate])
    assert found.ok and found.signed and found.notice is not None and found.notice.grounds == (edited,)
    assert elsewhere.office.intake.find_returned(elsewhere.people.drafter, found.notice.packet) == sent.key, "the department finds its bundle by it"
    matter.write_notice(tmp_path / "通知.docx")
    assert zipfile.is_zipfile(tmp_path / "通知.docx")
    comes_again(office, people, elsewhere, taken, edited, tmp_path / "乙.zip")
    said = [(e.act, e.remark) for e in office.identity.record(people.admin) if e.act.endswith("_PACKET")]
    assert [act for act, _ in reversed(said)] == ["TAKE_PACKET"] * 3 + ["RETURN_PACKET", "TAKE_PACKET", "ACCEPT_PACKET"]


def comes_again(office: Office, people: People, elsewhere: Play, first: PacketRegistered, edited: Finding, path: Path) -> None:
    """The department repairs the bundle and hands its packet in once more."""
    assert first.registered is not None
    sent = elsewhere.office.bundles.open(elsewhere.people.drafter, int(first.registered.bundle_identity.split("#")[1]))
    again = office.packet_intake.take(people.clerk, packet_of(elsewhere, sent_again(elsewhere, sent), path))
    second, matter = again.registered, matter_of(office, people, again)
    assert second is not None and second.submission == 2 and second.bundle_identity == first.registered.bundle_identity
    assert second.judged.mended == "上次退文 1 项：1 项请核对"
    repairs = matter.load_view(matter.record()).repairs
    assert [(r.ground, r.stands, bool(r.changes)) for r in repairs] == [(edited, None, True)]
    matter.accept(PASSPHRASE)
    accepted = matter_of(office, people, again)
    assert accepted.stands == PacketState.ACCEPTED.label and accepted.id in packets(office, people)
    assert accepted.record().course == Course(Stage.ACCEPTED, 1)
    with pytest.raises(Conflict):
        accepted.return_((GROUND,), "", PASSPHRASE)


def trust(office: Office, people: People, elsewhere: Play, path: Path) -> None:
    """The administrator lists the authority of the department."""
    kept = elsewhere.office.core.store.identity.authority()
    assert kept is not None
    path.write_bytes(as_pem(kept.certificate))
    settings = office.settings.load()
    listed = (*settings.trusted_authorities, office.settings.read_authority(path))
    office.settings.save(people.admin, replace(settings, trusted_authorities=listed))


def sent_again(play: Play, sent: BundleRecord) -> BundleRecord:
    """The department's own office takes the bundle back, corrects its material, and submits it again."""
    play.office.intake.receive(play.people.clerk, sent.key)
    play.office.intake.return_bundle(play.people.clerk, sent.key, (GROUND,), passphrase=PASSPHRASE)
    record = play.office.bundles.open(play.people.drafter, sent.key)
    old = next(d for d in play.office.checking.documents(play.people.drafter, sent.key) if d.where == "materials[0]")
    assert old.tree is not None
    lines = list(old.tree.paragraphs())
    text = "\n\n".join([f"# {lines[0]}", *lines[1:], "补贴资金由市、区财政各承担一半，列入年度预算。"])
    record = play.office.bundles.put_part(play.people.drafter, sent.key, record.revision.number, PartKind.MATERIAL, "新.md", text.encode(), 0)
    signed = play.signed(play.reviewed(record))
    return play.office.submissions.submit(play.people.drafter, signed.key, signed.revision.number, passphrase=PASSPHRASE)


def test_a_damaged_packet_is_named_as_such_and_can_only_be_put_away(office: Office, people: People, elsewhere: Play, tmp_path: Path) -> None:
    whole = packet_of(elsewhere, elsewhere.submitted(), tmp_path / "甲.zip").read_bytes()
    (tmp_path / "缺半.zip").write_bytes(whole[: len(whole) // 2])
    place = whole.index("建设局".encode())
    (tmp_path / "改过.zip").write_bytes(whole[:place] + "管理局".encode() + whole[place + 9 :])
    (tmp_path / "别的.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    for name in ("缺半.zip", "改过.zip", "别的.zip"):
        taken = office.packet_intake.take(people.clerk, tmp_path / name)
        judged, matter = taken.registered.judged if taken.registered else None, matter_of(office, people, taken)
        assert judged is not None and judged.mark is VerdictMark.UNSURE and judged.words, name
        record = matter.record()
        view = matter.load_view(record)
        assert view.findings[0].severity is Severity.RETURN and "不要采用" in view.findings[0].remedy and record.bundle.title
        for act, decide in (
            (Act.ACCEPT, lambda m: m.accept(PASSPHRASE)), (Act.RETURN, lambda m: m.return_((GROUND,), "", PASSPHRASE)),
        ):  # fmt: skip
            offered = pick(view.acts, act)
            assert offered.offered and not offered.allowed and offered.in_the_way
            with pytest.raises(InputError, match="这个报送包不能") as refused:
                decide(matter)
            assert refused.value.what == offered.why_not
        matter.put_away()
        assert packets(office, people) == []
        with pytest.raises(Conflict):
            matter.put_away()
        matter.bring_back()
        matter.put_away()
    assert office.packet_intake.take(people.clerk, tmp_path / "改过.zip").known, "handed in once more it is in the list again"
    assert len(packets(office, people)) == 1


def test_what_is_no_packet_is_refused_and_registers_nothing(office: Office, people: People, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"x")
    for path in (tmp_path / "a.docx", tmp_path / "none.zip", tmp_path):
        with pytest.raises(InputError):
            office.packet_intake.take(people.clerk, path)
    for origin in Origin:
        with pytest.raises(NotFound):
            office.packet_intake.matter(people.clerk, MatterId(origin, 9))
    assert office.packet_intake.matters(people.clerk) == ()


def test_a_notice_is_no_packet(office: Office, people: People, play: Play, tmp_path: Path) -> None:
    sent = play.submitted()
    office.intake.receive(people.clerk, sent.key)
    office.intake.return_bundle(people.clerk, sent.key, (GROUND,), passphrase=PASSPHRASE)
    office.intake.write_notice(people.clerk, sent.key, tmp_path / "通知.zip")
    with pytest.raises(InputError, match="是退文通知单"):
        office.packet_intake.take(people.clerk, tmp_path / "通知.zip")


def test_a_packet_of_this_office_leads_to_its_bundle(office: Office, people: People, play: Play, tmp_path: Path) -> None:
    sent = play.submitted()
    taken = office.packet_intake.take(people.clerk, packet_of(play, sent, tmp_path / "甲.zip"))
    assert (taken.key, taken.registered) == (sent.key, None) and packets(office, people) == []
    (matter,) = office.packet_intake.matters(people.clerk)
    assert matter.id == taken.matter == MatterId(Origin.HERE, sent.key) and not matter.removable and matter.export_name(sent)
    judged, view = matter.judge(), matter.load_view(matter.record())
    assert judged.mark is VerdictMark.ACCEPT and judged.signatures == "签名有效 ✓（3 个）" and view.lines[0] == "完整，没有改动"
    again = sent_again(play, sent)
    (matter,) = office.packet_intake.matters(people.clerk)
    assert matter.id.number == again.key and matter.submission == 2 and matter.judge().mended == "上次退文 1 项：1 项请核对"


def test_a_submission_that_the_clerk_has_not_seen_is_not_decided_on(office: Office, people: People, play: Play) -> None:
    """Somebody else returned the one that is shown, and the department has submitted anew."""
    sent = play.submitted()
    (seen,) = office.packet_intake.matters(people.clerk)
    sent_again(play, sent)
    with pytest.raises(Conflict):
        seen.receive()
    (now,) = office.packet_intake.matters(people.clerk)
    now.receive()
    for act in (lambda: seen.accept(PASSPHRASE), lambda: seen.return_((GROUND,), "", PASSPHRASE)):
        with pytest.raises(Conflict):
            act()
    now.accept(PASSPHRASE)
    assert office.bundles.open(people.clerk, sent.key).course.stage is Stage.ACCEPTED


def test_a_bundle_and_a_packet_are_decided_on_alike(office: Office, people: People, play: Play, elsewhere: Play, tmp_path: Path) -> None:
    """One page's worth of acts, whichever it is: list, read, accept; and each refuses what only the other has."""
    sent = play.submitted()
    office.packet_intake.take(people.clerk, packet_of(elsewhere, elsewhere.submitted(), tmp_path / "甲.zip"))
    trust(office, people, elsewhere, tmp_path / "机构.pem")
    packet, bundle = office.packet_intake.matters(people.clerk)
    assert (packet.id.origin, bundle.id.origin) == (Origin.FILE, Origin.HERE)
    bundle.receive()
    for matter in (packet, bundle):
        record = matter.record()
        acts = matter.acts(record, matter.load_view(record).findings)
        assert pick(acts, Act.ACCEPT).allowed and pick(acts, Act.RETURN).allowed and not pick(acts, Act.ISSUE).allowed
        assert matter.pages(record, silent, lambda _: None).startswith(b"%PDF")
        part = record.bundle.parts[0]
        matter.save_original(part.sha256, tmp_path / matter.id.origin.value)
        assert sha256_of((tmp_path / matter.id.origin.value).read_bytes()) == part.sha256
        matter.mark_seen(record)
        matter.accept(PASSPHRASE, "收悉")
        assert not pick(office.packet_intake.matter(people.clerk, matter.id).acts(matter.record(), ()), Act.RETURN).allowed
    number, on = "东政发〔2026〕1号", date(2026, 12, 1)
    for refused in (packet.receive, lambda: packet.issue(number, on), lambda: packet.export(tmp_path / "x"), bundle.put_away):
        with pytest.raises(InputError):
            refused()
    bundle.issue("东政发〔2026〕1号", date(2026, 12, 1))
    assert office.bundles.open(people.drafter, sent.key).document_number == "东政发〔2026〕1号"


def test_only_clerks_take_in(office: Office, people: People, elsewhere: Play, tmp_path: Path) -> None:
    path = packet_of(elsewhere, elsewhere.submitted(), tmp_path / "甲.zip")
    intake = office.packet_intake
    taken = intake.take(people.clerk, path)
    for session in (people.drafter, people.principal, people.admin, people.reader):
        for act in (
            lambda s: intake.take(s, path), intake.matters, lambda s: intake.matter(s, taken.matter),
            lambda s: intake.matter(s, MatterId(Origin.HERE, 1)),
        ):  # fmt: skip
            with pytest.raises(PermissionDenied):
                act(session)
    matter = matter_of(office, people, taken)
    part = matter.record().bundle.parts[0]
    matter.save_original(part.sha256, tmp_path / "原件")
    assert (tmp_path / "原件").read_bytes()[:2] == b"PK"
    with pytest.raises(NotFound):
        matter.save_original("0" * 64, tmp_path / "x")


def test_who_is_no_clerk_any_more_decides_on_nothing(office: Office, people: People, elsewhere: Play, tmp_path: Path) -> None:
    """The list was fetched while the person was one."""
    matter = matter_of(office, people, office.packet_intake.take(people.clerk, packet_of(elsewhere, elsewhere.submitted(), tmp_path / "甲.zip")))
    record, account = matter.record(), office.accounts.who(people.clerk)
    office.accounts.update(people.admin, replace(account, roles=(Role.READER,)))
    for act in (
        matter.record, lambda: matter.load_view(record), lambda: matter.pages(record, silent, lambda _: None), matter.judge, matter.put_away,
        lambda: matter.accept(PASSPHRASE), lambda: matter.return_((GROUND,), "", PASSPHRASE), lambda: matter.write_notice(tmp_path / "x.zip"),
        lambda: matter.save_original("", tmp_path / "x"),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            act()
