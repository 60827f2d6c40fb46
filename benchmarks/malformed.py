"""Does anything that is handed in fell the program? Malformed packets and databases, made by structure from honest ones, go through every door.

Usage: python benchmarks/malformed.py [--packets 5000] [--databases 5000] [--seed N] [--part 1/2]

Prints a table, and exits with 1 where anything fell, or was accepted for something else than it was made from.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.malformed_databases import DatabaseDoors, loosened, spoilt_databases, told_database
from benchmarks.malformed_doors import PacketDoors, new_folder, remember, told_office
from benchmarks.malformed_packets import Honest, malformed
from benchmarks.malformed_tally import REFUSED, SAME, Differs, Tally

T = TypeVar("T")


def in_turns(given: Iterable[tuple[str, T]], count: int, chance: random.Random) -> list[T]:
    """Return so many by chance: each group, which are those of one file or one column, has its turn after the other."""
    groups: dict[str, list[T]] = {}
    for group, each in given:
        groups.setdefault(group, []).append(each)
    for each in groups.values():
        chance.shuffle(each)
    turns = [each[turn] for turn in range(max(map(len, groups.values()))) for each in groups.values() if turn < len(each)]
    return turns[:count]


def packets(honest: list[Honest], doors: PacketDoors, count: int, processes: int, chance: random.Random, tally: Tally) -> None:
    """Run malformed packets through all doors in this process, and some of them through processes of their own."""
    made = ((f"{one.name} {group}", (one, make)) for one in honest for group, make in malformed(one, chance))
    wanted, begun = in_turns(made, count, chance), time.perf_counter()
    with new_folder() as name:
        for number, (one, make) in enumerate(wanted):
            done, content = make()
            tally.add(f"{one.name}: {done}", lambda one=one, content=content, done=done: doors.run(one, content, done))  # type: ignore[misc]
            if processes and number % max(1, len(wanted) // processes) == 0:
                path = Path(name) / "报送包.zip"
                path.write_bytes(content)
                tally.add("a process of its own", lambda path=path: as_processes(path))  # type: ignore[misc]
    print(f"{len(wanted)} packets in {time.perf_counter() - begun:.0f} s")


def databases(base: Path, folder: Path, count: int, part: tuple[int, int], chance: random.Random, tally: Tally) -> None:
    """Run malformed databases, or every so many-th of them, through what people do first in an office."""
    made = ((group, (group, kind, spoil)) for group, kind, spoil in spoilt_databases(base, chance))
    wanted, begun = in_turns(made, count, chance)[part[0] - 1 :: part[1]], time.perf_counter()
    doors = DatabaseDoors(base, folder)
    for group, kind, spoil in wanted:
        tally.add(f"database: {kind}", lambda spoil=spoil, group=group: doors.run(spoil, group))  # type: ignore[misc]
    print(f"{len(wanted)} databases in {time.perf_counter() - begun:.0f} s")


def as_processes(path: Path) -> str:
    """Hand a file to `verify` and `check` as a person does: status 0 to 2, and where it is 2 one line that says why.

    Raises:
        Differs: a traceback, or another status.
    """
    refused = False
    for command in ("verify", "check"):
        done = subprocess.run([sys.executable, str(ROOT / "main.py"), command, str(path)], capture_output=True, check=False)
        said = done.stderr.decode("utf-8", "replace")
        if done.returncode not in (0, 1, 2) or "Traceback" in said or (done.returncode == 2) != (said.count("\n") == 1):
            raise Differs(f"{command} ends with {done.returncode}: {said[-200:]}")
        refused = refused or done.returncode != 0
    return REFUSED if refused else SAME


def main() -> int:
    """Run what is asked for; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packets", type=int, default=5000)
    parser.add_argument("--databases", type=int, default=5000)
    parser.add_argument("--processes", type=int, default=60)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--part", default="1/1", help="of the databases: 1/2 and 2/2 are the two halves, for a process each")
    given = parser.parse_args()
    first, of = map(int, given.part.split("/"))
    chance, tally = random.Random(given.seed), Tally()
    with new_folder() as name:
        office, honest = told_office(Path(name))
        remember()
        doors = PacketDoors(office, Path(name))
        for one in honest:
            if doors.run(one, one.content) != SAME:
                raise SystemExit(f"the {one.name} as it left does not verify")
        packets(honest, doors, given.packets, given.processes, chance, tally)
        office.release()
    with new_folder() as name:
        if given.databases:
            base = told_database(Path(name))
            loosened(base)
            databases(base, Path(name), given.databases, (first, of), chance, tally)
    print(tally.table())
    return int(tally.failed)


if __name__ == "__main__":
    sys.exit(main())
