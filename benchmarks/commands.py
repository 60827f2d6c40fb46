"""How long each command takes as a whole process, beside a Python that only imports argparse, in the same run; and `packet` beside LibreOffice.

1. Every command, so many times as long as the bare Python: the median of runs that alternate. `check` and `packet` are run over the sample's
   bundle, which is of Word documents, and over the same with the policy that is given; `check` and `doctor` once more beside an office.
2. `packet` of that policy's bundle, everything in it, against LibreOffice converting the policy's DOCX alone into PDF, its profile warm.

Usage: python benchmarks/commands.py POLICY [--runs 15]        (POLICY: a .txt, .md or .docx of one's own, such as one of 21 pages)

Processor time is told beside the ratio of the wall clock: on a machine that does other things meanwhile it is the steadier of the two.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

UNWANTED = ("DISPLAY", "WAYLAND_DISPLAY", "ZWGK_DATABASE", "PYTHONDONTWRITEBYTECODE")
"""What the timed processes do not have in their environment: they run as for a user, with the compiled modules of the run before at hand."""

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from zwgk_desk.desk.common.data_folder import DATABASE
from zwgk_desk.desk.sample.sample_bundles import complete
from zwgk_desk.documents.office_suite import find_suite
from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.writers.docx import write_docx
from zwgk_desk.model.bundle import Bundle, Part
from zwgk_desk.model.digest import sha256_of
from zwgk_desk.model.terms import IssuingAuthority, PartKind
from zwgk_desk.packet.casefile import case_text
from zwgk_desk.packet.names import original_names
from zwgk_desk.store.store import open_sqlite

BARE = "bare Python with argparse"
BARS = {"--help": 4.0, "check, sample": 15.0, "check, policy given": 15.0, "review": 25.0, "assist": 25.0}
"""So many times the bare Python each may take at most."""

FASTER = 1.3
"""So many times as fast as LibreOffice `packet` is to be."""

FEW = 3
"""Runs of what takes long."""


@dataclass(frozen=True)
class Timed:
    """How long one process took: by the clock, and of the processor."""

    wall: float
    processor: float


class Commands:
    """The command lines that are timed, over files of a folder of their own."""

    def __init__(self, folder: Path, policy: Path) -> None:
        """Write the cases, and make packets for `verify` by way of `demo`."""
        self.folder = folder
        sample = complete(IssuingAuthority.GOVERNMENT, date(2026, 11, 2))
        texts = {part.kind: (part.name, sample.contents[part.sha256]) for part in sample.bundle.ordered_parts if part.present}
        given = {**texts, PartKind.POLICY: (policy.name, policy.read_bytes())}
        self.sample = self._case("sample", sample.bundle, texts)
        self.given = self._case("given", sample.bundle, given)
        self.policy = policy
        self.policy_docx = folder / "policy.docx"
        self.policy_docx.write_bytes(_as_word(*given[PartKind.POLICY])[1])
        (folder / "out").mkdir()
        self.older = folder / "older.md"
        self.older.write_text("\n\n".join(list(read_document(policy.name, policy.read_bytes()).paragraphs())[::-2][::-1]), encoding="utf-8")
        self.office = folder / "office"
        self.office.mkdir()
        open_sqlite(self.office / DATABASE).release()
        self.demo = folder / "demo"
        self.time(self.command("demo", "--out", self.demo))

    def _case(self, name: str, bundle: Bundle, texts: dict[PartKind, tuple[str, bytes]]) -> Path:
        place = self.folder / name
        place.mkdir()
        parts = tuple(Part(kind, file, sha256_of(content), len(content)) for kind, (file, content) in texts.items())
        made = Bundle(**{**vars(bundle), "parts": parts})
        names = original_names(made)
        (place / "bundle.toml").write_bytes(case_text(made, (), names))
        for number, part in enumerate(made.ordered_parts):
            (place / names[number]).write_bytes(texts[part.kind][1])
        return place

    def command(self, *words: object) -> list[str]:
        """A command line of the program."""
        return [sys.executable, str(ROOT / "main.py"), *map(str, words)]

    def time(self, command: Sequence[str]) -> Timed:
        """Run a process and take its time.

        Raises:
            SystemExit: it could not do its work.
        """
        environ = {key: value for key, value in os.environ.items() if key not in UNWANTED}
        environ |= {"ZWGK_DATA": str(self.folder / "nobody"), "QT_QPA_PLATFORM": "offscreen"}
        before, start = os.times(), time.perf_counter()
        done = subprocess.run(command, env=environ, cwd=self.folder, capture_output=True, check=False)
        wall, after = time.perf_counter() - start, os.times()
        if done.returncode not in (0, 1) or b"Traceback" in done.stderr:
            raise SystemExit(f"{command}: {done.stderr.decode('utf-8')}")
        spent = after.children_user + after.children_system - before.children_user - before.children_system
        return Timed(wall, spent)

    def lines(self) -> dict[str, list[str]]:
        """What is timed, by its name in the table."""
        packet, out = next(iter(sorted(self.demo.glob("*.zip")))), self.folder / "out"
        return {
            BARE: [sys.executable, "-c", "import argparse"],
            "--help": self.command("--help"),
            "check --help": self.command("check", "--help"),
            "check, sample": self.command("check", self.sample),
            "check, sample, beside an office": self.command("check", self.sample, "--data", self.office),
            "check, policy given": self.command("check", self.given),
            "check of a packet": self.command("check", packet),
            "verify": self.command("verify", packet, "--trust", self.demo / "签发机构.pem"),
            "assist": self.command("assist", self.policy),
            "review": self.command("review", self.policy),
            "compare, .json": self.command("compare", self.older, self.policy, "--out", out / "sheet.json"),
            "compare, .docx": self.command("compare", self.older, self.policy, "--out", out / "sheet.docx"),
            "doctor": self.command("doctor"),
            "doctor, beside an office": self.command("doctor", "--data", self.office),
            "packet, sample": self.command("packet", self.sample, "--out", out / "sample"),
            "packet, policy given": self.command("packet", self.given, "--out", out / "given"),
        }


def _as_word(name: str, content: bytes) -> tuple[str, bytes]:
    """A text as a Word document, with its name."""
    return f"{Path(name).stem}.docx", write_docx(read_document(name, content), Path(name).stem)


def in_turn(works: dict[str, Callable[[], Timed]], runs: int) -> dict[str, Timed]:
    """The medians of so many runs of each, one after the other in each round, after a first round that does not count."""
    taken: dict[str, list[Timed]] = {name: [] for name in works}
    for number in range(runs + 1):
        for name, work in works.items():
            timed = work()
            if number:
                taken[name].append(timed)
    return {name: Timed(median(t.wall for t in all_of), median(t.processor for t in all_of)) for name, all_of in taken.items()}


def tell_commands(commands: Commands, runs: int) -> bool:
    """Print every command against the bare Python; whether all bars are kept."""
    found = in_turn({name: lambda line=line: commands.time(line) for name, line in commands.lines().items()}, runs)
    bare, kept = found[BARE], True
    print(f"{BARE}: {bare.wall * 1000:.0f} ms, of the processor {bare.processor * 1000:.0f} ms; medians of {runs} runs in turn")
    print(f"{'':<34}{'ms':>7}{'times':>8}{'of the processor':>18}{'bar':>7}")
    for name, timed in found.items():
        if name == BARE:
            continue
        ratio, bar = timed.wall / bare.wall, BARS.get(name)
        kept &= bar is None or ratio <= bar
        told = "" if bar is None else f"{bar:>7.0f} {'kept' if ratio <= bar else 'MISSED'}"
        print(f"{name:<34}{timed.wall * 1000:>7.0f}{ratio:>8.1f}{timed.processor / bare.processor:>18.1f}{told}")
    return kept


def tell_packet(commands: Commands, runs: int) -> bool:
    """Print `packet` against LibreOffice; whether the bar is kept."""
    suite = find_suite()
    if suite is None:
        print("LibreOffice is not here: `packet` is not held against it")
        return True
    profile, out = commands.folder / "profile", commands.folder / "converted"
    convert = [str(suite), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", str(out)]
    packet = commands.command("packet", commands.given, "--out", commands.folder / "against")
    found = in_turn(
        {"soffice": lambda: commands.time([*convert, str(commands.policy_docx)]), "packet": lambda: commands.time(packet)},
        runs,
    )
    if not (out / "policy.pdf").exists():
        raise SystemExit("LibreOffice converted nothing")
    office, ours = found["soffice"], found["packet"]
    ratio = office.wall / ours.wall
    print(
        f"packet of {commands.policy.name}: {ours.wall:.2f} s ({ours.processor:.2f} s of the processor); LibreOffice, the policy's DOCX alone: "
        f"{office.wall:.2f} s ({office.processor:.2f} s): {ratio:.2f} times as fast, bar {FASTER} {'kept' if ratio >= FASTER else 'MISSED'}"
    )
    return ratio >= FASTER


def main() -> int:
    """Measure and print; 1 where a bar is missed."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("policy", type=Path, metavar="POLICY")
    reader.add_argument("--runs", type=int, default=15)
    given = reader.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="zwgk-commands-"))
    try:
        commands = Commands(folder, given.policy.resolve())
        kept = tell_commands(commands, given.runs)
        return 0 if tell_packet(commands, max(FEW, given.runs // 2)) and kept else 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
