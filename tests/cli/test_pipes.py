"""Whoever reads a command's output may leave early: `main.py review 政策文稿.docx | head -1`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT

FAULTS = 3_000
"""So many that what is printed fills any pipe many times over."""

FIRST_LINE = "import sys; sys.stdout.write(sys.stdin.readline())"
"""`head -1`, which Windows has not."""


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "政策文稿.txt"
    path.write_text(
        "关于试点的办法\n\n" + "".join(f"联系人手机 1381234{n:04d}，身份证 11010519491231002X。\n\n" for n in range(FAULTS)), encoding="utf-8"
    )
    return path


def begun(*arguments: object, out: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, str(ROOT / "main.py"), *map(str, arguments)], stdout=out, stderr=subprocess.PIPE, cwd=ROOT.parent)


@pytest.mark.parametrize("json", [(), ("--json",)], ids=["words", "json"])
def test_a_reader_who_has_read_the_first_line_leaves_and_nothing_is_said(json: tuple[str, ...], policy: Path) -> None:
    with begun("review", policy, *json, out=subprocess.PIPE) as program:
        assert program.stdout is not None and program.stderr is not None
        with subprocess.Popen([sys.executable, "-c", FIRST_LINE], stdin=program.stdout, stdout=subprocess.PIPE, encoding="utf-8") as head:
            program.stdout.close()
            assert head.stdout is not None and head.stdout.read().strip()
        assert (program.stderr.read(), program.wait()) == (b"", 1), "its answer is that there are errors, whoever reads it"


@pytest.mark.parametrize(
    ("command", "status"), [(["--help"], 0), (["doctor", "--json"], 0), (["check", "nowhere"], 2), (["check", "--json", "."], 2)]
)
def test_a_reader_who_was_never_there(command: list[str], status: int, policy: Path) -> None:
    there, out = os.pipe()
    os.close(there)
    with begun(*command, out=out) as program:
        os.close(out)
        assert program.stderr is not None
        said = program.stderr.read().decode("utf-8")
        assert program.wait() == status and "Traceback" not in said and "ignored" not in said, said


def test_a_disk_that_takes_nothing_is_told_in_one_line(policy: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("only Linux has a disk that is always full")
    with full.open("wb") as out, begun("review", policy, out=out.fileno()) as program:
        assert program.stderr is not None
        said = program.stderr.read().decode("utf-8")
        assert program.wait() == 2 and said.count("\n") == 1 and "写不出去" in said, said
