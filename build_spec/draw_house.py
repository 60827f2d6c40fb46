"""Draw docs/house.svg from the imports: the packages floor by floor, the rooms inside them, and who imports whom.

    python build_spec/draw_house.py

Nothing is laid out by hand: a room stands one floor above the highest that it imports, so an arrow always leads downwards.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from build_spec.house import ROOT, Room, arrows_between_rooms, floors, rooms

TARGET = ROOT / "docs" / "house.svg"
ROOM_WIDTH, ROOM_HEIGHT = 176, 44
GAP, FLOOR_GAP, EDGE = 26, 46, 16
HEAD = 26
STYLE = """
text { font-family: 'Segoe UI', 'DejaVu Sans', sans-serif; fill: #1f2937; }
.name { font-size: 13px; font-weight: 600; } .files { font-size: 11px; fill: #6b7280; } .title { font-size: 14px; font-weight: 700; }
.package { fill: #f8fafc; stroke: #94a3b8; } .room { fill: #ffffff; stroke: #475569; }
.arrow { fill: none; stroke: #64748b; stroke-width: 1.1; marker-end: url(#head); } .between { stroke: #1d4ed8; stroke-width: 1.6; }
"""


@dataclass
class Box:
    """Something drawn: its name, size, and place from the upper left."""

    name: str
    width: float
    height: float
    x: float = 0
    y: float = 0
    rooms: dict[str, Box] = field(default_factory=dict)

    @property
    def middle(self) -> float:
        """The middle of its width."""
        return self.x + self.width / 2


def package_of(path: str) -> str:
    """The package that a room belongs to: ui, or a folder of zwgk_desk."""
    parts = path.split("/")
    return parts[0] if parts[0] == "ui" else "/".join(parts[:2])


def stacked(boxes: Mapping[str, Box], floor: Mapping[str, int], top: float, left: float) -> tuple[float, float]:
    """Place boxes floor by floor, the highest first, each floor centred; returns the width and height of all."""
    rows = [[boxes[name] for name in sorted(boxes) if floor[name] == level] for level in sorted(set(floor.values()), reverse=True)]
    widths = [sum(box.width for box in row) + GAP * (len(row) - 1) for row in rows]
    widest, y = max(widths), top
    for row, width in zip(rows, widths, strict=True):
        x = left + (widest - width) / 2
        for box in row:
            box.x, box.y = x, y
            x += box.width + GAP
        y += max(box.height for box in row) + FLOOR_GAP
    return widest, y - FLOOR_GAP - top


def laid_out(found: Mapping[str, Room], arrows: Sequence[tuple[str, str]]) -> tuple[dict[str, Box], float, float]:
    """All packages with their rooms inside, placed; and the width and height of the drawing."""
    packages: dict[str, Box] = {}
    inner_floors: dict[str, dict[str, int]] = {}
    for name in sorted({package_of(path) for path in found if path != "zwgk_desk"}):
        inside = {path: Box(path, ROOM_WIDTH, ROOM_HEIGHT) for path in found if package_of(path) == name}
        inner_floors[name] = floors(inside, [pair for pair in arrows if not _leads_back(pair, arrows)])
        width, height = stacked(inside, inner_floors[name], 0, 0)
        packages[name] = Box(name, width + 2 * EDGE, height + HEAD + 2 * EDGE, rooms=inside)
    between = {(package_of(upper), package_of(lower)) for upper, lower in arrows if package_of(upper) != package_of(lower)}
    width, height = stacked(packages, floors(packages, between), EDGE, EDGE)
    for package in packages.values():
        stacked(package.rooms, inner_floors[package.name], package.y + HEAD + EDGE, package.x + EDGE)
    return packages, width + 2 * EDGE, height + 2 * EDGE


def _leads_back(pair: tuple[str, str], arrows: Sequence[tuple[str, str]]) -> bool:
    """Whether an arrow leads from a folder to the modules beside it that import the folder too: these stand above it."""
    return pair[0].startswith(f"{pair[1]}/") and (pair[1], pair[0]) in arrows


def arrow(upper: Box, lower: Box, kind: str) -> str:
    """A line from the foot of one box to the head of another."""
    from_y, to_y = upper.y + upper.height, lower.y
    bend = max(18.0, (to_y - from_y) / 2)
    path = (
        f"M{upper.middle:.0f},{from_y:.0f} C{upper.middle:.0f},{from_y + bend:.0f} {lower.middle:.0f},{to_y - bend:.0f} {lower.middle:.0f},{to_y:.0f}"
    )
    return f'<path class="arrow {kind}" d="{path}"/>'


def drawing() -> str:
    """The whole drawing as SVG; the same imports give the same text."""
    found, counted = rooms(), arrows_between_rooms()
    pairs = sorted(counted)
    packages, width, height = laid_out(found, pairs)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}">',
        f"<style>{STYLE}</style>",
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0,0 L8,4 L0,8 z" fill="#475569"/></marker></defs>',
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>',
    ]
    between = sorted({(package_of(a), package_of(b)) for a, b in pairs if package_of(a) != package_of(b)})
    lines += [arrow(packages[a], packages[b], "between") for a, b in between if a in packages and b in packages]
    for package in packages.values():
        lines += package_lines(package)
        inside = [(a, b) for a, b in pairs if a in package.rooms and b in package.rooms and package.rooms[a].y < package.rooms[b].y]
        lines += [arrow(package.rooms[a], package.rooms[b], "") for a, b in inside]
        lines += [line for path in sorted(package.rooms) for line in room_lines(package.rooms[path], found[path], package.name)]
    return "\n".join([*lines, "</svg>", ""])


def package_lines(package: Box) -> list[str]:
    """The frame of a package, with its name."""
    frame = f'x="{package.x:.0f}" y="{package.y:.0f}" width="{package.width:.0f}" height="{package.height:.0f}"'
    title = f'<text class="title" x="{package.x + EDGE:.0f}" y="{package.y + 22:.0f}">{escape(package.name)}/</text>'
    return [f'<rect class="package" rx="8" {frame}/>', title]


def room_lines(box: Box, room: Room, package: str) -> list[str]:
    """The box of a room, with its name, how many files it has, and what it is about as its tip."""
    name = "its own files" if room.path == package else room.path.removeprefix(f"{package}/")
    frame = f'x="{box.x:.0f}" y="{box.y:.0f}" width="{box.width:.0f}" height="{box.height:.0f}"'
    return [
        f'<g><title>{escape(room.about)}</title><rect class="room" rx="5" {frame}/>',
        f'<text class="name" text-anchor="middle" x="{box.middle:.0f}" y="{box.y + 19:.0f}">{escape(name)}</text>',
        f'<text class="files" text-anchor="middle" x="{box.middle:.0f}" y="{box.y + 35:.0f}">{room.files} files</text></g>',
    ]


if __name__ == "__main__":
    TARGET.write_text(drawing(), encoding="utf-8", newline="\n")
    print(TARGET.relative_to(ROOT).as_posix())
