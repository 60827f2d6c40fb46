"""demo --out DIR: the whole main job on the built-in sample office."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..desk.sample.story import require_place, tell
from .common import Context
from .status import YES


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="放到哪个文件夹")


def run(given: argparse.Namespace, context: Context) -> int:
    """Play the main job through, and write packets, pictures and a summary."""
    require_place(given.out)
    unseen: list[str] = []

    def draw(folder: Path, data: Path) -> list[Path]:
        try:
            return context.pictures(folder, data)
        except ImportError as error:  # importing Qt fails on a bare server that lacks the system libraries it needs
            unseen.append(f"窗口的图没有画：本机缺少图形库（{error}）")
            return []

    story = tell(progress=_say, draw=draw)
    for line in unseen:
        print(line, file=sys.stderr)
    story.write(given.out, unseen)
    print(f"已完成：{given.out}，先看 summary.md")
    return YES


def _say(share: float, doing: str) -> None:
    print(f"[{share:4.0%}] {doing}")
