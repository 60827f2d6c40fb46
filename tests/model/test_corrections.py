"""Corrections of what was recognised: laws over documents of every shape, and how a paragraph is found again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk_desk.model.document.corrections import (
    BODY_ELEMENTS,
    Correction,
    Element,
    carried,
    corrected,
    corrections_words,
    element_at,
    in_order,
    known_by,
    numbered_blocks,
    placed,
)
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree, Table

from ..documents.trees import trees

ELEMENTS = st.sampled_from(BODY_ELEMENTS)


def tree_of(*texts: str) -> DocumentTree:
    return DocumentTree(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts))


def put_right(text: str, paragraph: int, kind: BlockKind = BlockKind.TITLE, level: int = 0) -> Correction:
    return Correction(paragraph, known_by(text), kind, level)


@st.composite
def with_corrections(draw: st.DrawFn) -> tuple[DocumentTree, tuple[Correction, ...]]:
    """A document, and corrections of which some are about it, in the right place or another, and some about nothing in it."""
    tree = draw(trees())
    texts = [*tree.paragraphs(), "没有这一段"]
    made = []
    for _ in range(draw(st.integers(0, 6))):
        element = draw(ELEMENTS)
        number = draw(st.integers(0, len(texts) - 1))
        made.append(Correction(max(0, number + draw(st.sampled_from([0, 0, 1, -2]))), known_by(texts[number]), element.kind, element.level))
    return tree, tuple(made)


@given(with_corrections())
def test_every_character_stays_and_only_kinds_change(given: tuple[DocumentTree, tuple[Correction, ...]]) -> None:
    tree, corrections = given
    made = corrected(tree, corrections)
    assert list(made.paragraphs()) == list(tree.paragraphs()) and len(made.blocks) == len(tree.blocks)
    changed = []
    for before, after in zip(tree.blocks, made.blocks, strict=True):
        if isinstance(before, Block) and isinstance(after, Block):
            assert replace(after, kind=before.kind, level=before.level) == before
            changed += [(before, after)] if after != before else []
        else:
            assert after == before
    as_text = [(b, a) for b, a in changed if b.kind is BlockKind.NUMBER and a.kind is BlockKind.PARAGRAPH]
    assert len(changed) - len(as_text) <= len(placed(tree, corrections)) <= len(corrections)
    assert replace(made, blocks=()) == replace(tree, blocks=())


@given(with_corrections())
def test_twice_is_as_once(given: tuple[DocumentTree, tuple[Correction, ...]]) -> None:
    tree, corrections = given
    once = corrected(tree, corrections)
    assert corrected(once, corrections) == once
    assert corrected(tree, corrections[::-1]) == once


@given(with_corrections())
def test_each_that_finds_its_paragraph_says_what_it_is(given: tuple[DocumentTree, tuple[Correction, ...]]) -> None:
    tree, corrections = given
    made = corrected(tree, corrections)
    found = placed(tree, corrections)
    assert all(element_at(made, number) == each.element for number, each in found.items() if each.kind is not BlockKind.NUMBER)
    if any(each.kind is BlockKind.NUMBER for each in found.values()):
        first = min(number for number, each in found.items() if each.kind is BlockKind.NUMBER)
        assert len(made.of_kind(BlockKind.NUMBER)) == 1 and element_at(made, first) == Element(BlockKind.NUMBER), "a document has one number"


def test_it_is_found_where_it_stood_then_nearest_then_not_at_all() -> None:
    one, other = put_right("各区人民政府：", 1, BlockKind.ADDRESSEE), put_right("附件", 4, BlockKind.ATTACHMENT)
    tree = tree_of("通知", "各区人民政府：", "甲", "附件", "附件")
    assert placed(tree, (one, other)) == {1: one, 4: other}
    edited = tree_of("新的一段", "通知", "各区人民政府：", "甲", "附件", "乙", "附件")
    assert placed(edited, (one, other)) == {2: one, 4: other}, "where it stood there is such a paragraph"
    moved = tree_of("新的一段", "又一段", "通知", "附件", "甲", "附件")
    assert placed(moved, (one, other)) == {5: other}, "of two equally near ones the later; what is gone is passed over"


def test_two_alike_move_together() -> None:
    corrections = (put_right("附件", 1, BlockKind.ATTACHMENT), put_right("附件", 3, BlockKind.TITLE))
    tree = tree_of("新", "甲", "附件", "乙", "附件")
    assert {number: each.kind for number, each in placed(tree, corrections).items()} == {2: BlockKind.ATTACHMENT, 4: BlockKind.TITLE}


def test_cells_of_tables_are_counted_and_never_corrected() -> None:
    tree = DocumentTree((Table((("甲", ""), ("乙", "丙"))), Block(BlockKind.PARAGRAPH, "  "), Block(BlockKind.PARAGRAPH, "甲")))
    assert numbered_blocks(tree) == {3: 2} and element_at(tree, 0) is None and element_at(tree, 3) == Element(BlockKind.PARAGRAPH)
    assert corrected(tree, (put_right("甲", 0),)).of_kind(BlockKind.TITLE) == (Block(BlockKind.TITLE, "甲"),)


@pytest.mark.parametrize(
    "paragraph, text, kind, level",
    [
        (-1, "甲", BlockKind.TITLE, 0), (0, "", BlockKind.TITLE, 0), (0, "长" * 41, BlockKind.TITLE, 0), (0, "　甲", BlockKind.TITLE, 0),
        (0, "甲", BlockKind.TITLE, 1), (0, "甲", BlockKind.HEADING, 0), (0, "甲", BlockKind.HEADING, 5), (0, "甲", BlockKind.CC, 0),
    ],
)  # fmt: skip
def test_what_no_paragraph_can_be_is_no_correction(paragraph: int, text: str, kind: BlockKind, level: int) -> None:
    with pytest.raises(ValueError):
        Correction(paragraph, text, kind, level)


def test_of_each_paragraph_one_is_stated() -> None:
    twice = (put_right("乙", 4), put_right("甲", 1, BlockKind.NOTE), put_right("甲", 1))
    assert [(each.paragraph, each.text) for each in in_order(twice)] == [(1, "甲"), (4, "乙")]


def test_an_edited_paragraph_is_carried_over_and_another_document_s_is_not() -> None:
    kept = (put_right("关于加装电梯补帖的通知", 0), put_right("各区人民政府：", 1, BlockKind.ADDRESSEE))
    old = tree_of("关于加装电梯补帖的通知", "各区人民政府：", "正文。")
    new = tree_of("关于加装电梯补贴的通知", "各区人民政府：", "正文。", "又一段。")
    assert carried(kept, old, new) == (put_right("关于加装电梯补贴的通知", 0), kept[1])
    assert carried(kept, old, tree_of("供热管理办法", "第一章 总则", "第一条。")) == kept


def test_what_was_put_right_is_told_by_paragraph() -> None:
    title, moved = put_right("甲", 0), put_right("甲", 3)
    heading = put_right("乙", 4, BlockKind.HEADING, 2)
    assert corrections_words((), in_order((heading, title))) == "第1段为标题、第5段为二级标题"
    assert corrections_words((title, heading), (moved,)) == "第5段按识别结果"
    assert corrections_words((title,), (put_right("甲", 0, BlockKind.NOTE),)) == "第1段为附注"
    assert corrections_words((title,), (moved,)) == ""
