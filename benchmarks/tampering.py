"""Is everything found? A packet of the demonstration, with 10,000 random bytes flipped one after another, and every entry removed, renamed,
doubled and swapped, also so that the bag fits again; the bare packet must verify, nothing else may, and nothing may make it fall.

Usage: python benchmarks/tampering.py [FLIPS]
"""

from __future__ import annotations

import io
import random
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from zwgk_desk.desk.sample.story import AUTHORITY, tell
from zwgk_desk.documents.packed import write_zip
from zwgk_desk.packet.bag import make_bag, open_bag
from zwgk_desk.packet.verify import REPACKED, verify
from zwgk_desk.signing.certificates import from_pem

FLIPS = 10_000


def entries(packet: bytes) -> dict[str, bytes]:
    """The archive's entries."""
    with zipfile.ZipFile(io.BytesIO(packet)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rearranged(files: dict[str, bytes]) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Every entry removed, renamed, doubled, and swapped with the next; one added."""
    names = list(files)
    yield "one added", {**files, "附言.txt": b"x"}
    for place, name in enumerate(names):
        rest = {other: content for other, content in files.items() if other != name}
        yield "removed", rest
        yield "renamed", {**rest, f"{name}x": files[name]}
        yield "doubled", {**files, f"{name}.bak": files[name]}
        following = names[(place + 1) % len(names)]
        if files[name] != files[following]:
            yield "swapped", {**files, name: files[following], following: files[name]}


def main() -> None:
    """Print what was found."""
    flips = int(sys.argv[1]) if sys.argv[1:] else FLIPS
    story = tell()
    packet = next(content for name, content in sorted(story.files.items()) if name.endswith(".zip"))
    roots = [from_pem(story.files[AUTHORITY])]
    if not verify(packet, "a.zip", roots).ok:
        raise SystemExit("the packet as it left does not verify")
    chance, found, told = random.Random(2026), 0, 0
    for _ in range(flips):
        changed = bytearray(packet)
        changed[chance.randrange(len(changed))] ^= chance.randrange(1, 256)
        seen = verify(bytes(changed), "a.zip", roots)
        found += not seen.ok
        told += seen.ok and REPACKED in seen.notes
    print(f"bytes flipped: {found} of {flips} found, {told} more told as an archive that was packed anew, its files the same")
    opened = open_bag(entries(packet), "a.zip")
    for what, tried in (
        ("entries of the archive", [write_zip(files.items(), packed=False) for _, files in rearranged(entries(packet))]),
        ("files, with the bag made to fit", [make_bag(opened.label, files) for _, files in rearranged(dict(opened.payload))]),
    ):
        found = sum(not verify(content, "a.zip", roots).ok for content in tried)
        print(f"{what} removed, renamed, doubled, swapped, added: {found} of {len(tried)} found")


if __name__ == "__main__":
    main()
