"""Makes the 新旧政策对照表 of a comparison: within each pair, removed and inserted words are marked."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.document.comparison import RENUMBERED, ChangeKind, Comparison, ComparisonTable, Marking, Provision, Row, Span, TableRow
from ..text.words import joined, marked
from .items import Part, aligned, parts_of
from .pairing import same_words

TITLE = "新旧政策对照表"
LEGEND = "划线的为删除的文字，加下划线的为新增的文字。"
MOST_ITEMS = 6
"""Items that are named beside an article, at most."""

ABSENT = (Span("（无）"),)


def table_of(comparison: Comparison, old_name: str, new_name: str) -> ComparisonTable:
    """Return the table of a comparison.

    Args:
        comparison: the comparison.
        old_name, new_name: the names of the two files, for versions that have no titles of their own.
    """
    old_name, new_name = (own or given for own, given in zip(comparison.names, (old_name, new_name), strict=True))
    lines = tuple(filter(None, (comparison.words, *comparison.notes, LEGEND)))
    return ComparisonTable(TITLE, old_name, new_name, lines, tuple(_row(row) for row in comparison.rows))


def _row(row: Row) -> TableRow:
    if not row.new:
        return TableRow((Span(_whole(row.old), Marking.REMOVED),), ABSENT, row.kind.label)
    if not row.old:
        return TableRow(ABSENT, (Span(_whole(row.new), Marking.INSERTED),), row.kind.label)
    old, new = _marked(row)
    change = RENUMBERED if row.renumbered else row.kind.label
    change += "（合并）" if len(row.old) > 1 else ""
    change += "（拆分）" if len(row.new) > 1 else ""
    if row.kind is ChangeKind.MOVED and not same_words(row):
        change += "并修改"
    change = "\n".join([change, *_items_changed(row)])
    return TableRow(_labelled(row.old_label, old), _labelled(row.new_label, new), change)


def _items_changed(row: Row) -> Iterator[str]:
    """Yield the items of an article that changed, 第（二）项; nothing where it has none."""
    if same_words(row) or len(row.old) + len(row.new) > 2 or row.old[0].role:
        return
    olds, news = parts_of(row.old[0]), parts_of(row.new[0])
    told = [
        f"{verb}{part.label.removeprefix(label)}"
        for old, new in aligned(olds, news)
        for part, label, verb in (_change(row, old, new),)
        if part is not None and part.marker and part.label.startswith(f"{label}第")
    ]
    yield from told[:MOST_ITEMS]
    if len(told) > MOST_ITEMS:
        yield f"等 {len(told)} 项"


def _change(row: Row, old: Part | None, new: Part | None) -> tuple[Part | None, str, str]:
    """Return the item that a change is named after, the number of its article, and the verb; no item where nothing changed."""
    if new is None:
        return old, row.old_label, ChangeKind.DELETED.label
    if old is None:
        return new, row.new_label, ChangeKind.ADDED.label
    return (new if old.words != new.words else None), row.new_label, ""


def _marked(row: Row) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return both texts with their marks: item by item, each against the one that corresponds."""
    if same_words(row):
        return (Span(row.old_text),), (Span(row.new_text),)
    if len(row.old) > 1 or len(row.new) > 1 or row.old[0].role:
        return marked(row.old_text, row.new_text)
    olds, news = parts_of(row.old[0]), parts_of(row.new[0])
    before: dict[int, tuple[Span, ...]] = {}
    after: dict[int, tuple[Span, ...]] = {}
    for old, new in aligned(olds, news):
        if old is not None and new is not None:
            before[id(old)], after[id(new)] = marked(old.whole, new.whole)
        elif old is not None:
            before[id(old)] = (Span(old.whole, Marking.REMOVED),)
        elif new is not None:
            after[id(new)] = (Span(new.whole, Marking.INSERTED),)
    return tuple(joined([s for part in olds for s in before[id(part)]])), tuple(joined([s for part in news for s in after[id(part)]]))


def _labelled(label: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return (Span(f"{label}　"), *spans) if label else spans


def _whole(provisions: tuple[Provision, ...]) -> str:
    return "\n".join(f"{p.label}　{p.text}" if p.label else p.text for p in provisions)
