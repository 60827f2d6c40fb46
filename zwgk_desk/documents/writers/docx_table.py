"""Writes the rows of a table of a Word document as text: as elements of an XML library, the cells of a long one take half a gigabyte."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.document.tree import Table
from ..setting.fonts import Font
from ..setting.layout_table import CELL_LEADING, CELL_PADDING, places_of
from ..setting.strike import struck_by_cell
from .docx_runs import TWENTIETHS, RunMaker

OFF_GRID = '<w:snapToGrid w:val="0"/>'  # otherwise each line of small type would take a whole line of the page's grid


def written_rows(table: Table, widths: Sequence[float], runs: RunMaker, keep_last: bool) -> str:
    """Return the rows of a table as XML. They are as high as in the PDF; the head repeats on each page, and is never alone at a page's foot.

    Args:
        table: the table.
        widths: the width of each column, in points.
        runs: makes the runs.
        keep_last: whether its last row stays on the page of what follows.
    """
    air = round(CELL_PADDING * TWENTIETHS)
    leading = f'<w:spacing w:line="{round(runs.m.cell * CELL_LEADING * TWENTIETHS)}" w:lineRule="atLeast" w:before="{air}" w:after="{air}"/>'
    plain, keeping = (f"<w:pPr>{keep}{OFF_GRID}{leading}</w:pPr>" for keep in ("", "<w:keepNext/>"))
    struck = struck_by_cell(table)
    heads = [_cell_head(width) for width in widths]
    begun = {(merge.row, merge.column): merge for merge in table.merged}
    covered = {place: merge for merge in table.merged for place in places_of(merge)}
    made: list[str] = []
    for place, row in enumerate(table.rows):
        kept = place < table.head or (keep_last and place + 1 == len(table.rows))
        made.append(f"<w:tr><w:trPr><w:cantSplit/>{_repeated(place, table.head)}</w:trPr>")
        for column, (text, head) in enumerate(zip(row, heads, strict=True)):
            merge = covered.get((place, column))
            if merge is not None:
                if column > merge.column:
                    continue
                width = sum(widths[column : column + merge.columns])
                head = _cell_head(width, merge.columns, ("restart" if (place, column) in begun else "continue") if merge.rows > 1 else "")
            cell = runs.written(text, Font.FANG, runs.m.cell, struck.get((place, column), ()))
            made.append(f"{head}{keeping if kept else plain}{cell}</w:p></w:tc>")
        made.append("</w:tr>")
    return "".join(made)


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
