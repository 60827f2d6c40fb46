"""The whole course through the desk: draft, review, sign, submit, return, repair, accept, issue."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from zwgk_desk.desk.course.intake import office_ground
from zwgk_desk.desk.course.review_and_signoff import Judgement
from zwgk_desk.desk.local.local_desk import LocalDesk
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_bundles import complete
from zwgk_desk.desk.sample.sample_office import PASSPHRASE
from zwgk_desk.desk.sample.story import tell
from zwgk_desk.model.errors import Cancelled, Conflict, InputError, NotFound, PermissionDenied, StageError, WouldBeReturned
from zwgk_desk.model.finding import grounds_of
from zwgk_desk.model.people import Account
from zwgk_desk.model.terms import IssuingAuthority, PartKind, ReviewKind, ReviewResult, Role, Stage

from ..conftest import TestClock, write_case
from .conftest import PASSED, People, Play, empty_bundle


def test_the_story_that_demo_tells(clock: TestClock) -> None:
    story = tell(clock)
    assert len([name for name in story.files if name.endswith(".zip")]) == 2
    assert any("受理并印发" in step for step in story.steps)


@pytest.mark.parametrize("authority", IssuingAuthority)
@pytest.mark.parametrize("withheld", [False, True])
def test_every_kind_of_document_goes_all_the_way(authority: IssuingAuthority, withheld: bool, office: Office, people: People, play: Play) -> None:
    record = play.signed(play.reviewed(play.draft(authority, withheld)))
    assert grounds_of(office.checking.check(people.drafter, record.key)) == ()
    record = office.submissions.submit(people.drafter, record.key, record.revision.number, passphrase=PASSPHRASE)
    office.intake.receive(people.clerk, record.key)
    office.intake.accept(people.clerk, record.key, passphrase=PASSPHRASE)
    record = office.intake.issue(people.clerk, record.key, "东政发〔2026〕7号", date(2026, 11, 30))
    assert (record.course.stage, record.document_number, record.issued_on) == (Stage.ISSUED, "东政发〔2026〕7号", "2026-11-30")


def test_what_is_missing_cannot_be_sent_on(office: Office, people: People) -> None:
    record = office.bundles.create(people.drafter, empty_bundle())
    office.course.send_to_review(people.drafter, record.key, 1)
    with pytest.raises(WouldBeReturned, match="缺政策文稿"):
        office.course.send_to_sign_off(people.drafter, record.key, 1)
    with pytest.raises(StageError):
        office.submissions.submit(people.drafter, record.key, 1, passphrase=PASSPHRASE)
    assert office.bundles.open(people.drafter, record.key).course.stage is Stage.INTERNAL_REVIEW


def test_nothing_unsigned_is_submitted(office: Office, people: People, play: Play) -> None:
    record = play.reviewed(play.draft())
    with pytest.raises(WouldBeReturned, match="审签"):
        office.submissions.submit(people.drafter, record.key, record.revision.number, passphrase=PASSPHRASE)


def test_a_return_brings_it_back_with_its_grounds_and_the_repair_makes_the_sign_off_stale(
    office: Office, people: People, play: Play, tmp_path: Path
) -> None:
    record = play.submitted()
    office.intake.receive(people.clerk, record.key)
    ground = office_ground("解读材料没有说明资金来源", "三(二)", "请补写")
    record = office.intake.return_bundle(people.clerk, record.key, (ground,), "请于三日内补正", passphrase=PASSPHRASE)
    assert (record.course.stage, record.course.return_count) == (Stage.DRAFTING, 1)
    seen = office.bundles.open(people.drafter, record.key)
    assert seen.returns[0].grounds == (ground,)
    for who, name in ((people.clerk, "a.docx"), (people.drafter, "b.docx")):
        office.intake.write_notice(who, record.key, tmp_path / name)
        text = "\n".join(c.text for t in docx.Document(str(tmp_path / name)).tables for r in t.rows for c in r.cells)
        assert "解读材料没有说明资金来源" in text and "三(二)" in text
    office.intake.write_notice(people.drafter, record.key, tmp_path / "c.pdf")
    assert (tmp_path / "c.pdf").read_bytes().startswith(b"%PDF")
    assert grounds_of(office.checking.check(people.drafter, record.key)) == ()
    record = office.bundles.put_part(
        people.drafter, record.key, seen.revision.number, PartKind.MATERIAL, "补.md", "资金由市区财政各半承担。".encode()
    )
    assert [g.rule for g in grounds_of(office.checking.check(people.drafter, record.key))] == ["secrecy-review-stale", "signoff-stale"]
    record = play.signed(play.reviewed(record))
    record = office.submissions.submit(people.drafter, record.key, record.revision.number, passphrase=PASSPHRASE)
    assert [s.number for s in record.submissions] == [1, 2]
    office.intake.receive(people.clerk, record.key)
    office.intake.return_bundle(people.clerk, record.key, (ground,), passphrase=PASSPHRASE)
    assert office.bundles.open(people.drafter, record.key).course.return_count == 2


def test_the_packet_is_exactly_what_was_signed(office: Office, people: People, play: Play, tmp_path: Path, local_desk: LocalDesk) -> None:
    record = play.submitted()
    target = tmp_path / office.submissions.packet_name(record)
    office.submissions.export(people.drafter, record.key, target)
    with zipfile.ZipFile(io.BytesIO(target.read_bytes())) as archive:
        names = archive.namelist()
        for part in record.bundle.parts:
            name = next(n for n in names if n.endswith(f"/data/原件/{part.name}"))
            assert archive.read(name) == office.bundles.content(people.drafter, record.key, part.sha256)
    assert grounds_of(local_desk.check(target)) == ()
    again = tmp_path / "again.zip"
    office.submissions.export(people.clerk, record.key, again)
    assert again.read_bytes() == target.read_bytes()


def test_a_cancelled_submission_has_not_happened(office: Office, people: People, play: Play) -> None:
    record = play.signed(play.reviewed(play.draft()))

    def progress(share: float, doing: str) -> None:
        if share > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        office.submissions.submit(people.drafter, record.key, record.revision.number, progress, passphrase=PASSPHRASE)
    after = office.bundles.open(people.drafter, record.key)
    assert after.course.stage is Stage.SIGN_OFF and after.submissions == ()


def test_what_one_signs_is_what_one_saw(office: Office, people: People, play: Play) -> None:
    record = play.reviewed(play.draft())
    seen = record.revision.number
    office.course.withdraw(people.drafter, record.key, seen)
    record = office.bundles.save(people.drafter, record.key, seen, replace(record.bundle, title="换了标题"))
    play.reviewed(record)
    with pytest.raises(Conflict, match="不是最新"):
        office.course.sign(people.principal, record.key, seen, passphrase=PASSPHRASE)
    record = office.course.sign(people.principal, record.key, record.revision.number, passphrase=PASSPHRASE)
    review = record.reviews[-1]
    state = record.revision.state
    assert (review.revision, review.content, review.statement) == (record.revision.number, state.content, state.statement)
    assert (review.account, review.role, review.kind) == ("zhuyao", Role.PRINCIPAL_LEADER, ReviewKind.SIGNOFF)


def test_the_head_sends_back_with_a_reason(office: Office, people: People, play: Play) -> None:
    record = play.reviewed(play.draft())
    seen = record.revision.number
    with pytest.raises(InputError, match="理由"):
        office.course.send_back(people.principal, record.key, seen, "  ", passphrase=PASSPHRASE)
    record = office.course.send_back(people.principal, record.key, seen, "补贴标准请再核", passphrase=PASSPHRASE)
    assert record.course.stage is Stage.DRAFTING
    assert [g.rule for g in grounds_of(office.checking.check(people.drafter, record.key))] == ["signoff-failed"]
    record = play.signed(play.reviewed(record))
    assert grounds_of(office.checking.check(people.drafter, record.key)) == ()


def test_a_review_that_fails_holds_the_bundle(office: Office, people: People, play: Play) -> None:
    record = play.draft()
    key, seen = record.key, record.revision.number
    office.course.send_to_review(people.drafter, key, seen)
    with pytest.raises(InputError, match="理由"):
        office.course.review(people.secrecy, key, seen, ReviewKind.SECRECY, Judgement(ReviewResult.FAILED), passphrase=PASSPHRASE)
    office.course.review(people.secrecy, key, seen, ReviewKind.SECRECY, Judgement(ReviewResult.FAILED, "第七条涉密"), passphrase=PASSPHRASE)
    with pytest.raises(WouldBeReturned, match="保密审查未通过"):
        office.course.send_to_sign_off(people.drafter, key, seen)
    office.course.review(people.secrecy, key, seen, ReviewKind.SECRECY, PASSED, passphrase=PASSPHRASE)
    assert office.course.send_to_sign_off(people.drafter, key, seen).course.stage is Stage.SIGN_OFF


def test_a_return_needs_a_ground_and_an_issue_a_proper_number(office: Office, people: People, play: Play) -> None:
    record = play.submitted()
    with pytest.raises(StageError):
        office.intake.accept(people.clerk, record.key, passphrase=PASSPHRASE)
    office.intake.receive(people.clerk, record.key)
    with pytest.raises(InputError, match="退文理由"):
        office.intake.return_bundle(people.clerk, record.key, (), passphrase=PASSPHRASE)
    with pytest.raises(InputError):
        office_ground("", "三(一)")
    office.intake.accept(people.clerk, record.key, passphrase=PASSPHRASE)
    for number in ("", "东政发[2026]7号", "东政发〔2026〕07号", "7号"):
        with pytest.raises(InputError, match="文号"):
            office.intake.issue(people.clerk, record.key, number, date(2026, 11, 30))
    with pytest.raises(NotFound):
        office.intake.write_notice(people.clerk, record.key, Path("x.docx"))


def test_drafting(office: Office, people: People, tmp_path: Path) -> None:
    record = office.bundles.create(people.drafter, empty_bundle())
    path = tmp_path / "政策.txt"
    path.write_text("供热细则\n为规范供热收费，制定本细则。", encoding="utf-8")
    record = office.bundles.put_file(people.drafter, record.key, 1, PartKind.POLICY, path)
    record = office.bundles.start_from_template(people.drafter, record.key, 2, PartKind.PLAN)
    assert [g.rule for g in office.checking.check(people.drafter, record.key) if g.rule.startswith("file")] == ["file-placeholder"]
    record = office.bundles.remove_part(people.drafter, record.key, 3, PartKind.PLAN)
    assert record.revision.number == 4 and record.bundle.of_kind(PartKind.PLAN) == ()
    plan = office.bundles.revisions(people.drafter, record.key)[2].bundle.of_kind(PartKind.PLAN)[0]
    assert office.bundles.content(people.drafter, record.key, plan.sha256)[:2] == b"PK"
    office.bundles.save_copy(people.drafter, record.key, record.bundle.parts[0].sha256, tmp_path / "copy.txt")
    assert (tmp_path / "copy.txt").read_bytes() == path.read_bytes()
    assert office.bundles.save(people.drafter, record.key, 4, record.bundle).revision.number == 4
    with pytest.raises(Conflict):
        office.bundles.save(people.drafter, record.key, 3, replace(record.bundle, title="晚了"))
    with pytest.raises(InputError, match="格式"):
        office.bundles.put_part(people.drafter, record.key, 4, PartKind.ATTACHMENT, "a.exe", b"x")
    with pytest.raises(NotFound):
        office.bundles.remove_part(people.drafter, record.key, 4, PartKind.PLAN)
    with pytest.raises(NotFound):
        office.bundles.content(people.drafter, record.key, "0" * 64)


def test_after_submission_nothing_can_be_changed(office: Office, people: People, play: Play) -> None:
    record = play.submitted()
    with pytest.raises(StageError):
        office.bundles.save(people.drafter, record.key, record.revision.number, replace(record.bundle, title="改"))
    with pytest.raises(StageError):
        office.course.withdraw(people.drafter, record.key, record.revision.number)


def test_a_case_folder_becomes_a_bundle_without_its_claims(office: Office, people: People, tmp_path: Path, clock: TestClock) -> None:
    case = complete(IssuingAuthority.GOVERNMENT, clock().date())
    record = office.bundles.import_case(people.drafter, write_case(tmp_path / "case", case))
    assert record.reviews == () and [p.sha256 for p in record.bundle.parts] == [p.sha256 for p in case.bundle.parts]
    assert [g.rule for g in grounds_of(office.checking.check(people.drafter, record.key))] == ["secrecy-review-missing", "signoff-missing"]


def test_the_record_says_who_did_what(office: Office, people: People, play: Play) -> None:
    record = play.submitted()
    acts = [(event.act.value, event.by) for event in office.bundles.events(people.drafter, office.bundles.open(people.drafter, record.key))]
    assert acts[0] == ("CREATE", "nigao") and ("SIGN", "zhuyao") in acts and acts[-1] == ("SUBMIT", "nigao")


def test_the_drafter_of_another_department_has_no_hand_in_it(office: Office, people: People, play: Play) -> None:
    office.accounts.add(people.admin, Account("other", "他人", "东江市财政局", (Role.DRAFTER, Role.PRINCIPAL_LEADER)), "password-1")
    other = office.accounts.sign_in("other", "password-1")
    record = play.draft(IssuingAuthority.JOINT)
    assert office.bundles.open(other, record.key).key == record.key  # a joint department may read it
    with pytest.raises(PermissionDenied):
        office.bundles.save(other, record.key, record.revision.number, replace(record.bundle, title="改"))
    with pytest.raises(PermissionDenied):
        office.course.send_to_review(other, record.key, record.revision.number)
    alone = play.draft(IssuingAuthority.GOVERNMENT)
    with pytest.raises(NotFound):
        office.bundles.open(other, alone.key)
    with pytest.raises(NotFound):
        office.checking.documents(other, alone.key)
