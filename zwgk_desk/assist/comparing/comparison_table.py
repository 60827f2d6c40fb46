"""Makes the 新旧政策对照表 of a comparison: within each pair, removed and inserted words are marked."""

from __future__ import annotations

from ...model.document.comparison import ChangeKind, Comparison, ComparisonTable, Marking, Provision, Row, Span, TableRow
from ..text.words import marked

TITLE = "新旧政策对照表"
LEGEND = "划线的为删除的文字，加下划线的为新增的文字。"
ABSENT = (Span("（无）"),)


def table_of(comparison: Comparison, old_name: str, new_name: str) -> ComparisonTable:
    """Return the table of a comparison.

    Args:
        comparison: the comparison.
        old_name, new_name: the names of the two versions.
    """
    lines = tuple(filter(None, (comparison.words, *comparison.notes, LEGEND)))
    return ComparisonTable(TITLE, old_name, new_name, lines, tuple(_row(row) for row in comparison.rows))


def _row(row: Row) -> TableRow:
    if not row.new:
        return TableRow((Span(_whole(row.old), Marking.REMOVED),), ABSENT, row.kind.label)
    if not row.old:
        return TableRow(ABSENT, (Span(_whole(row.new), Marking.INSERTED),), row.kind.label)
    old, new = marked(row.old_text, row.new_text)
    change = row.kind.label
    change += "（合并）" if len(row.old) > 1 else ""
    change += "（拆分）" if len(row.new) > 1 else ""
    if row.kind is ChangeKind.MOVED and row.old_text != row.new_text:
        change += "并修改"
    return TableRow(_labelled(row.old_label, old), _labelled(row.new_label, new), change)


def _labelled(label: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return (Span(f"{label}　"), *spans) if label else spans


def _whole(provisions: tuple[Provision, ...]) -> str:
    return "\n".join(f"{p.label}　{p.text}" if p.label else p.text for p in provisions)
