"""Is everything found, and nobody accused? A packet, with 10,000 random bytes flipped one after another; forgeries by the hundred, attackers by
the things that they falsify; the office's database, cell by cell and line by line; and honest packets packed anew.

    python benchmarks/tampering.py [--flips 10000] [--honest 200]

Prints found / tried in each cell of the table; the exit status is 1 where one passes, or an honest one is accused.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.forgeries import certified, drafters, other_offices, outsiders
from benchmarks.forging import Forger, sent_packet
from zwgk_desk.packet.archive import Archive, read_archive
from zwgk_desk.packet.verify import REPACKED, verify_archive

FLIPS, HONEST = 10_000, 200


def honest(forger: Forger, count: int, chance: random.Random) -> Iterator[tuple[str, bool]]:
    """Yield honest variants and whether each verifies: packed anew in another order, with another packing, with folders, with the names as a
    Chinese Windows writes them, and as the folder that it was unpacked into."""
    held = dict(read_archive(forger.packet, "a.zip").entries)
    for number in range(count):
        names = chance.sample(list(held), len(held))
        kind = ("packed anew", "stored anew", "names in GBK", "as a folder")[number % 4]
        if kind == "as a folder":
            found = verify_archive(Archive({name: held[name] for name in names}, False), "报送包", forger.roots)
        else:
            buffer = io.BytesIO()
            method = zipfile.ZIP_STORED if kind == "stored anew" else zipfile.ZIP_DEFLATED
            with zipfile.ZipFile(buffer, "w", method, compresslevel=chance.randrange(1, 10)) as archive:
                if number % 3:
                    archive.mkdir(names[0].split("/")[0])
                for name in names:
                    archive.writestr(_in_gbk(name) if kind == "names in GBK" else name, held[name])
            found = forger.verified(buffer.getvalue())
        yield kind, found.confirmed and found.signed and all(s.trusted for s in found.signatures)


class _InGbk(zipfile.ZipInfo):
    """An entry whose name is written in GBK without saying so, as Explorer on a Chinese Windows does."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("gb18030"), self.flag_bits & ~0x800


def _in_gbk(name: str) -> zipfile.ZipInfo:
    info = _InGbk(name, (2026, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def flipped(forger: Forger, flips: int, chance: random.Random) -> int:
    """Flip one random byte after another; return how many passed."""
    found = told = 0
    for _ in range(flips):
        changed = bytearray(forger.packet)
        changed[chance.randrange(len(changed))] ^= chance.randrange(1, 256)
        seen = forger.verified(bytes(changed))
        found += not seen.ok
        told += seen.ok and REPACKED in seen.notes
    print(f"bytes flipped: {found} of {flips} found, {told} more told as an archive that was packed anew, its files the same")
    return flips - found - told


def table(forger: Forger, other: Forger) -> int:
    """Try every forgery, and print the table; return how many passed."""
    tried: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    for makers in (outsiders(forger), drafters(forger), certified(forger), other_offices(forger, other)):
        for attacker, thing, make in makers:
            packet = make()
            if packet == forger.packet:
                continue
            tried[attacker, thing] += 1
            if not forger.verified(packet).confirmed:
                found[attacker, thing] += 1
    attackers, things = list(dict.fromkeys(a for a, _ in tried)), list(dict.fromkeys(t for _, t in tried))
    print(" | ".join(["", *things]))
    for attacker in attackers:
        cells = [f"{found[attacker, thing]}/{tried[attacker, thing]}" if tried[attacker, thing] else "-" for thing in things]
        print(" | ".join([attacker, *cells]))
    print(f"forgeries: {found.total()} of {tried.total()} found")
    return tried.total() - found.total()


def main() -> int:
    """Print what was found."""
    given = argparse.ArgumentParser()
    given.add_argument("--flips", type=int, default=FLIPS)
    given.add_argument("--honest", type=int, default=HONEST)
    asked = given.parse_args()
    chance = random.Random(2026)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folders = [Path(name) / each for each in ("here", "elsewhere")]
        for folder in folders:
            folder.mkdir()
        elsewhere, forger = (Forger(*sent_packet(folder)) for folder in reversed(folders))
        if not (forger.verified(forger.packet).confirmed and forger.verified(forger.resubmitted()).confirmed):
            raise SystemExit("the packet as it left does not verify")
        passed = table(forger, elsewhere)
        passed += flipped(forger, asked.flips, chance)
        accused = Counter(kind for kind, fine in honest(forger, asked.honest, chance) if not fine)
        print(f"honest variants: {accused.total()} of {asked.honest} accused {dict(accused) or ''}")
        for each in (forger, elsewhere):
            each.office.release()
    return 1 if passed or accused else 0


if __name__ == "__main__":
    sys.exit(main())
