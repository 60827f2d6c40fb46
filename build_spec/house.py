"""The house as the code's own imports have it: which file imports which, which room which, and on which floor each so stands.

Imports for the type checker alone count as imports: whoever reads the file has to know both.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("ui", "zwgk_desk")
EVERYWHERE = ("late", "owner_only", "places", "recent", "__version__")
"""Small modules below zwgk_desk/ that any room may use; they are no rooms."""


@dataclass(frozen=True)
class Room:
    """A folder of modules, or the modules that stand in a package beside its folders.

    Attributes:
        path: the folder, from the project's root, with slashes.
        files: how many modules it has, `__init__` not counted.
        about: the first sentence of its `__init__`.
    """

    path: str
    files: int
    about: str


@cache
def parsed(path: Path) -> ast.Module:
    """A file as Python reads it; each is looked at for many things."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def module_files() -> dict[str, Path]:
    """Every module of the program by its full name."""
    paths = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in paths}


@cache
def imported_names(path: Path) -> tuple[str, ...]:
    """Everything that a file imports, by its full name."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    found: list[str] = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level + 1]) if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            found += [f"{stem}.{alias.name}" for alias in node.names]
    return tuple(found)


@cache
def arrows_between_files() -> dict[str, set[str]]:
    """For each module those that it imports. A package's face, which only hands names on, is passed over."""
    files = module_files()
    faces = {name for name, path in files.items() if path.name == "__init__.py"}
    arrows: dict[str, set[str]] = {}
    for module, path in files.items():
        named = {name if name in files else name.rpartition(".")[0] for name in imported_names(path)}
        arrows[module] = (named & set(files)) - {module} - faces if module not in faces else set()
    return arrows


def room_of(module: str) -> str:
    """The folder that a module stands in, with slashes."""
    path = module_files()[module]
    return path.parent.relative_to(ROOT).as_posix()


def circles(arrows: Mapping[str, Iterable[str]]) -> list[set[str]]:
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


def rooms() -> dict[str, Room]:
    """All rooms by their path; a package whose modules all stand in folders of it is none itself."""
    counted = Counter(path.parent.relative_to(ROOT).as_posix() for path in module_files().values() if path.name != "__init__.py")
    return {path: Room(path, files, _about(ROOT / path / "__init__.py")) for path, files in sorted(counted.items())}


def _about(face: Path) -> str:
    said = ast.get_docstring(ast.parse(face.read_text(encoding="utf-8"))) if face.is_file() else None
    return (said or "").split("\n\n")[0].replace("\n", " ").partition(". ")[0].rstrip(".")


def arrows_between_rooms() -> Counter[tuple[str, str]]:
    """How many imports lead from a room to another."""
    places = {name: path.parent.relative_to(ROOT).as_posix() for name, path in module_files().items()}
    found: Counter[tuple[str, str]] = Counter()
    for module, others in arrows_between_files().items():
        for other in others:
            if places[module] != places[other] and other.rpartition(".")[2] not in EVERYWHERE:
                found[places[module], places[other]] += 1
    return found


def floors(names: Iterable[str], arrows: Iterable[tuple[str, str]]) -> dict[str, int]:
    """On which floor each stands: one above the highest that it imports, and the ground, 0, for what imports none."""
    below: dict[str, set[str]] = {name: set() for name in names}
    for upper, lower in arrows:
        if upper in below and lower in below and upper != lower:
            below[upper].add(lower)
    found: dict[str, int] = {}

    def floor(name: str) -> int:
        if name not in found:
            found[name] = 1 + max((floor(lower) for lower in sorted(below[name])), default=-1)
        return found[name]

    for name in sorted(below):
        floor(name)
    return found
