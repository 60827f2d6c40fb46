"""Draws the visible field of a signature on a page: the act and the signer, the department and the moment, in a frame.

Everybody who verifies draws it again from the certificate and the moment, and compares: so it depends on nothing but its lines, and its typeface
is the one that comes with the program, on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from ...model.document.measures import GB_T_9704, STAMP_SIZE
from ...model.terms import Role
from ..setting.fonts import Font, fonts_for
from ..setting.page_ops import Ink, Page, RuleOp, TextOp
from .pdf_pen import Description, Pen

TYPE_POINTS, LEADING_POINTS, PADDING_POINTS = 10.0, 15.0, 6.0
MEASURES = replace(GB_T_9704, system_faces=False)


def stamp_lines(act: str, name: str, role: Role | None, unit: str, moment: datetime) -> tuple[str, ...]:
    """Return the lines of a signature's field.

    Args:
        act: what was signed, in words.
        name, role, unit: the signer, as the certificate says.
        moment: when, in Beijing time.
    """
    return f"{act}：{name}{f'（{role.label}）' if role else ''}", unit, f"{moment:%Y-%m-%d %H:%M:%S}"


def write_stamp(lines: Sequence[str]) -> bytes:
    """Return a PDF of one page, as large as the stamp.

    Args:
        lines: its lines, three at most; one that is too long is set smaller.
    """
    width, height = STAMP_SIZE
    faces = fonts_for(MEASURES)
    page = Page()
    corners = ((1, 1), (width - 1, 1), (width - 1, height - 1), (1, height - 1), (1, 1))
    page.ops += [RuleOp(*start, *end, 0.8, Ink.RED) for start, end in pairwise(corners)]
    for place, line in enumerate(lines):
        ems = sum(faces.advance(Font.FANG, character)[2] for character in line) or 1
        size = min(TYPE_POINTS, (width - 2 * PADDING_POINTS) / ems)
        page.ops.append(TextOp(PADDING_POINTS, height - LEADING_POINTS * (place + 1) + 2, Font.FANG, size, line, 0, Ink.RED))
    return Pen(Description("签名"), MEASURES, faces, "").only(page, (width, height))
