"""How long documents take, as ratios in one run, and how much memory.

1. A whole packet (policy, plan, material, all forms; each as DOCX and PDF, and the bound PDF) against the bare work of reportlab and
   python-docx for the same pages: the same lines drawn on as many pages, the same paragraphs and cells written.
2. The policy's DOCX turned into PDF, here and by LibreOffice; and what LibreOffice takes for it against the whole packet.
3. The bound PDF of 250 to 2,000 pages: pages a second, and the most memory of a process that makes it and the DOCX.
4. The first pages of a long preview, and turning a page of it, with Qt's viewer.

Usage: python benchmarks/documents.py [POLICY]        (POLICY: a .txt, .md or .docx of one's own; without one, the sample's, made longer)
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import docx
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from zwgk_desk.documents.forms.form_book import FormBook
from zwgk_desk.documents.office_suite import find_suite
from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.setting.front import Cover
from zwgk_desk.documents.setting.page_ops import Page, TextOp
from zwgk_desk.documents.writers.docx import write_docx
from zwgk_desk.documents.writers.pdf import Binding, Section, bind_pdf, lay_out, write_pdf
from zwgk_desk.model.bundle import Bundle, DisclosureDeclaration, Part
from zwgk_desk.model.digest import sha256_of
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree, Table
from zwgk_desk.model.settings import OfficeSettings
from zwgk_desk.model.terms import DisclosureAttribute, IssuingAuthority, PartKind
from zwgk_desk.packet.build import PacketInput, build_packet
from zwgk_desk.places import resources, templates

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

ON = date(2026, 11, 24)
TIMES = 5
SIZES = (250, 500, 1000, 2000)
FONT = resources() / "fonts" / "FandolFang.ttf"


def best(work: Callable[[], Any], times: int = TIMES) -> float:
    """The shortest of several runs, in seconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def sample_input(policy: Path | None) -> PacketInput:
    """A complete government bundle."""
    sample = resources() / "sample"
    if policy is None:
        lines = (sample / "policy.md").read_text(encoding="utf-8").splitlines()
        content, name = "\n".join(lines + lines[8:] * 12).encode(), "policy.md"
    else:
        content, name = policy.read_bytes(), policy.name
    given = [
        (PartKind.POLICY, name, content),
        (PartKind.PLAN, "plan.md", (sample / "plan.md").read_bytes()),
        (PartKind.MATERIAL, "material.md", (sample / "material.md").read_bytes()),
    ]
    declared = DisclosureDeclaration(DisclosureAttribute.WITHHELD, "条例第十四条", "说明。")
    parts = tuple(Part(kind, name, sha256_of(content), len(content)) for kind, name, content in given)
    bundle = Bundle(
        "测量用文件", IssuingAuthority.JOINT, "市住房和城乡建设局", "市住房和城乡建设局", ("市财政局",), declaration=declared, parts=parts
    )
    trees = {place: read_document(name, content) for place, (_, name, content) in enumerate(given)}
    contents = {sha256_of(content): content for _, _, content in given}
    return PacketInput(bundle, (), trees, contents, {}, False, OfficeSettings(), ON)


def bare_pdf(pages: list[list[tuple[float, float, float, str]]]) -> bytes:
    """The same lines on as many pages, by reportlab alone."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for lines in pages:
        for x, y, size, text in lines:
            canvas.setFont("bare", size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def lines_of(page: Page) -> list[tuple[float, float, float, str]]:
    """The lines of a page: its stretches of text, joined where they stand on one line."""
    rows: dict[float, tuple[float, float, str]] = {}
    for op in page.ops:
        if isinstance(op, TextOp):
            x, size, text = rows.get(op.y, (op.x, op.size, ""))
            rows[op.y] = x, size, text + op.text
    return [(x, y, size, text) for y, (x, size, text) in rows.items()]


def bare_docx(tree: DocumentTree) -> bytes:
    """The same paragraphs and cells, by python-docx alone."""
    document = docx.Document()
    for block in tree.blocks:
        if isinstance(block, Table):
            table = document.add_table(rows=len(block.rows), cols=len(block.rows[0]))
            for row, texts in zip(table.rows, block.rows, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
        elif isinstance(block, Block):
            document.add_paragraph(block.text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def packet_against_bare(given: PacketInput) -> tuple[float, dict[str, bytes]]:
    """Print how the packet compares; gives its seconds and its DOCX files."""
    forms = FormBook(templates())
    files = build_packet(given, forms)
    whole = best(lambda: build_packet(given, forms))
    trees = [read_document(name, content) for name, content in files.items() if name.endswith(".docx") and "/" not in name]
    pages = [[lines_of(page) for page in lay_out(Section("", tree)).pages] for tree in trees]
    bound = [page for document in pages for page in document]
    pdfmetrics.registerFont(TTFont("bare", str(FONT)))

    def bare() -> None:
        for tree, document in zip(trees, pages, strict=True):
            bare_docx(tree)
            bare_pdf(document)
        bare_pdf(bound)

    base = best(bare)
    print(f"packet: {len(trees)} documents, {len(bound)} pages, each drawn twice: {whole * 1000:.0f} ms")
    print(f"bare reportlab and python-docx for the same: {base * 1000:.0f} ms    packet / bare = {whole / base:.2f}   (bar: at most 2.5)")
    return whole, {name: content for name, content in files.items() if name.endswith(".docx") and "/" not in name}


def against_suite(seconds: float, documents: dict[str, bytes]) -> None:
    """Print how the packet compares with LibreOffice: started as this program starts it, in a profile of its own, and once it is warm."""
    suite = find_suite()
    if suite is None:
        print("LibreOffice is not installed here: not compared")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, content in documents.items():
            (folder / title).write_bytes(content)

        def convert(titles: Iterable[str], profile: str) -> None:
            command = [str(suite), f"-env:UserInstallation={(folder / profile).as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", name]
            subprocess.run([*command, *(str(folder / title) for title in titles)], check=True, capture_output=True)

        fresh = best(lambda: convert(["政策文稿.docx"], "fresh"), 1)
        warm = best(lambda: convert(["政策文稿.docx"], "fresh"), 3)
        every = best(lambda: convert(documents, "fresh"), 3)
    policy = documents["政策文稿.docx"]
    own = best(lambda: write_pdf(read_document("政策文稿.docx", policy), "政策文稿"))
    print(f"the policy's DOCX read and set as PDF here: {own * 1000:.0f} ms    LibreOffice, warm / here = {warm / own:.1f}   (bar: at least 8)")
    for what, other in (("the policy's DOCX alone, fresh profile", fresh), ("the same, warm", warm), ("all the packet's DOCX, warm", every)):
        print(f"LibreOffice, {what}: {other * 1000:.0f} ms    LibreOffice / whole packet = {other / seconds:.1f}")


def long_tree(pages: int) -> DocumentTree:
    """A document of about so many pages."""
    text = "既有住宅加装电梯应当遵循业主自愿、政府引导、因地制宜、安全适用的原则，补贴标准为每台15万元，办结期限为15个工作日。"
    blocks = [Block(BlockKind.TITLE, "关于测量的通知")]
    for number in range(round(pages * 22 / 5 + 1)):
        blocks.append(Block(BlockKind.PARAGRAPH, f"第{number}段，" + text * 2))
    return DocumentTree(tuple(blocks))


def bind(pages: int, early: Callable[[bytes], None] | None = None) -> bytes:
    """The bound PDF of a document of so many pages."""
    return bind_pdf([Section("政策文稿", long_tree(pages))], Binding(Cover("东江市住房和城乡建设局", "测量")), early=early)


def most_memory() -> float:
    """The most memory this process has taken, in MiB (Linux: what `getrusage` says also counts the process that started it)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def one_size(pages: int) -> None:
    """For a process of its own: print seconds and the most memory."""
    bind(5)
    start = time.perf_counter()
    content = bind(pages)
    seconds = time.perf_counter() - start
    alone = most_memory()
    count = content.count(b"/Type /Page\n") or pages
    write_docx(long_tree(pages), "测量")
    print(count, seconds, alone, most_memory())


def growing() -> None:
    """Print time and memory for each size."""
    print(f"{'pages':>6} {'seconds':>8} {'pages/s':>8} {'against 250':>12} {'most memory, PDF':>17} {'and DOCX':>9}")
    first = 0.0
    for size in SIZES:
        answer = subprocess.run([sys.executable, __file__, "--size", str(size)], check=True, capture_output=True, text=True).stdout.split()
        pages, seconds, alone, both = int(answer[0]), *map(float, answer[1:])
        rate = pages / seconds
        first = first or rate
        print(f"{pages:>6} {seconds:>8.2f} {rate:>8.0f} {rate / first:>11.2f}x {alone:>13.0f} MiB {both:>5.0f} MiB")


def preview() -> None:
    """Print when the first pages of a long preview are there, and how long a page takes to turn."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtWidgets import QApplication

    QApplication.instance() or QApplication([])
    start = time.perf_counter()
    moments: list[float] = []
    content = bind(1000, lambda _: moments.append(time.perf_counter() - start))
    whole = time.perf_counter() - start
    print(f"1,000 pages: the first are there after {moments[0] * 1000:.0f} ms, all after {whole * 1000:.0f} ms")
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    drawn = []
    for page in range(3, 900, 45):
        begun = time.perf_counter()
        document.render(page, QSize(1000, 1414))
        drawn.append(time.perf_counter() - begun)
    print(f"a page drawn 1,000 pixels wide: median {median(drawn) * 1000:.0f} ms, longest {max(drawn) * 1000:.0f} ms")
    turned = turns(content)
    print(f"a page turned in the window: median {median(turned) * 1000:.0f} ms, longest {max(turned) * 1000:.0f} ms   (bar: under 100)")


def turns(content: bytes) -> list[float]:
    """Seconds from asking for another page until its type stands in the window."""
    from PySide6.QtCore import QCoreApplication

    from ui.shared.pdf_view import PagesView

    view = PagesView()
    view.resize(1100, 1300)
    view.show()
    view.show_pdf(content)
    found = []
    for page in (9, 120, 40, 333, 700, 55, 901, 10, 250, 600):
        begun = time.perf_counter()
        view.turn(page - view.view.pageNavigator().currentPage())
        while not _has_type(view.view.viewport()):
            QCoreApplication.processEvents()
            if time.perf_counter() - begun > 5:
                raise SystemExit(f"page {page} did not come")
        found.append(time.perf_counter() - begun)
    return found


def _has_type(widget: QWidget) -> bool:
    """Whether black type stands in the middle of what a widget shows."""
    image = widget.grab().toImage()
    across = range(image.width() // 4, 3 * image.width() // 4, 2)
    return any(image.pixelColor(x, y).lightness() < 110 for y in range(image.height() // 3, 2 * image.height() // 3, 3) for x in across)


def main() -> None:
    """Print every figure."""
    if sys.argv[1:2] == ["--size"]:
        one_size(int(sys.argv[2]))
        return
    seconds, documents = packet_against_bare(sample_input(Path(sys.argv[1]) if sys.argv[1:] else None))
    against_suite(seconds, documents)
    growing()
    preview()


if __name__ == "__main__":
    main()
