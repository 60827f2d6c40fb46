"""packet CASE --out DIR: DOCX and PDF of every part, and the bound PDF."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..desk.common.equipment import load_equipment
from ..desk.local.local_desk import LocalDesk
from ..model.finding import grounds_of
from .common import Context
from .status import YES


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument("case", type=Path, metavar="CASE", help="文件包文件夹")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="放到哪个文件夹")


def run(given: argparse.Namespace, context: Context) -> int:
    """Write the packet, whole or not at all."""
    desk = LocalDesk(load_equipment(), context.settings())
    findings = desk.write_packet(given.case, given.out)
    grounds = grounds_of(findings)
    print(f"已生成：{given.out}")
    for sentence in desk.faces().sentences:
        print(f"字体：{sentence}。")
    if grounds:
        print(f"注意：现在报送会被退文，有 {len(grounds)} 条理由，见 check.json。")
    return YES
