"""check CASE...: would this be returned?"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..desk.common.equipment import load_equipment
from ..desk.common.findings import check_json
from ..desk.local.local_desk import LocalDesk
from ..model.errors import DeskError
from ..model.finding import Finding, verdict_of
from ..model.terms import Severity, Verdict
from .common import Context, print_json
from .status import FAILED, NO, YES


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument("cases", nargs="+", metavar="CASE", help="文件包文件夹或报送包")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(given: argparse.Namespace, context: Context) -> int:
    """Check every case. One that cannot be used is reported on standard error, and the others are checked all the same."""
    desk = LocalDesk(load_equipment(), context.settings())
    checked: list[tuple[str, tuple[Finding, ...]]] = []
    unusable = False
    for case in given.cases:
        try:
            checked.append((case, desk.check(Path(case))))
        except DeskError as error:
            unusable = True
            print(" ".join(f"{case}：{error}".split()), file=sys.stderr)
    if given.json and checked:
        print_json(check_json(checked))
    elif not given.json:
        for case, findings in checked:
            _print(case, findings)
    if unusable:
        return FAILED
    return NO if any(verdict_of(f) is Verdict.RETURN for _, f in checked) else YES


def _print(case: str, findings: tuple[Finding, ...]) -> None:
    grounds = sum(f.severity is Severity.RETURN for f in findings)
    verdict = verdict_of(findings)
    print(f"{case}：{verdict.label}" + (f"，{grounds} 条理由" if grounds else ""))
    for finding in findings:
        print(f"  [{finding.severity.label}] {finding.citation} {finding.message}。{finding.remedy}。（{finding.rule}）")
