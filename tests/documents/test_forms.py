"""The forms: Word templates that an office can change, run in a sandbox."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import docx
import pytest

from zwgk_desk.desk.doctor import EXPECTED_FORMS, examine_installation
from zwgk_desk.desk.sample_bundles import complete
from zwgk_desk.documents.forms import FormBook
from zwgk_desk.documents.readers import read_document
from zwgk_desk.model.errors import TemplateFault
from zwgk_desk.model.settings import OfficeSettings
from zwgk_desk.model.terms import IssuingAuthority
from zwgk_desk.packet.forms import form_values
from zwgk_desk.places import templates

ON = date(2026, 11, 2)
FORMS = ("目录", "报送函", "公开属性声明", "保密审查表", "审签单")


@pytest.fixture
def values() -> dict[str, object]:
    case = complete(IssuingAuthority.JOINT, ON)
    return form_values(case.bundle, case.reviews, OfficeSettings(office_name="东江市人民政府办公厅"), ON)


@pytest.mark.parametrize("name", FORMS)
def test_every_form_says_what_it_must(name: str, values: dict[str, object]) -> None:
    book = FormBook(templates())
    text = read_document("a.docx", book.fill(name, values)).text
    expected = {
        "目录": ["政策文稿", "解读方案", "解读材料-1"],
        "报送函": ["东江市人民政府办公厅：", "主动公开", "2026年11月2日"],
        "公开属性声明": ["主动公开", "面向全体居民", "sha256:"],
        "保密审查表": ["王慎", "通过", "sha256:"],
        "审签单": ["李岚（部门负责人）", "会签", "牵头：东江市住房和城乡建设局"],
    }[name]
    for words in expected:
        assert words in text
    assert "{{" not in text and "{%" not in text
    assert book.fill(name, values) == book.fill(name, values)


def test_what_an_officer_types_stays_text(values: dict[str, object]) -> None:
    filled = FormBook(templates()).fill("公开属性声明", {**values, "explanation": 'A<B & {{ 7*7 }} "引号"'})
    assert "A<B & {{ 7*7 }}" in read_document("a.docx", filled).text


def broken(folder: Path, text: str) -> FormBook:
    shutil.copytree(templates(), folder)
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(folder / "审签单.docx"))
    return FormBook(folder)


@pytest.mark.parametrize("text", ["{{ titel }}", "{{ title", "{% for x in %}", "{{ ''.__class__.__mro__ }}", "{{ title.__init__.__globals__ }}"])
def test_a_bad_template_is_named(text: str, tmp_path: Path, values: dict[str, object]) -> None:
    with pytest.raises(TemplateFault, match="审签单"):
        broken(tmp_path / "t", text).fill("审签单", values)


def test_doctor_finds_the_bad_template_and_none_in_the_delivered_ones(tmp_path: Path) -> None:
    assert all(check.ok for check in examine_installation())
    broken(tmp_path / "t", "{{ titel }}")
    (tmp_path / "t" / "目录.docx").unlink()
    forms = examine_installation(template_folder=tmp_path / "t")[0]
    assert len(forms.faults) == 2 and "审签单" in "".join(forms.faults) and "目录" in "".join(forms.faults)


def test_all_the_forms_are_delivered() -> None:
    assert set(FormBook(templates()).names()) == set(EXPECTED_FORMS)
