"""The forms: Word templates that an office can change, run in a sandbox."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import docx
import pytest

from zwgk_desk.desk.admin.doctor import EXPECTED_FORMS, examine_installation
from zwgk_desk.desk.sample.sample_bundles import complete
from zwgk_desk.documents.forms.form_book import FormBook
from zwgk_desk.documents.forms.form_lines import TAG
from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.setting.page_ops import TextOp
from zwgk_desk.documents.writers.pdf import lay_out
from zwgk_desk.model.document.tree import Block, Item, Table
from zwgk_desk.model.errors import TemplateFault
from zwgk_desk.model.finding import Finding
from zwgk_desk.model.record import ReturnNotice
from zwgk_desk.model.settings import OfficeSettings
from zwgk_desk.model.terms import IssuingAuthority, Severity
from zwgk_desk.packet.build import filled_form
from zwgk_desk.packet.forms import form_values, notice_values
from zwgk_desk.places import templates

ON = date(2026, 11, 2)
GOLDEN = Path(__file__).parent / "golden"
EXPECTED_WORDS = {
    "目录": ["政策文稿", "解读方案", "解读材料-1"],
    "报送函": ["东江市人民政府办公厅：", "主动公开", "2026年11月2日", "附件：1.政策文稿"],
    "发文稿纸": ["主动公开", "（此件公开发布）", "李岚（部门负责人）", "各区人民政府"],
    "公开属性声明": ["主动公开", "面向全体居民", "sha256:"],
    "保密审查表": ["王慎", "通过", "sha256:"],
    "政务公开工作机构审查意见": ["主动公开", "sha256:"],
    "会签单": ["东江市财政局", "通过", "sha256:"],
    "审签单": ["李岚（部门负责人）", "会签", "牵头：东江市住房和城乡建设局"],
    "退文通知单": ["第2次报送", "缺解读方案", "请拟制", "东江市人民政府办公厅"],
    "解读方案": ["解读渠道"],
    "解读材料": ["惠民利民举措"],
    "解读材料（问答）": ["为什么要制定"],
    "新旧政策对照表": ["原政策规定", "新政策规定"],
}


@pytest.fixture
def values() -> dict[str, object]:
    case = complete(IssuingAuthority.JOINT, ON)
    settings = OfficeSettings(office_name="东江市人民政府办公厅")
    ground = Finding("plan-missing", Severity.RETURN, "三(三)1", "plan", "缺解读方案", "请拟制解读方案")
    notice = notice_values(case.bundle, ReturnNotice(1, 2, (ground,), "请尽快补正。", "", ""), settings, ON)
    return {**form_values(case.bundle, case.reviews, settings, ON, "各区人民政府："), **notice}


@pytest.mark.parametrize("name", EXPECTED_WORDS)
def test_every_form_says_what_it_must(name: str, values: dict[str, object]) -> None:
    book = FormBook(templates())
    text = read_document("a.docx", book.fill(name, values)).text
    for words in EXPECTED_WORDS[name]:
        assert words in text
    assert "{{" not in text and "{%" not in text
    assert book.fill(name, values) == book.fill(name, values)


@pytest.mark.parametrize("name", EXPECTED_WORDS)
def test_every_form_is_as_it_was(name: str, values: dict[str, object]) -> None:
    """The golden files: what each form holds, and where it stands on the page. Written anew with ZWGK_GOLDEN=1, then looked at."""
    section, _ = filled_form(FormBook(templates()), name, values)
    lines = [description(block) for block in section.tree.blocks]
    for number, page in enumerate(lay_out(section).pages, start=1):
        lines += [f"{number}: {op.x:.1f} {op.y:.1f} {op.face.value} {op.size:g} {op.text}" for op in page.ops if isinstance(op, TextOp)]
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("ZWGK_GOLDEN"):
        golden.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert golden.read_text(encoding="utf-8").splitlines() == lines


def description(block: Item) -> str:
    if isinstance(block, Table):
        return "\n".join(" | ".join(cell.replace("\n", "/") for cell in row) for row in block.rows).replace("\n", " || ")
    return f"{block.kind.value}{block.level or ''}: {block.text}" if isinstance(block, Block) else "picture"


def test_what_an_officer_types_stays_text(values: dict[str, object]) -> None:
    filled = FormBook(templates()).fill("公开属性声明", {**values, "explanation": 'A<B & {{ 7*7 }} "引号"'})
    assert "A<B & {{ 7*7 }}" in read_document("a.docx", filled).text


def broken(folder: Path, text: str) -> FormBook:
    shutil.copytree(templates(), folder)
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(folder / "审签单.docx"))
    return FormBook(folder)


@pytest.mark.parametrize(
    "text",
    ["{{ titel }}", "{{ title", "{% for x in %}", "{{ ''.__class__.__mro__ }}", "{{ title.__init__.__globals__ }}", "{% if title %}", "{{ 1/0 }}",
     "{{ 'x' * 10**9 }}", "{% for x in range(10**9) %}{{ x }}{% endfor %}", "{{ self.__init__.__globals__ }}", "{% include 'a' %}",
     "{{ title | nosuchfilter }}"],
)  # fmt: skip
def test_a_bad_template_is_named(text: str, tmp_path: Path, values: dict[str, object]) -> None:
    with pytest.raises(TemplateFault, match="审签单"):
        broken(tmp_path / "t", text).fill("审签单", values)


@pytest.mark.parametrize(
    "text, place, words",
    [
        ("{{ titel }}", "第3段“{{ titel }}”", "没有“titel”这一项"),
        ("{{ title", "第3段“{{ title”", "标记写错"),
        ("{% for part in parts %}", "第3段“{% for part in parts %}”", "标记写错"),
        ("{{ title.__class__ }}", "第3段“{{ title.__class__ }}”", "不允许"),
    ],
)
def test_the_place_of_the_fault_is_named(text: str, place: str, words: str, tmp_path: Path, values: dict[str, object]) -> None:
    shutil.copytree(templates(), tmp_path / "t")
    document = docx.Document()
    for line in ("文件标题：{{ title }}", "公开属性：{{ attribute }}", text, "日期：{{ day }}"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "t" / "审签单.docx"))
    with pytest.raises(TemplateFault) as told:
        FormBook(tmp_path / "t").fill("审签单", values)
    assert place in str(told.value) and words in str(told.value)


def test_the_place_in_a_table_is_named_by_row_and_cell(tmp_path: Path, values: dict[str, object]) -> None:
    shutil.copytree(templates(), tmp_path / "t")
    document = docx.Document(str(tmp_path / "t" / "审签单.docx"))
    document.tables[0].cell(2, 1).paragraphs[0].runs[0].text = "{{ drafting_unitt }}"
    document.save(str(tmp_path / "t" / "审签单.docx"))
    with pytest.raises(TemplateFault, match=r"第1个表格第3行第2格.*drafting_unitt"):
        FormBook(tmp_path / "t").fill("审签单", values)


def test_doctor_finds_the_bad_template_and_none_in_the_delivered_ones(tmp_path: Path) -> None:
    assert all(check.ok for check in examine_installation())
    broken(tmp_path / "t", "{{ titel }}")
    (tmp_path / "t" / "目录.docx").unlink()
    forms = examine_installation(template_folder=tmp_path / "t")[0]
    assert len(forms.faults) == 2 and "审签单" in "".join(forms.faults) and "目录" in "".join(forms.faults)


def test_all_the_forms_are_delivered() -> None:
    assert set(FormBook(templates()).names()) == set(EXPECTED_FORMS)


def test_a_template_s_own_lines_are_those_that_the_word_library_gives() -> None:
    for path in sorted(templates().glob("*.docx")):
        document = docx.Document(str(path))
        texts = [paragraph.text for paragraph in document.paragraphs]
        texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        wanted = {text.strip() for text in texts if text.strip() and not TAG.search(text)}
        assert set(FormBook(templates()).own_lines(path.stem)) == wanted, path


def test_own_lines_of_a_template_that_is_not_whole(tmp_path: Path) -> None:
    for content in (b"", b"PK", (templates() / "解读方案.docx").read_bytes()[:2000]):
        (tmp_path / "x.docx").write_bytes(content)
        with pytest.raises(TemplateFault):
            FormBook(tmp_path).own_lines("x")
    with pytest.raises(TemplateFault):
        FormBook(tmp_path).own_lines("y")
