"""What stands on a page: text, rules and pictures, each at its place. Nothing is drawn here."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from ...model.document.tree import Picture
from .fonts import Font


class Ink(Enum):
    """The colours that are printed."""

    BLACK = (0.0, 0.0, 0.0)
    RED = (0.78, 0.06, 0.10)
    PALE = (0.93, 0.93, 0.93)


@dataclass(frozen=True, slots=True)
class TextOp:
    """A stretch of text in one face.

    Attributes:
        x, y: the start of its base line, in points from the lower left corner of the page.
        face: the face; `size` its size in points.
        text: the characters.
        spacing: what is added after each character, in points.
        ink: its colour.
    """

    x: float
    y: float
    face: Font
    size: float
    text: str
    spacing: float = 0
    ink: Ink = Ink.BLACK


@dataclass(frozen=True, slots=True)
class RuleOp:
    """A line from one point to another, so many points thick."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float = 0.5
    ink: Ink = Ink.BLACK


@dataclass(frozen=True, slots=True)
class PictureOp:
    """A picture with its lower left corner at a point, so large in points."""

    x: float
    y: float
    width: float
    height: float
    picture: Picture


Op = TextOp | RuleOp | PictureOp


@dataclass
class Page:
    """What stands on one page."""

    ops: list[Op] = field(default_factory=list)
