"""The main job from the command line, on the sample and on the real source document."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from zwgk_desk.desk.sample.sample_bundles import GROUNDS, complete, spoilt
from zwgk_desk.model.terms import IssuingAuthority

from ..conftest import write_case
from .conftest import Program

ON = date(2026, 11, 2)
CASE = """
[bundle]
title = "哈尔滨市全面推进政务公开重点任务实施方案"
issuing_authority = "GOVERNMENT"
drafting_unit = "市政府办公厅"
interpreting_unit = "市政府办公厅"
[disclosure]
attribute = "PROACTIVE"
explanation = "涉及全市各部门和公众，应当主动公开。"
[files]
policy = "policy.txt"
plan = "plan.md"
materials = ["material.md"]
[[reviews]]
kind = "secrecy"
unit = "市政府办公厅"
by = "保密办"
result = "passed"
on = 2026-11-02
"""
SIGNED = """
[[reviews]]
kind = "signoff"
unit = "市政府办公厅"
by = "主任"
role = "PRINCIPAL_LEADER"
result = "passed"
on = 2026-11-02
"""


def real_case(folder: Path, policy: Path, signed: bool) -> Path:
    folder.mkdir()
    sample = Path(__file__).resolve().parents[2] / "resources" / "sample"
    (folder / "policy.txt").write_bytes(policy.read_bytes())
    for name in ("plan.md", "material.md"):
        (folder / name).write_bytes((sample / name).read_bytes())
    (folder / "bundle.toml").write_text(CASE + (SIGNED if signed else ""), encoding="utf-8")
    return folder


def test_the_real_source_document_is_checked_and_packed(program: Program, tmp_path: Path, source_policy: Path) -> None:
    case = real_case(tmp_path / "case", source_policy, signed=False)
    checked = program("check", case, "--json")
    answer = json.loads(checked.out)
    assert checked.status == 1 and checked.err == ""
    assert [f["rule"] for f in answer["cases"][0]["findings"]] == ["signoff-missing"]
    assert answer["cases"][0]["verdict"] == "return" and answer["cases"][0]["case"] == str(case)

    packed = program("packet", case, "--out", tmp_path / "out")
    assert packed.status == 0, packed.err
    made = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    for name in ("政策文稿", "解读方案", "解读材料-1", "目录", "报送函", "公开属性声明", "保密审查表", "审签单"):
        assert {f"{name}.docx", f"{name}.pdf"} <= made
        docx.Document(str(tmp_path / "out" / f"{name}.docx"))
    assert {"报送包.pdf", "check.json", "原件/bundle.toml", "原件/policy.txt"} <= made
    assert json.loads((tmp_path / "out" / "check.json").read_text(encoding="utf-8"))["cases"][0]["findings"] == answer["cases"][0]["findings"]
    assert (tmp_path / "out" / "原件" / "policy.txt").read_bytes() == source_policy.read_bytes()
    pages = [page.extract_text() for page in PdfReader(tmp_path / "out" / "报送包.pdf").pages]
    assert len(pages) > 15 and all("送审稿" in page for page in pages)
    assert "哈辦發〔2017〕13號" in "".join("".join(pages).split())


def test_the_signed_one_is_accepted_and_bears_no_mark(program: Program, tmp_path: Path, source_policy: Path) -> None:
    case = real_case(tmp_path / "case", source_policy, signed=True)
    assert program("check", case).status == 0
    assert program("packet", case, "--out", tmp_path / "out").status == 0
    assert not any("送审稿" in page.extract_text() for page in PdfReader(tmp_path / "out" / "报送包.pdf").pages)
    assert program("check", tmp_path / "out").status == 0
    with (tmp_path / "out" / "原件" / "policy.txt").open("ab") as file:
        file.write("改".encode())
    assert program("check", tmp_path / "out").status == 0  # claims that name no digest are of the content as it stands


def test_the_same_case_gives_the_same_packet(program: Program, tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", complete(IssuingAuthority.JOINT, ON))
    digests = []
    for name in ("one", "two"):
        assert program("packet", case, "--out", tmp_path / name).status == 0
        digests.append((tmp_path / name / "清单.txt").read_text(encoding="utf-8"))
    assert digests[0] == digests[1]
    for line in digests[0].splitlines():
        digest, name = line.split("  ", 1)
        assert hashlib.sha256((tmp_path / "one" / name).read_bytes()).hexdigest() == digest


def test_many_cases_at_once(program: Program, tmp_path: Path) -> None:
    cases = [write_case(tmp_path / rule, spoilt(rule, ON)) for rule in GROUNDS]
    cases += [write_case(tmp_path / authority.value, complete(authority, ON)) for authority in IssuingAuthority]
    ran = program("check", *cases, "--json")
    assert ran.status == 1
    for answer in json.loads(ran.out)["cases"]:
        rule = Path(answer["case"]).name
        returning = [f["rule"] for f in answer["findings"] if f["severity"] == "return"]
        assert returning == ([rule] if rule in GROUNDS else [])
        assert answer["verdict"] == ("return" if rule in GROUNDS else "accept")
        assert all(set(f) == {"rule", "severity", "citation", "where", "message", "remedy"} for f in answer["findings"])


def test_one_unusable_case_does_not_keep_the_others_from_being_checked(program: Program, tmp_path: Path) -> None:
    good = write_case(tmp_path / "good", complete(IssuingAuthority.DEPARTMENT, ON))
    ran = program("check", good, tmp_path / "none", "--json")
    assert ran.status == 2 and len(ran.err.strip().splitlines()) == 1 and "none" in ran.err
    assert [c["verdict"] for c in json.loads(ran.out)["cases"]] == ["accept"]


def test_the_demo_plays_the_whole_job(program: Program, tmp_path: Path) -> None:
    ran = program("demo", "--out", tmp_path / "demo", PYTHONTZPATH="")  # as where the system has no time zones of its own
    assert ran.status == 0, ran.err
    made = {path.name for path in (tmp_path / "demo").iterdir()}
    packets = sorted(name for name in made if name.endswith(".zip"))
    assert len(packets) == 2 and sum(name.endswith(".png") for name in made) >= 6
    summary = (tmp_path / "demo" / "summary.md").read_text(encoding="utf-8")
    for words in ("审签", "退文", "随即失效", "受理并印发", "完整，没有改动"):
        assert words in summary
    assert program("check", *(tmp_path / "demo" / name for name in packets)).status == 0
    for name in packets:
        ran = program("verify", tmp_path / "demo" / name, "--trust", tmp_path / "demo" / "签发机构.pem", "--json")
        told = json.loads(ran.out)
        assert ran.status == 0 and told["intact"] and told["signed"] and not told["problems"]
        assert all(s["valid"] and s["trusted"] and set(s) >= {"by", "unit", "role", "at"} for s in told["signatures"])
        changed = bytearray((tmp_path / "demo" / name).read_bytes())
        changed[len(changed) // 3] ^= 4
        (tmp_path / "changed.zip").write_bytes(bytes(changed))
        assert program("verify", tmp_path / "changed.zip").status == 1
        strange = program("verify", tmp_path / "demo" / name)
        assert strange.status == 0 and strange.err == "", "an authority that is not trusted is said in words, without a trace"
    with zipfile.ZipFile(tmp_path / "demo" / packets[1]) as archive:
        names = {name.split("/data/")[-1] for name in archive.namelist()}
        bound = archive.read(next(n for n in archive.namelist() if n.endswith("报送包.pdf")))
    assert {"解读材料-2.pdf", "审签单.docx", "原件/bundle.toml"} <= names
    assert not any("送审稿" in page.extract_text() for page in PdfReader(io.BytesIO(bound)).pages)


def test_doctor(program: Program, tmp_path: Path) -> None:
    ran = program("doctor", "--json", "--data", tmp_path / "data")
    assert ran.status == 0 and json.loads(ran.out)["ok"] is True
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("command", ["check", "packet", "verify", "demo", "doctor"])
def test_every_command_explains_itself(command: str, program: Program) -> None:
    assert program(command, "--help").status == 0


def test_a_command_that_is_none(program: Program) -> None:
    program("chek").refused("命令写法有误")
    program("packet", "case").refused("命令写法有误")


def test_the_masthead_and_imprint_of_a_case_folder_frame_its_policy(program: Program, tmp_path: Path) -> None:
    case = complete(IssuingAuthority.GOVERNMENT, ON)
    folder = write_case(tmp_path / "case", case)
    text = (folder / "bundle.toml").read_text(encoding="utf-8")
    said = '[dispatch]\nmark = "东江市人民政府文件"\nnumber = "东政发〔2026〕3号"\ncopies_to = "市委各部门"\n\n[files]'
    (folder / "bundle.toml").write_text(text.replace("[files]", said), encoding="utf-8")
    assert program("packet", folder, "--out", tmp_path / "out").status == 0
    first = "".join(PdfReader(tmp_path / "out" / "政策文稿.pdf").pages[0].extract_text().split())
    assert "东江市人民政府文件" in first and "东政发〔2026〕3号" in first
    assert "抄送：市委各部门。" in "".join(page.extract_text() for page in PdfReader(tmp_path / "out" / "政策文稿.pdf").pages)
    assert 'mark = "东江市人民政府文件"' in (tmp_path / "out" / "原件" / "bundle.toml").read_text(encoding="utf-8")
