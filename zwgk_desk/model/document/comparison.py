"""The result of comparing two versions of a policy, row by row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from ..terms import Term
from .tree import Table

RENUMBERED = "条文序号调整"
"""What became of a provision that has another number and is otherwise the same."""

BODY = "正文"
"""Where something stands that has no number."""


class ChangeKind(Term):
    """How a provision changed."""

    SAME = "same", "未改"
    MODIFIED = "modified", "修改"
    MOVED = "moved", "移动"
    ADDED = "added", "新增"
    DELETED = "deleted", "删除"


class Marking(Term):
    """How a run of words within a pair of provisions changed."""

    KEPT = "kept", "未改"
    REMOVED = "removed", "删除"
    INSERTED = "inserted", "新增"


@dataclass(frozen=True)
class Span:
    """A run of words, and how it changed."""

    text: str
    marking: Marking = Marking.KEPT


@dataclass(frozen=True)
class Provision:
    """The smallest part of a document that is set against another: an article, a numbered item, a paragraph without a number, a table or its cell.

    Attributes:
        label: its number as it is written, 第三条 or 一、（二）, or where in a table it stands; empty where it has none.
        text: its text without that number, paragraphs joined by line feeds.
        paragraph: its first paragraph, counted from 0 over those of the document that are not blank.
        chapter: the heading it stands under; empty for none.
        role: what it is besides 正文: 标题, 署名, 成文日期, 表; empty for 正文.
        table: the table that it is.
    """

    label: str
    text: str
    paragraph: int
    chapter: str = ""
    role: str = ""
    table: Table | None = None


@dataclass(frozen=True)
class Row:
    """A pair of old and new provisions that correspond.

    Attributes:
        kind: how it changed.
        old, new: the provisions, several where they were merged or split, none where it was added or deleted.
        similarity: from 0 to 1.
        renumbered: whether only its number is another: 条文序号调整.
    """

    kind: ChangeKind
    old: tuple[Provision, ...]
    new: tuple[Provision, ...]
    similarity: float
    renumbered: bool = False

    @property
    def old_label(self) -> str:
        """The numbers of the old provisions."""
        return "、".join(provision.label for provision in self.old if provision.label)

    @property
    def new_label(self) -> str:
        """The numbers of the new provisions."""
        return "、".join(provision.label for provision in self.new if provision.label)

    @property
    def old_text(self) -> str:
        """The old text, without numbers."""
        return "\n".join(provision.text for provision in self.old)

    @property
    def new_text(self) -> str:
        """The new text, without numbers."""
        return "\n".join(provision.text for provision in self.new)

    def as_json(self) -> dict[str, Any]:
        """Return the row as the command-line contract has it."""
        return {
            "old": self.old_label or None, "new": self.new_label or None, "change": str(self.kind), "old_text": self.old_text,
            "new_text": self.new_text, "similarity": round(self.similarity, 4),
        }  # fmt: skip


@dataclass(frozen=True)
class FigureChange:
    """A figure that changed within a pair of provisions.

    Attributes:
        old, new: the provisions' numbers, with those of the items that it stands in; empty for none.
        was, now: the figure as it was written and is written.
    """

    old: str
    new: str
    was: str
    now: str

    @property
    def place(self) -> str:
        """Where it stands, in words."""
        return self.new or self.old or BODY


@dataclass(frozen=True)
class Comparison:
    """The result of comparing two documents.

    Attributes:
        rows: in the order of the new document, what was deleted where it stood.
        figures: the figures that changed.
        notes: what is worth saying: that the two are the same, or have nothing to do with one another; what differs in writing alone; what a file
            holds that is not compared.
        differences: candidates for 新旧政策差异: a sentence for each change of a figure or a table's cell, each other change, each addition and each
            deletion.
        names: how the two versions are told apart by their titles and dates; empty where a title is not recognised.
    """

    rows: tuple[Row, ...]
    figures: tuple[FigureChange, ...] = ()
    notes: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    names: tuple[str, str] = ("", "")
    counts: Counter[ChangeKind] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Count the rows by kind."""
        object.__setattr__(self, "counts", Counter(row.kind for row in self.rows))

    @property
    def renumbered(self) -> int:
        """How many provisions have another number and are otherwise the same."""
        return sum(row.renumbered for row in self.rows)

    @property
    def words(self) -> str:
        """The counts in words."""
        merged = sum(len(row.old) > 1 for row in self.rows)
        split = sum(len(row.new) > 1 for row in self.rows)
        parts = [f"{kind.label} {self.counts[kind]} 条" for kind in ChangeKind if self.counts[kind]]
        parts += [f"合并 {merged} 处"] if merged else []
        parts += [f"拆分 {split} 处"] if split else []
        parts += [f"{RENUMBERED} {self.renumbered} 条"] if self.renumbered else []
        return "，".join(parts)

    def as_json(self) -> dict[str, Any]:
        """Return the comparison as the command-line contract has it."""
        summary: dict[str, Any] = {str(kind): self.counts[kind] for kind in ChangeKind}
        summary["merged"] = sum(len(row.old) > 1 for row in self.rows)
        summary["split"] = sum(len(row.new) > 1 for row in self.rows)
        summary["renumbered"] = self.renumbered
        summary["figures"] = [{"old": f.old or None, "new": f.new or None, "was": f.was, "now": f.now} for f in self.figures]
        summary["differences"], summary["notes"] = list(self.differences), list(self.notes)
        return {"rows": [row.as_json() for row in self.rows], "summary": summary}


@dataclass(frozen=True)
class TableRow:
    """A row of a 新旧政策对照表: both texts with their marks, and in words how the provision changed."""

    old: tuple[Span, ...]
    new: tuple[Span, ...]
    change: str


@dataclass(frozen=True)
class ComparisonTable:
    """A 新旧政策对照表, ready for its writers.

    Attributes:
        title: its title.
        old_name, new_name: what the two versions are called.
        lines: the lines above the table: counts and notes.
        rows: the rows.
    """

    title: str
    old_name: str
    new_name: str
    lines: tuple[str, ...]
    rows: tuple[TableRow, ...]

    @property
    def heads(self) -> tuple[str, str, str]:
        """The heads of its columns."""
        return f"原文（{self.old_name}）", f"现文（{self.new_name}）", "变化"
