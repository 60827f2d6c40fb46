"""Packets that come as files: judged in a row each, returned with a signed notice, recognised when they come again, damaged ones named as such."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from zwgk_desk.desk.course.intake import office_ground
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_office import PASSPHRASE
from zwgk_desk.model.errors import Conflict, InputError, NotFound, PermissionDenied, SigningRefused
from zwgk_desk.model.finding import grounds_of
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.registered_packet import PacketState, VerdictMark
from zwgk_desk.model.terms import PartKind, Severity, Stage
from zwgk_desk.packet.verify import verify
from zwgk_desk.signing.certificates import as_pem

from .conftest import People, Play, packet_of

GROUND = office_ground("没有说明补贴资金由谁承担", "三(二)", "请补写资金来源", "materials[0]")


def test_a_packet_from_elsewhere_is_returned_and_recognised_when_it_comes_again(
    office: Office, people: People, elsewhere: Play, tmp_path: Path
) -> None:
    sent = elsewhere.submitted()
    taken = office.packet_intake.take(people.clerk, packet_of(elsewhere, sent, tmp_path / "甲.zip"))
    assert taken.registered is not None and taken.registered.judged.mark is VerdictMark.UNSURE, "nobody vouches for who signed it"
    assert "不是所信任的签发机构" in taken.registered.judged.words and "签发机构未确认" in taken.registered.judged.signatures
    with pytest.raises(InputError, match="不能受理"):
        office.packet_intake.accept(people.clerk, taken.registered.number, passphrase=PASSPHRASE)
    trust(office, people, elsewhere, tmp_path / "机构.pem")
    assert office.packet_intake.judge_packet(people.clerk, taken.registered.number).mark is VerdictMark.ACCEPT
    office.packet_intake.put_away(people.clerk, taken.registered.number)
    taken = office.packet_intake.take(people.clerk, tmp_path / "甲.zip")
    assert taken.registered is not None and taken.known and taken.key == 0
    row = office.packet_intake.judge_packet(people.clerk, taken.registered.number)
    assert row.mark is VerdictMark.ACCEPT and row.words == "没有发现退文理由" and row.mended == ""
    assert row.signatures == "签名有效 ✓（3 个）"
    number = taken.registered.number
    record = office.packet_intake.record(people.clerk, number)
    assert (record.key, record.course.stage, record.bundle) == (-number, Stage.INTAKE, sent.bundle)
    opened = office.packet_intake.open(people.clerk, number)
    assert len(opened.documents) == 3 and grounds_of(opened.findings) == () and opened.repairs == () and opened.lines[0] == "完整，没有改动"
    assert len(PdfReader(io.BytesIO(office.packet_intake.pages(people.clerk, number))).pages) > 6
    again = office.packet_intake.take(people.clerk, tmp_path / "甲.zip")
    assert again.known and again.registered == taken.registered
    edited = replace(GROUND, message="资金由谁承担没有写")
    draft = office.intake.draft_notice(people.clerk, record, (edited,), "请一周内补正")
    assert "资金由谁承担没有写" in PdfReader(io.BytesIO(draft)).pages[0].extract_text().replace("\n", "")
    with pytest.raises(SigningRefused):
        office.packet_intake.return_packet(people.clerk, number, (edited,), passphrase="wrong")
    assert office.packet_intake.waiting(people.clerk) == (taken.registered,), "nothing happened"
    back = office.packet_intake.return_packet(people.clerk, number, (edited,), "请一周内补正", PASSPHRASE)
    assert back.state is PacketState.RETURNED and office.packet_intake.waiting(people.clerk) == ()
    office.packet_intake.write_notice(people.clerk, number, tmp_path / "通知.zip")
    kept = office.core.store.identity.authority()
    assert kept is not None
    found = verify((tmp_path / "通知.zip").read_bytes(), "通知.zip", [kept.certificate])
    assert found.ok and found.signed and found.notice is not None and found.notice.grounds == (edited,)
    assert elsewhere.office.intake.find_returned(elsewhere.people.drafter, found.notice.packet) == sent.key, "the department finds its bundle by it"
    office.packet_intake.write_notice(people.clerk, number, tmp_path / "通知.docx")
    assert zipfile.is_zipfile(tmp_path / "通知.docx")
    repaired = sent_again(elsewhere, sent)
    second = office.packet_intake.take(people.clerk, packet_of(elsewhere, repaired, tmp_path / "乙.zip")).registered
    assert second is not None and second.submission == 2 and second.bundle_identity == taken.registered.bundle_identity
    assert second.judged.mended == "上次退文 1 项：1 项请核对"
    repairs = office.packet_intake.open(people.clerk, second.number).repairs
    assert [(r.ground, r.stands, bool(r.changes)) for r in repairs] == [(edited, None, True)]
    accepted = office.packet_intake.accept(people.clerk, second.number, passphrase=PASSPHRASE)
    assert accepted.state is PacketState.ACCEPTED and accepted.notice
    assert office.packet_intake.record(people.clerk, second.number).course == replace(record.course, stage=Stage.ACCEPTED, return_count=1)
    with pytest.raises(Conflict):
        office.packet_intake.return_packet(people.clerk, second.number, (GROUND,), passphrase=PASSPHRASE)
    said = [(e.act, e.remark) for e in office.identity.record(people.admin) if e.act.endswith("_PACKET")]
    assert [act for act, _ in reversed(said)] == ["TAKE_PACKET"] * 3 + ["RETURN_PACKET", "TAKE_PACKET", "ACCEPT_PACKET"]


def trust(office: Office, people: People, elsewhere: Play, path: Path) -> None:
    """The administrator lists the authority of the department."""
    kept = elsewhere.office.core.store.identity.authority()
    assert kept is not None
    path.write_bytes(as_pem(kept.certificate))
    settings = office.settings.load()
    listed = (*settings.trusted_authorities, office.settings.read_authority(path))
    office.settings.save(people.admin, replace(settings, trusted_authorities=listed))


def sent_again(play: Play, sent: BundleRecord) -> BundleRecord:
    """The department's own office takes the bundle back, mends its material, and submits it again."""
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
        taken = office.packet_intake.take(people.clerk, tmp_path / name).registered
        assert taken is not None and taken.judged.mark is VerdictMark.UNSURE and taken.judged.words, name
        opened = office.packet_intake.open(people.clerk, taken.number)
        assert opened.findings[0].severity is Severity.RETURN and "不要采用" in opened.findings[0].remedy
        assert office.packet_intake.record(people.clerk, taken.number).bundle.title
        for decide in (office.packet_intake.accept, lambda s, n, **k: office.packet_intake.return_packet(s, n, (GROUND,), **k)):
            with pytest.raises(InputError, match="这个报送包不能"):
                decide(people.clerk, taken.number, passphrase=PASSPHRASE)
        office.packet_intake.put_away(people.clerk, taken.number)
        assert office.packet_intake.waiting(people.clerk) == ()
        with pytest.raises(Conflict):
            office.packet_intake.put_away(people.clerk, taken.number)
        office.packet_intake.bring_back(people.clerk, taken.number)
        office.packet_intake.put_away(people.clerk, taken.number)
    assert office.packet_intake.take(people.clerk, tmp_path / "改过.zip").known, "handed in once more it is in the list again"
    assert len(office.packet_intake.waiting(people.clerk)) == 1


def test_what_is_no_packet_is_refused_and_registers_nothing(office: Office, people: People, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"x")
    for path in (tmp_path / "a.docx", tmp_path / "none.zip", tmp_path):
        with pytest.raises(InputError):
            office.packet_intake.take(people.clerk, path)
    for act in (office.packet_intake.record, office.packet_intake.open, office.packet_intake.pages):
        with pytest.raises(NotFound):
            act(people.clerk, 9)
    assert office.packet_intake.waiting(people.clerk) == ()


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
    assert (taken.key, taken.registered) == (sent.key, None) and office.packet_intake.waiting(people.clerk) == ()
    judged = office.packet_intake.judge(people.clerk, sent.key)
    assert (
        judged.mark is VerdictMark.ACCEPT and judged.signatures == "签名有效 ✓（3 个）" and office.packet_intake.verified(people.clerk, sent.key).ok
    )
    again = sent_again(play, sent)
    assert office.packet_intake.judge(people.clerk, again.key).mended == "上次退文 1 项：1 项请核对"


def test_only_clerks_take_in(office: Office, people: People, elsewhere: Play, tmp_path: Path) -> None:
    path = packet_of(elsewhere, elsewhere.submitted(), tmp_path / "甲.zip")
    number = office.packet_intake.take(people.clerk, path).registered.number  # type: ignore[union-attr]
    packet_intake = office.packet_intake
    for session in (people.drafter, people.principal, people.admin, people.reader):
        for act in (
            lambda s: packet_intake.take(s, path), packet_intake.waiting, lambda s: packet_intake.open(s, number), lambda s: packet_intake.pages(s, number),
            lambda s: packet_intake.record(s, number), lambda s: packet_intake.put_away(s, number), lambda s: packet_intake.accept(s, number, passphrase=PASSPHRASE),
            lambda s: packet_intake.return_packet(s, number, (GROUND,), passphrase=PASSPHRASE), lambda s: packet_intake.save_original(s, number, "", path),
            lambda s: packet_intake.write_notice(s, number, tmp_path / "x.zip"), lambda s: packet_intake.judge(s, 1),
        ):  # fmt: skip
            with pytest.raises(PermissionDenied):
                act(session)
    part = packet_intake.record(people.clerk, number).bundle.parts[0]
    packet_intake.save_original(people.clerk, number, part.sha256, tmp_path / "原件")
    assert (tmp_path / "原件").read_bytes()[:2] == b"PK"
    with pytest.raises(NotFound):
        packet_intake.save_original(people.clerk, number, "0" * 64, tmp_path / "x")
