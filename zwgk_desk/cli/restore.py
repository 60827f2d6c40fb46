"""restore: put a backup in the place of the office's database; what it replaces is kept."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..desk.admin.backups import restore_backup
from .common import Context
from .status import YES


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument("file", type=Path, metavar="FILE", help="由 backup 做成的备份")


def run(given: argparse.Namespace, context: Context) -> int:
    """Restore the office, and say what was brought back and where what was there is kept."""
    found = restore_backup(context.folder, context.environ, given.file)
    print(f"已从 {given.file} 恢复到 {context.folder}。{found.told()}")
    if found.kept is not None:
        print(f"原来的数据库没有删除，存在 {found.kept}")
    return YES
