"""From the policy to its interpretation: what is accepted becomes a first draft, and nothing else does."""

from __future__ import annotations

import io
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pypdf
import pytest
from PIL import Image

from zwgk_desk.desk.admin.doctor import examine_installation
from zwgk_desk.desk.drafting.interpreting import POSTER_NAME
from zwgk_desk.desk.office import Office
from zwgk_desk.documents.readers import read_document
from zwgk_desk.model.document.candidate import Element
from zwgk_desk.model.document.poster import Poster, PosterStyle
from zwgk_desk.model.document.remark import Place
from zwgk_desk.model.errors import Conflict, InputError, NotFound, PermissionDenied
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.terms import PartKind
from zwgk_desk.places import templates

from .conftest import People, Play, empty_bundle


def text_of(office: Office, record: BundleRecord, kind: PartKind) -> str:
    part = record.bundle.of_kind(kind)[-1]
    return read_document(part.name, office.core.store.files.get(part.sha256)).text


def test_a_material_holds_what_was_accepted_and_guidance_where_nothing_was(office: Office, people: People, play: Play) -> None:
    record = play.draft()
    found = office.interpreting.propose(people.drafter, record.key)
    scope = found.candidates[Element.SCOPE][0]
    assert scope.text in found.paragraphs[scope.place.paragraph]
    record = office.interpreting.draft(people.drafter, record.key, record.revision.number, PartKind.MATERIAL, {Element.SCOPE: [scope]})
    material = text_of(office, record, PartKind.MATERIAL)
    told = material.partition("四、涉及范围\n")[2].partition("五、")[0]
    assert told.startswith("适用范围，") and "本市行政区域内" in told, told
    assert "（写明适用于哪些人" not in material and "（写明为什么制定" in material
    assert len(record.bundle.of_kind(PartKind.MATERIAL)) > 1, "it stands beside the materials that there were"


def test_questions_and_a_plan(office: Office, people: People, play: Play) -> None:
    record = play.draft()
    background = office.interpreting.propose(people.drafter, record.key).candidates[Element.BACKGROUND][:1]
    accepted = {Element.BACKGROUND: background}
    draft = office.interpreting.draft
    record = draft(people.drafter, record.key, record.revision.number, PartKind.MATERIAL, accepted, "解读材料（问答）")
    asked = text_of(office, record, PartKind.MATERIAL)
    assert "问：为什么要出台这个文件？\n答：出台这份文件，是为了" in asked and "（依据：第一条）" in asked
    before = len(record.bundle.of_kind(PartKind.PLAN))
    record = draft(people.drafter, record.key, record.revision.number, PartKind.PLAN, accepted)
    plan = text_of(office, record, PartKind.PLAN)
    assert len(record.bundle.of_kind(PartKind.PLAN)) == before == 1
    bundle = record.bundle
    assert f"以政府名义印发，由起草部门{bundle.interpreting_unit}负责解读" in plan
    assert "公布前：" in plan and "公布时：" in plan and "公布后：" in plan and "微博" in plan
    assert "六、解读安排\n阶段\n时间\n形式\n渠道\n解读人\n面向\n" in plan and f"{bundle.interpreting_unit}分管负责人" in plan
    assert "补给谁，补多少，什么时候能到账？" in plan, "the policy speaks of subsidies"
    assert f"（由{bundle.interpreting_unit}回答）" in plan and "答：（请拟答）" in plan
    assert ("新闻发布会" in plan) is bundle.major_decision


def test_a_passage_that_the_policy_no_longer_has_is_refused(office: Office, people: People, play: Play) -> None:
    record = play.draft()
    candidate = office.interpreting.propose(people.drafter, record.key).candidates[Element.BACKGROUND][0]
    for wrong in (replace(candidate, text="没有这句话。"), replace(candidate, place=Place(9999, 0, 3))):
        with pytest.raises(Conflict):
            office.interpreting.draft(people.drafter, record.key, record.revision.number, PartKind.MATERIAL, {Element.BACKGROUND: [wrong]})
    assert office.bundles.open(people.drafter, record.key).revision.number == record.revision.number


def test_who_may_not_write_the_bundle_may_not_draft(office: Office, people: People, play: Play) -> None:
    record = play.draft()
    with pytest.raises(PermissionDenied):
        office.interpreting.draft(people.secrecy, record.key, record.revision.number, PartKind.PLAN, {})
    with pytest.raises(NotFound):
        office.interpreting.propose(people.clerk, record.key)
    with pytest.raises(InputError):
        office.interpreting.draft(people.drafter, record.key, record.revision.number, PartKind.ATTACHMENT, {})


def test_without_a_policy_it_says_so(office: Office, people: People) -> None:
    record = office.bundles.create(people.drafter, empty_bundle())
    for act in (office.interpreting.propose, office.interpreting.poster):
        with pytest.raises(InputError, match="政策文稿"):
            act(people.drafter, record.key)


def test_the_one_picture_as_pdf_and_png_and_in_the_bundle(office: Office, people: People, play: Play, tmp_path: Path) -> None:
    record = play.draft()
    poster = office.interpreting.poster(people.drafter, record.key)
    assert poster.title == record.bundle.title and poster.figures and poster.measures
    for style in (PosterStyle.RED,):
        office.interpreting.write_poster(people.drafter, poster, style, tmp_path / "p.pdf")
        office.interpreting.write_poster(people.drafter, poster, style, tmp_path / "p.png")
        assert len(pypdf.PdfReader(tmp_path / "p.pdf").pages) == 1
        image = Image.open(tmp_path / "p.png")
        assert image.width == 1500 and image.height > 1500
        office.interpreting.write_poster(people.drafter, poster, style, tmp_path / "p.zip")
        assert zipfile.is_zipfile(tmp_path / "p.zip")
    with pytest.raises(InputError, match="扩展名"):
        office.interpreting.write_poster(people.drafter, poster, PosterStyle.RED, tmp_path / "p.jpg")
    count = len(record.bundle.of_kind(PartKind.MATERIAL))
    put = office.interpreting.put_poster
    record = put(people.drafter, record.key, record.revision.number, poster, PosterStyle.RED)
    record = put(people.drafter, record.key, record.revision.number, Poster("另一个标题"), PosterStyle.BLUE)
    names = [part.name for part in record.bundle.of_kind(PartKind.MATERIAL)]
    assert len(names) == count + 1 and names.count(POSTER_NAME) == 1
    content = office.core.store.files.get(record.bundle.of_kind(PartKind.MATERIAL)[-1].sha256)
    assert "另一个标题" in pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()


def test_doctor_fills_the_drafts_branches_of_a_template_too(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    shutil.copytree(templates(), folder)
    document = docx.Document(str(folder / "解读材料.docx"))
    next(p for p in document.paragraphs if p.text == "{{ text }}").runs[0].text = "{{ text.nothing.more }}"
    document.save(str(folder / "解读材料.docx"))
    found = {check.name: check for check in examine_installation(folder)}
    assert len(found["表单模板"].faults) == 1 and "解读材料.docx" in found["表单模板"].faults[0]
    assert found["图片输出"].ok
    assert all(check.ok for check in examine_installation())
