"""How far the pages of a DOCX, as LibreOffice sets them, agree with those of the PDF: pages, and the share of lines that are equal, in order.

LibreOffice is given the program's own faces under the names that documents ask for, so that only the setting differs. LibreOffice 7 passes over
one thing that a DOCX says, that no space is left between Chinese and figures (w:autoSpaceDE): it is said to it again in its own format.

Usage: python benchmarks/agreement.py TEXT...        (.txt, .md or .docx; --show prints the first lines that differ)
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from unicodedata import normalize

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pdfplumber

from tests.documents.suite import convert as run_suite
from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.writers.docx import write_docx
from zwgk_desk.documents.writers.pdf import write_pdf

FOLIO = re.compile(r"—\d+—")
NEAR = 6.5
"""Points by which base lines of one line of type may differ: signs from other faces, and raised figures, have their own."""

SHOWN = 12


def lines_of(content: bytes) -> list[list[str]]:
    """The lines of each page, without blanks and page numbers."""
    found = []
    with pdfplumber.open(io.BytesIO(content)) as document:
        for page in document.pages:
            rows: list[tuple[float, list[tuple[float, str]]]] = []
            for char in sorted(page.chars, key=lambda c: -c["matrix"][5]):
                base = char["matrix"][5]
                if not rows or rows[-1][0] - base > NEAR:
                    rows.append((base, []))
                rows[-1][1].append((char["x0"], char["text"]))
            texts = [normalize("NFKC", "".join("".join(text for _, text in sorted(row, key=lambda c: c[0])).split())) for _, row in rows]
            found.append([text for text in texts if text and not FOLIO.fullmatch(text)])
    return found


def equal_share(ours: Sequence[Sequence[str]], theirs: Sequence[Sequence[str]]) -> tuple[float, list[tuple[str, str]]]:
    """The share of our lines that stand on the same page in both, and pairs of those that do not."""
    one, other = ([(number, line) for number, page in enumerate(pages, start=1) for line in page] for pages in (ours, theirs))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    equal = sum(block.size for block in matcher.get_matching_blocks())
    differing = [
        (" / ".join(f"{n}: {line}" for n, line in one[a:b]), " / ".join(f"{n}: {line}" for n, line in other[c:d]))
        for what, a, b, c, d in matcher.get_opcodes()
        if what != "equal"
    ]
    return equal / max(1, len(one)), differing


def convert(folder: Path, documents: Sequence[Path]) -> None:
    """Have LibreOffice set documents as PDF, into the folder."""
    run_suite(folder, "fodt", *documents)
    flat = [path.with_suffix(".fodt") for path in documents]
    for path in flat:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('style:text-autospace="ideograph-alpha"', 'style:text-autospace="none"'), encoding="utf-8")
    run_suite(folder, "pdf", *flat)


def main() -> None:
    """Print a line for each text."""
    show = "--show" in sys.argv
    paths = [Path(argument) for argument in sys.argv[1:] if argument != "--show"]
    if not paths:
        raise SystemExit(__doc__)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        trees = [read_document(path.name, path.read_bytes()) for path in paths]
        for number, tree in enumerate(trees):
            (folder / f"{number}.docx").write_bytes(write_docx(tree, "x"))
        convert(folder, [folder / f"{number}.docx" for number in range(len(trees))])
        for number, (path, tree) in enumerate(zip(paths, trees, strict=True)):
            ours, theirs = lines_of(write_pdf(tree, "x")), lines_of((folder / f"{number}.pdf").read_bytes())
            share, differing = equal_share(ours, theirs)
            print(f"{path.name}: pages here {len(ours)}, LibreOffice {len(theirs)}; lines equal {share:.1%}")
            for one, other in differing[:SHOWN] if show else ():
                print(f"    here   {one}\n    there  {other}")


if __name__ == "__main__":
    main()
