"""The content of a page as values: text, rules and pictures with their places, which a writer draws."""

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
    GREY = (0.45, 0.45, 0.45)


@dataclass(frozen=True, slots=True)
class TextOp:
    """A stretch of text in one face.

    Attributes:
        x, y: the start of its base line, in points from the lower left corner of the page.
        face: the face; `size` its size in points.
        text: the characters.
        spacing: the space added after each character, in points.
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
    """A line from one point to another; coordinates and thickness in points."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float = 0.5
    ink: Ink = Ink.BLACK


@dataclass(frozen=True, slots=True)
class PictureOp:
    """A picture; its lower left corner and its size in points."""

    x: float
    y: float
    width: float
    height: float
    picture: Picture


Op = TextOp | RuleOp | PictureOp


@dataclass
class Page:
    """The content of one page.

    Attributes:
        ops: what stands on it.
        numbered: whether its number is printed on it.
        signing: the place where it is signed, as left, bottom, right and top in points; None where it has none.
    """

    ops: list[Op] = field(default_factory=list)
    signing: tuple[float, float, float, float] | None = None
    numbered: bool = True
