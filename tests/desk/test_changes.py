"""What changed since somebody last saw a bundle, and what was done about each ground of a return; the notice itself, signed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.course.changes import Repair, SinceSeen
from zwgk_desk.desk.course.intake import office_ground
from zwgk_desk.desk.local.local_desk import LocalDesk
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_office import PASSPHRASE
from zwgk_desk.model.errors import InputError, NotFound
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.terms import DisclosureAttribute, PartKind, Stage
from zwgk_desk.packet.bag import make_bag, open_bag, payload
from zwgk_desk.packet.verification import Verification
from zwgk_desk.packet.verify import verify
from zwgk_desk.signing.certificates import from_pem

from .. import needs
from .conftest import People, Play, view_of
from .test_signing import entries

FUNDS = "补贴资金由市、区财政各承担一半，列入年度预算。"
GROUND = office_ground("没有说明补贴资金由谁承担", "三(二)", "请补写资金来源", "materials[0]")
WIDER = office_ground("文字请再核", "三(二)")


def material(*lines: str) -> bytes:
    return "\n\n".join(("# 加装电梯问答", *lines)).encode()


def test_whoever_never_saw_a_bundle_is_told_so_and_then_what_changed_since(office: Office, people: People, play: Play) -> None:
    record = play.draft()
    key = record.key

    def seen_by(session: Session) -> SinceSeen:
        since = view_of(office, session, key).since
        assert since is not None
        return since

    assert seen_by(people.principal).revision == 0
    office.changes.mark_seen(people.principal, key, record.revision.number)
    seen = seen_by(people.principal)
    assert (seen.revision, seen.changes, seen.reviews) == (record.revision.number, (), ())
    record = office.bundles.put_part(people.drafter, key, record.revision.number, PartKind.MATERIAL, "a.md", material("第一段。", "第二段。"), 0)
    office.changes.mark_seen(people.leader, key, record.revision.number)
    record = office.bundles.put_part(
        people.drafter, key, record.revision.number, PartKind.MATERIAL, "a.md", material("第一段。", FUNDS, "第三段。"), 0
    )
    declared = replace(record.bundle.declaration, attribute=DisclosureAttribute.ON_REQUEST)
    record = office.bundles.save(people.drafter, key, record.revision.number, replace(record.bundle, declaration=declared))
    found = seen_by(people.leader).changes
    assert [(c.where, c.message) for c in found] == [
        ("disclosure.attribute", "公开属性：“主动公开”改为“依申请公开”"),
        ("materials[0]", "解读材料-1：文字有 2 处改动"),
    ]
    assert found[1].details == (f"改：第二段。 → {FUNDS}", "增：第三段。")
    assert len(seen_by(people.principal).changes) == 2
    declared = replace(declared, attribute=DisclosureAttribute.PROACTIVE)
    play.reviewed(office.bundles.save(people.drafter, key, record.revision.number, replace(record.bundle, declaration=declared)))
    assert [r.by for r in seen_by(people.leader).reviews] == ["王慎"]


def test_who_may_not_see_a_bundle_is_told_nothing_of_it(office: Office, people: People, play: Play) -> None:
    record = play.draft()
    for ask in (
        lambda: office.views.load(people.clerk, record, with_since=True),
        lambda: office.bundles.events(people.clerk, record),
        lambda: office.changes.mark_seen(people.clerk, record.key, 1),
    ):
        with pytest.raises(NotFound):
            ask()


def returned(office: Office, people: People, play: Play, *grounds: object) -> BundleRecord:
    record = play.submitted()
    office.intake.receive(people.clerk, record.key)
    return office.intake.return_bundle(people.clerk, record.key, grounds or (GROUND, WIDER), passphrase=PASSPHRASE)  # type: ignore[arg-type]


def test_the_repaired_bundle_shows_what_was_done_for_each_ground(office: Office, people: People, play: Play) -> None:
    record = returned(office, people, play)
    assert record.course.stage is Stage.DRAFTING
    key = record.key

    def repairs() -> tuple[Repair, ...]:
        return view_of(office, people.drafter, key).repairs

    assert [(r.ground.message, r.stands, r.words) for r in repairs()] == [
        (GROUND.message, None, "还没有改动"), (WIDER.message, None, "还没有改动"),
    ]  # fmt: skip
    record = office.bundles.save(people.drafter, key, record.revision.number, replace(record.bundle, title="加装电梯管理办法（修订）"))
    assert [bool(r.changes) for r in repairs()] == [False, True], "another place is no answer to a ground about the material"
    office.bundles.put_part(people.drafter, key, record.revision.number, PartKind.MATERIAL, "问答.md", material(FUNDS), 0)
    first, second = repairs()
    assert [c.where for c in first.changes] == ["materials[0]"] and any(FUNDS in d for d in first.changes[0].details)
    assert len(second.changes) == 2 and "核对" in second.words
    sent = play.signed(play.reviewed(office.bundles.open(people.drafter, key)))
    office.submissions.submit(people.drafter, key, sent.revision.number, passphrase=PASSPHRASE)
    office.intake.receive(people.clerk, key)
    assert [r.ground for r in view_of(office, people.clerk, key).repairs] == [GROUND, WIDER], "the clerk sees it with what came again"


def test_a_ground_that_a_rule_found_says_itself_whether_it_still_stands(office: Office, people: People, play: Play) -> None:
    record = play.submitted()
    office.intake.receive(people.clerk, record.key)
    ground = replace(GROUND, rule="material-missing", where="materials")
    record = office.intake.return_bundle(people.clerk, record.key, (ground,), passphrase=PASSPHRASE)
    record = office.bundles.remove_part(people.drafter, record.key, record.revision.number, PartKind.MATERIAL)
    assert [(r.stands, r.words) for r in view_of(office, people.drafter, record.key).repairs] == [(True, "还没有补正")]
    office.bundles.put_part(people.drafter, record.key, record.revision.number, PartKind.MATERIAL, "b.md", material(FUNDS))
    (repair,) = view_of(office, people.drafter, record.key).repairs
    assert (repair.stands, repair.words) == (False, "已补正") and repair.changes


# 退文通知单


@pytest.fixture
def notice(office: Office, people: People, play: Play, tmp_path: Path) -> Path:
    record = returned(office, people, play)
    for ending in ("zip", "pdf", "docx"):
        office.intake.write_notice(people.drafter, record.key, tmp_path / f"退文通知单.{ending}")
    return tmp_path / "退文通知单.zip"


def roots(office: Office) -> list[bytes]:
    return [from_pem(office.identity.authority_pem())]


def test_a_notice_is_signed_and_names_each_ground_with_its_citation_and_place(office: Office, people: People, notice: Path) -> None:
    found = verify(notice.read_bytes(), notice.name, roots(office))
    assert found.ok and found.signed and found.notice is not None
    assert [(g.message, g.citation, g.where) for g in found.notice.grounds] == [
        (GROUND.message, "三(二)", "materials[0]"), (WIDER.message, "三(二)", "bundle"),
    ]  # fmt: skip
    assert [(s.act.value, s.by, s.trusted) for s in found.signatures] == [("return", "吴悦", True)]
    assert any("没有说明补贴资金" in line for line in found.lines())
    key = office.intake.find_returned(people.drafter, found.notice.packet)
    assert key is not None and view_of(office, people.drafter, key).repairs[0].ground == GROUND
    assert office.intake.find_returned(people.finance, found.notice.packet) is None, "not for another department"
    assert office.intake.find_returned(people.drafter, "0" * 64) is None


def test_its_pdf_is_the_same_in_the_bag(notice: Path) -> None:
    files = payload(entries(notice.read_bytes()), notice.name)
    assert files["退文通知单.pdf"] == notice.with_suffix(".pdf").read_bytes()
    assert files["退文通知单.docx"] == notice.with_suffix(".docx").read_bytes()


@needs.program("pdfsig")
def test_its_pdf_is_valid_for_pdfsig(notice: Path) -> None:
    told = subprocess.run(["pdfsig", str(notice.with_suffix(".pdf"))], capture_output=True, encoding="utf-8", check=False).stdout
    assert told.count("Signature is Valid") == 1


def swapped(files: dict[str, bytes]) -> None:
    files["退文通知单.docx"] = files["退文通知单.pdf"]


FORGERIES: dict[str, Callable[[dict[str, bytes]], object]] = {
    "another ground": lambda f: f.update({"签名/退文.json": f["签名/退文.json"].replace("补贴资金".encode(), "配套资金".encode())}),
    "another docx": swapped,
    "no signature": lambda f: f.pop("签名/退文.p7s"),
    "no pdf": lambda f: f.pop("退文通知单.pdf"),
    "a file more": lambda f: f.update({"附言.txt": b"x"}),
    "another authority": lambda f: f.update({"签名/签发机构.pem": b"x"}),
    "a manifest that is none": lambda f: f.update({"签名/退文.json": b"{}"}),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_notice_is_found(name: str, office: Office, notice: Path) -> None:
    opened = open_bag(entries(notice.read_bytes()), notice.name)
    files = dict(opened.payload)
    assert verify(make_bag(opened.label, files), "a.zip", roots(office)).ok
    FORGERIES[name](files)
    assert not verify(make_bag(opened.label, files), "a.zip", roots(office)).ok


def test_a_notice_is_verified_from_the_command_line_too_and_is_no_packet(notice: Path, local_desk: LocalDesk) -> None:
    found: Verification = local_desk.verify(notice)
    assert found.ok and found.signed and found.as_json()["signatures"][0]["act"] == "return"
    with pytest.raises(InputError):
        local_desk.check(notice)


def test_a_notice_in_another_form_is_refused_in_words(office: Office, people: People, play: Play, tmp_path: Path) -> None:
    record = returned(office, people, play)
    with pytest.raises(InputError, match="扩展名"):
        office.intake.write_notice(people.drafter, record.key, tmp_path / "notice.txt")
    assert not list(tmp_path.glob("notice*"))
