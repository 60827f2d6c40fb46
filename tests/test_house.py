"""The shape of the house: what may import what, how large things are, and that the docs say what the code does."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_spec.draw_house import drawing
from build_spec.house import ROOT, arrows_between_files, circles, imported_names, parsed, rooms
from ui.window.pages import PAGES
from zwgk_desk.desk.common.equipment import load_equipment
from zwgk_desk.desk.common.permission import ALLOWED
from zwgk_desk.desk.office import Office
from zwgk_desk.late import OnFirstUse
from zwgk_desk.model.terms import Role
from zwgk_desk.rules.check import TABLE
from zwgk_desk.store.store import open_sqlite

FLOORS = {
    "model": set[str](),
    "store": {"model"},
    "signing": {"model"},
    "documents": {"model", "places"},
    "rules": {"model", "documents", "signing"},
    "packet": {"model", "documents", "signing"},
    "assist": {"model", "documents", "signing"},
    "desk": {"model", "store", "signing", "documents", "rules", "packet", "assist", "places"},
    "cli": {"model", "desk"},
}
EVERYWHERE = {"late", "owner_only", "recent"}
"""What any floor may import."""

DESK_FLOORS = {
    "common": set(),
    "local": {"common"},
    "people": {"common"},
    "admin": {"common", "people"},
    "drafting": {"common", "local", "people"},
    "course": {"common", "people", "drafting", "admin"},
    "office": {"common", "people", "drafting", "admin", "course"},
    "sample": {"common", "local", "people", "drafting", "admin", "course", "office"},
}
"""The rooms of the desk, and which of the others each may import."""

WINDOW_FLOORS = {
    "look": set(),
    "background": {"look"},
    "shared": {"look", "background"},
    "workbench": {"look", "background", "shared"},
    "drafting": {"look", "background", "shared"},
    "deciding": {"look", "background", "shared"},
    "admin": {"look", "background", "shared"},
    "window": {"look", "background", "shared", "workbench", "drafting", "deciding", "admin"},
}
"""The rooms of the window: pages know what lies below them, never one another's rooms and never the window."""

LONGEST_FILE, LONGEST_FUNCTION, FULLEST_FOLDER = 400, 50, 25
FILES = sorted((ROOT / "zwgk_desk").rglob("*.py"))
WINDOW_FILES = sorted((ROOT / "ui").rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_floor_imports_only_those_below(path: Path) -> None:
    floor = path.relative_to(ROOT / "zwgk_desk").parts[0].removesuffix(".py")
    allowed = FLOORS.get(floor)
    for name in imported_names(path):
        parts = name.split(".")
        assert parts[0] not in ("ui", "PySide6"), f"{path} imports the window"
        if allowed is not None and parts[0] == "zwgk_desk" and len(parts) > 2:
            assert parts[1] == floor or parts[1] in allowed | EVERYWHERE, f"{path} imports {name}"


@pytest.mark.parametrize(("package", "allowed"), [("zwgk_desk/desk", DESK_FLOORS), ("ui", WINDOW_FLOORS)], ids=["desk", "window"])
def test_every_room_imports_only_those_below(package: str, allowed: dict[str, set[str]]) -> None:
    prefix = package.replace("/", ".") + "."
    arrows = {(a, b) for a, others in arrows_between_files().items() for b in others if a.startswith(prefix) and b.startswith(prefix)}
    for upper, lower in sorted(arrows):
        above, below = (name.removeprefix(prefix).partition(".")[0] for name in (upper, lower))
        assert above == below or below in allowed[above], f"{upper} imports {lower}"
    assert {path.name for path in (ROOT / package).iterdir() if path.is_dir() and path.name != "__pycache__"} <= set(allowed)


def test_no_page_imports_another() -> None:
    pages = {f"ui.{place.partition(':')[0]}" for place in PAGES.values()}
    arrows = arrows_between_files()
    assert len(pages) > 10 and all(not (arrows[page] & pages) for page in pages)


def test_nothing_imports_in_a_circle() -> None:
    """Imports for the type checker alone count too."""
    assert circles(arrows_between_files()) == []
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [{"a", "b", "c"}]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_import_hides_in_a_function(path: Path) -> None:
    """What is imported when it is first used goes by way of zwgk_desk/late.py."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert not any(isinstance(inner, ast.Import | ast.ImportFrom) for inner in ast.walk(node)), f"{path} {node.name}"


def test_what_is_imported_late_is_there_and_is_what_the_type_checker_sees() -> None:
    seen = 0
    for path in FILES:
        for call in ast.walk(parsed(path)):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("late", "OnFirstUse") and path.name != "late.py":
                named = call.args[0]
                assert isinstance(named, ast.Constant), path
                module, _, maker = str(named.value).partition(":")
                held = importlib.import_module(module)
                assert not maker or hasattr(held, maker), f"{path} {named.value}"
                assert any(name.startswith(module) for name in imported_names(path)), f"{path} imports {module} late, and not for the type checker"
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
    for name in imported_names(path):
        assert not name.startswith(("peewee", "docx", "docxtpl", "reportlab", "pypdf")), name
        if name.startswith("zwgk_desk."):
            assert name.split(".")[1] in ("desk", "model", "places"), name


def test_sql_stands_only_in_the_store() -> None:
    for path in FILES:
        if path.relative_to(ROOT / "zwgk_desk").parts[0] != "store":
            assert "peewee" not in " ".join(imported_names(path)), path


def test_the_core_loads_without_qt() -> None:
    code = "import sys, zwgk_desk.cli.run; assert not any(m.startswith(('PySide6', 'shiboken')) for m in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_files_functions_and_folders_are_of_a_size_to_be_taken_in() -> None:
    for path in (*FILES, *WINDOW_FILES):
        assert path.read_text(encoding="utf-8").count("\n") <= LONGEST_FILE, path
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno + 1 <= LONGEST_FUNCTION, f"{path} {node.name}"
    for folder, count in Counter(path.parent for path in (*FILES, *WINDOW_FILES)).items():
        assert count <= FULLEST_FOLDER, folder


def public(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every class, function and method without underscore, with its docstring."""
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_") and node.name != "Meta":
            if not any(isinstance(mark, ast.Name) and mark.id == "overload" for mark in node.decorator_list):
                yield f"{prefix}{node.name}", ast.get_docstring(node) or ""
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, f"{prefix}{node.name}.")


def test_everything_public_says_what_it_is() -> None:
    told = [(f"{path.relative_to(ROOT)} {name}", said) for path in (*FILES, *WINDOW_FILES) for name, said in public(_body(path))]
    assert len(told) > 1_500
    assert [name for name, said in told if not said] == []
    assert [name for name, said in told if said in EMPTY_WORDS] == []


EMPTY_WORDS = (
    "The page.",
    "The view.",
    "The panel.",
    "The bar.",
    "The form.",
    "The list.",
    "The tab.",
    "The use case.",
    "The use cases.",
    "See.",
    "Nothing.",
)
"""Docstrings that say no more than the name does."""


def _body(path: Path) -> list[ast.stmt]:
    return parsed(path).body


def test_every_room_says_what_lives_there_and_what_it_may_import() -> None:
    for path, room in rooms().items():
        said = ast.get_docstring(ast.parse((ROOT / path / "__init__.py").read_text(encoding="utf-8"))) or ""
        assert room.about and "import" in said, f"{path}/__init__.py: {said}"


def test_the_drawing_is_of_the_house_as_it_stands() -> None:
    drawn = (ROOT / "docs" / "house.svg").read_text(encoding="utf-8")
    assert drawn == drawing(), "python build_spec/draw_house.py draws it anew"


def test_the_rules_are_in_the_docs_as_they_are() -> None:
    text = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    for rule in TABLE:
        assert f"| `{rule.name}` | {rule.severity.label} | {rule.citation} | {rule.remedy} |" in text
    assert text.count("| `") == len(TABLE)


def test_who_may_what_is_in_the_docs_as_it_is() -> None:
    text = (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")
    for use_case, roles in ALLOWED.items():
        assert f"| {use_case.value} | {'、'.join(r.label for r in Role if r in roles)} |" in text


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))])
def test_the_files_that_the_docs_name_are_there(name: str) -> None:
    """By their path from the project's root or from zwgk_desk/, or by their bare name."""
    here = {path.relative_to(ROOT).as_posix() for folder in PROGRAM for path in (ROOT / folder).rglob("*") if path.is_file()} | {"main.py"}
    bare = {path.rpartition("/")[2] for path in here}
    named = re.findall(r"(?<![\w/.-])((?:[a-z_]+/)*\w+\.(?:py|toml))(?![\w/])", (ROOT / name).read_text(encoding="utf-8"))
    missing = [path for path in named if not ({path, f"zwgk_desk/{path}"} & here if "/" in path else path in bare | CASE_FILES)]
    assert missing == []


PROGRAM = ("zwgk_desk", "ui", "tests", "benchmarks", "build_spec", "resources", "templates", "docs")
CASE_FILES = {"bundle.toml", "pyproject.toml", "bagit.py"}


def test_every_requirement_has_its_line_in_the_docs() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r")):
                assert "==" in line, f"{name}: {line} is not pinned"
                assert f"| {line.split('==')[0].split('[')[0].lower()} |" in text, line
