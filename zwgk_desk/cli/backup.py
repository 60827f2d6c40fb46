"""backup: a copy of the office's database in one file, made while people work, and tried."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..desk.admin.backups import make_backup
from .common import Context
from .status import NO, YES


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument("file", type=Path, metavar="FILE", help="备份存成这个文件，已有的换掉")


def run(given: argparse.Namespace, context: Context) -> int:
    """Back the office up, and say what the backup holds."""
    found = make_backup(context.folder, context.environ, given.file)
    print(f"已备份到 {given.file}。{found.told()}")
    for fault in found.faults:
        print(f"备份里有问题，请运行 doctor 查明：{fault}", file=sys.stderr)
    return NO if found.faults else YES
