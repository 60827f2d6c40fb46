"""compare OLD NEW --out FILE: 新旧政策对照表."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..desk.common.equipment import load_equipment
from ..desk.local.local_drafting import LocalDrafting
from .common import Context
from .status import YES


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument("old", type=Path, metavar="OLD", help="旧文件")
    parser.add_argument("new", type=Path, metavar="NEW", help="新文件")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="生成的文件：.docx、.pdf 或 .json")


def run(given: argparse.Namespace, context: Context) -> int:
    """Write the comparison, whole or not at all."""
    found = LocalDrafting(load_equipment(), context.settings()).write_comparison(given.old, given.new, given.out)
    print(f"已生成：{given.out}")
    print(f"{found.words}。" if found.words else "没有条款可以对照。")
    for note in found.notes:
        print(f"注意：{note}。")
    return YES
