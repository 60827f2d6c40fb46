"""The PDF held against the standard with a rule: every measure of GB/T 9704-2012 read off the characters' boxes (in millimetres)."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.setting.page_builder import DESCENT, is_full_width
from zwgk_desk.documents.writers.pdf import write_pdf
from zwgk_desk.model.document.measures import GB_T_9704, MM
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree

TOLERANCE = 0.5
PAIR = re.compile(r"[，。；：、”）》][“（《，。；、”）》]")
HANGING = "，。、；：！？”’）》〉】〕］"


@dataclass
class Line:
    """A line of type: its base line from the page's top, its characters from left to right."""

    base: float
    characters: list[dict[str, Any]]

    @property
    def text(self) -> str:
        return "".join(c["text"] for c in self.characters)


def lines_of(page: Any) -> list[Line]:
    """The lines of the body from above, without the page number."""
    rows: dict[float, list[dict[str, Any]]] = {}
    for c in page.chars:
        rows.setdefault(round(float(page.height) - c["matrix"][5], 1), []).append(c)
    lines = [Line(base, sorted(found, key=lambda c: c["x0"])) for base, found in sorted(rows.items())]
    return [line for line in lines if not re.fullmatch(r"—\s*\d+\s*—", line.text)]


@pytest.fixture(scope="module", params=["the source document", "200 pages"])
def pages(request: pytest.FixtureRequest) -> Iterator[list[Any]]:
    """The pages of a document that are full of body text."""
    if request.param == "200 pages":
        text = "既有住宅加装电梯应当遵循业主自愿、政府引导、因地制宜、安全适用的原则，由业主依法协商确定。"
        tree = DocumentTree(tuple(Block(BlockKind.PARAGRAPH, f"第{n}段，补贴标准为每台15万元，{text * (3 + n % 3)}") for n in range(630)))
    else:
        path = Path(__file__).resolve().parents[3] / "shared" / "cases" / "00-harbin-policy.txt"
        if not path.exists():
            pytest.skip("the real texts are not here")
        tree = read_document("policy.txt", path.read_bytes())
    with pdfplumber.open(io.BytesIO(write_pdf(tree, "x"))) as document:
        if request.param == "200 pages":
            assert len(document.pages) >= 200
        yield document.pages[1:-1]


def test_the_paper_is_a4(pages: list[Any]) -> None:
    for page in pages:
        assert (float(page.width) / MM, float(page.height) / MM) == pytest.approx((210, 297), abs=0.1)


BODY = 17
"""Points above which type is a title's."""

KEPT_LINES = 3
"""Lines that a page may go without where a heading, or lines of a paragraph, stand on the next one with what they belong to."""


def test_22_lines_a_page_at_their_pitch_from_37_mm_to_262_mm(pages: list[Any]) -> None:
    pitch = 225 / 22
    middle = 16 * (0.5 - DESCENT) / MM  # from the base line up to the middle of a character's square
    counts: Counter[int] = Counter()
    for page in pages:
        if any(character["size"] > BODY for character in page.chars):
            continue  # begins with the title of what stands behind the text
        bases = [line.base / MM for line in lines_of(page)]
        counts[len(bases)] += 1
        assert 22 - KEPT_LINES <= len(bases) <= 22
        assert bases[0] - middle - pitch / 2 == pytest.approx(37, abs=TOLERANCE)
        assert bases[-1] - middle + pitch / 2 == pytest.approx(37 + 225 - (22 - len(bases)) * pitch, abs=TOLERANCE)
        assert all(b - a == pytest.approx(pitch, abs=0.06) for a, b in pairwise(bases))
    assert counts[22] > sum(counts.values()) / 2


def test_28_characters_a_line_and_one_more_only_where_a_closing_mark_hangs(pages: list[Any]) -> None:
    counts: Counter[int] = Counter()
    for page in pages:
        for line in lines_of(page):
            text = line.text
            if all(map(is_full_width, text)) and len(text) >= 26 and line.characters[0]["x0"] / MM < 29:
                counts[len(text)] += 1
                assert len(text) <= 28 or (len(text) == 29 and text[-1] in HANGING), text
    assert counts[28] + counts[29] > 0.8 * sum(counts.values()) > 20


def test_lines_reach_from_margin_to_margin_and_characters_keep_their_pitch(pages: list[Any]) -> None:
    seen = 0
    for page in pages:
        for line in lines_of(page):
            boxes = line.characters
            left = boxes[0]["x0"] / MM
            assert left == pytest.approx(28, abs=TOLERANCE) or left == pytest.approx(28 + 2 * 156 / 28, abs=1.5 * TOLERANCE)
            if len(line.text) == 28 and all(map(is_full_width, line.text)) and left < 29 and not PAIR.search(line.text):
                seen += 1
                starts = [box["x0"] / MM for box in boxes]
                assert starts[-1] + 156 / 28 == pytest.approx(28 + 156, abs=TOLERANCE)
                assert all(b - a == pytest.approx(156 / 28, abs=0.05) for a, b in pairwise(starts))
    assert seen > 10


def test_body_type_is_fangsong_of_16_points_and_level_one_is_hei() -> None:
    tree = DocumentTree(
        (Block(BlockKind.HEADING, "一、总体要求", 1), Block(BlockKind.HEADING, "（一）自愿", 2), Block(BlockKind.PARAGRAPH, "正文。"))
    )
    with pdfplumber.open(io.BytesIO(write_pdf(tree, "x"))) as document:
        found = [(line.characters[0]["fontname"].split("+")[1], line.characters[0]["size"]) for line in lines_of(document.pages[0])]
    assert found == [("FandolHei", 16), ("FandolKai", 16), ("FandolFang", 16)]


def test_page_numbers_stand_7_mm_below_on_the_outer_side(pages: list[Any]) -> None:
    for page in pages:
        number = [c for c in page.chars if c["matrix"][5] < GB_T_9704.bottom - 3]
        text = "".join(c["text"] for c in sorted(number, key=lambda c: c["x0"]))
        assert re.fullmatch(rf"—\s*{page.page_number}\s*—", text)
        assert {c["size"] for c in number} == {14}
        left, right = min(c["x0"] for c in number) / MM, max(c["x1"] for c in number) / MM
        one = 14 / MM
        if page.page_number % 2:
            assert right == pytest.approx(28 + 156 - one, abs=TOLERANCE)
        else:
            assert left == pytest.approx(28 + one, abs=TOLERANCE)
        base = (float(page.height) - number[0]["matrix"][5]) / MM
        assert base - 14 * (0.5 - DESCENT) / MM == pytest.approx(37 + 225 + 7, abs=TOLERANCE)


FRAMED = DocumentTree(
    (
        Block(BlockKind.COPY_NUMBER, "000001"),
        Block(BlockKind.SECRECY, "机密★1年"),
        Block(BlockKind.URGENCY, "特急"),
        Block(BlockKind.ISSUER_NAME_MARK, "东江市人民政府文件"),
        Block(BlockKind.NUMBER, "东政发〔2026〕3号"),
        Block(BlockKind.TITLE, "东江市人民政府关于加装电梯的通知"),
        Block(BlockKind.ADDRESSEE, "各区人民政府："),
        Block(BlockKind.PARAGRAPH, "正文。"),
    )
)
CLOSED = DocumentTree(
    (
        Block(BlockKind.PARAGRAPH, "正文。"),
        Block(BlockKind.ENCLOSURE, "附件：1.办法"),
        Block(BlockKind.ENCLOSURE, "2.表"),
        Block(BlockKind.SIGNATURE, "东江市人民政府"),
        Block(BlockKind.DATE, "2026年11月2日"),
        Block(BlockKind.NOTE, "（此件公开发布）"),
        Block(BlockKind.CC, "抄送：市委各部门。"),
        Block(BlockKind.PRINTED, "东江市人民政府办公厅\u30002026年11月2日印发"),
    )
)


def only_page(tree: DocumentTree) -> Iterator[Any]:
    with pdfplumber.open(io.BytesIO(write_pdf(tree, "x"))) as document:
        assert len(document.pages) == 1
        yield document.pages[0]


@pytest.fixture(scope="module")
def framed() -> Iterator[Any]:
    yield from only_page(FRAMED)


@pytest.fixture(scope="module")
def closed() -> Iterator[Any]:
    yield from only_page(CLOSED)


def line(page: Any, words: str) -> Line:
    return next(found for found in lines_of(page) if words in found.text)


def test_the_masthead_stands_where_7_2_puts_it(framed: Any) -> None:
    mark = line(framed, "文件")
    ink_top = mark.base - 0.88 * mark.characters[0]["size"]
    assert ink_top / MM == pytest.approx(37 + 35, abs=TOLERANCE)
    middle = (mark.characters[0]["x0"] + mark.characters[-1]["x1"]) / 2
    assert middle / MM == pytest.approx(28 + 78, abs=TOLERANCE)
    assert mark.characters[0]["non_stroking_color"][0] > 0.7 > 0.2 > mark.characters[0]["non_stroking_color"][1]
    number = line(framed, "〔2026〕")
    assert (number.characters[0]["x0"] + number.characters[-1]["x1"]) / 2 / MM == pytest.approx(28 + 78, abs=TOLERANCE)
    rule = next(r for r in framed.lines if r["stroking_color"][0] > 0.7)
    assert (rule["x0"] / MM, rule["x1"] / MM) == pytest.approx((28, 184), abs=0.1)
    assert (rule["top"] - (number.base + DESCENT * 16)) / MM == pytest.approx(4, abs=TOLERANCE)
    for words, place in (("000001", 0), ("机密", 1), ("特急", 2)):
        found = line(framed, words)
        assert found.characters[0]["x0"] / MM == pytest.approx(28, abs=TOLERANCE)
        assert found.base / MM == pytest.approx(line(framed, "000001").base / MM + place * 225 / 22, abs=0.1)


def test_signature_date_and_note_stand_where_7_3_puts_them(closed: Any) -> None:
    one = 156 / 28
    note = line(closed, "此件")
    unit = [found for found in lines_of(closed) if found.text == "东江市人民政府"][-1]
    date = next(found for found in lines_of(closed) if found.text == "2026年11月2日")
    assert (date.characters[0]["x0"] - unit.characters[0]["x0"]) / MM == pytest.approx(2 * one, abs=TOLERANCE)
    assert unit.characters[-1]["x1"] / MM == pytest.approx(184 - 2 * one, abs=1)
    assert note.characters[0]["x0"] / MM == pytest.approx(28 + 2 * one, abs=TOLERANCE)
    first, second = line(closed, "附件：1.办法"), line(closed, "2.表")
    assert second.characters[0]["x0"] == pytest.approx(first.characters[3]["x0"], abs=0.5)


def test_the_imprint_lies_on_the_lower_edge_with_its_three_weights(closed: Any) -> None:
    rules = sorted((r for r in closed.lines if r["stroking_color"][0] < 0.1), key=lambda r: r["top"])
    assert [round(r["linewidth"] / MM, 2) for r in rules] == [0.35, 0.25, 0.35]
    assert rules[-1]["top"] / MM == pytest.approx(37 + 225, abs=0.1)
    assert all((r["x0"] / MM, r["x1"] / MM) == pytest.approx((28, 184), abs=0.1) for r in rules)
    assert {round(c["size"], 3) for c in line(closed, "抄送").characters} == {14}
    printed = line(closed, "印发")
    assert printed.characters[0]["x0"] / MM == pytest.approx(28 + 14 / MM, abs=TOLERANCE)
    assert printed.characters[-1]["x1"] / MM == pytest.approx(184 - 14 / MM, abs=TOLERANCE)


def test_an_office_s_own_preset_moves_everything() -> None:
    own = replace(GB_T_9704, name="本市", fixed_pitch=28, left_mm=26, page_number_place="居中")
    tree = DocumentTree(tuple(Block(BlockKind.PARAGRAPH, "既有住宅加装电梯应当遵循业主自愿的原则，" * 9) for _ in range(20)))
    with pdfplumber.open(io.BytesIO(write_pdf(tree, "x", measures=own))) as document:
        page = document.pages[0]
        lines = lines_of(page)
        assert own.lines == 22 and len(lines) in (21, 22)
        assert lines[1].base - lines[0].base == pytest.approx(28, abs=0.1)
        assert lines[1].characters[0]["x0"] / MM == pytest.approx(26, abs=0.1)
        number = [c for c in page.chars if c["matrix"][5] < own.bottom - 3]
        assert (min(c["x0"] for c in number) + max(c["x1"] for c in number)) / 2 / MM == pytest.approx(26 + 78, abs=TOLERANCE)
