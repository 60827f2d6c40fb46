"""doctor: check the program's own files and the office's database."""

from __future__ import annotations

import argparse

from ..desk.admin.doctor import doctor_json, examine_installation, examine_office
from .common import Context, print_json
from .status import NO, YES


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(given: argparse.Namespace, context: Context) -> int:
    """Run every check, and print what is wrong."""
    office = examine_office(context.folder, context.environ)
    check_ups = (*examine_installation(), *office)
    if given.json:
        print_json(doctor_json(check_ups))
    else:
        for check_up in check_ups:
            print(f"{'正常' if check_up.ok else '有误'}  {check_up.name}")
            for fault in check_up.faults:
                print(f"      {fault}")
            for note in check_up.notes:
                print(f"      （{note}）")
        if not office:
            print(f"这里还没有办公室的数据库：{context.folder}")
    return YES if all(c.ok for c in check_ups) else NO
