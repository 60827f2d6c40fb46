"""Draws the visible field of a signature on a page: the signer, the role and the moment, in a frame."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ...model.document.measures import STAMP_SIZE, PageMeasures
from ..setting.fonts import Font, fonts_for
from ..setting.page_ops import Ink, Page, RuleOp, TextOp
from .pdf_pen import Description, Pen

TYPE_POINTS, LEADING_POINTS, PADDING_POINTS = 10.0, 15.0, 6.0


def write_stamp(lines: Sequence[str], measures: PageMeasures) -> bytes:
    """Return a PDF of one page, as large as the stamp.

    Args:
        lines: its lines, three at most; one that is too long is set smaller.
        measures: the page's measures, for the typefaces.
    """
    width, height = STAMP_SIZE
    faces = fonts_for(measures)
    page = Page()
    corners = ((1, 1), (width - 1, 1), (width - 1, height - 1), (1, height - 1), (1, 1))
    page.ops += [RuleOp(*start, *end, 0.8, Ink.RED) for start, end in pairwise(corners)]
    for place, line in enumerate(lines):
        ems = sum(faces.advance(Font.FANG, character)[2] for character in line) or 1
        size = min(TYPE_POINTS, (width - 2 * PADDING_POINTS) / ems)
        page.ops.append(TextOp(PADDING_POINTS, height - LEADING_POINTS * (place + 1) + 2, Font.FANG, size, line, 0, Ink.RED))
    return Pen(Description("签名"), measures, faces, "").only(page, (width, height))
