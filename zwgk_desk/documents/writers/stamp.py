"""Draws the visible field of a signature on a page: the act and the signer, the department and the moment.

Everybody who verifies draws it again from the certificate and the moment, and compares: so it depends on nothing but its lines, and its typeface
is the one that comes with the program, on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from ...model.document.measures import GB_T_9704, STAMP, STAMP_SIZE
from ...model.terms import Role
from ..setting.fonts import Font, fonts_for
from ..setting.page_ops import Ink, Page, RuleOp, TextOp
from .pdf_pen import Description, Pen

TYPE_POINTS, LEADING_POINTS, PADDING_POINTS = 10.0, 15.0, 6.0
NAME_POINTS, NAME_SHARE, SMALL_POINTS, SMALL_LEADING = 16.0, 0.6, 9.0, 13.0
MEASURES = replace(GB_T_9704, system_faces=False)


@dataclass(frozen=True)
class Stamped:
    """What a signature shows: the act in words; the signer's name, role and department, as the certificate says; when, in Beijing time."""

    act: str
    name: str
    role: Role | None
    unit: str
    moment: datetime


def draw_stamp(stamped: Stamped, in_place: bool) -> bytes:
    """Return a PDF of one page, as large as the field, with what a signature shows.

    Args:
        stamped: what it shows.
        in_place: whether it stands at the place of signing that a page names, in black without a frame; else at the head of a page, in a red frame.
    """
    return _in_place(stamped) if in_place else _at_the_head(stamped)


def _at_the_head(stamped: Stamped) -> bytes:
    """Draw act and signer, department and moment; a line that is too long is set smaller."""
    width, height = STAMP_SIZE
    role = f"（{stamped.role.label}）" if stamped.role else ""
    lines = (f"{stamped.act}：{stamped.name}{role}", stamped.unit, f"{stamped.moment:%Y-%m-%d %H:%M:%S}")
    page = Page()
    corners = ((1, 1), (width - 1, 1), (width - 1, height - 1), (1, height - 1), (1, 1))
    page.ops += [RuleOp(*start, *end, 0.8, Ink.RED) for start, end in pairwise(corners)]
    for place, line in enumerate(lines):
        y = height - LEADING_POINTS * (place + 1) + 2
        page.ops.append(_line(line, PADDING_POINTS, y, Font.FANG, TYPE_POINTS, width - 2 * PADDING_POINTS, Ink.RED))
    return _drawn(page, STAMP_SIZE)


def _in_place(stamped: Stamped) -> bytes:
    """Draw the name as somebody writes it, act and role behind it, department and moment below; what is too long is set smaller."""
    width, height = STAMP
    moment = stamped.moment
    said = "　".join(filter(None, (stamped.act, stamped.role.label if stamped.role else "")))
    page = Page()
    name = _line(stamped.name, 0, height - NAME_POINTS, Font.KAI, NAME_POINTS, width * NAME_SHARE, Ink.BLACK)
    behind = _width(stamped.name, Font.KAI) * name.size + SMALL_POINTS
    page.ops += [name, _line(said, behind, name.y, Font.FANG, SMALL_POINTS, width - behind, Ink.BLACK)]
    below = (stamped.unit, f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M:%S}")
    for place, line in enumerate(below, start=1):
        page.ops.append(_line(line, 0, name.y - SMALL_LEADING * place - 2, Font.FANG, SMALL_POINTS, width, Ink.BLACK))
    return _drawn(page, STAMP)


def _width(text: str, face: Font) -> float:
    return sum(fonts_for(MEASURES).advance(face, character)[2] for character in text)


def _line(text: str, x: float, y: float, face: Font, size: float, room: float, ink: Ink) -> TextOp:
    return TextOp(x, y, face, min(size, room / (_width(text, face) or 1)), text, 0, ink)


def _drawn(page: Page, size: tuple[int, int]) -> bytes:
    return Pen(Description("签名"), MEASURES, fonts_for(MEASURES), "").only(page, size)
