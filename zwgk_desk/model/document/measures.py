"""The measures of the page as data: GB/T 9704-2012 as the default, each with its clause, and what an office may change of them.

Lengths that people know in millimetres are kept in millimetres, sizes of type in points (1 mm = 72/25.4 pt). The properties give points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

MM = 72 / 25.4
PAPER_WIDTH, PAPER_HEIGHT = 210.0, 297.0
NATIONAL = "国家标准 GB/T 9704-2012"


STAMP_SIZE, STAMP_GAP = (190, 52), 12
"""Points: the size of the field in which a signature is visible at the head of a page that names no place for it, and from one to the next."""

STAMP, STAMP_BESIDE, STAMP_EDGE = (144, 50), 6, 4
"""Points: the same at the place of signing that a page names, and from its edge."""


SIGNING_PLACE = "signing"
"""The named destination of the place where a form is signed (ISO 32000-1, 12.3.2.3): whoever signs, and whoever verifies, finds it in the file."""

OPEN_HEIGHT = 20 * MM
"""Points from which on a table's row is held open for something to be written in; lower ones are as high as the measures have it."""


@dataclass(frozen=True)
class Measure:
    """One measure of the page: its name, clause, unit and bounds.

    Attributes:
        label: its name in Chinese.
        clause: where GB/T 9704-2012 says it; 自定 where the standard leaves it open.
        unit: 毫米, 磅, 行, 字, or empty for what is no number.
        low, high: the bounds within which an office may set it.
        choices: the allowed texts, where only some are; empty otherwise.
    """

    label: str
    clause: str
    unit: str = ""
    low: float = 0
    high: float = 0
    choices: tuple[str, ...] = ()


OUTER, CENTRE = "外侧", "居中"


def _number(default: float, label: str, clause: str, unit: str, low: float, high: float) -> Any:
    return field(default=default, metadata={"measure": Measure(label, clause, unit, low, high)})


def _text(default: str, label: str, clause: str, choices: tuple[str, ...] = ()) -> Any:
    return field(default=default, metadata={"measure": Measure(label, clause, choices=choices)})


@dataclass(frozen=True)
class PageMeasures:
    """One page's measures: a preset. Every field but the name carries a `Measure`."""

    name: str = NATIONAL
    top_mm: float = _number(37, "天头（上白边）", "5.2.1", "毫米", 15, 80)
    left_mm: float = _number(28, "订口（左白边）", "5.2.1", "毫米", 15, 50)
    text_width_mm: float = _number(156, "版心宽", "5.2.1", "毫米", 100, 180)
    text_height_mm: float = _number(225, "版心高", "5.2.1", "毫米", 120, 260)
    line_count: int = _number(22, "每面行数", "5.2.3", "行", 10, 50)
    characters: int = _number(28, "每行字数", "5.2.3", "字", 15, 50)
    fixed_pitch: float = _number(0, "固定行距（0 为版心高除以行数）", "自定", "磅", 0, 60)
    body: float = _number(16, "正文字号（3号）", "5.2.2", "磅", 9, 24)
    title: float = _number(22, "标题字号（2号）", "7.3.1", "磅", 14, 36)
    cell: float = _number(14, "表格字号（4号）", "自定", "磅", 7, 16)
    row_mm: float = _number(12, "表格行高（至少）", "自定", "毫米", 4, 30)
    page_number: float = _number(14, "页码字号（4号）", "7.5", "磅", 8, 18)
    page_number_gap_mm: float = _number(7, "页码一字线距版心下边缘", "7.5", "毫米", 2, 20)
    page_number_place: str = _text(OUTER, "页码位置", "7.5", (OUTER, CENTRE))
    mark_top_mm: float = _number(35, "发文机关标志上边缘距版心上边缘", "7.2.4", "毫米", 0, 80)
    mark: float = _number(60, "发文机关标志最大字号", "7.2.4", "磅", 22, 90)
    red_rule_gap_mm: float = _number(4, "红色分隔线在发文字号之下", "7.2.7", "毫米", 1, 12)
    red_rule_mm: float = _number(0.35, "红色分隔线粗", "自定", "毫米", 0.1, 2)
    imprint: float = _number(14, "版记字号（4号）", "7.4.2", "磅", 8, 18)
    imprint_thick_mm: float = _number(0.35, "版记首末分隔线粗", "7.4.1", "毫米", 0.1, 2)
    imprint_thin_mm: float = _number(0.25, "版记中间分隔线粗", "7.4.1", "毫米", 0.1, 2)
    body_face: str = _text("仿宋", "正文字体", "5.2.2")
    title_face: str = _text("方正小标宋简体", "标题字体（小标宋）", "7.3.1")
    first_face: str = _text("黑体", "一级标题字体", "7.3.3")
    second_face: str = _text("楷体", "二级标题字体", "7.3.3")
    number_face: str = _text("宋体", "页码字体", "7.5")
    system_faces: bool = field(default=False, metadata={"measure": Measure("PDF 用本机安装的字体（各机结果可能不同）", "自定")})

    @property
    def width(self) -> float:
        """The paper's width, A4 (5.1)."""
        return PAPER_WIDTH * MM

    @property
    def height(self) -> float:
        """The paper's height, A4 (5.1)."""
        return PAPER_HEIGHT * MM

    @property
    def top(self) -> float:
        """天头, the margin above (5.2.1)."""
        return self.top_mm * MM

    @property
    def left(self) -> float:
        """订口, the margin at the binding (5.2.1)."""
        return self.left_mm * MM

    @property
    def text_width(self) -> float:
        """The width of the 版心 (5.2.1)."""
        return self.text_width_mm * MM

    @property
    def text_height(self) -> float:
        """The height of the 版心 (5.2.1)."""
        return self.text_height_mm * MM

    @property
    def right(self) -> float:
        """The margin on the right."""
        return self.width - self.left - self.text_width

    @property
    def bottom(self) -> float:
        """The margin below."""
        return self.height - self.top - self.text_height

    @property
    def pitch(self) -> float:
        """The distance from one baseline to the next."""
        return self.fixed_pitch or self.text_height / self.line_count

    @property
    def lines(self) -> int:
        """Lines a page."""
        return int((self.text_height + 0.01) // self.pitch)

    @property
    def character_pitch(self) -> float:
        """The distance from one full-width character to the next."""
        return self.text_width / self.characters

    @property
    def tightening(self) -> float:
        """The spacing added between body characters so that the right number fits a line; negative, since the type is wider than its pitch."""
        return self.character_pitch - self.body

    @property
    def page_number_gap(self) -> float:
        """The distance from the text area down to the page number's dashes (7.5)."""
        return self.page_number_gap_mm * MM


GB_T_9704 = PageMeasures()


def measured_fields() -> dict[str, Measure]:
    """Return every measure by its field's name, in the order in which they are shown."""
    return {f.name: f.metadata["measure"] for f in fields(PageMeasures) if "measure" in f.metadata}


def faults_of(measures: PageMeasures) -> tuple[str, ...]:
    """List what is wrong with a preset, a Chinese sentence each; an empty list means that it can be used."""
    found: list[str] = []
    if not measures.name.strip():
        found.append("版式没有名称")
    for name, measure in measured_fields().items():
        value = getattr(measures, name)
        if measure.unit and not measure.low <= value <= measure.high:
            found.append(f"“{measure.label}”应在 {measure.low:g} 到 {measure.high:g} {measure.unit}之间")
        elif measure.choices and value not in measure.choices:
            found.append(f"“{measure.label}”应为{'或'.join(measure.choices)}")
        elif isinstance(value, str) and not value.strip():
            found.append(f"“{measure.label}”不能空着")
    if found:
        return tuple(found)
    if measures.left_mm + measures.text_width_mm > PAPER_WIDTH - 10:
        found.append("订口加版心宽超出纸面，右白边至少要留 10 毫米")
    if measures.top_mm + measures.text_height_mm + measures.page_number_gap_mm + measures.page_number / MM > PAPER_HEIGHT - 3:
        found.append("天头加版心高超出纸面，下面放不下页码")
    if measures.pitch < measures.body:
        found.append("行距小于正文字号，上下行会叠在一起")
    if not -0.25 * measures.body <= measures.tightening <= measures.body:
        found.append("按每行字数排，字距过密或过疏，请调整版心宽、字号或字数")
    return tuple(found)


def measures_from(values: Mapping[str, Any]) -> PageMeasures:
    """Return the preset with these plain values by field name; missing ones have their defaults, unknown ones are ignored."""
    known = {f.name: f for f in fields(PageMeasures)}
    given = {name: value for name, value in values.items() if name in known and _alike(value, known[name].default)}
    return replace(GB_T_9704, **given)


def as_values(measures: PageMeasures) -> dict[str, Any]:
    """Return the preset as plain values by field name."""
    return asdict(measures)


def _alike(value: Any, default: Any) -> bool:
    """Return whether a value has the default's type; int and float count as one, bool does not, though Python has it as an int."""
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(default, bool) and isinstance(value, bool)
    if isinstance(default, int):
        return isinstance(value, int)
    return isinstance(value, (int, float)) if isinstance(default, float) else isinstance(value, str)
