"""compare: 新旧政策对照表 from the command line."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pypdf import PdfReader

from ui.window.pictures import draw_all
from zwgk_desk.cli.run import read_arguments, run

OLD = "某办法\n第一条 为了规范管理，制定本办法。\n第二条 补贴十万元，三十日内拨付。\n第三条 自公布之日起施行。"
NEW = """某办法
第一条 为了规范管理，制定本办法。
第二条 加强施工噪声管理，减少对居民的影响。
第三条 补贴二十万元，三十日内拨付。
第四条 自公布之日起施行。"""


def told(*arguments: str) -> int:
    return run(read_arguments(list(arguments)), draw_all)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    for name, text in (("old.txt", OLD), ("new.md", NEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "old.txt"), str(tmp_path / "new.md")


def test_the_json_is_as_the_contract_has_it(pair: tuple[str, str], tmp_path: Path) -> None:
    assert told("compare", *pair, "--out", str(tmp_path / "a.json")) == 0
    found = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert set(found) == {"rows", "summary"}
    rows = {(row["old"], row["new"]): row for row in found["rows"]}
    assert all(set(row) == {"old", "new", "change", "old_text", "new_text", "similarity"} for row in found["rows"])
    assert rows["第二条", "第三条"]["change"] == "modified" and 0 < rows["第二条", "第三条"]["similarity"] < 1
    assert rows[None, "第二条"]["change"] == "added" and rows["第三条", "第四条"]["change"] == "same"
    assert found["summary"]["figures"] == [{"old": "第二条", "new": "第三条", "was": "十万元", "now": "二十万元"}]


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_a_document_to_take_along(ending: str, pair: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / f"对照表.{ending}"
    assert told("compare", *pair, "--out", str(target)) == 0
    assert target.read_bytes()[:4] in (b"PK\x03\x04", b"%PDF") and "修改 1 条" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "out", "words"),
    [("old.txt", "a.odt", "扩展名"), ("missing.txt", "a.docx", "不存在"), ("bad.docx", "a.docx", "bad.docx"), ("old.txt", "no-folder/a.docx", "")],
)
def test_what_cannot_be_done_is_told_in_one_line_and_leaves_nothing(
    old: str, out: str, words: str, pair: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.docx").write_bytes(b"no Word document")
    before = sorted(path.name for path in tmp_path.iterdir())
    assert told("compare", str(tmp_path / old), pair[1], "--out", str(tmp_path / out)) == 2
    said = capsys.readouterr().err
    assert words in said and said.count("\n") == 1 and sorted(path.name for path in tmp_path.iterdir()) == before


def subsidy(path: Path, date: str, amount: str, evidence: str, tracked: bool = False) -> str:
    """An 办法 in Word with a table, items and a date; a word of it inserted as a tracked change."""
    document = docx.Document()
    for text in ("云岭市残疾人就业补贴办法", "第一条　为了促进残疾人就业，制定本办法。", "第二条　补贴标准如下："):
        document.add_paragraph(text)
    table = document.add_table(rows=3, cols=2)
    for row, cells in zip(table.rows, (("类别", "补贴标准"), ("重度", "20万元"), ("中度", amount)), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for text in (
        "第三条　应当提交下列材料：",
        "（一）身份证；",
        f"（二）{evidence}；",
        "（三）劳动合同。",
        "第四条　本办法自公布之日起施行。",
        "云岭市人民政府",
        date,
    ):
        document.add_paragraph(text)
    if tracked:
        inserted: Any = OxmlElement("w:ins")
        inserted.set(qn("w:id"), "1")
        inserted.set(qn("w:author"), "某人")
        inserted.append(document.add_paragraph("（此件公开发布）").runs[0]._r)
        document.paragraphs[-1]._p.append(inserted)
    document.save(str(path))
    return str(path)


def test_a_cell_an_item_a_date_and_tracked_changes_in_every_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = subsidy(tmp_path / "a.docx", "2021年3月5日", "10万元", "残疾人证")
    new = subsidy(tmp_path / "b.docx", "2026年3月5日", "12万元", "残疾人证或者伤残证", tracked=True)
    for ending in ("json", "docx", "pdf"):
        assert told("compare", old, new, "--out", str(tmp_path / f"out.{ending}")) == 0
        assert "新文件：有修订痕迹" in capsys.readouterr().out
    found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    changed = [(row["old"], row["new"], row["old_text"], row["new_text"]) for row in found["rows"] if row["change"] == "modified"]
    cell = "表1第3行第2列（补贴标准）"
    assert changed[0] == (cell, cell, "10万元", "12万元") and changed[1][:2] == ("第三条", "第三条")
    assert changed[1][3].count("（二）") == 1 and changed[2:] == [(None, None, "2021年3月5日", "2026年3月5日")]
    assert f"{cell}：10万元→12万元" in found["summary"]["differences"]
    assert any(sentence.startswith("修改第三条第（二）项：残疾人证或者") for sentence in found["summary"]["differences"])
    assert any("修订痕迹" in note for note in found["summary"]["notes"])
    document = docx.Document(io.BytesIO((tmp_path / "out.docx").read_bytes()))
    word = "\n".join([*(p.text for p in document.paragraphs), *(cell.text for row in document.tables[0].rows for cell in row.cells)])
    pdf = "".join("".join(page.extract_text().split()) for page in PdfReader(tmp_path / "out.pdf").pages)
    for text in ("".join(word.split()), pdf):
        for wanted in (
            cell, "（二）残疾人证；", "新文件：有修订痕迹", "原文（云岭市残疾人就业补贴办法，2021年3月5日）",
            "现文（云岭市残疾人就业补贴办法，2026年3月5日）",
        ):  # fmt: skip
            assert wanted in text
        assert "（一）（二）" not in text and "a.docx" not in text


def test_only_the_number_of_an_article_is_another(tmp_path: Path, pair: tuple[str, str]) -> None:
    assert told("compare", *pair, "--out", str(tmp_path / "a.docx")) == 0
    rows = docx.Document(str(tmp_path / "a.docx")).tables[0].rows
    assert [row.cells[2].text for row in rows if row.cells[1].text.startswith("第四条")] == ["条文序号调整"]
