"""assist POLICY: candidates for the nine elements of an interpretation and for the terms, each with its place in the policy."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..desk.common.equipment import load_equipment
from ..desk.local.local_drafting import LocalDrafting
from .common import Context, print_json
from .status import YES

SHOWN = 5
"""Candidates of an element that are printed at most; --json has them all."""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument("policy", type=Path, metavar="POLICY", help="政策文稿")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(given: argparse.Namespace, context: Context) -> int:
    """Find the candidates, and print them."""
    found = LocalDrafting(load_equipment()).assist(given.policy)
    if given.json:
        print_json({"elements": {str(element): [one.as_json() for one in candidates] for element, candidates in found.items()}})
        return YES
    for element, candidates in found.items():
        print(f"{element.label}{'' if candidates else '：政策文稿里没有找到，请自己写'}")
        for one in candidates[:SHOWN]:
            term = f"“{one.term}”　" if one.term else ""
            print(f"  第 {one.place.paragraph + 1} 段　{term}{one.text}")
    return YES
