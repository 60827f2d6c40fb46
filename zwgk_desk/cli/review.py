"""review POLICY [--against MATERIAL]...: what must not be published, proofreading, and whether the interpretation agrees with the policy."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..desk.common.equipment import load_equipment
from ..desk.local.local_drafting import LocalDrafting
from ..model.document.remark import Gravity
from .common import Context, print_json
from .status import NO, YES

MOST_OF_A_KIND = 20
"""Remarks of one rule that are printed one by one at most; --json has them all."""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument("policy", type=Path, metavar="POLICY", help="政策文稿")
    parser.add_argument("--against", type=Path, action="append", default=[], metavar="MATERIAL", help="要核对的解读方案、解读材料，可给多个")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(given: argparse.Namespace, context: Context) -> int:
    """Review the files, and print the remarks."""
    found = LocalDrafting(load_equipment(), context.settings()).review(given.policy, given.against)
    if given.json:
        print_json({"findings": [remark.as_json(str(of.file)) for of in found for remark in of.remarks]})
    else:
        for of in found:
            print(f"{of.file}：{f'{len(of.remarks)} 处' if of.remarks else '没有发现问题'}")
            seen: dict[str, int] = {}
            for remark in of.remarks:
                seen[remark.rule] = seen.get(remark.rule, 0) + 1
                if seen[remark.rule] <= MOST_OF_A_KIND:
                    wanted = f"，应为“{remark.expected}”" if remark.expected else ""
                    print(f"  【{remark.gravity.label}】第 {remark.place.paragraph + 1} 段“{remark.text}”：{remark.message}{wanted}")
            for rule, count in seen.items():
                if count > MOST_OF_A_KIND:
                    print(f"  （{rule} 共 {count} 处，其余从略）")
    wrong = any(remark.gravity is Gravity.ERROR for of in found for remark in of.remarks)
    return NO if wrong else YES
