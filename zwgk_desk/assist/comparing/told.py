"""Says in sentences what a comparison found: candidates for 新旧政策差异 (三(二))."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...model.document.comparison import BODY, ChangeKind, FigureChange, Provision, Row
from ..text.closing import bare
from .figures import figures_changed
from .items import STOPS, Part, aligned, parts_of
from .pairing import TABLE, same_words

NUMBER = re.compile(r"-?\d[\d，]{0,18}(?:\.\d{1,6})?")
"""A cell that is a number, of which the unit stands in the head, folded."""

SENTENCE = re.compile(r"[^。；\n]+[。；]?")


def figures_of(row: Row) -> Iterator[FigureChange]:
    """Yield the figures of a row that changed, each within its item. What stands round about 正文 (its date, its number) is no policy."""
    if not row.old or not row.new or row.old[0].role not in ("", TABLE) or same_words(row):
        return
    if row.new[0].role == TABLE and NUMBER.fullmatch(bare(row.old_text)) and NUMBER.fullmatch(bare(row.new_text)):
        yield FigureChange(row.old_label, row.new_label, row.old_text, row.new_text)
        return
    for old, new in _pairs(row):
        if old is not None and new is not None:
            yield from (FigureChange(old.label, new.label, was, now) for was, now in figures_changed(old.text, new.text))


def sentences(rows: Sequence[Row], figures: Sequence[Sequence[FigureChange]]) -> tuple[str, ...]:
    """Return a sentence for each change of a figure, each other change, each addition and each deletion.

    Args:
        rows: the rows.
        figures: the figures that changed, row by row.
    """
    told = [f"{f.place}：由“{f.was}”改为“{f.now}”" for row, found in zip(rows, figures, strict=True) for f in found if row.new[0].role != TABLE]
    for row, found in zip(rows, figures, strict=True):
        told += _sentences(row, {f.new for f in found})
    return tuple(dict.fromkeys(told))


def _sentences(row: Row, counted: set[str]) -> Iterator[str]:
    if row.kind is ChangeKind.ADDED and row.new_label:
        yield f"新增{row.new_label}：{_listed(row.new[0]) if row.new[0].role == TABLE else _first(row.new_text)}"
    elif row.kind is ChangeKind.DELETED and row.old_label:
        yield f"删去原{row.old_label}：{_listed(row.old[0]) if row.old[0].role == TABLE else _first(row.old_text)}"
    elif row.old and row.new and row.new[0].role == TABLE:
        if row.kind is ChangeKind.MODIFIED:
            yield f"{row.new_label}：{_listed(row.old[0])}→{_listed(row.new[0])}"
    elif len(row.old) + len(row.new) > 2 and row.old_label and row.new_label:
        yield f"原{row.old_label}{'合并' if len(row.old) > 1 else '拆分'}为{row.new_label}{_rewritten(row)}"
    elif row.kind in (ChangeKind.MODIFIED, ChangeKind.MOVED) and row.new_label and not same_words(row):
        pairs = _pairs(row)
        told = list(filter(None, (_of_pair(old, new, counted) for old, new in pairs)))
        yield from told
        if not told and not any(new is not None and new.label in counted for _, new in pairs) and _reordered(row, pairs):
            yield f"调整{row.new_label}各项的次序"


EMPTY = "（空）"
LONGEST_LIST = 80
"""Characters of a row or a column of a table that a sentence repeats, at most."""


def _listed(part: Provision) -> str:
    """Return a cell, a row or a column of a table in one line."""
    line = "、".join(part.text.replace("\u3000", "\n").split("\n")) or EMPTY
    return line if len(line) <= LONGEST_LIST else f"{line[:LONGEST_LIST]}……"


def _reordered(row: Row, pairs: Sequence[tuple[Part | None, Part | None]]) -> bool:
    """Return whether items stand in another order."""
    old = {part.whole: place for place, part in enumerate(parts_of(row.old[0]))}
    places = [old[part.whole] for part, _ in pairs if part is not None and part.whole in old]
    return places != sorted(places)


def _of_pair(old: Part | None, new: Part | None, counted: set[str]) -> str:
    """Return the sentence on a pair of items; empty where nothing is to be said."""
    if old is None and new is not None:
        return f"新增{new.label}：{_first(new.text)}" if new.marker else f"修改{new.label}：{_first(new.text)}"
    if old is not None and new is None:
        return f"删去原{old.label}{'' if old.marker else '中'}：{_first(old.text)}"
    if old is None or new is None or old.words == new.words or new.label in counted:
        return ""
    return f"修改{new.label or BODY}：{_difference(old.text, new.text)}"


def _pairs(row: Row) -> list[tuple[Part | None, Part | None]]:
    """Return the items of a row that correspond; of provisions that were merged or split the whole."""
    if len(row.old) == len(row.new) == 1 and row.old[0].role == "":
        return aligned(parts_of(row.old[0]), parts_of(row.new[0]))
    return [(Part(row.old_label, "", row.old_text, row.old_text), Part(row.new_label, "", row.new_text, row.new_text))]


def _rewritten(row: Row) -> str:
    """Return what provisions that were merged or split say anew, with a colon before it; empty for nothing."""
    before = bare(row.old_text)
    found = next((found[0] for found in SENTENCE.finditer(row.new_text) if bare(found[0]).rstrip(STOPS) not in before), "")
    return f"：{found}" if found else ""


def _first(text: str) -> str:
    """Return the first sentence of a text."""
    line = text.split("\n", 1)[0]
    stop = line.find("。")
    return line[: stop + 1] if stop >= 0 else line


def _difference(old: str, new: str) -> str:
    """Return the first sentence of the new text that the old one lacks; its first sentence where it only lost some."""
    before = bare(old)
    return next((found[0] for found in SENTENCE.finditer(new) if bare(found[0]).rstrip(STOPS) not in before), _first(new))
