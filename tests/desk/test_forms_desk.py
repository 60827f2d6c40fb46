"""The office's own templates: taken out, changed, tried, in use everywhere, and taken back."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from zwgk_desk.desk.admin.doctor import examine_store
from zwgk_desk.desk.office import Office
from zwgk_desk.model.errors import InputError, NotFound, TemplateFault
from zwgk_desk.model.terms import PartKind

from .conftest import People, Play, empty_bundle


def text_of(content: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def with_line(path: Path, line: str) -> Path:
    document = docx.Document(str(path))
    document.add_paragraph(line)
    document.save(str(path))
    return path


def test_every_form_is_shown_as_it_is_filled_in(office: Office, people: People) -> None:
    states = office.forms.all(people.admin)
    assert len(states) == 13 and not any(state.own or state.fault for state in states)
    for state in states:
        assert PdfReader(io.BytesIO(office.forms.preview(people.admin, state.name))).pages
    assert "没有说明补贴资金由谁承担" in text_of(office.forms.preview(people.admin, "退文通知单"))


def test_a_changed_template_is_in_use_at_once_and_taken_back(office: Office, people: People, play: Play, tmp_path: Path) -> None:
    office.forms.take_out(people.admin, "审签单", tmp_path / "审签单.docx")
    changed = with_line(tmp_path / "审签单.docx", "本单由办公室存档。")
    office.forms.put_to_use(people.admin, "审签单", changed)
    assert [state.name for state in office.forms.all(people.admin) if state.own] == ["审签单"]
    assert "本单由办公室存档" in text_of(office.forms.preview(people.admin, "审签单"))
    key = play.draft().key
    assert "本单由办公室存档" in text_of(office.submissions.pages(people.drafter, office.bundles.open(people.drafter, key))), (
        "every packet from now on has it"
    )
    assert any(line.entry.remark == "模板：审签单，换用本办公室的" for line in office.records.lines(people.admin))
    own = office.forms.restore(people.admin, "审签单")
    assert "本单由办公室存档" not in text_of(office.submissions.pages(people.drafter, office.bundles.open(people.drafter, key)))
    office.forms.bring_back(people.admin, "审签单", own)
    assert "本单由办公室存档" in text_of(office.submissions.pages(people.drafter, office.bundles.open(people.drafter, key)))
    assert all(check.ok for check in examine_store(office.core.store))


def test_the_untouched_text_of_a_changed_draft_template_is_known_again(office: Office, people: People, play: Play, tmp_path: Path) -> None:
    office.forms.take_out(people.admin, "解读方案", tmp_path / "解读方案.docx")
    office.forms.put_to_use(people.admin, "解读方案", with_line(tmp_path / "解读方案.docx", "七、本市另加的一条固定文字"))
    record = office.bundles.create(people.drafter, empty_bundle())
    record = office.bundles.start_from_template(people.drafter, record.key, record.revision.number, PartKind.PLAN)
    assert "file-placeholder" in {finding.rule for finding in office.checking.check(people.drafter, record.key)}


def test_a_template_that_cannot_be_filled_in_never_comes_into_use(office: Office, people: People, tmp_path: Path) -> None:
    office.forms.take_out(people.admin, "审签单", tmp_path / "审签单.docx")
    with_line(tmp_path / "审签单.docx", "{{ 没有这个 }}")
    with pytest.raises(TemplateFault, match="审签单"):
        office.forms.put_to_use(people.admin, "审签单", tmp_path / "审签单.docx")
    (tmp_path / "坏.docx").write_bytes(b"PK no")
    (tmp_path / "旧.doc").write_bytes(b"x")
    for path, kind in (("坏.docx", TemplateFault), ("旧.doc", InputError), ("没有.docx", InputError)):
        with pytest.raises(kind):
            office.forms.put_to_use(people.admin, "审签单", tmp_path / path)
    for act in (lambda: office.forms.put_to_use(people.admin, "别的", tmp_path / "坏.docx"), lambda: office.forms.restore(people.admin, "审签单")):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(NotFound):
        office.forms.take_out(people.admin, "别的", tmp_path / "x.docx")
    assert not any(state.own or state.fault for state in office.forms.all(people.admin))


def test_a_template_that_broke_later_is_named(office: Office, people: People, tmp_path: Path) -> None:
    office.forms.take_out(people.admin, "审签单", tmp_path / "审签单.docx")
    office.forms.put_to_use(people.admin, "审签单", tmp_path / "审签单.docx")
    settings = office.settings.load()
    with office.core.store.transaction():
        kept = office.core.store.files.put(b"no template any more")
        office.core.store.settings.save(type(settings)(**{**settings.__dict__, "own_forms": (("审签单", kept),)}))
    state = next(state for state in office.forms.all(people.admin) if state.name == "审签单")
    assert state.own and "审签单" in state.fault
    check = next(check for check in examine_store(office.core.store) if check.name == "本办公室的模板")
    assert not check.ok and "审签单" in check.faults[0]
