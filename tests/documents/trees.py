"""Documents of every shape, for property tests: what a tree may hold, and no more."""

from __future__ import annotations

import io
from functools import lru_cache

from hypothesis import strategies as st
from PIL import Image

from zwgk_desk.documents.recognise import guessed_head
from zwgk_desk.documents.setting.layout_table import places_of
from zwgk_desk.model.document.tree import MASTHEAD, Block, BlockKind, DocumentTree, Item, Merge, Picture, Table

WORDS = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0xFFFD, exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs", "Cn")), min_size=1, max_size=40
)
OFFICIAL = st.sampled_from(
    [
        "一、总体要求", "（一）自愿。由业主决定。", "1.依法", "（1）面积", "第一章 总则", "各区人民政府：", "关于加装电梯的通知", "东政发〔2026〕3号",
        "东江市人民政府", "2026年11月2日", "（此件公开发布）", "附件：1.办法", "2.申请表",
        "附件1", "抄送：市委各部门。", "特急", "机密★1年", "000001",
        "东江市人民政府文件", "签发人：王大年", "补贴标准为每台15万元，办结期限为15个工作日。", "“谁受益、谁出资”；（见《细则》。）……这是——底线！",
    ]
)  # fmt: skip
TEXTS = st.one_of(OFFICIAL, WORDS).map(lambda text: text.strip(" \u3000\ufeff\u00a0")).filter(bool)
BODY = [kind for kind in BlockKind if kind not in MASTHEAD and kind not in (BlockKind.HEADING, BlockKind.PRINTED, BlockKind.CHECK_CODE)]
CELLS = st.one_of(st.just(""), TEXTS, st.tuples(TEXTS, TEXTS).map("\n".join))


@lru_cache(maxsize=4)
def image(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (60, 30)) -> bytes:
    """The bytes of a picture."""
    buffer = io.BytesIO()
    Image.new(mode, size, 120 if mode == "L" else None).save(buffer, kind)
    return buffer.getvalue()


headings = st.builds(Block, st.just(BlockKind.HEADING), TEXTS, st.integers(1, 4))
bodies = st.builds(Block, st.sampled_from(BODY), TEXTS)
pictures = st.builds(
    Picture, st.sampled_from([image("PNG"), image("JPEG", "L")]), st.sampled_from([120.0, 240.5]), st.just(60.25), st.sampled_from(["", "示意图"])
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table whose head is said."""
    width, height = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    texts = [[draw(CELLS) for _ in range(width)] for _ in range(height)]
    merged = draw(merges(width, height)) if width > 1 else ()
    for merge in merged:
        for row, column in places_of(merge)[1:]:
            texts[row][column] = ""
    rows = tuple(map(tuple, texts))
    head = draw(st.sampled_from([0, 1, guessed_head(rows)] if width > 1 else [1]))  # one column without a head is layout
    return Table(rows, head, merged=merged)


@st.composite
def merges(draw: st.DrawFn, width: int, height: int) -> tuple[Merge, ...]:
    """At most one cell that spans others."""
    if draw(st.booleans()):
        return ()
    row, column = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
    rows, columns = draw(st.integers(1, height - row)), draw(st.integers(1, width - column))
    return (Merge(row, column, rows, columns),) if rows * columns > 1 and columns < width else ()


@st.composite
def mastheads(draw: st.DrawFn) -> tuple[Block, ...]:
    """Any of the masthead's elements, in their order."""
    texts = {
        BlockKind.COPY_NUMBER: "000001", BlockKind.SECRECY: "秘密", BlockKind.URGENCY: "加急", BlockKind.ISSUER_NAME_MARK: "东江市人民政府文件",
        BlockKind.NUMBER: "东政发〔2026〕3号", BlockKind.SIGNER: "签发人：王大年",
    }  # fmt: skip
    chosen = draw(st.sets(st.sampled_from(MASTHEAD)))
    return tuple(Block(kind, texts[kind]) for kind in MASTHEAD if kind in chosen)


@st.composite
def trees(draw: st.DrawFn) -> DocumentTree:
    """A whole document."""
    body: list[Item] = draw(st.lists(st.one_of(headings, bodies, tables(), pictures), max_size=12))
    printed = [Block(BlockKind.PRINTED, "东江市人民政府办公厅\u30002026年11月2日印发")] if draw(st.booleans()) else []
    return DocumentTree((*draw(mastheads()), *_joined_titles(body), *printed))


def _joined_titles(items: list[Item]) -> list[Item]:
    """Without any text that no reader would keep: two tables that touch stay two, since a paragraph stands between them."""
    result: list[Item] = []
    for item in items:
        if isinstance(item, Table) and result and isinstance(result[-1], Table):
            result.append(Block(BlockKind.PARAGRAPH, "表间。"))
        result.append(item)
    return result
