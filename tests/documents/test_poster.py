"""一图读懂: its text and the picture say the same, every text is on the page and within its margins."""

from __future__ import annotations

import io
import itertools
import zipfile
from dataclasses import replace

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from zwgk_desk.assist.interpreting.poster import PosterDrafter
from zwgk_desk.assist.interpreting.telling import Teller
from zwgk_desk.desk.common.equipment import load_equipment
from zwgk_desk.documents.posters.look import BODY, CAPTION, MARGIN, PAGE, WIDTH
from zwgk_desk.documents.posters.write import regions, write_poster_pages, write_poster_pdf, write_poster_png
from zwgk_desk.documents.readers import read_document
from zwgk_desk.model.document.poster import HEADS, MOST_LINES, Poster, PosterStyle, poster_lines, poster_of, poster_text
from zwgk_desk.model.errors import InputError

LINE = st.text(alphabet="某市政策补贴十万元办理期限，、（）《》3年5%abcd龘", min_size=1, max_size=120)
ENTRIES = st.lists(LINE, max_size=4).map(tuple)
PAIRS = st.lists(st.tuples(LINE, LINE), max_size=5).map(tuple)
POSTERS = st.builds(Poster, LINE, ENTRIES, PAIRS, ENTRIES, ENTRIES, PAIRS, LINE, PAIRS, PAIRS, ENTRIES, LINE, LINE)
FULL = Poster(
    "某市既有住宅加装电梯管理办法", ("方便居民出行",), (("10万元", "每台补贴"), ("30日", "拨付期限")), ("业主协商", "规划许可"), ("四层以上住宅",),
    (("2026年1月1日", "施行"),), "市住建局根据政策编制", (("3年以上", "1年以上"),), (("业主", "每台补贴10万元"),),
    ("申请｜随时", "审查｜15日内", "施工"),
    "东政发〔2026〕3号", "咨询电话：0000-12345", "https://www.example.gov.cn/1",
)  # fmt: skip
EQUIPMENT = load_equipment()
TELLER = Teller(EQUIPMENT.wording, EQUIPMENT.turning, EQUIPMENT.finder.cues)


@settings(max_examples=25, deadline=None)
@given(POSTERS, st.sampled_from(list(PosterStyle)))
def test_every_character_is_on_the_page_and_within_its_margins(poster: Poster, style: PosterStyle) -> None:
    with pdfplumber.open(io.BytesIO(write_poster_pdf(poster, style))) as document:
        (page,) = document.pages
        shown = page.chars
    heads = [head for name, head in HEADS.items() if getattr(poster, name)]
    steps = [part for step in poster.steps for part in map(str.strip, step.partition("｜")[::2])]
    texts = [poster.title, *heads, *poster.aims, *poster.measures, *poster.scope, *steps, poster.about, poster.contact, poster.source]
    texts += [text for pair in (*poster.figures, *poster.dates, *poster.changes, *poster.gains) for text in pair]
    for text in texts:
        assert all(sum(c["text"] == character for c in shown) >= 1 for character in text if character != " ")
    wanted = sum(len(text.replace(" ", "")) for text in texts)
    numbers = sum(len(str(n)) for n in range(1, len(poster.measures) + 1))
    sides = len("以前现在") * len(poster.changes)
    assert sum(bool(c["text"].strip()) for c in shown) == wanted + numbers + sides + len("一图读懂")
    for character in shown:
        assert character["x0"] >= MARGIN - 1 and character["x1"] <= WIDTH - MARGIN + 1
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
        assert write_poster_png(FULL, style) == write_poster_png(FULL, style)
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


def test_it_is_read_on_a_telephone() -> None:
    """375 points wide, text for reading is at least 14 points."""
    assert min(BODY, CAPTION) / WIDTH * 375 >= 14
    image = Image.open(io.BytesIO(write_poster_png(FULL, PosterStyle.GREEN)))
    assert image.width == 2 * WIDTH and image.height > image.width


def test_cut_for_posting_no_part_is_cut_through_and_none_is_lost() -> None:
    long = replace(FULL, measures=tuple(f"第{n}项措施，由主管部门负责，在三个月内办结" for n in range(1, 25)))
    with zipfile.ZipFile(io.BytesIO(write_poster_pages(long, PosterStyle.RED))) as archive:
        sizes = [Image.open(io.BytesIO(archive.read(name))).size for name in archive.namelist()]
    assert len(sizes) > 2 and set(sizes) == {(round(2 * WIDTH), round(2 * PAGE))}


@settings(max_examples=25, deadline=None)
@given(POSTERS)
def test_every_entry_lies_somewhere_and_none_over_another(poster: Poster) -> None:
    laid = regions(poster, PosterStyle.BLUE)
    expected = {(name, number) for name in HEADS for number in range(len(getattr(poster, name)))}
    assert {(one.part, one.entry) for one in laid if one.part in HEADS} == expected
    for one, other in itertools.combinations(laid, 2):
        apart = one.top + one.height <= other.top + 0.1 or other.top + other.height <= one.top + 0.1
        assert apart or one.left + one.width <= other.left + 0.1 or other.left + other.width <= one.left + 0.1


def test_figures_in_a_row_leave_no_hole() -> None:
    for count in range(1, 8):
        laid = [one for one in regions(replace(FULL, figures=(("10万元", "补贴"),) * count), PosterStyle.RED) if one.part == "figures"]
        for top in {one.top for one in laid}:
            row = [one for one in laid if one.top == top]
            assert max(one.left + one.width for one in row) == pytest.approx(WIDTH - MARGIN)


def test_the_lines_of_the_text_are_found_by_what_they_are_on_the_picture() -> None:
    text = poster_text(FULL)
    lines = text.splitlines()
    assert [lines[number] for number, name, _ in poster_lines(text) if name == "measures"] == list(FULL.measures)


def drafted(text: str) -> Poster:
    policy = read_document("a.txt", text.encode())
    return PosterDrafter(policy, "市住建局", TELLER).draft("某办法", EQUIPMENT.finder.candidates(policy))


RULES = """某市住房补贴办法
第一条 为了改善居民居住条件，根据有关法律，制定本办法。
第二条 本市户籍居民适用本办法。
第三条 申请年限由3年以上放宽至1年以上。
第四条 对符合条件的家庭给予一次性补贴20万元，施工期限为3—12个月。
第五条 补贴在验收后不超过30日内发放，单个项目最高不超过80%。
第六条 本办法自2026年1月1日起施行。"""


def test_nothing_on_a_first_draft_is_false() -> None:
    poster = drafted(RULES)
    values = dict(poster.figures)
    assert "20万元" in values and "家庭" in values["20万元"], "whose it is"
    assert not any(value.startswith(("3年", "12个月")) for value in values), "neither the old value nor the end of a range"
    assert any("3年以上" in old and "1年以上" in new for old, new in poster.changes)
    assert poster.about.endswith("自2026年1月1日起施行")
    assert ("2026年1月1日", "本办法自2026年1月1日起施行") in poster.dates
    assert not any("是指" in text for text in poster.scope)


def test_a_procedure_is_drawn_with_its_days() -> None:
    poster = drafted(RULES + "\n（一）申请。向街道提出。\n（二）受理。当场受理。\n（三）审查。15个工作日内审查完毕。\n（四）公示。公示7日。")
    assert poster.steps == ("申请", "受理", "审查｜15个工作日内", "公示｜7日")
    assert drafted(RULES).steps == ()
