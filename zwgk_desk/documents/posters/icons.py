"""The small signs before the parts of the picture; drawn here, of straight lines and circles, so that no file of somebody else's is needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Draw = Callable[[Any, float, float, float], None]


def _aims(canvas: Any, x: float, y: float, r: float) -> None:
    """A target."""
    canvas.circle(x, y, r * 0.9, stroke=1, fill=0)
    canvas.circle(x, y, r * 0.5, stroke=1, fill=0)
    canvas.circle(x, y, r * 0.16, stroke=0, fill=1)


def _changes(canvas: Any, x: float, y: float, r: float) -> None:
    """Two arrows, there and back."""
    for side in (1, -1):
        level = y + side * r * 0.35
        canvas.line(x - r * 0.8, level, x + r * 0.8, level)
        tip = x + side * r * 0.8
        canvas.line(tip, level, tip - side * r * 0.4, level + r * 0.35)
        canvas.line(tip, level, tip - side * r * 0.4, level - r * 0.35)


def _figures(canvas: Any, x: float, y: float, r: float) -> None:
    """Bars of rising height."""
    for number, height in enumerate((0.7, 1.15, 1.6)):
        canvas.rect(x - r * 0.85 + number * r * 0.62, y - r * 0.8, r * 0.42, r * height, stroke=0, fill=1)


def _gains(canvas: Any, x: float, y: float, r: float) -> None:
    """A parcel."""
    canvas.rect(x - r * 0.8, y - r * 0.8, r * 1.6, r * 1.05, stroke=1, fill=0)
    canvas.rect(x - r * 0.9, y + r * 0.25, r * 1.8, r * 0.4, stroke=1, fill=0)
    canvas.line(x, y - r * 0.8, x, y + r * 0.65)
    canvas.circle(x - r * 0.3, y + r * 0.82, r * 0.2, stroke=1, fill=0)
    canvas.circle(x + r * 0.3, y + r * 0.82, r * 0.2, stroke=1, fill=0)


def _measures(canvas: Any, x: float, y: float, r: float) -> None:
    """A list."""
    for number in (-1, 0, 1):
        level = y + number * r * 0.6
        canvas.circle(x - r * 0.72, level, r * 0.13, stroke=0, fill=1)
        canvas.line(x - r * 0.35, level, x + r * 0.85, level)


def _steps(canvas: Any, x: float, y: float, r: float) -> None:
    """Stairs with an arrow."""
    canvas.line(x - r * 0.85, y - r * 0.7, x - r * 0.3, y - r * 0.7)
    canvas.line(x - r * 0.3, y - r * 0.7, x - r * 0.3, y - r * 0.1)
    canvas.line(x - r * 0.3, y - r * 0.1, x + r * 0.25, y - r * 0.1)
    canvas.line(x + r * 0.25, y - r * 0.1, x + r * 0.25, y + r * 0.5)
    canvas.line(x + r * 0.25, y + r * 0.5, x + r * 0.85, y + r * 0.5)


def _scope(canvas: Any, x: float, y: float, r: float) -> None:
    """A person."""
    canvas.circle(x, y + r * 0.45, r * 0.38, stroke=1, fill=0)
    canvas.arc(x - r * 0.75, y - r * 1.45, x + r * 0.75, y + r * 0.05, 0, 180)
    canvas.line(x - r * 0.75, y - r * 0.7, x + r * 0.75, y - r * 0.7)


def _dates(canvas: Any, x: float, y: float, r: float) -> None:
    """A calendar."""
    canvas.rect(x - r * 0.8, y - r * 0.8, r * 1.6, r * 1.4, stroke=1, fill=0)
    canvas.line(x - r * 0.8, y + r * 0.2, x + r * 0.8, y + r * 0.2)
    for side in (-0.4, 0.4):
        canvas.line(x + side * r, y + r * 0.4, x + side * r, y + r * 0.85)


ICONS: dict[str, Draw] = {
    "aims": _aims, "changes": _changes, "figures": _figures, "gains": _gains, "measures": _measures, "steps": _steps, "scope": _scope,
    "dates": _dates,
}  # fmt: skip


def draw_icon(canvas: Any, name: str, x: float, y: float, radius: float, colour: str) -> None:
    """Draw the sign of a part, its middle at a place."""
    canvas.setStrokeColor(colour)
    canvas.setFillColor(colour)
    canvas.setLineWidth(radius / 7)
    canvas.setLineCap(1)
    ICONS[name](canvas, x, y, radius)
