"""What a policy of a thousand pages costs: `packet` as a whole process, seconds and memory.

Usage: python benchmarks/large.py [--pages 1230]

The policy is a text of articles, as plain text and as a Word document. Printed are the pages, the seconds on the clock and of the processor, and the
most memory that was in use. The exit status is 0 where the seconds on the clock are under 12 and the memory under 300 MB.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import docx
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[1]
SECONDS, MEGABYTES = 12, 300
PER_PAGE = 8
"""Paragraphs of the text below that fill a page."""

SENTENCES = (
    "既有住宅加装电梯应当遵循业主自愿、政府引导、因地制宜、安全适用的原则，由业主共同决定。",
    "区人民政府应当自收到申请之日起15个工作日内组织审查，符合条件的按每台20万元给予补贴，不符合条件的应当书面说明理由。",
)
TOML = """[bundle]
title = "东江市既有住宅加装电梯办法"
issuing_authority = "GOVERNMENT"
drafting_unit = "市住房和城乡建设局"
[disclosure]
attribute = "PROACTIVE"
explanation = "涉及公众。"
[files]
policy = "{name}"
"""


def case(folder: Path, pages: int, ending: str) -> Path:
    """Write a case folder with a policy of so many pages."""
    folder.mkdir()
    lines = ["东江市既有住宅加装电梯办法", *(f"第{number}条　{SENTENCES[number % 2]}" for number in range(1, pages * PER_PAGE))]
    if ending == ".docx":
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        document.save(str(folder / "policy.docx"))
    else:
        (folder / "policy.txt").write_text("\n".join(lines), "utf-8")
    (folder / "bundle.toml").write_text(TOML.format(name=f"policy{ending}"), "utf-8")
    return folder


def main() -> int:
    """Print the figures of both kinds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=1230)
    pages = parser.parse_args().pages
    held = True
    with tempfile.TemporaryDirectory() as name:
        for ending in (".txt", ".docx"):
            given, out = case(Path(name) / ending[1:], pages, ending), Path(name) / f"out-{ending[1:]}"
            before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            subprocess.run([sys.executable, str(ROOT / "main.py"), "packet", str(given), "--out", str(out)], check=True, capture_output=True)
            seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
            count, megabytes = len(PdfReader(out / "报送包.pdf").pages), after.ru_maxrss / 1024
            held = held and seconds < SECONDS and megabytes < MEGABYTES
            print(f"{ending}：{count} 页，{seconds:.1f} 秒，处理器 {after.ru_utime - before.ru_utime:.1f} 秒，内存最多 {megabytes:.0f} MB")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
