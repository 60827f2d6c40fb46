"""The shape of the house: what may import what, how large things are, and that the docs say what the code does."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from zwgk_desk.desk.common.permission import ALLOWED
from zwgk_desk.model.terms import Role
from zwgk_desk.rules.check import TABLE

ROOT = Path(__file__).resolve().parent.parent
FLOORS = {
    "model": set(),
    "store": {"model"},
    "signing": {"model"},
    "documents": {"model", "places"},
    "rules": {"model", "documents", "signing"},
    "packet": {"model", "documents", "signing"},
    "assist": {"model", "documents", "signing"},
    "desk": {"model", "store", "signing", "documents", "rules", "packet", "assist", "places"},
    "cli": {"model", "desk"},
}
FILES = sorted((ROOT / "zwgk_desk").rglob("*.py"))
WINDOW_FILES = sorted((ROOT / "ui").rglob("*.py"))


def imports(path: Path) -> list[str]:
    """Every module that a file imports, by its full name."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level + 1]) if node.level else []
            found += [".".join([*base, *(node.module or "").split("."), alias.name]).replace("..", ".") for alias in node.names]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_floor_imports_only_those_below(path: Path) -> None:
    floor = path.relative_to(ROOT / "zwgk_desk").parts[0].removesuffix(".py")
    allowed = FLOORS.get(floor)
    for name in imports(path):
        parts = name.split(".")
        assert parts[0] not in ("ui", "PySide6"), f"{path} imports the window"
        if allowed is not None and parts[0] == "zwgk_desk" and len(parts) > 2:
            assert parts[1] == floor or parts[1] in allowed, f"{path} imports {name}"


@pytest.mark.parametrize("path", WINDOW_FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_window_has_no_sql_no_format_and_no_rule(path: Path) -> None:
    for name in imports(path):
        assert not name.startswith(("peewee", "docx", "docxtpl", "reportlab", "pypdf")), name
        if name.startswith("zwgk_desk."):
            assert name.split(".")[1] in ("desk", "model", "places"), name


def test_sql_stands_only_in_the_store() -> None:
    for path in FILES:
        if path.relative_to(ROOT / "zwgk_desk").parts[0] != "store":
            assert "peewee" not in " ".join(imports(path)), path


def test_the_core_loads_without_qt() -> None:
    code = "import sys, zwgk_desk.cli.run; assert not any(m.startswith(('PySide6', 'shiboken')) for m in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_no_file_over_500_lines_and_no_function_over_60() -> None:
    for path in (*FILES, *WINDOW_FILES):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 500, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 60, f"{path} {node.name}"


def test_the_rules_are_in_the_docs_as_they_are() -> None:
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    for rule in TABLE:
        assert f"| `{rule.name}` | {rule.severity.label} | {rule.citation} | {rule.remedy} |" in text
    assert text.count("| `") == len(TABLE)


def test_who_may_what_is_in_the_docs_as_it_is() -> None:
    text = (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")
    for use_case, roles in ALLOWED.items():
        assert f"| {use_case.value} | {'、'.join(r.label for r in Role if r in roles)} |" in text


def test_every_requirement_has_its_line_in_the_docs() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r")):
                assert "==" in line, f"{name}: {line} is not pinned"
                assert f"| {line.split('==')[0].split('[')[0].lower()} |" in text, line
