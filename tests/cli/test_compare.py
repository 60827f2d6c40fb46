"""compare: 新旧政策对照表 from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

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
