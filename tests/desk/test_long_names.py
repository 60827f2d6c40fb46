"""An office with a long name, people with long names and Chinese accounts, long titles and long file names: from setting up to verifying."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pytest
from cryptography import x509

from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.common.equipment import Equipment
from zwgk_desk.desk.course.review_and_signoff import Judgement
from zwgk_desk.desk.local.local_desk import LocalDesk
from zwgk_desk.desk.office import Office, Workstation
from zwgk_desk.desk.people.keys import NoVault
from zwgk_desk.desk.sample.sample_bundles import complete
from zwgk_desk.desk.sample.sample_office import SAMPLE_COST, SAMPLE_HASHER
from zwgk_desk.model.document.measures import GB_T_9704
from zwgk_desk.model.errors import Conflict, InputError, SigningRefused
from zwgk_desk.model.finding import grounds_of
from zwgk_desk.model.naming.file_names import safe_name
from zwgk_desk.model.people import Account
from zwgk_desk.model.record import BundleRecord, Event, OfficeEvent
from zwgk_desk.model.search import SavedFilter
from zwgk_desk.model.terms import Act, IssuingAuthority, OfficeAct, PartKind, ReviewKind, ReviewResult, Role
from zwgk_desk.packet.export import write_folder
from zwgk_desk.store.store import Store

from .. import needs
from ..conftest import TestClock
from .conftest import People

OFFICE = "新疆维吾尔自治区伊犁哈萨克自治州人民政府办公厅"
PASSWORD, WORDS = "a-long-password", "签名用的口令-2026"
NAMES = {
    "张三": ("阿布都热合曼江·买买提依明托合提·阿不力克木江·吐尔逊那依汗", Role.ADMINISTRATOR),
    "zhang_san": ("巴图尔汗·加合甫别克·努尔哈孜·叶尔肯别克·赛力克江·木拉提", Role.DRAFTER),
    "保密员": ("古丽米热·阿卜杜外力·艾尼瓦尔·吾布力卡斯木·艾则孜江·玉素甫", Role.SECRECY_REVIEWER),
    "fu_ze_ren": ("叶尔兰·哈依拉提·木哈买提·沙尼亚孜·别克波拉提·胡安什别克汗", Role.UNIT_LEADER),
}
TITLE = (
    "伊犁哈萨克自治州人民政府办公厅关于印发2026/2027年度全州既有住宅加装电梯及供热计量改造财政补助资金管理和绩效评价暂行办法"
    "以及配套实施细则、工作流程、责任分工、进度安排与监督检查要求的通知"
)
LONG = "关于进一步做好全州既有住宅加装电梯工作的若干意见及其征求意见稿（" * 4


@dataclass
class Staff:
    """An office that was just set up, with people who can sign."""

    office: Office
    clock: TestClock

    def of(self, name: str) -> Session:
        """Somebody's session."""
        return Session(name)


def enrolled(office: Office, name: str, clock: TestClock) -> None:
    session = office.accounts.sign_in(name, PASSWORD)
    office.identity.request_key(session, WORDS, with_keyring=False)
    office.identity.certify(Session("张三"), name, WORDS)


@pytest.fixture
def staff(store: Store, equipment: Equipment, clock: TestClock, tmp_path: Path) -> Iterator[Staff]:
    office = Office(store, equipment, clock, SAMPLE_HASHER, Workstation(NoVault(), SAMPLE_COST, tmp_path / "working"))
    admin = office.accounts.set_up("张三", NAMES["张三"][0], OFFICE, PASSWORD, WORDS)
    for name, (shown, role) in NAMES.items():
        if role is not Role.ADMINISTRATOR:
            office.accounts.add(admin, Account(name, shown, OFFICE, (role,)), PASSWORD)
            enrolled(office, name, clock)
    yield Staff(office, clock)
    office.release()


def drafted(staff: Staff) -> BundleRecord:
    """A bundle with a long title, whose files have names of a hundred characters that begin alike."""
    office, drafter = staff.office, staff.of("zhang_san")
    case = complete(IssuingAuthority.DEPARTMENT, staff.clock().date())
    bundle = replace(case.bundle, title=TITLE, drafting_unit=OFFICE, interpreting_unit=OFFICE, parts=())
    record = office.bundles.create(drafter, bundle)
    for count, part in enumerate(case.bundle.ordered_parts):
        name = f"{LONG[: 100 - len(str(count))]}{count}{Path(part.name).suffix}"
        record = office.bundles.put_part(drafter, record.key, record.revision.number, part.kind, name, case.contents[part.sha256])
    note = "补助标准见附件。".encode()
    for name in ("A:B?.md", "a_b_.md", "con.md", "末尾有空格 .md"):
        record = office.bundles.put_part(drafter, record.key, record.revision.number, PartKind.ATTACHMENT, name, note)
    return record


def sent(staff: Staff, record: BundleRecord) -> BundleRecord:
    """The bundle reviewed, signed off and submitted."""
    course, drafter, key, seen = staff.office.course, staff.of("zhang_san"), record.key, record.revision.number
    course.send_to_review(drafter, key, seen)
    course.review(staff.of("保密员"), key, seen, ReviewKind.SECRECY, Judgement(ReviewResult.PASSED, "可以公开"), WORDS)
    course.send_to_sign_off(drafter, key, seen)
    course.sign(staff.of("fu_ze_ren"), key, seen, "同意", WORDS)
    return staff.office.submissions.submit(drafter, key, seen, passphrase=WORDS)


def test_a_long_office_with_long_people_titles_and_files_goes_all_the_way(staff: Staff, tmp_path: Path, local_desk: LocalDesk) -> None:
    assert len(OFFICE) > 21 and all(len(shown) >= 30 for shown, _ in NAMES.values()) and len(TITLE) >= 90 and "/" in TITLE
    office, drafter = staff.office, staff.of("zhang_san")
    facts = office.identity.authority()
    assert facts is not None and facts.name == f"{OFFICE}签发机构"
    record = sent(staff, drafted(staff))
    assert grounds_of(office.checking.check(drafter, record.key)) == ()

    target = tmp_path / office.submissions.packet_name(record)
    assert target.parent == tmp_path, "a slash in the title makes no folder"
    office.submissions.export(drafter, record.key, target)
    root = tmp_path / "签发机构.pem"
    office.identity.export_authority(root)
    found = local_desk.verify(target, [root])
    assert found.problems == () and found.intact and found.signed
    assert [(s.by, s.unit) for s in found.signatures] == [(NAMES[name][0], OFFICE) for name in ("保密员", "fu_ze_ren", "zhang_san")]
    assert all(s.trusted for s in found.signatures)
    assert grounds_of(local_desk.check(target)) == ()

    with zipfile.ZipFile(BytesIO(target.read_bytes())) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "unpacked")  # every name can be written to this system's disk
    originals = [Path(name).name for name in names if "/原件/" in name and not name.endswith("bundle.toml")]
    assert len({name.casefold() for name in originals}) == len(record.bundle.parts)
    assert {Path(name).suffix for name in originals} == {Path(part.name).suffix for part in record.bundle.parts}
    assert {"A_B_.md", "a_b_（2）.md", "_con.md"} <= set(originals)
    unpacked = local_desk.verify(tmp_path / "unpacked", [root])
    assert unpacked.intact and unpacked.signed


def test_the_draft_packet_and_a_working_copy_of_a_long_name_are_written(staff: Staff, tmp_path: Path) -> None:
    office, drafter = staff.office, staff.of("zhang_san")
    record = drafted(staff)
    office.submissions.preview(drafter, record.key, tmp_path / "送审稿")
    copy = office.external_editing.open(drafter, record.key, PartKind.POLICY, 0)
    assert copy.path.exists() and not copy.open_elsewhere
    assert copy.name == record.bundle.of_kind(PartKind.POLICY)[0].name, "the bundle knows it by its whole name"


def test_the_certificates_are_read_by_other_programs(staff: Staff) -> None:
    """The common name stays within what the standard and the libraries allow; the whole name and the account stand beside it."""
    keys = {key.account: key for key in staff.office.core.store.identity.person_keys() if key.certificate}
    for name, (shown, _) in NAMES.items():
        subject = x509.load_der_x509_certificate(keys[name].certificate).subject
        said = {attribute.oid.dotted_string: str(attribute.value) for attribute in subject}
        assert shown.startswith(said["2.5.4.3"]) and len(said["2.5.4.3"].encode()) <= 64
        assert said["2.5.4.41"] == shown and said["0.9.2342.19200300.100.1.1"] == name and said["2.5.4.11"] == OFFICE


def test_the_office_and_the_person_that_were_short_are_written_as_ever(office: Office) -> None:
    facts = office.identity.authority()
    assert facts is not None
    for key in office.core.store.identity.person_keys("nigao"):
        assert b"\x55\x04\x29" not in key.certificate and b"\x55\x04\x05" in key.certificate  # no `name`, but a serialNumber


@pytest.mark.parametrize(
    "account, told",
    [
        (Account("lisi", "李四", "局" * 65, (Role.READER,)), "单位名称有 65 个字，最多 64 个字"),
        (Account("lisi", "李\u202e四", "市水务局", (Role.READER,)), r"姓名第 2 个字.*U\+202E"),
        (Account("lisi", "李" * 65, "市水务局", (Role.READER,)), "姓名有"),
        (Account("guаnli", "李四", "市水务局", (Role.READER,)), "不是英文字母 a"), (Account("..", "李四", "市水务局", (Role.READER,)), "开头和结尾"),
        (Account("nul", "李四", "市水务局", (Role.READER,)), "Windows"), (Account("nigao.", "李四", "市水务局", (Role.READER,)), "开头和结尾"),
        (Account("NIGAO", "李四", "市水务局", (Role.READER,)), "“nigao”看起来分不清"),
        (Account("n1gao", "李四", "市水务局", (Role.READER,)), "分不清"),
    ],
)  # fmt: skip
def test_an_account_that_will_not_do_is_refused_and_nothing_is_added(account: Account, told: str, office: Office, people: People) -> None:
    before = office.accounts.all(people.admin)
    with pytest.raises((InputError, Conflict), match=told):
        office.accounts.add(people.admin, account, "password-1")
    assert office.accounts.all(people.admin) == before


@pytest.mark.parametrize("name, unit, told", [("..", OFFICE, "开头和结尾"), ("adm\u200bin", OFFICE, "看不见"), ("admin", "局" * 65, "最多 64")])
def test_a_first_administrator_that_will_not_do_is_told_so_and_no_office_is_made(
    name: str, unit: str, told: str, store: Store, equipment: Equipment, clock: TestClock
) -> None:
    office = Office(store, equipment, clock, SAMPLE_HASHER)
    with pytest.raises(InputError, match=told):
        office.accounts.set_up(name, "管理员", unit, PASSWORD, WORDS)
    assert not office.accounts.any_exist()


def test_an_account_from_before_these_limits_signs_in_is_closed_and_shortened(office: Office, people: People) -> None:
    """Added past today's checks, as a former version did."""
    core, hashed = office.core, SAMPLE_HASHER.hash(PASSWORD)
    for old in (Account("nigao.", "李四", "局" * 70, (Role.READER,)), Account("Zhang_San", "李\u200b四", "市水务局", (Role.READER,))):
        with core.store.transaction():
            core.store.accounts.add(old, hashed, "2025-01-01T09:00:00+08:00")
            added = OfficeEvent("2025-01-01T09:00:00+08:00", OfficeAct.ADD_ACCOUNT, "guanli", old.name)
            core.store.record.append(added, pen=core.pens.of(core.store.accounts.get("guanli")))
    session = office.accounts.sign_in("nigao.", PASSWORD)
    with pytest.raises(SigningRefused, match="单位名称有 70 个字"):
        office.identity.request_key(session, WORDS, with_keyring=False)
    old = office.accounts.who(session)
    office.accounts.update(people.admin, replace(old, unit="市水务局"))
    office.identity.request_key(session, WORDS, with_keyring=False)
    other = office.accounts.who(office.accounts.sign_in("Zhang_San", PASSWORD))
    office.accounts.update(people.admin, replace(other, active=False))
    with pytest.raises(InputError, match="姓名"):
        office.accounts.update(people.admin, replace(other, display_name="李\u200b\u200b四"))


@pytest.mark.parametrize(
    "title, told", [("题" * 300, "标题有 300 个字"), ("供热\u202e细则", r"U\+202E"), ("供热\u200b细则", r"U\+200B"), ("供热\n细则", "换行")]
)
def test_a_title_that_will_not_do_is_refused_by_its_name_and_the_bundle_stays(title: str, told: str, office: Office, people: People) -> None:
    bundle = complete(IssuingAuthority.GOVERNMENT, office.core.clock().date()).bundle
    with pytest.raises(InputError, match=told):
        office.bundles.create(people.drafter, replace(bundle, title=title, parts=()))
    record = office.bundles.create(people.drafter, replace(bundle, parts=()))
    with pytest.raises(InputError, match=told):
        office.bundles.save(people.drafter, record.key, 1, replace(record.bundle, title=title))
    with pytest.raises(InputError, match="文件名第 3 个字"):
        office.bundles.put_part(people.drafter, record.key, 1, PartKind.POLICY, "政策\u202etxt.md", "第一条".encode())
    assert office.bundles.open(people.drafter, record.key) == record


def test_a_bundle_from_before_with_a_long_title_is_worked_on_and_its_forms_are_filled_in(office: Office, people: People, tmp_path: Path) -> None:
    case = complete(IssuingAuthority.GOVERNMENT, office.core.clock().date())
    store = office.core.store
    with store.transaction():
        for content in case.contents.values():
            store.files.put(content)
        at = "2025-01-01T09:00:00+08:00"
        key = store.bundles.create(replace(case.bundle, title="题&" * 150), "nigao", at)
        store.bundles.add_event(key, Event(at, Act.CREATE, "nigao", Role.DRAFTER, 1), office.core.pens.of(store.accounts.get("nigao")))
    record = office.bundles.open(people.drafter, key)
    record = office.bundles.save(people.drafter, key, 1, replace(record.bundle, major_decision=True))
    office.submissions.preview(people.drafter, key, tmp_path / "送审稿")
    assert (tmp_path / "送审稿" / "报送函.docx").exists()
    record = office.bundles.save(people.drafter, key, record.revision.number, replace(record.bundle, title="短题"))
    assert office.writing.undo(people.drafter, key, record.revision.number).bundle.title == "题&" * 150


def test_other_names_that_people_give_are_asked_about_too(office: Office, people: People) -> None:
    settings = office.settings.load()
    for changed in (
        replace(settings, office_name="市政府\u200b办公厅"), replace(settings, office_name="厅" * 65), replace(settings, unit_names=("局\u202e",)),
        replace(settings, page_presets=(replace(GB_T_9704, name="本市\u202e版式"),)),
    ):  # fmt: skip
        with pytest.raises(InputError, match=r"看不见|最多 64"):
            office.settings.save(people.admin, changed)
    assert office.settings.load() == settings
    with pytest.raises(InputError, match="筛选的名称第 3 个字"):
        office.searching.keep_filter(people.drafter, SavedFilter("我的\u200b"))


def test_a_file_whose_own_title_is_long_or_marked_gives_the_bundle_a_title_all_the_same(office: Office, people: People, tmp_path: Path) -> None:
    path = tmp_path / "办法.md"
    path.write_text(f"# {'题' * 300}\n\n第一条 为了规范管理，制定本办法。\n", encoding="utf-8")
    bundle = replace(complete(IssuingAuthority.GOVERNMENT, office.core.clock().date()).bundle, title="办法", parts=())
    assert len(office.bundles.create_from(people.drafter, bundle, PartKind.POLICY, path).bundle.title) <= 200


@needs.names_in_bytes
def test_a_name_of_255_bytes_is_the_longest_here(tmp_path: Path) -> None:
    """Without the shortening the packets of these files could not be written: the measure is of this system, not of ours."""
    with pytest.raises(InputError):
        write_folder(tmp_path / "raw", {f"{'题' * 90}.docx": b"x"})
    write_folder(tmp_path / "safe", {safe_name(f"{'题' * 90}.docx"): b"x"})
    assert not (tmp_path / "raw").exists()
