"""Make the forms in templates/ anew, as they are delivered. An office changes the result in Word; the program never runs this.

Usage: python build_spec/make_templates.py templates
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Pt

from zwgk_desk.documents.setting.cells import CENTRED, LABEL, PLAIN, SIGNED_HEIGHT, SIGNED_HERE, CellLook
from zwgk_desk.documents.setting.check_code import CODE_SIZE
from zwgk_desk.documents.setting.closing import ABOVE_SEAL
from zwgk_desk.documents.setting.fonts import Font
from zwgk_desk.documents.setting.layout_table import CELL_LEADING, CELL_PADDING
from zwgk_desk.documents.word_styles import LABEL_STYLE, STYLE_NAMES
from zwgk_desk.documents.writers.docx import DocxWriter, shape_table
from zwgk_desk.documents.writers.docx_runs import TWENTIETHS, element
from zwgk_desk.model.document.measures import GB_T_9704 as M
from zwgk_desk.model.document.measures import MM
from zwgk_desk.model.document.tree import BlockKind

DATE_WIDTH = 6.5 * M.body
"""Points: the usual width of a date such as 2026年11月2日."""

FIGURED = re.compile(r"\{\{ item\.(?:number|pages|on|result|citation) \}\}")
"""Fields of a list that hold figures, a date or one word: their cells are centred."""


class Form:
    """A form under construction."""

    def __init__(self, title: str) -> None:
        self.writer = DocxWriter(title)
        self.writer.paragraph("Title", title, Font.TITLE, M.title)
        self.blank()

    def blank(self) -> Form:
        """An empty line."""
        self.writer.paragraph("Normal")
        return self

    def text(self, text: str, indent: bool = True) -> Form:
        """A paragraph."""
        paragraph = self.writer.paragraph("Normal", text)
        before = paragraph._p.getprevious()
        if before is not None and before.tag.endswith("}tbl"):
            paragraph.paragraph_format.space_before = Pt(M.pitch / 2)
        if indent:
            paragraph.paragraph_format.first_line_indent = Pt(2 * M.character_pitch)
        return self

    def signature(self, unit: str, day: str = "") -> Form:
        """The signature at the right, and the date below it."""
        self.blank()
        self.writer.paragraph(STYLE_NAMES[BlockKind.SIGNATURE], unit)
        if day:
            self.writer.paragraph(STYLE_NAMES[BlockKind.DATE], day)
        return self

    def sealed(self, unit: str, day: str) -> Form:
        """The signature over the middle of the date, with the seal's place left free above them (GB/T 9704-2012, 7.3.5.1)."""
        for _ in range(ABOVE_SEAL):
            self.blank()
        for kind, text in ((BlockKind.SIGNATURE, unit), (BlockKind.DATE, day)):
            paragraph = self.writer.paragraph(STYLE_NAMES[kind], text)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            half = 4 * M.character_pitch + DATE_WIDTH / 2
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.right_indent = Pt(M.text_width - 2 * half), Pt(0)
            paragraph.paragraph_format.keep_with_next = kind is BlockKind.SIGNATURE
        return self

    def code(self, text: str) -> Form:
        """核验码 at the foot of the page."""
        self.writer.paragraph(STYLE_NAMES[BlockKind.CHECK_CODE], text, size=CODE_SIZE)
        return self

    def code_where(self, condition: str, text: str) -> Form:
        """核验码 where something is given."""
        return self.text(f"{{%p if {condition} %}}").code(text).text("{%p endif %}")

    def addressee(self, text: str) -> Form:
        """Whom it goes to."""
        self.writer.paragraph(STYLE_NAMES[BlockKind.ADDRESSEE], text)
        return self

    def enclosures(self) -> Form:
        """附件说明: the parts, each with its number."""
        self.blank()
        for text in ("{%p for item in parts %}", "{{ '附件：' if loop.first else '　　　' }}{{ item.number }}.{{ item.title }}", "{%p endfor %}"):
            self.text(text)
        return self

    def heading(self, text: str) -> Form:
        """A heading of the first level."""
        self.writer.paragraph("Heading 1", text, Font.HEI)
        return self

    def subheading(self, text: str) -> Form:
        """A heading of the second level."""
        self.writer.paragraph("Heading 2", text, Font.KAI)
        return self

    def table(self, rows: list[tuple[str, ...]], widths: list[float], headed: bool = False) -> Form:
        """A table; widths in shares of the text area. A row of one text goes over all columns, the last text of
        another one over those that are left. Without a head, every other text is a label. The head is set again on each page."""
        grid = self.writer.document.add_table(rows=len(rows), cols=len(widths), style="Table Grid")
        self.writer.end.addprevious(grid._tbl)
        shape_table(grid, [M.text_width * share for share in widths])
        for place, (row, texts) in enumerate(zip(grid.rows, rows, strict=True)):
            signed = texts[0] == SIGNED_HERE
            hold_open(row, SIGNED_HEIGHT if signed else M.row_mm * MM)
            if place == 0 and headed:
                row._tr.get_or_add_trPr().append(element("tblHeader"))
            for cell, share in zip(row.cells, widths, strict=True):
                cell.width = Pt(M.text_width * share)
            if len(texts) == 1:
                merged = row.cells[0].merge(row.cells[-1])
                self._fill(merged, texts[0])
            else:
                if len(texts) < len(widths):
                    row.cells[len(texts) - 1].merge(row.cells[-1])
                for column, (cell, text) in enumerate(zip(row.cells, texts, strict=False)):
                    label = place == 0 if headed else column % 2 == 0
                    figures = headed and FIGURED.fullmatch(text) is not None
                    self._fill(cell, text, LABEL if label else CENTRED if figures else PLAIN)
                if signed:
                    row.cells[1].vertical_alignment = WD_ALIGN_VERTICAL.TOP
        return self

    def _fill(self, cell: Any, text: str, look: CellLook = PLAIN) -> None:
        """Put a text into a cell, as high as in the typeset files."""
        paragraph = cell.paragraphs[0]
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        paragraph._p.get_or_add_pPr().append(element("snapToGrid", val="0"))  # otherwise each line would take a whole line of the page's grid
        layout = paragraph.paragraph_format
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(M.cell * CELL_LEADING)
        layout.space_before = layout.space_after = Pt(CELL_PADDING)
        if look is LABEL:
            paragraph.style = self.writer.document.styles[LABEL_STYLE]
        elif look.centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self.writer.runs.add(paragraph._p, text, look.face, M.cell)

    def given(self, condition: str, text: str) -> Form:
        """A paragraph that stands there where something is given."""
        return self.text(f"{{%p if {condition} %}}").text(text).text("{%p endif %}")

    def each(self, name: str, text: str) -> Form:
        """A paragraph for each text of a list."""
        return self.text(f"{{%p for text in {name} %}}").text(text).text("{%p endfor %}")

    def either(self, name: str, text: str, guidance: str) -> Form:
        """A paragraph for each text of a list; where it is empty, what is to be written there."""
        self.each(name, text)
        return self.text(f"{{%p if not {name} %}}").text(guidance).text("{%p endif %}")

    def elements(self, rows: tuple[tuple[str, str, str], ...], text: str) -> Form:
        """A heading for each element, with the passages accepted for it, or what is to be written there."""
        for heading, name, guidance in rows:
            self.heading(heading).either(f"passages.{name}", text, guidance)
        return self

    def bytes(self) -> bytes:
        """The finished form."""
        return self.writer.save()


def hold_open(row: Any, height: float) -> None:
    """Make a row of a table at least so high, in points."""
    row._tr.get_or_add_trPr().append(element("trHeight", val=round(height * TWENTIETHS), hRule="atLeast"))


def listing(name: str, head: tuple[str, ...], cells: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The rows of a table that repeats one row for each entry of a list."""
    return [head, (f"{{%tr for item in {name} %}}",), cells, ("{%tr endfor %}",)]


def forms() -> dict[str, Any]:
    """Every form by its name."""
    return {
        "目录": Form("目　录")
        .table(
            listing(
                "parts",
                ("序号", "材料名称", "种类", "页数", "原件"),
                ("{{ item.number }}", "{{ item.title }}", "{{ item.name }}", "{{ item.pages }}", "{{ item.original }}"),
            ),
            [0.1, 0.36, 0.18, 0.1, 0.26],
            headed=True,
        )
        .text("共{{ count }}件，{{ pages }}页。"),
        "报送函": Form("关于报送《{{ title }}》的函")
        .addressee("{{ office }}：")
        .text(
            "《{{ title }}》（{{ authority }}）由{{ drafting_unit }}起草，已按规定完成内部审查和审签。"
            "按照政策文件与解读方案、解读材料同步组织、同步审签、同步部署的要求，现将全部材料一并报送，请予审核。"
        )
        .text("公开属性建议：{{ attribute }}。{{ reason }}")
        .enclosures()
        .signature("{{ drafting_unit }}", "{{ day }}"),
        "发文稿纸": Form("发文稿纸").table(
            [
                ("文件标题", "{{ title }}"),
                ("发文机关标志", "{{ dispatch.mark }}"),
                ("发文字号", "{{ dispatch.number }}", "签发人", "{{ dispatch.signer }}"),
                ("份号", "{{ dispatch.copy_number }}", "紧急程度", "{{ dispatch.urgency }}"),
                ("密级", "{{ dispatch.secrecy }}", "附注", "{{ note }}"),
                ("主送机关", "{{ addressee }}"),
                ("抄送机关", "{{ dispatch.copies_to }}"),
                ("公开属性", "{{ attribute }}　{{ reason }}"),
                ("附件", "{{ enclosures }}"),
                ("拟稿单位", "{{ drafting_unit }}　{{ day }}"),
                ("会签", "{{ countersigned }}"),
                ("保密审查", "{{ secrecy_checked }}"),
                ("政务公开审查", "{{ disclosure_review }}"),
                ("审签", "{{ signed }}"),
                ("印发", "{{ dispatch.printed }}"),
            ],
            [0.22, 0.28, 0.18, 0.32],
        ),
        "公开属性声明": Form("公开属性声明")
        .table(
            [
                ("文件标题", "{{ title }}"),
                ("发文名义", "{{ authority }}"),
                ("起草单位", "{{ drafting_unit }}"),
                ("公开属性", "{{ attribute }}"),
                ("法定依据", "{{ ground }}"),
                ("理由说明", "{{ explanation }}"),
                ("政务公开工作机构审查", "{{ disclosure_review }}"),
            ],
            [0.3, 0.7],
        )
        .code("核验码　{{ content }}"),
        "保密审查表": Form("保密审查表")
        .table([("文件标题", "{{ title }}"), ("起草单位", "{{ drafting_unit }}"), ("拟定公开属性", "{{ attribute }}")], [0.3, 0.7])
        .blank()
        .table(
            listing(
                "secrecy_reviews",
                ("审查单位", "审查人", "结果", "日期", "意见"),
                ("{{ item.unit }}", "{{ item.by }}", "{{ item.result }}", "{{ item.on }}", "{{ item.remark }}"),
            ),
            [0.28, 0.16, 0.12, 0.2, 0.24],
            headed=True,
        )
        .text("凡拟公开的公文，必须经过保密审查；未通过保密审查的，不得公开。")
        .code("核验码　{{ content }}"),
        "政务公开工作机构审查意见": Form("政务公开工作机构审查意见")
        .table(
            [
                ("文件标题", "{{ title }}"),
                ("起草单位", "{{ drafting_unit }}"),
                ("拟定公开属性", "{{ attribute }}"),
                ("法定依据", "{{ ground }}"),
                ("不公开的理由", "{{ explanation }}"),
            ],
            [0.3, 0.7],
        )
        .blank()
        .table(
            listing(
                "disclosure_reviews",
                ("审查机构所在单位", "审查人", "结果", "日期", "审查意见"),
                ("{{ item.unit }}", "{{ item.by }}", "{{ item.result }}", "{{ item.on }}", "{{ item.remark }}"),
            ),
            [0.28, 0.16, 0.12, 0.2, 0.24],
            headed=True,
        )
        .text("拟不公开的公文，应当依法依规说明理由，并由本单位政务公开工作机构审查。")
        .code("核验码　{{ content }}"),
        "会签单": Form("会签单")
        .table(
            [
                ("文件标题", "{{ title }}"),
                ("牵头及联合发文部门", "{{ joint }}"),
                ("公开属性", "{{ attribute }}"),
                ("会签的材料", "{{ enclosed }}"),
            ],
            [0.3, 0.7],
        )
        .blank()
        .table(
            listing(
                "countersigns",
                ("会签部门", "会签人及职务", "结果", "日期", "会签意见"),
                ("{{ item.unit }}", "{{ item.who }}", "{{ item.result }}", "{{ item.on }}", "{{ item.remark }}"),
            ),
            [0.26, 0.2, 0.12, 0.2, 0.22],
            headed=True,
        )
        .code("核验码　{{ content }}"),
        "新旧政策对照表": comparison(),
        "审签单": Form("审签单")
        .table(
            [
                ("文件标题", "{{ title }}"),
                ("发文名义", "{{ authority }}"),
                ("起草单位", "{{ drafting_unit }}"),
                ("牵头及联合发文部门", "{{ joint }}"),
                ("解读单位", "{{ interpreting_unit }}"),
                ("公开属性", "{{ attribute }}"),
                ("同步审签的材料", "{{ enclosed }}"),
                (SIGNED_HERE, "{{ opinion }}"),
            ],
            [0.3, 0.7],
        )
        .blank()
        .table(
            listing(
                "reviews",
                ("环节", "单位", "姓名及职务", "结果", "日期", "意见"),
                ("{{ item.kind }}", "{{ item.unit }}", "{{ item.who }}", "{{ item.result }}", "{{ item.on }}", "{{ item.remark }}"),
            ),
            [0.13, 0.22, 0.18, 0.1, 0.2, 0.17],
            headed=True,
        )
        .code("内容核验码　{{ content }}")
        .code_where("record != '无'", "记录核验码　{{ record }}"),
        "退文通知单": Form("退文通知单")
        .addressee("{{ drafting_unit }}：")
        .text(
            "你单位报送的《{{ title }}》（第{{ submission }}次报送）经审核，存在下列问题，按规定予以退文（第{{ number }}次）。请逐项补正后重新报送。"
        )
        .table(
            listing(
                "grounds",
                ("序号", "退文理由", "依据", "补正要求"),
                ("{{ item.number }}", "{{ item.message }}", "{{ item.citation }}", "{{ item.remedy }}"),
            ),
            [0.1, 0.42, 0.14, 0.34],
            headed=True,
        )
        .text("{{ remark }}")
        .sealed("{{ office }}", "{{ day }}"),
        "解读方案": plan(),
        "解读材料": material(),
        "解读材料（问答）": questions(),
    }


def comparison() -> Form:
    """Old against new, article by article."""
    return (
        Form("《{{ title }}》新旧政策对照表")
        .table(
            listing("comparison", ("原政策规定", "新政策规定", "变化和说明"), ("{{ item.old }}", "{{ item.new }}", "{{ item.remark }}")),
            [0.38, 0.38, 0.24],
            headed=True,
        )
        .text("（逐条对照填写；新增的，原政策一栏写“无”；删去的，新政策一栏写“删去”）")
    )


def questions() -> Form:
    """A material as questions and answers: those that the policy calls forth, or what is to be written where nothing is drafted."""
    form = Form("《{{ title }}》政策问答")
    form.text("{%p for item in asked %}").heading("{{ loop.index }}.问：{{ item.question }}")
    form.text("{%p for text in item.answers %}").text("{{ '答：' if loop.first else '' }}{{ text }}").text("{%p endfor %}")
    form.text("{{ '（依据：' ~ item.source ~ '）' if item.source else '' }}").text("{%p endfor %}")
    rows = (
        ("问：为什么要制定这项政策？", "答：（写明背景和依据）"),
        ("问：这项政策管到谁？", "答：（写明适用范围）"),
        ("问：能拿多少、能省多少？", "答：（先写数字，再写条件）"),
        ("问：怎么办，要准备什么材料，多长时间办结？", "答：（写明条件、流程、材料和期限）"),
        ("问：不照办会怎样？", "答：（写明后果和容易出错的地方）"),
        ("问：和以前比，变在哪里？", "答：（写明变化；没有原政策的写明首次制定）"),
    )
    form.text("{%p if not asked %}")
    for question, guidance in rows:
        form.heading(question).text(guidance)
    form.text("{%p endif %}")
    form.heading("问：有疑问向谁咨询？").given("drafted", "答：{{ contact }}")
    form.text("{%p if not drafted %}").text("答：（写明咨询单位、电话和地址）").text("{%p endif %}")
    return form.signature("{{ interpreting_unit }}")


def plan() -> Form:
    """The plan that an officer begins from: what the bundle says, the table of what is done when, and what is left to write."""
    form = Form("《{{ title }}》解读方案")
    form.heading("一、解读责任").given("drafted", "{{ responsible }}").text("（写明由哪个单位、哪位负责人解读，谁配合）")
    form.heading("二、解读对象")
    form.each("passages.scope if not text.startswith('见上文')", "{{ text }}").text("（写明向谁解读：哪些企业、群众、单位和媒体）")
    numbered = "{{ loop.index }}.{{ text }}"
    form.heading("三、解读形式").either("forms", numbered, "（写明采用文字解读、问答、图解、新闻发布会、接受采访、发表文章等哪几种形式）")
    form.heading("四、解读渠道").either("channels", numbered, "（写明政府网站、新闻媒体、微博、微信、客户端等发布渠道）")
    form.heading("五、解读时间").either("times", numbered, "（写明公布前的吹风和预期引导、公布时同步发布、执行中的跟踪解读各在何时进行）")
    form.text("{%p if rows %}").heading("六、解读安排")
    cells = tuple(f"{{{{ item.{name} }}}}" for name in ("stage", "time", "form", "channel", "person", "audience"))
    form.table(listing("rows", ("阶段", "时间", "形式", "渠道", "解读人", "面向"), cells), [0.09, 0.16, 0.17, 0.21, 0.16, 0.21], headed=True)
    form.text("{%p endif %}")
    form.text("{%p if drafted %}").heading("七、预期问答").text("{%p for item in questions %}").text("{{ loop.index }}.问：{{ item.question }}")
    form.text("{%p for text in item.answers %}").text("{{ '答：' if loop.first else '' }}{{ text }}").text("{%p endfor %}")
    form.text("{%p if not item.answers %}").text("答：（请拟答）").text("{%p endif %}")
    form.text("（由{{ item.by }}回答）").text("{%p endfor %}").text("{%p endif %}")
    return form.signature("{{ interpreting_unit }}")


def material() -> Form:
    """The material that an officer begins from: what changes for whom, the nine elements of 三(二), each measure as a small table."""
    form = Form("《{{ title }}》解读材料")
    form.each("lead", "{{ text }}")
    text = "{{ text }}"
    form.heading("一、背景依据").either("passages.background", text, "（写明为什么制定、依据哪些法律法规和上级文件）")
    form.heading("二、目标任务").either("passages.goals", text, "（写明要达到什么目标、完成哪些任务）")
    form.heading("三、主要内容").text("{%p for measure in measures %}").subheading("（{{ measure.number }}）{{ measure.name }}")
    form.table([("{%tr for row in measure.rows %}",), ("{{ row.label }}", "{{ row.text }}"), ("{%tr endfor %}",)], [0.24, 0.76])
    form.text("{%p endfor %}").given("not measures", "（用群众听得懂的话说明主要规定，不照抄原文）")
    form.given("examples", "算一算（请把例子补完）：").each("examples", text)
    form.elements(
        (
            ("四、涉及范围", "scope", "（写明适用于哪些人、哪些事、哪些区域）"),
            ("五、执行口径", "criteria", "（写明条件、标准、期限、流程如何掌握）"),
            ("六、注意事项", "cautions", "（写明办理时容易出错、需要留意的地方）"),
            ("七、关键词诠释", "terms", "（解释专业名词）"),
            ("八、惠民利民举措", "benefits", "（写明给企业和群众带来的实惠）"),
            ("九、新旧政策差异", "differences", "（与原政策相比的变化；没有原政策的写明首次制定）"),
        ),
        text,
    )
    form.heading("十、咨询方式").given("drafted", "{{ contact }}").given("not drafted", "（写明咨询单位、电话和地址）")
    return form.signature("{{ interpreting_unit }}")


def main() -> None:
    """Write every form into the folder named on the command line."""
    folder = Path(sys.argv[1])
    for name, form in forms().items():
        (folder / f"{name}.docx").write_bytes(form.bytes())
        print(name)


if __name__ == "__main__":
    main()
