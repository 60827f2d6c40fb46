"""One act applies all quick fixes; each is listed, and taken back singly or all together; a clean copy is one act too."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from zwgk_desk.assist.reviewing.quick_fixes import certain
from zwgk_desk.desk.drafting.quick_fixes import removed_words, still_done
from zwgk_desk.desk.office import Office
from zwgk_desk.documents.readers import read_document
from zwgk_desk.model.document.remark import Remark
from zwgk_desk.model.errors import Conflict, InputError, NotFound, PermissionDenied
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.terms import PartKind

from .conftest import People, Play

TEXT = "# 某市办法问答\n\n按照国发[2017]13号，推進工作,做好服务(含基层)。\n\n２０２６年起施行，目标的的提出。"
MENDED = "按照国发〔2017〕13号，推进工作，做好服务（含基层）。"
WHERE = "materials[1]"


def with_material(office: Office, people: People, play: Play, name: str = "问答.md", content: bytes = TEXT.encode()) -> BundleRecord:
    record = play.draft()
    return office.bundles.put_part(people.drafter, record.key, record.revision.number, PartKind.MATERIAL, name, content)


def remarks(office: Office, people: People, record: BundleRecord) -> tuple[Remark, ...]:
    return next(part.remarks for part in office.review.review(people.drafter, record.key) if part.where == WHERE)


def text(office: Office, record: BundleRecord) -> str:
    part = record.bundle.of_kind(PartKind.MATERIAL)[1]
    return read_document(part.name, office.core.store.files.get(part.sha256)).text


def test_what_is_certain_is_mended_in_one_act_and_taken_back_alike(office: Office, people: People, play: Play) -> None:
    record = with_material(office, people, play)
    before = text(office, record)
    found = remarks(office, people, record)
    made = office.quick_fixes.fix(people.drafter, record.key, record.revision.number, WHERE, found)
    assert MENDED in text(office, made.record) and "2026年起施行" in text(office, made.record)
    assert "目标的的" in text(office, made.record), "what only a person can say is left"
    assert set(made.done) == set(certain(found)) and not made.left
    assert not certain(remarks(office, people, made.record))
    bracket = next(fix for fix in made.done if fix.rule == "bracket-form")
    once = office.quick_fixes.take_back(people.drafter, record.key, made.record.revision.number, WHERE, [bracket])
    assert once.done == (bracket,)
    assert "国发[2017]13号，推进工作，" in text(office, once.record)
    rest = [fix for fix in made.done if fix is not bracket]
    back = office.quick_fixes.take_back(people.drafter, record.key, once.record.revision.number, WHERE, rest)
    assert text(office, back.record) == before


def test_a_changed_part_is_not_mended_by_old_remarks(office: Office, people: People, play: Play) -> None:
    record = with_material(office, people, play)
    found = remarks(office, people, record)
    other = TEXT.replace("推進", "大力推進").encode()
    record = office.bundles.put_part(people.drafter, record.key, record.revision.number, PartKind.MATERIAL, "问答.md", other, 1)
    with pytest.raises(Conflict):
        office.quick_fixes.fix(people.drafter, record.key, record.revision.number, WHERE, found)
    with pytest.raises(InputError, match="没有可以直接改正"):
        office.quick_fixes.fix(people.drafter, record.key, record.revision.number, WHERE, [r for r in found if r.rule == "doubled-word"])
    with pytest.raises(NotFound):
        office.quick_fixes.fix(people.drafter, record.key, record.revision.number, "materials[7]", found)
    with pytest.raises((PermissionDenied, NotFound)):
        office.quick_fixes.fix(people.secrecy, record.key, record.revision.number, WHERE, remarks(office, people, record))


def test_a_clean_copy_takes_the_parts_place(office: Office, people: People, play: Play, tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("某市问答")
    made.add_paragraph("收到通知后办理。")
    made.core_properties.author = "张三"
    buffer = io.BytesIO()
    made.save(buffer)
    record = with_material(office, people, play, "问答.docx", buffer.getvalue())
    assert "author-name" in [remark.rule for remark in remarks(office, people, record)]
    cleaned = office.quick_fixes.clean(people.drafter, record.key, record.revision.number, WHERE)
    assert "author-name" not in [remark.rule for remark in remarks(office, people, cleaned.record)]
    assert ("author-name", "张三") in cleaned.removed and "作者姓名 1 处" in removed_words(cleaned.removed)
    source, out = tmp_path / "问答.docx", tmp_path / "副本.docx"
    source.write_bytes(buffer.getvalue())
    assert ("author-name", "张三") in office.quick_fixes.write_cleaned(people.drafter, source, out)
    assert source.read_bytes() == buffer.getvalue() and docx.Document(str(out)).core_properties.author == ""
    with pytest.raises(InputError, match="盖过"):
        office.quick_fixes.write_cleaned(people.drafter, source, source)


def test_a_mended_copy_on_the_disk(office: Office, people: People, tmp_path: Path) -> None:
    source, out = tmp_path / "a.md", tmp_path / "b.md"
    source.write_text(TEXT, encoding="utf-8")
    (found,) = office.drafting.review(people.drafter, source)
    assert office.quick_fixes.write_fixed(people.drafter, source, found.remarks, out) == len(certain(found.remarks))
    assert MENDED in out.read_text(encoding="utf-8") and source.read_text(encoding="utf-8") == TEXT
    with pytest.raises(InputError):
        office.quick_fixes.write_fixed(people.drafter, source, (), out)


NUMBERED = "# 某市公示\n\n联系人：张三，手机13812345678，邮箱wang@example.com。\n\n王小明（12岁）家住和平小区3号楼2单元501室，车牌黑A12345。"
MASKED = "联系人：张×，手机×××××××××××，邮箱××××@×××××××.×××。"


def test_a_copy_without_peoples_numbers(office: Office, people: People, play: Play, tmp_path: Path) -> None:
    record = with_material(office, people, play, content=NUMBERED.encode())
    found = remarks(office, people, record)
    out = tmp_path / "公示（已隐去号码）.md"
    assert office.quick_fixes.write_masked_part(people.drafter, record.key, WHERE, found, out) == 6
    made = out.read_text(encoding="utf-8")
    assert MASKED in made and "王××（12岁）家住和平小区×号楼×单元×××室，车牌黑××××××。" in made
    assert text(office, record) == read_document("a.md", NUMBERED.encode()).text, "the part itself stays as it is"
    with pytest.raises((PermissionDenied, NotFound)):
        office.quick_fixes.write_masked_part(people.planning, record.key, WHERE, found, tmp_path / "x.md")


def test_a_file_on_the_disk_is_masked_in_a_copy_alone(office: Office, people: People, tmp_path: Path) -> None:
    source, out = tmp_path / "a.md", tmp_path / "b.md"
    source.write_text(NUMBERED, encoding="utf-8")
    (found,) = office.drafting.review(people.drafter, source)
    assert office.quick_fixes.write_masked(people.drafter, source, found.remarks, out) == 6
    assert MASKED in out.read_text(encoding="utf-8") and source.read_text(encoding="utf-8") == NUMBERED
    with pytest.raises(InputError, match="盖过"):
        office.quick_fixes.write_masked(people.drafter, source, found.remarks, source)
    with pytest.raises(InputError, match="没有要换成×"):
        office.quick_fixes.write_masked(people.drafter, source, (), out)


def test_corrections_within_one_another_are_taken_back_too(office: Office, people: People, play: Play) -> None:
    record = with_material(office, people, play, content="# 某市问答\n\n各委辦局主任(廳)长负责落实,請抓緊辦理。".encode())
    before = text(office, record)
    made = office.quick_fixes.fix(people.drafter, record.key, record.revision.number, WHERE, remarks(office, people, record))
    assert "各委办局主任（厅）长负责落实，请抓紧办理。" in text(office, made.record)
    back = office.quick_fixes.take_back(people.drafter, record.key, made.record.revision.number, WHERE, made.done)
    assert text(office, back.record) == before and len(back.done) == len(made.done)


def test_a_correction_that_was_taken_back_elsewhere_is_none_any_more(office: Office, people: People, play: Play) -> None:
    record = with_material(office, people, play)
    before = next(part.paragraphs for part in office.review.review(people.drafter, record.key) if part.where == WHERE)
    made = office.quick_fixes.fix(people.drafter, record.key, record.revision.number, WHERE, remarks(office, people, record))
    after = next(part.paragraphs for part in office.review.review(people.drafter, record.key) if part.where == WHERE)
    assert still_done(made.done, after) == made.done and still_done(made.done, before) == ()
