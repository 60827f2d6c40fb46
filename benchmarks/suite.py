"""Whether the tests pass on any machine: in a row while every core is kept busy by something else, in random order, and on a quiet machine.

Usage: python benchmarks/suite.py [--busy 3] [--random 1] [--quiet 1] [--seed 17] [--loops 2] [-- tests/ui -k word ...]

First the whole suite so many times while endless loops keep the cores busy, one loop a core; then in an order drawn by lot, which is told, so that
it can be had again; then without anything beside it. What stands behind `--` goes to pytest, to run a part. Printed are, of each run, how many
tests passed, failed and were left out, the seconds it took and those of processor time, and the names of those that failed. The exit status is 0
if nothing failed.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Run:
    """What came of one run of the suite."""

    passed: int
    failed: tuple[str, ...]
    left_out: int
    seconds: float
    processor: float

    def __str__(self) -> str:
        counts = f"{self.passed:5} passed {len(self.failed):3} failed {self.left_out:3} left out"
        return f"{counts}  {self.seconds:6.0f} s  {self.processor:6.0f} s of processor"


@contextmanager
def busy(loops: int) -> Iterator[None]:
    """Endless loops, each a process, that keep so many cores busy."""
    running = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(loops)]
    try:
        yield
    finally:
        for loop in running:
            loop.kill()
            loop.wait()


def run(arguments: Sequence[str]) -> Run:
    """Run the suite, or the part of it that pytest's arguments name."""
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "report.xml"
        before, began = _processor(), time.monotonic()
        subprocess.run([sys.executable, "-m", "pytest", f"--junitxml={written}", *arguments], cwd=ROOT, check=False, stdout=subprocess.DEVNULL)
        return read_report(written, time.monotonic() - began, _processor() - before)


def read_report(report: Path, seconds: float, processor: float) -> Run:
    """The counts in a report of pytest's; no report counts as a failure."""
    if not report.exists():
        return Run(0, ("pytest itself, which wrote no report",), 0, seconds, processor)
    cases = list(ElementTree.parse(report).iter("testcase"))
    failed = {f"{case.get('classname')}::{case.get('name')}" for case in cases if case.find("failure") is not None or case.find("error") is not None}
    left_out = sum(case.find("skipped") is not None for case in cases)
    return Run(len(cases) - len(failed) - left_out, tuple(sorted(failed)), left_out, seconds, processor)


def _processor() -> float:
    """The processor time of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def report(name: str, came: Run) -> bool:
    """Print what came of a run; whether all is well."""
    print(f"{name:24} {came}", flush=True)
    for failed in came.failed:
        print(f"    failed: {failed}", flush=True)
    return not came.failed and came.passed > 0


def main() -> int:
    """Run the suite as asked, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--busy", type=int, default=3, help="runs in a row while the cores are kept busy")
    parser.add_argument("--random", type=int, default=1, help="runs in random order")
    parser.add_argument("--quiet", type=int, default=1, help="runs with nothing beside")
    parser.add_argument("--seed", type=int, default=random.randrange(1, 1_000_000), help="of the random order")
    parser.add_argument("--loops", type=int, default=os.cpu_count() or 2, help="endless loops that keep the cores busy")
    parser.add_argument("part", nargs="*", help="arguments for pytest, behind --")
    wanted = parser.parse_args()
    well = True
    with busy(wanted.loops):
        for turn in range(wanted.busy):
            well &= report(f"busy {turn + 1} of {wanted.busy}", run(wanted.part))
    for turn in range(wanted.random):
        seed = wanted.seed + turn
        well &= report(f"random order {seed}", run([*wanted.part, "--random-order-bucket=global", f"--random-order-seed={seed}"]))
    for _ in range(wanted.quiet):
        well &= report("quiet", run(wanted.part))
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
