"""Writes the rows of a table of a Word document as text: as elements of an XML library, the cells of a long one take half a gigabyte."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ...model.document.measures import MM, PageMeasures
from ...model.document.tree import Table
from ..setting.cells import CENTRED, LABEL, PLAIN, CellLook, look_of
from ..setting.layout_table import CELL_LEADING, CELL_PADDING, places_of
from ..setting.strike import struck_by_cell
from .docx_runs import TWENTIETHS, RunMaker

OFF_GRID = '<w:snapToGrid w:val="0"/>'  # otherwise each line of small type would take a whole line of the page's grid


def written_rows(table: Table, widths: Sequence[float], runs: RunMaker, label: str, keep_last: bool) -> str:
    """Return the rows of a table as XML. They are as high as in the PDF; the head repeats on each page, and is never alone at a page's foot.

    Args:
        table: the table.
        widths: the width of each column, in points.
        runs: makes the runs.
        label: the id of the style of cells that say what stands beside or below them.
        keep_last: whether its last row stays on the page of what follows.
    """
    size, least, open_ = runs.m.cell, runs.m.row_mm * MM, dict(table.heights)
    looks = {kept: _paragraph_heads(runs.m, label, kept) for kept in (False, True)}
    struck = struck_by_cell(table)
    heads = [_cell_head(width) for width in widths]
    begun = {(merge.row, merge.column): merge for merge in table.merged}
    covered = {place: merge for merge in table.merged for place in places_of(merge)}
    made: list[str] = []
    for place, row in enumerate(table.rows):
        paragraphs = looks[place < table.head or (keep_last and place + 1 == len(table.rows))]
        made.append(f"<w:tr><w:trPr><w:cantSplit/>{_held_open(max(least, open_.get(place, 0.0)))}{_repeated(place, table.head)}</w:trPr>")
        for column, (text, head) in enumerate(zip(row, heads, strict=True)):
            merge = covered.get((place, column))
            if merge is not None:
                if column > merge.column:
                    continue
                width = sum(widths[column : column + merge.columns])
                head = _cell_head(width, merge.columns, ("restart" if (place, column) in begun else "continue") if merge.rows > 1 else "")
            look = look_of(table, place, column)
            made.append(f"{head}{paragraphs[look]}{runs.written(text, look.face, size, struck.get((place, column), ()))}</w:p></w:tc>")
        made.append("</w:tr>")
    return "".join(made)


def _paragraph_heads(m: PageMeasures, label: str, kept: bool) -> dict[CellLook, str]:
    """Return the properties of a cell's paragraph by its look; `kept` where it stays on the page of the next row."""
    air, keep = round(CELL_PADDING * TWENTIETHS), "<w:keepNext/>" if kept else ""
    leading = f'<w:spacing w:line="{round(m.cell * CELL_LEADING * TWENTIETHS)}" w:lineRule="atLeast" w:before="{air}" w:after="{air}"/>'
    style, centre = f'<w:pStyle w:val="{escape(label)}"/>', '<w:jc w:val="center"/>'
    ends = {LABEL: (style, ""), CENTRED: ("", centre), PLAIN: ("", "")}
    return {look: f"<w:pPr>{first}{keep}{OFF_GRID}{leading}{last}</w:pPr>" for look, (first, last) in ends.items()}


def _held_open(height: float) -> str:
    """Return what makes a row at least so high, in points."""
    return f'<w:trHeight w:val="{round(height * TWENTIETHS)}" w:hRule="atLeast"/>'


def _cell_head(width: float, columns: int = 1, down: str = "") -> str:
    """Return the beginning of a cell: its width in points, the columns it spans, and whether it begins or goes on with a span over rows."""
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    merged = f'<w:vMerge w:val="{down}"/>' if down else ""
    return f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{round(width * TWENTIETHS)}"/>{span}{merged}<w:vAlign w:val="center"/></w:tcPr><w:p>'


def _repeated(place: int, head: int) -> str:
    """Return what says whether a row repeats; the first one says it in either case, since programs guess it otherwise."""
    if place < head:
        return "<w:tblHeader/>"
    return "" if place else '<w:tblHeader w:val="0"/>'
