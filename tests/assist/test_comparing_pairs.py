"""Old against new, pair by pair: what an officer who lays both side by side would say changed."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from zwgk_desk.assist.comparing.compare import compare
from zwgk_desk.documents.readers import read_document
from zwgk_desk.model.document.comparison import ChangeKind, Comparison
from zwgk_desk.model.document.tree import DocumentTree

PAIRS: dict[str, list[dict[str, Any]]] = tomllib.loads(Path(__file__).with_name("comparing_pairs.toml").read_text(encoding="utf-8"))
ALL = [*PAIRS["pair"], *PAIRS["aside"]]


def read(text: str) -> DocumentTree:
    return read_document("a.md", text.strip().encode())


def compared(pair: dict[str, Any]) -> Comparison:
    new = pair.get("new", pair["old"])
    for was, now in pair.get("replace", ()):
        assert was in new, was
        new = new.replace(was, now)
    return compare(read(pair["old"]), read(new))


@pytest.mark.parametrize("pair", ALL, ids=[pair["name"] for pair in ALL])
def test_what_changed_is_told_and_nothing_else(pair: dict[str, Any]) -> None:
    found = compared(pair)
    changes = [[row.kind.value, row.old_label, row.new_label] for row in found.rows if row.kind is not ChangeKind.SAME]
    assert changes == pair["changes"]
    figures = [[f.new or f.old, f.was, f.now] for f in found.figures]
    if "figures" in pair:
        assert figures == pair["figures"]
    assert all(figure in figures for figure in pair.get("has_figures", ()))
    assert not any(figure in figures for figure in pair.get("no_figures", ()))
    for part in pair.get("sentences", ()):
        assert any(part in sentence for sentence in found.differences), found.differences
    for part in pair.get("silent", ()):
        assert not any(part in sentence for sentence in found.differences), found.differences
    assert found.renumbered == pair.get("renumbered", 0)
    assert any("写法不同" in note for note in found.notes) is pair.get("typographic", False)
