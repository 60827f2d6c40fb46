"""The process killed a hundred times during saves and exports: the last saved revision stands, and no half packet lies about."""

from __future__ import annotations

import random
import shutil
import time
from contextlib import suppress
from dataclasses import replace
from datetime import date
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from zwgk_desk.desk.admin.doctor import examine_office
from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.common.data_folder import DATABASE
from zwgk_desk.desk.common.equipment import load_equipment
from zwgk_desk.desk.office import Office, open_office
from zwgk_desk.desk.sample.sample_bundles import complete
from zwgk_desk.desk.sample.sample_office import PASSWORD
from zwgk_desk.model.digest import sha256_of
from zwgk_desk.model.terms import IssuingAuthority, PartKind
from zwgk_desk.packet.export import MANIFEST, write_folder

from . import needs
from .conftest import TestClock, filled_office

KILLS = 100
DRAFTER = Session("nigao")
STEPS = 6
"""A process is killed after none to so many steps less one, each seen to be done, in the midst of the next, however fast the machine is."""

FIRST_SECONDS = {"save": 0.4, "export": 2.0}
"""So long a first step takes at most on a quiet machine."""


def new_office(folder: Path) -> int:
    """An office with one bundle; returns its key."""
    folder.mkdir()
    office = filled_office(folder / DATABASE, load_equipment(), TestClock())
    case = complete(IssuingAuthority.GOVERNMENT, date(2026, 11, 24))
    record = office.bundles.create(DRAFTER, replace(case.bundle, parts=()))
    for part in case.bundle.parts:
        content = case.contents[part.sha256]
        record = office.bundles.put_part(DRAFTER, record.key, record.revision.number, part.kind, part.name, content)
    office.release()
    return record.key


def signed_in(folder: Path) -> Office:
    """The office, with its drafter signed in."""
    office = open_office(folder, {})
    office.accounts.sign_in(DRAFTER.name, PASSWORD)
    return office


def save_on(folder: Path, key: int, out: Path, pipe: Connection) -> None:
    """Save revision after revision, and tell of each once it is saved."""
    office = signed_in(folder)
    pipe.send(None)
    for turn in range(10_000):
        record = office.bundles.open(DRAFTER, key)
        content = f"一份材料，第 {turn} 稿。{random.random()}".encode() * 500
        saved = office.bundles.put_part(DRAFTER, key, record.revision.number, PartKind.MATERIAL, "材料.txt", content, 0)
        pipe.send((saved.revision.number, sha256_of(content)))


def export_on(folder: Path, key: int, out: Path, pipe: Connection) -> None:
    """Export the packet again and again into the same folder, and tell of each: first made anew, then as fast as the disk takes it."""
    office = signed_in(folder)
    pipe.send(None)
    if not out.exists():
        office.submissions.preview(DRAFTER, key, out)
    files = {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    for _ in range(10_000):
        write_folder(out, files)
        pipe.send(None)


def whole(out: Path) -> bool:
    """Whether a folder holds a packet just as its list says."""
    lines = (out / MANIFEST).read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    held = {p.relative_to(out).as_posix(): sha256_of(p.read_bytes()) for p in out.rglob("*") if p.is_file() and p.name != MANIFEST}
    return listed == held


def told_until_killed(process: BaseProcess, pipe: Connection, steps: int, first: float) -> dict[int, str]:
    """Kill a process in the midst of a step after so many.

    Args:
        process: what is killed.
        pipe: by which it tells that it is ready, and then of each step.
        steps: that are waited for.
        first: seconds that the first step may take; of a later one it is what the one before took.

    Returns:
        The revisions that it told of as saved, with their file's digest.
    """
    pipe.recv()
    heard: list[tuple[int, str] | None] = []
    took = first
    for _ in range(steps):
        began = time.monotonic()
        heard.append(pipe.recv())
        took = time.monotonic() - began
    time.sleep(random.random() * took)
    process.kill()
    process.join()
    with suppress(EOFError):
        while pipe.poll():
            heard.append(pipe.recv())
    return dict(each for each in heard if each is not None)


@needs.fork_server
def test_a_hundred_kills_lose_no_committed_revision_and_leave_no_half_packet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    processes = needs.new_processes()
    folder, out = tmp_path / "data", tmp_path / "packets" / "out"
    key = new_office(folder)
    told: dict[int, str] = {}
    packets = 0
    for turn in range(KILLS):
        exports = turn % 2 == 1
        ours, theirs = processes.Pipe(duplex=False)
        child = processes.Process(target=export_on if exports else save_on, args=(folder, key, out, theirs))
        child.start()
        theirs.close()
        first = FIRST_SECONDS["export" if exports and not out.exists() else "save"]
        told |= told_until_killed(child, ours, turn // 2 % STEPS, first)
        if out.exists():
            packets += 1
            assert whole(out)
            if turn % 10 == 9:
                shutil.rmtree(out)

    office = open_office(folder, {})
    kept = {r.number: {part.sha256 for part in r.bundle.parts} for r in office.bundles.revisions(DRAFTER, key)}
    lost = [number for number, digest in told.items() if digest not in kept.get(number, set())]
    for digest in told.values():
        assert sha256_of(office.bundles.content(DRAFTER, key, digest)) == digest
    office.submissions.preview(DRAFTER, key, out)
    office.release()
    assert lost == [] and len(told) > KILLS and packets > 0
    assert all(check.ok for check in examine_office(folder, {}))
    assert whole(out) and [p.name for p in out.parent.iterdir()] == ["out"]
    saved = f"{len(told)} revisions told as saved, {len(lost)} lost"
    with capsys.disabled():
        print(f"\n{KILLS} kills: {saved}; a whole packet found {packets} times, a half one never")
