"""How much of what LibreOffice shows of a file stands in what is read of it here, in order: characters and figures, over all inputs at hand.

Usage: python benchmarks/fidelity.py [FILE ...]

Without files: every Word file, text and Markdown file of ../shared/cases (the texts also as Word documents made in three usual ways: a line a
paragraph, the title with line breaks, pasted from a web page into a table), and the templates. LibreOffice turns each Word document into plain text;
every stretch of that which is not in ours is listed, with the reason where it is known. Printed are, of each kind, the characters, those that are
missing, and the share that stands in ours. The exit status is 0 where it is at least 99.95 % with what has a reason left out.
"""

from __future__ import annotations

import difflib
import io
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from rapidfuzz.distance import LCSseq

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from zwgk_desk.documents.office_suite import find_suite
from zwgk_desk.documents.readers import read_document
from zwgk_desk.model.errors import UnreadableFile

CASES = ROOT.parent / "shared" / "cases"
WANTED = 0.9995
TEXT_FILTER = "txt:Text (encoded):UTF8"
TITLE_LINES = 3
SHOWN = 30
MARKS = str.maketrans(dict.fromkeys("•●○■◆▪·□☐☑☒✓✔\uf0b7\uf0a7\uf0d8\uf06c\uf06e\uf0fe\uf0a8", ""))
"""Bullets and tick boxes, which LibreOffice writes in codes of their fonts."""

REASONS = {
    "lvlrestart.docx": "LibreOffice 把各章的条从头编号，Word 连续编号（lvlRestart=0）",
    "fmt-decimalEnclosedParen.docx": "LibreOffice 把 ⑴ 写成 1",
    "fmt-ideographTraditional.docx": "LibreOffice 的甲乙编号写法不同",
    "toc.docx": "目录不排入，已告知",
    "math.docx": "LibreOffice 写出公式的源码；这里是一行文字，已告知",
    "super.docx": "上下标在 LibreOffice 的纯文本里成了平常数字",
    "ruby.docx": "注音不排入",
    "sym.docx": "符号字体的字符按其字形转换",
    "emptynum.docx": "LibreOffice 写出空段落的编号",
    "vanish.docx": "隐藏的文字不排入，已告知",
    "hidstyle.docx": "隐藏的文字不排入，已告知",
}
"""Why a file's text differs, where that is right."""


@dataclass
class Tally:
    """What was counted of a kind of files."""

    files: int = 0
    characters: int = 0
    missing: int = 0
    explained: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of characters that stand in ours, or are missing for a reason."""
        return 1 - (self.missing - self.explained) / max(1, self.characters)


def bare(text: str) -> list[str]:
    """Return the lines of a text without blanks and marks."""
    lines = ("".join(line.split()).translate(MARKS) for line in text.replace("\ufeff", "").splitlines())
    return [line for line in lines if line]


def missing(shown: Sequence[str], ours: Sequence[str]) -> Iterator[str]:
    """Yield the stretches of what is shown that do not stand in ours, in order."""
    for kind, a1, a2, b1, b2 in difflib.SequenceMatcher(None, shown, ours, autojunk=False).get_opcodes():
        if kind in ("replace", "delete"):
            old, new = "".join(shown[a1:a2]), "".join(ours[b1:b2])
            for step in LCSseq.opcodes(old, new):
                if step.tag in ("replace", "delete"):
                    yield old[step.src_start : step.src_end]


def by_suite(files: Sequence[Path], folder: Path) -> dict[str, str]:
    """Return LibreOffice's text of each Word document, by its path."""
    suite = find_suite()
    if suite is None:
        raise SystemExit("这里没有安装 LibreOffice")
    texts: dict[str, str] = {}
    for number, file in enumerate(files):
        (folder / "in").mkdir(exist_ok=True)
        (folder / "in" / f"{number}.docx").write_bytes(file.read_bytes())
    command = [str(suite), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", TEXT_FILTER]
    subprocess.run([*command, "--outdir", str(folder), *map(str, sorted((folder / "in").glob("*.docx")))], check=True, capture_output=True)
    for number, file in enumerate(files):
        made = folder / f"{number}.txt"
        texts[str(file)] = made.read_text("utf-8") if made.exists() else ""
    return texts


def three_ways(text: str) -> Iterator[tuple[str, bytes]]:
    """Yield a text as Word documents made in three usual ways."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    plain, titled, pasted = docx.Document(), docx.Document(), docx.Document()
    for line in lines:
        plain.add_paragraph(line)
    title = titled.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for place, line in enumerate(lines[:TITLE_LINES]):
        if place:
            title.add_run().add_break()
        title.add_run(line)
    for line in lines[TITLE_LINES:]:
        titled.add_paragraph(line)
    cell = pasted.add_table(1, 1).cell(0, 0)
    cell.text = "\n".join(lines)
    for name, document in (("一行一段", plain), ("标题换行", titled), ("网页表格", pasted)):
        buffer = io.BytesIO()
        document.save(buffer)
        yield name, buffer.getvalue()


def compare(kind: str, files: Iterable[tuple[Path, str]], tallies: dict[str, Tally]) -> None:
    """Count files of a kind, each with the text that is shown of it."""
    tally = tallies.setdefault(kind, Tally())
    for file, text in files:
        shown = bare(text)
        try:
            ours = bare(read_document(file.name, file.read_bytes()).text)
        except UnreadableFile as error:
            ours = []
            tally.told.append(f"{file.name}：{error.what}")
        lost = list(missing(shown, ours))
        count = sum(map(len, lost))
        tally.files += 1
        tally.characters += sum(map(len, shown))
        tally.missing += count
        reason = REASONS.get(file.name, "")
        tally.explained += count if reason else 0
        if lost:
            tally.told.append(f"{file.name}：{count} 字，如“{lost[0][:SHOWN]}”{f'。{reason}' if reason else ''}")


def main() -> int:
    """Print the table."""
    tallies: dict[str, Tally] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = [Path(each) for each in sys.argv[1:]]
        texts = [] if given else sorted(file for file in CASES.rglob("*") if file.suffix in (".txt", ".md"))
        words = given or [*sorted((CASES / "word").glob("*.docx")), *sorted((ROOT / "templates").glob("*.docx"))]
        made: dict[str, list[Path]] = {}
        for text in (each for each in texts if each.suffix == ".txt"):
            for way, content in three_ways(text.read_text("utf-8")):
                target = folder / way / f"{text.stem}.docx"
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(content)
                made.setdefault(way, []).append(target)
        everything = [*words, *(file for files in made.values() for file in files)]
        shown = by_suite(everything, folder)
        for kind, files in {"Word 文件": words, **made}.items():
            compare(kind, ((file, shown[str(file)]) for file in files), tallies)
        compare("文本文件", ((text, text.read_text("utf-8")) for text in texts if text.suffix == ".txt"), tallies)
    for kind, tally in tallies.items():
        print(f"{kind}：{tally.files} 份，{tally.characters} 字，缺 {tally.missing} 字（有理由的 {tally.explained}），在内 {tally.share:.4%}")
        for line in tally.told:
            print(f"    {line}")
    return 0 if all(tally.share >= WANTED for tally in tallies.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
