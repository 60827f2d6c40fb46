"""一图读懂: its text and the picture say the same, every text is on the page and within its margins."""

from __future__ import annotations

import io

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zwgk_desk.assist.interpreting.poster import gist, poster_from
from zwgk_desk.documents.page_image import page_png
from zwgk_desk.documents.writers.poster_pdf import MARGIN_POINTS, WIDTH_POINTS, write_poster_pdf
from zwgk_desk.model.document.candidate import Candidate, Element
from zwgk_desk.model.document.poster import HEADS, MOST_LINES, Poster, PosterStyle, poster_of, poster_text
from zwgk_desk.model.document.remark import Place
from zwgk_desk.model.errors import InputError

LINE = st.text(alphabet="某市政策补贴十万元办理期限，、（）《》3年5%abcd龘", min_size=1, max_size=120)
ENTRIES = st.lists(LINE, max_size=4).map(tuple)
PAIRS = st.lists(st.tuples(LINE, LINE), max_size=5).map(tuple)
POSTERS = st.builds(Poster, LINE, ENTRIES, PAIRS, ENTRIES, ENTRIES, PAIRS, LINE)
FULL = Poster(
    "某市既有住宅加装电梯管理办法", ("方便居民出行",), (("10万元", "每台补贴"), ("30日", "拨付期限")), ("业主协商", "规划许可"), ("四层以上住宅",),
    (("2026年1月1日", "施行"),), "市住建局编制",
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(POSTERS, st.sampled_from(list(PosterStyle)))
def test_every_character_is_on_the_page_and_within_its_margins(poster: Poster, style: PosterStyle) -> None:
    with pdfplumber.open(io.BytesIO(write_poster_pdf(poster, style))) as document:
        (page,) = document.pages
        shown = page.chars
    heads = [head for name, head in HEADS.items() if getattr(poster, name)]
    texts = [poster.title, *heads, *poster.aims, *poster.measures, *poster.scope, poster.source]
    texts += [text for pair in (*poster.figures, *poster.dates) for text in pair]
    for text in texts:
        assert all(sum(c["text"] == character for c in shown) >= 1 for character in text if character != " ")
    wanted = sum(len(text.replace(" ", "")) for text in texts)
    numbers = sum(len(str(n)) for n in range(1, len(poster.measures) + 1))
    assert sum(bool(c["text"].strip()) for c in shown) == wanted + numbers + len("一图读懂")
    for character in shown:
        assert character["x0"] >= MARGIN_POINTS - 13 and character["x1"] <= WIDTH_POINTS - MARGIN_POINTS + 13
        assert character["top"] >= 0 and character["bottom"] <= page.height


@settings(max_examples=100, deadline=None)
@given(POSTERS.filter(lambda p: "【" not in poster_text(p).split("\n")[0]))
def test_the_text_that_an_officer_writes_on_is_the_poster(poster: Poster) -> None:
    if len(poster_text(poster).splitlines()) <= MOST_LINES:
        assert poster_of(poster_text(poster)) == poster


def test_the_same_poster_gives_the_same_bytes() -> None:
    for style in PosterStyle:
        one = write_poster_pdf(FULL, style)
        assert one == write_poster_pdf(FULL, style)
        assert page_png(one) == page_png(one)
    assert write_poster_pdf(FULL, PosterStyle.RED) != write_poster_pdf(FULL, PosterStyle.BLUE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有标题"), ("标题\n【别的】\n一行", "没有“别的”"), ("标题\n【关键数字】\n三十日内拨付", "没有写成"),
        ("标题\n" + "一行\n" * 60, "最多写"),
        ("标题\n【目标任务】\n" + "长" * 300, "超过"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_poster_is_told(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        poster_of(text)


def test_the_first_draft_takes_figures_with_their_clauses_and_times_in_their_order() -> None:
    def found(*texts: str) -> tuple[Candidate, ...]:
        return tuple(Candidate(text, Place(0, 0, len(text)), 0.9) for text in texts)

    candidates = {
        Element.CRITERIA: found("补贴在使用登记后三十日内拨付。", "本办法自2026年1月1日起施行。"),
        Element.BENEFITS: found("政府按每台10萬元給予補貼。"),
        Element.GOALS: found("到2025年，加裝電梯五百台，方便居民。"),
        Element.CONTENT: found("二、主要措施", "（一）另一項"),
    }
    poster = poster_from("某办法", "市住建局", candidates)
    assert ("三十日", "补贴在使用登记后三十日内拨付") in poster.figures and ("10万元", "政府按每台10万元给予补贴") in poster.figures
    assert [when for when, _ in poster.dates] == ["2025年", "2026年1月1日"]
    assert poster.measures == ("主要措施", "另一项")


def test_a_gist_ends_with_a_clause_that_says_something() -> None:
    assert gist("第一句，第二句，第三句。", 8) == "第一句，第二句"
    assert gist("讨论重大事项时，应当公开。" * 2, 8) == "讨论重大事项时，应当公开"
