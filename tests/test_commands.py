"""The two commands with which everybody begins: the README has them for each system, and the workflow for Windows runs the same ones."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
WORKFLOW = ROOT / ".github" / "workflows" / "windows.yml"
PLAIN_IN_BOTH_SHELLS = re.compile(r'cmd /c "[^"%$`^]*"')
"""What is inside the quotation marks goes to cmd as it stands, also from PowerShell, where && is no operator before version 7."""


def commands(language: str) -> list[str]:
    """The README's two commands, from the first block of a language."""
    block = re.search(rf"```{language}\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    return block.group(1).splitlines()


def steps() -> list[str]:
    """What the workflow runs, in its order."""
    return re.findall(r"^ +run: (?!\|)(.*)$", WORKFLOW.read_text(encoding="utf-8"), re.MULTILINE)


def test_windows_has_two_commands_that_both_of_its_shells_understand() -> None:
    windows = commands("bat")
    assert len(windows) == 2 and all(PLAIN_IN_BOTH_SHELLS.fullmatch(command) for command in windows), windows


def test_both_systems_do_the_same() -> None:
    linux = [command.replace(".venv/bin/pip", ".venv/bin/python -m pip").replace("python3 ", "py ") for command in commands("bash")]
    windows = [command.removeprefix('cmd /c "').removesuffix('"').replace(".venv\\Scripts\\", ".venv/bin/") for command in commands("bat")]
    assert linux == windows


def test_the_workflow_runs_the_readme_s_commands() -> None:
    assert [step for step in steps() if step.startswith("cmd")] == commands("bat")


def test_the_workflow_is_read_as_meant() -> None:
    yaml = pytest.importorskip("yaml", reason="no reader of YAML is installed here")
    read: dict[Any, Any] = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    job = read["jobs"]["commands"]
    matrix = job["strategy"]["matrix"]
    assert matrix["python"] == ["3.11", "3.12", "3.13"] and matrix["shell"] == ["cmd", "powershell"]
    folder = job["defaults"]["run"]["working-directory"]
    assert folder == job["steps"][0]["with"]["path"] and " " in folder and not folder.isascii()
    assert [step["run"] for step in job["steps"] if step.get("run", "").startswith("cmd")] == commands("bat")
