"""review: from the command line, in the contract's JSON and in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ui.window.pictures import draw_all
from zwgk_desk.cli.run import read_arguments, run

POLICY = "某市加装电梯办法\n第一条 收到通知之日起三十日内提出申请。\n第二条 由市财政局拨付补贴。"
MATERIAL = "加装电梯问答\n收到通知之日起15日内提出申请。\n咨询手机13812345678。"


def told(*arguments: str) -> int:
    return run(read_arguments(list(arguments)), draw_all)


def test_the_json_is_as_the_contract_has_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policy, material = str(tmp_path / "p.txt"), str(tmp_path / "m.txt")
    Path(policy).write_text(POLICY, encoding="utf-8")
    Path(material).write_text(MATERIAL, encoding="utf-8")
    assert told("review", policy, "--against", material, "--json") == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    keys = {"rule", "severity", "file", "paragraph", "start", "end", "text", "message", "expected"}
    assert all(keys <= set(finding) for finding in found)
    mismatch = next(finding for finding in found if finding["rule"] == "number-mismatch")
    assert (mismatch["file"], mismatch["severity"], mismatch["expected"]) == (material, "error", "三十日")
    lines = [line for line in MATERIAL.splitlines() if line.strip()]
    for finding in found:
        if finding["file"] == material:
            assert lines[finding["paragraph"]][finding["start"] : finding["end"]] == finding["text"]
    assert "mobile-number" in [finding["rule"] for finding in found]


def test_in_words_and_without_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policy = tmp_path / "p.txt"
    policy.write_text(POLICY, encoding="utf-8")
    assert told("review", str(policy)) == 0
    assert "没有发现问题" in capsys.readouterr().out
    policy.write_text(POLICY.replace("第二条", "第二条 推進"), encoding="utf-8")
    assert told("review", str(policy)) == 0
    assert "繁体字“進”" in capsys.readouterr().out


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told("review", str(tmp_path / "none.txt"), "--json") == 2
    told_so = capsys.readouterr()
    assert told_so.out == "" and told_so.err.count("\n") == 1
