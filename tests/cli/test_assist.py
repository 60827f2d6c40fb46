"""assist: from the command line, in the contract's JSON and in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ui.window.pictures import draw_all
from zwgk_desk.cli.run import read_arguments, run

POLICY = (
    "某市加装电梯办法\n为了方便居民出行，根据有关法律，制定本办法。\n一、适用范围\n本市行政区域内的既有住宅适用本办法。\n二、补贴\n每台补贴十万元。\n"
)
ORDER = ["background", "goals", "content", "scope", "criteria", "cautions", "terms", "benefits", "differences"]


def told(*arguments: str) -> int:
    return run(read_arguments(list(arguments)), draw_all)


def test_the_json_is_as_the_contract_has_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policy = tmp_path / "p.txt"
    policy.write_text(POLICY, encoding="utf-8")
    assert told("assist", str(policy), "--json") == 0
    elements = json.loads(capsys.readouterr().out)["elements"]
    assert list(elements) == ORDER
    lines = POLICY.splitlines()
    for one in (one for found in elements.values() for one in found):
        assert {"text", "paragraph", "start", "end", "score"} <= set(one)
        assert lines[one["paragraph"]][one["start"] : one["end"]] == one["text"]
    assert elements["background"][0]["text"].startswith("为了方便居民出行")
    assert elements["benefits"][0]["text"] == "每台补贴十万元。"


def test_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policy = tmp_path / "p.txt"
    policy.write_text(POLICY, encoding="utf-8")
    assert told("assist", str(policy)) == 0
    words = capsys.readouterr().out
    assert "涉及范围\n  第 4 段　本市行政区域内的既有住宅适用本办法。" in words
    assert "新旧政策差异：政策文稿里没有找到，请自己写" in words


@pytest.mark.parametrize("content", [None, b"\x00\x01\x02\xff" * 300])
def test_what_cannot_be_read_is_told_in_one_line(content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policy = tmp_path / "p.txt"
    if content is not None:
        policy.write_bytes(content)
    assert told("assist", str(policy), "--json") == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1
