"""Does anything that is handed in fell the program? Malformed packets and databases, made by structure from honest ones, go through every door.

Usage: python benchmarks/malformed.py [--packets 5000] [--databases 5000] [--seed N]

Prints a table, and exits with 1 where anything fell, or was accepted for something else than it was made from.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.malformed_doors import PacketDoors, new_folder, remember, told_office
from benchmarks.malformed_packets import Honest, Make, malformed
from benchmarks.malformed_tally import REFUSED, SAME, Differs, Tally


def chosen(honest: list[Honest], count: int, chance: random.Random) -> list[tuple[Honest, Make]]:
    """Return so many of all malformed packets: each group of them, which are those of one file, has its turn after the other."""
    groups: dict[tuple[str, str], list[tuple[Honest, Make]]] = {}
    for one in honest:
        for group, make in malformed(one, chance):
            groups.setdefault((one.name, group), []).append((one, make))
    for each in groups.values():
        chance.shuffle(each)
    turns = [each[turn] for turn in range(max(map(len, groups.values()))) for each in groups.values() if turn < len(each)]
    return turns[:count]


def of_a_kind(done: str) -> str:
    """Return the kind of what was done, for the table."""
    return done.partition("\u2028")[0]


def packets(honest: list[Honest], doors: PacketDoors, count: int, processes: int, chance: random.Random, tally: Tally) -> None:
    """Run malformed packets through all doors in this process, and some of them through processes of their own."""
    wanted, begun = chosen(honest, count, chance), time.perf_counter()
    with new_folder() as name:
        for number, (one, make) in enumerate(wanted):
            done, content = make()
            tally.add(f"{one.name}: {of_a_kind(done)}", lambda one=one, content=content: doors.run(one, content))  # type: ignore[misc]
            if processes and number % max(1, len(wanted) // processes) == 0:
                path = Path(name) / "报送包.zip"
                path.write_bytes(content)
                tally.add("a process of its own", lambda path=path: as_processes(path))  # type: ignore[misc]
    print(f"{len(wanted)} packets in {time.perf_counter() - begun:.0f} s")


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
    given = parser.parse_args()
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
    print(tally.table())
    return int(tally.failed)


if __name__ == "__main__":
    sys.exit(main())
