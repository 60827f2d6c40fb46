"""The officer puts right what was recognised: a new revision with its line of the record, the same file, and pages that follow it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader

from zwgk_desk.desk.admin.doctor import examine_records
from zwgk_desk.desk.common.equipment import Equipment
from zwgk_desk.desk.drafting.elements import Spot
from zwgk_desk.desk.local.local_desk import LocalDesk
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_bundles import complete
from zwgk_desk.desk.sample.sample_office import PASSPHRASE
from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.writers.docx import write_docx
from zwgk_desk.model.changes import changes_between
from zwgk_desk.model.digest import content_digest, statement
from zwgk_desk.model.document.corrections import Correction, Element
from zwgk_desk.model.document.tree import BlockKind, DocumentTree
from zwgk_desk.model.errors import Conflict, InputError, NotFound, PermissionDenied, StageError
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.terms import Act, IssuingAuthority, PartKind
from zwgk_desk.packet.casefile import case_text, read_case
from zwgk_desk.packet.names import original_names
from zwgk_desk.packet.source import open_source
from zwgk_desk.packet.verify import verify

from ..conftest import TestClock, write_case
from .conftest import People, Play
from .test_signing import roots

TEXT = "关于加装电梯补贴的通知\n各区人民政府和各有关部门\n补贴标准为每台20万元。\n东江市住房和城乡建设局\n2026年11月2日\n"
LINES = TEXT.splitlines()
ADDRESSEE = Element(BlockKind.ADDRESSEE)
SECOND = Spot("policy", 1, LINES[1])


@pytest.fixture
def drafted(office: Office, people: People, play: Play) -> BundleRecord:
    """A complete draft whose addressee was not recognised: it stands without its colon."""
    record = play.draft()
    return office.bundles.put_part(people.drafter, record.key, record.revision.number, PartKind.POLICY, "通知.txt", TEXT.encode())


def tree_of(office: Office, record: BundleRecord) -> DocumentTree:
    found = next(d.tree for d in office.core.documents(record) if d.where == "policy")
    assert found is not None
    return found


def kinds(office: Office, record: BundleRecord) -> list[BlockKind]:
    return [block.kind for block in tree_of(office, record).of_kind(*BlockKind)]


def correct(office: Office, people: People, record: BundleRecord, spot: Spot = SECOND, element: Element = ADDRESSEE) -> BundleRecord:
    return office.elements.correct(people.drafter, record.key, record.revision.number, spot, element)


def test_a_paragraph_is_what_the_officer_says_and_the_file_stays(office: Office, people: People, drafted: BundleRecord) -> None:
    assert kinds(office, drafted)[1] is BlockKind.PARAGRAPH
    record = correct(office, people, drafted)
    assert record.revision.number == drafted.revision.number + 1
    assert kinds(office, record)[1] is BlockKind.ADDRESSEE and tree_of(office, record).text == tree_of(office, drafted).text
    assert content_digest(record.bundle) == content_digest(drafted.bundle)
    assert record.bundle.of_kind(PartKind.POLICY)[0].elements == (Correction(1, LINES[1], BlockKind.ADDRESSEE),)
    last = office.bundles.events(people.drafter, record)[-1]
    assert (last.act, last.remark) == (Act.SAVE, "更正要素：政策文稿第2段为主送机关")
    assert kinds(office, drafted)[1] is BlockKind.PARAGRAPH, "the revision before is as it was"
    assert not any(check.faults for check in examine_records(office.core.store))
    told = changes_between(drafted.bundle, record.bundle)
    assert [(change.where, change.message) for change in told] == [("policy", "政策文稿：更正要素，第2段为主送机关")]


def test_a_correction_is_taken_back(office: Office, people: People, drafted: BundleRecord) -> None:
    record = correct(office, people, drafted)
    back = office.elements.take_back(people.drafter, record.key, record.revision.number, SECOND)
    assert back.bundle == drafted.bundle and kinds(office, back) == kinds(office, drafted)
    assert office.bundles.events(people.drafter, back)[-1].remark == "更正要素：政策文稿第2段按识别结果"
    again = office.writing.undo(people.drafter, back.key, back.revision.number)
    assert again.bundle == record.bundle


def test_saying_what_was_recognised_takes_back_and_saying_it_again_makes_no_revision(office: Office, people: People, drafted: BundleRecord) -> None:
    record = correct(office, people, drafted)
    assert correct(office, people, record).revision.number == record.revision.number
    back = correct(office, people, record, element=Element(BlockKind.PARAGRAPH))
    assert back.bundle == drafted.bundle
    assert correct(office, people, back, element=Element(BlockKind.PARAGRAPH)).revision.number == back.revision.number


def test_a_document_has_one_number_and_loses_no_line_of_its_pages(office: Office, people: People, drafted: BundleRecord) -> None:
    """What sets a number sets one: a second would vanish from the pages."""
    number = Element(BlockKind.NUMBER)
    record = correct(office, people, correct(office, people, drafted, element=number), Spot("policy", 2, LINES[2]), number)
    assert [block.text for block in tree_of(office, record).of_kind(BlockKind.NUMBER)] == [LINES[2]], "the one that was named last"
    assert record.bundle.of_kind(PartKind.POLICY)[0].elements == (Correction(2, LINES[2], BlockKind.NUMBER),)
    both = "\n".join(("通知", "东政发〔2026〕3号", "东政办发〔2026〕4号", "正文。"))
    record = office.bundles.put_part(people.drafter, record.key, record.revision.number, PartKind.POLICY, "号.txt", both.encode())
    record = correct(office, people, record, Spot("policy", 2, "东政办发〔2026〕4号"), number)
    made = write_docx(tree_of(office, record), "x")
    assert all(line in read_document("号.docx", made).text for line in both.splitlines())


def test_an_edited_file_keeps_its_corrections(office: Office, people: People, drafted: BundleRecord) -> None:
    record = correct(office, people, correct(office, people, drafted), Spot("policy", 2, LINES[2]), Element(BlockKind.HEADING, 1))
    record = correct(office, people, record, Spot("policy", 3, LINES[3]), Element(BlockKind.NOTE))
    longer = TEXT.replace("各区", "（代拟稿）\n各区县").replace("20万", "25万")
    edited = office.bundles.put_part(people.drafter, record.key, record.revision.number, PartKind.POLICY, "通知.txt", longer.encode())
    found = {block.text: (block.kind, block.level) for block in tree_of(office, edited).of_kind(*BlockKind)}
    assert found["补贴标准为每台25万元。"] == (BlockKind.HEADING, 1) and found[LINES[3]] == (BlockKind.NOTE, 0)
    assert found["各区县人民政府和各有关部门"] == (BlockKind.ADDRESSEE, 0)
    once_more = correct(office, people, edited, Spot("policy", 1, "（代拟稿）"), Element(BlockKind.NOTE))
    assert kinds(office, once_more)[1] is BlockKind.NOTE
    other = "供热办法\n第一条 供热。".encode()
    last = office.bundles.put_part(people.drafter, edited.key, once_more.revision.number, PartKind.POLICY, "办法.txt", other)
    assert tree_of(office, last) == read_document("办法.txt", other), "nothing there is called so"


@pytest.mark.parametrize(
    "spot, element, error",
    [
        (SECOND, Element(BlockKind.CC), InputError),
        (SECOND, Element(BlockKind.HEADING, 7), InputError),
        (Spot("policy", 1, "别的话"), ADDRESSEE, Conflict),
        (Spot("policy", 99, LINES[1]), ADDRESSEE, Conflict),
        (Spot("attachments[4]", 0, LINES[0]), ADDRESSEE, NotFound),
    ],
)
def test_what_cannot_be_put_right(
    office: Office, people: People, drafted: BundleRecord, spot: Spot, element: Element, error: type[Exception]
) -> None:
    with pytest.raises(error):
        correct(office, people, drafted, spot, element)
    assert office.bundles.open(people.drafter, drafted.key).revision.number == drafted.revision.number


def test_only_who_may_edit_and_only_while_it_is_drafted(office: Office, people: People, play: Play, drafted: BundleRecord) -> None:
    for session in (people.reader, people.leader, people.secrecy, people.clerk):
        with pytest.raises(PermissionDenied):
            office.elements.correct(session, drafted.key, drafted.revision.number, SECOND, ADDRESSEE)
        with pytest.raises(PermissionDenied):
            office.elements.take_back(session, drafted.key, drafted.revision.number, SECOND)
    with pytest.raises(Conflict):
        office.elements.correct(people.drafter, drafted.key, drafted.revision.number - 1, SECOND, ADDRESSEE)
    moved = office.course.send_to_review(people.drafter, drafted.key, drafted.revision.number)
    with pytest.raises(StageError):
        correct(office, people, moved)


def test_a_review_is_of_the_elements_too(office: Office, people: People, play: Play, drafted: BundleRecord) -> None:
    """Which element a paragraph is decides how it is set, so what was reviewed before is to be reviewed anew."""
    reviewed = play.reviewed(drafted)
    record = office.course.withdraw(people.drafter, reviewed.key, reviewed.revision.number)
    assert all(record.revision.state.covered_by(review) for review in record.reviews)
    record = correct(office, people, record)
    assert not any(record.revision.state.covered_by(review) for review in record.reviews)


def test_a_packet_carries_what_was_put_right_and_verifies(office: Office, people: People, play: Play, drafted: BundleRecord, tmp_path: Path) -> None:
    record = play.signed(play.reviewed(correct(office, people, drafted)))
    sent = office.submissions.submit(people.drafter, record.key, record.revision.number, passphrase=PASSPHRASE)
    content = office.core.store.files.get(sent.submissions[-1].packet)
    found = verify(content, "a.zip", roots(office))
    assert found.confirmed and not found.problems
    (tmp_path / "a.zip").write_bytes(content)
    case = read_case(open_source(tmp_path / "a.zip"))
    assert statement(case.bundle) == statement(record.bundle) and "elements" in statement(record.bundle)


def case_folder(folder: Path, *corrections: Correction) -> Path:
    """A complete case whose policy is the text above, with what was put right in it."""
    case = complete(IssuingAuthority.GOVERNMENT, TestClock()().date()).with_file(PartKind.POLICY, "通知.txt", TEXT.encode())
    policy = case.bundle.of_kind(PartKind.POLICY)[0]
    return write_case(folder, case.with_bundle(case.bundle.with_part(replace(policy, elements=corrections))))


CORRECTIONS = (Correction(1, LINES[1], BlockKind.ADDRESSEE), Correction(2, LINES[2], BlockKind.HEADING, 2))


def test_a_folder_says_what_was_put_right_and_reads_as_it_was_written(tmp_path: Path) -> None:
    folder = case_folder(tmp_path / "case", *CORRECTIONS)
    case = read_case(open_source(folder))
    assert case.bundle.of_kind(PartKind.POLICY)[0].elements == CORRECTIONS
    written = case_text(case.bundle, case.reviews, original_names(case.bundle))
    assert written == (folder / "bundle.toml").read_bytes()
    assert [each["kind"] for each in tomllib.loads(written.decode())["elements"]] == ["addressee", "heading"]
    assert b"elements" not in (case_folder(tmp_path / "plain") / "bundle.toml").read_bytes(), "a bundle without any says nothing of them"


def left_edge(page: PageObject, words: str) -> float:
    """Where the line that begins with some words begins, in points."""
    found: list[float] = []

    def visit(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip() and words.startswith(text.strip()[:1]):
            found.append(tm[4])

    page.extract_text(visitor_text=visit)
    return min(found)


def test_a_packet_of_such_a_folder_is_set_so(tmp_path: Path, equipment: Equipment) -> None:
    desk = LocalDesk(equipment)
    pages = {}
    for name, corrections in (("plain", ()), ("put right", CORRECTIONS)):
        desk.write_packet(case_folder(tmp_path / name, *corrections), tmp_path / f"{name} packet")
        packet = tmp_path / f"{name} packet"
        (docx,), (pdf,) = packet.rglob("政策文稿.docx"), packet.rglob("政策文稿.pdf")
        tree = read_document(docx.name, docx.read_bytes())
        (pages[name],) = PdfReader(pdf).pages
        addressees = [block.text for block in tree.of_kind(BlockKind.ADDRESSEE)]
        headings = [(block.text, block.level) for block in tree.of_kind(BlockKind.HEADING)]
        assert (addressees, headings) == (([LINES[1]], [(LINES[2], 2)]) if corrections else ([], []))
    shift = left_edge(pages["plain"], LINES[1]) - left_edge(pages["put right"], LINES[1])
    assert 30 < shift < 34, "主送机关 begins at the edge, text two characters of 16 points further in"
    again = tmp_path / "put right packet"
    (toml,) = again.rglob("bundle.toml")
    assert read_case(open_source(toml.parent)).bundle.of_kind(PartKind.POLICY)[0].elements == CORRECTIONS


def test_a_folder_is_imported_with_what_was_put_right(office: Office, people: People, tmp_path: Path) -> None:
    record = office.bundles.import_case(people.drafter, case_folder(tmp_path / "case", *CORRECTIONS))
    assert kinds(office, record)[1:3] == [BlockKind.ADDRESSEE, BlockKind.HEADING]


ENTRY = f'[[elements]]\nfile = "通知.txt"\nparagraph = 1\ntext = "{LINES[1]}"\nkind = "addressee"\n'


@pytest.mark.parametrize(
    "wrong, words",
    [
        (ENTRY.replace("addressee", "adressee"), "没有这个取值"),
        (ENTRY.replace("addressee", "copies-to"), "没有这个取值"),
        (ENTRY.replace("addressee", "heading"), "level"),
        (ENTRY + "level = 1\n", "level"),
        (ENTRY.replace("paragraph = 1", "paragraph = -1"), "从 0 数起"),
        (ENTRY.replace("paragraph = 1", "paragraph = true"), "整数"),
        (ENTRY.replace("paragraph = 1\n", ""), "没有写 paragraph"),
        (ENTRY.replace("通知.txt", "别的.txt"), "[files] 里没有这个文件"),
        (ENTRY.replace(LINES[1], "　"), "是空的"),
        (ENTRY.replace("kind", "kinds"), "不认识的项目"),
        (ENTRY + ENTRY, "前面已经写过"),
        ((ENTRY + ENTRY.replace("= 1", "= 2")).replace("addressee", "number"), "只有一个发文字号"),
        ("[elements]\n", "[[elements]]"),
    ],
)
def test_a_folder_that_says_it_wrongly_is_refused_in_words(tmp_path: Path, wrong: str, words: str) -> None:
    folder = case_folder(tmp_path / "case")
    toml = folder / "bundle.toml"
    toml.write_text(f"{toml.read_text(encoding='utf-8')}\n{wrong}", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_case(open_source(folder))
    assert words in str(refused.value)
