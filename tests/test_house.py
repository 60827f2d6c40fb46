"""The shape of the house: what may import what, how large things are, and that the docs say what the code does."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from zwgk_desk.desk.common.equipment import load_equipment
from zwgk_desk.desk.common.permission import ALLOWED
from zwgk_desk.desk.office import Office
from zwgk_desk.late import OnFirstUse
from zwgk_desk.model.terms import Role
from zwgk_desk.rules.check import TABLE
from zwgk_desk.store.store import open_sqlite

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
EVERYWHERE = {"late"}
"""What any floor may import."""

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
            assert parts[1] == floor or parts[1] in allowed | EVERYWHERE, f"{path} imports {name}"


def circles(arrows: dict[str, set[str]]) -> list[set[str]]:
    """The sets of modules of which each can be reached from each other (Tarjan's strongly connected components)."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_: list[str] = []
    found: list[set[str]] = []

    def visit(module: str) -> None:
        order[module] = lowest[module] = len(order)
        open_.append(module)
        for other in arrows[module]:
            if other not in order:
                visit(other)
                lowest[module] = min(lowest[module], lowest[other])
            elif other in open_:
                lowest[module] = min(lowest[module], order[other])
        if lowest[module] == order[module]:
            start = open_.index(module)
            if len(open_) - start > 1:
                found.append(set(open_[start:]))
            del open_[start:]

    for module in arrows:
        if module not in order:
            visit(module)
    return found


def test_nothing_in_the_core_imports_in_a_circle() -> None:
    """Imports for the type checker alone count too."""
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in FILES}
    arrows: dict[str, set[str]] = {}
    for module, path in names.items():
        named = {name if name in names else name.rpartition(".")[0] for name in imports(path)}
        arrows[module] = (named & set(names)) - {module}
    assert circles(arrows) == []
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [{"a", "b", "c"}]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_import_hides_in_a_function(path: Path) -> None:
    """What is imported when it is first used goes by way of zwgk_desk/late.py."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert not any(isinstance(inner, ast.Import | ast.ImportFrom) for inner in ast.walk(node)), f"{path} {node.name}"


def test_what_is_imported_late_is_there_and_is_what_the_type_checker_sees() -> None:
    seen = 0
    for path in FILES:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("late", "OnFirstUse") and path.name != "late.py":
                named = call.args[0]
                assert isinstance(named, ast.Constant), path
                module, _, maker = str(named.value).partition(":")
                held = importlib.import_module(module)
                assert not maker or hasattr(held, maker), f"{path} {named.value}"
                assert any(name.startswith(module) for name in imports(path)), f"{path} imports {module} late, and not for the type checker"
                seen += 1
    assert seen > 40


def test_every_part_of_an_office_can_be_made(tmp_path: Path) -> None:
    """The constructors' arguments are named by attributes, so no type checker counts them."""
    office = Office(open_sqlite(tmp_path / "office.sqlite"), load_equipment())
    parts = {name: part for name, part in vars(Office).items() if isinstance(part, OnFirstUse)}
    assert len(parts) > 15
    for name in parts:
        made = getattr(office, name)
        assert Office.__annotations__[name] == f"OnFirstUse[{type(made).__name__}]"
        assert getattr(office, name) is made
    office.release()


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
