"""What is malformed and handed in: damaged packets are registered as 不明, damaged databases told in words, and nothing fells the program. A small
sample of what `python benchmarks/malformed.py` makes by the thousand, and what once fell."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.malformed import in_turns
from benchmarks.malformed_databases import DatabaseDoors, loosened, spoilt_databases
from benchmarks.malformed_doors import PacketDoors, remember
from benchmarks.malformed_packets import SUBMITTED, Honest, malformed
from benchmarks.malformed_tally import REFUSED, SAME, Tally
from zwgk_desk.desk.local.local_desk import LocalDesk
from zwgk_desk.model.digest import canonical_json
from zwgk_desk.model.errors import DeskError, InputError
from zwgk_desk.packet.archive import read_archive
from zwgk_desk.packet.bag import make_bag, open_bag

from .. import made_once
from .test_forgeries import RECORD, TOML, Files, put, sent, swap
from .test_signing_killed import reopened

SAMPLE = 10


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Honest]:
    made, own = made_once.folder("forged", sent), tmp_path_factory.mktemp("malformed") / "office.sqlite"
    shutil.copyfile(made / "office.sqlite", own)
    office = reopened(own)
    yield Honest("packet", (made / "packet").read_bytes(), office)
    office.release()


@pytest.fixture(scope="module", autouse=True)
def _remembering() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        remember(patch.setattr)
        yield


@pytest.fixture(scope="module")
def doors(honest: Honest, tmp_path_factory: pytest.TempPathFactory) -> PacketDoors:
    """Through which a packet goes: verify, check, 收文 and 核验; each says that a damaged one is, and registers it as 不明."""
    return PacketDoors(honest.office, tmp_path_factory.mktemp("doors"))


def test_packets_spoilt_at_any_place_are_refused_or_are_as_they_were(honest: Honest, doors: PacketDoors) -> None:
    assert doors.run(honest, honest.content) == SAME
    tally, chance = Tally(), random.Random(2026)
    made = list(malformed(honest, chance))
    assert len(made) > 5_000, "every place of every file"
    for make in in_turns(made, SAMPLE, chance):
        done, content = make()
        tally.add(done, lambda done=done, content=content: doors.run(honest, content, done))  # type: ignore[misc]
    assert not tally.failed, tally.table()


def lzma_damaged(honest: Honest) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in honest.entries.items():
            archive.writestr(name, content)
    made = bytearray(buffer.getvalue())
    start = 30 + len(next(iter(honest.entries)).encode()) + 9
    made[start : start + 8] = b"\xff" * 8
    return bytes(made)


def submitted(change: Callable[[Files], object]) -> Callable[[Honest], bytes]:
    """A packet that the drafter changed after the sign-off, and signed anew."""

    def make(honest: Honest) -> bytes:
        files = dict(open_bag(honest.entries, "a.zip").payload)
        change(files)
        return honest.submitted_anew(files)

    return make


def said(change: Callable[[dict[str, object]], object]) -> Callable[[Honest], bytes]:
    """A packet whose submission says something else, signed by the drafter."""

    def make(honest: Honest) -> bytes:
        opened = open_bag(honest.entries, "a.zip")
        manifest = json.loads(opened.payload[f"{SUBMITTED}.json"])
        change(manifest)
        files = {**opened.payload, f"{SUBMITTED}.json": canonical_json(manifest).encode()}
        return make_bag(opened.label, honest.signed_anew(files, SUBMITTED))

    return make


def certificate_of_a_number(files: Files) -> None:
    lines = json.loads(files[RECORD])
    for line in lines:
        line["certificate"] = 0
    files[RECORD] = canonical_json(lines).encode()


FELL: dict[str, Callable[[Honest], bytes]] = {
    "an archive that is packed in another way, and damaged": lzma_damaged,
    "a revision of 6,000 figures": submitted(lambda files: files.update({TOML: files[TOML] + b"revision = 0x1" + b"0" * 5_000 + b"\n"})),
    "a certificate that is a number": submitted(certificate_of_a_number),
    "an authority that is none": submitted(put("签名/签发机构.pem", b"-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n")),
    "a list of revocations that is none": submitted(put("签名/吊销清单.crl", b"\x30\x00")),
    "a kind of review that is none": submitted(swap(TOML, 'kind = "secrecy"', "kind = 0001-01-01")),
    "a title of null": said(lambda manifest: manifest.update(statement={"title": None})),
    "the 10**22th submission": said(lambda manifest: manifest.update(remark=f"第1{'0' * 22}次报送")),
    "lists 200,000 deep": submitted(put(RECORD, b"[" * 200_000 + b"]" * 200_000)),
}


@pytest.mark.parametrize("name", FELL)
def test_what_once_fell_or_passed_is_refused_and_registered_as_unsure(name: str, honest: Honest, doors: PacketDoors) -> None:
    assert doors.run(honest, FELL[name](honest)) == REFUSED


def test_a_file_whose_name_is_no_text_is_asked_to_be_renamed(honest: Honest, tmp_path: Path, local_desk: LocalDesk) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.zip"))
    try:
        path.write_bytes(honest.content)
    except OSError:
        pytest.skip("this file system keeps names as text")
    for door in (local_desk.verify, local_desk.check):
        with pytest.raises(InputError, match="改名"):
            door(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_an_archive_that_is_not_damaged_is_read_in_whatever_way_it_is_packed(method: int, honest: Honest) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in honest.entries.items():
            archive.writestr(name, content)
    assert read_archive(buffer.getvalue(), "a.zip").entries == honest.entries


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that has sent a packet; nothing in its database refuses a wrong value."""
    own = tmp_path_factory.mktemp("database") / "base.sqlite"
    shutil.copyfile(made_once.folder("forged", sent) / "office.sqlite", own)
    loosened(own)
    return own


@pytest.fixture(scope="module")
def opened(database: Path, tmp_path_factory: pytest.TempPathFactory) -> DatabaseDoors:
    """Opens a database as an office: signs in, looks at the lists and every bundle, runs doctor."""
    return DatabaseDoors(database, tmp_path_factory.mktemp("opened"), ("nigao", "guanli"))


DAMAGED = {
    "a stage that is none": "UPDATE bundle SET stage = 'x'",
    "a day that is none": "UPDATE bundle SET due_on = '2026-13-45'",
    "a count that is a text": "UPDATE bundle SET return_count = 'many'",
    "a title that is bytes": "UPDATE bundle SET title = x'fffe'",
    "a text that is no UTF-8": "UPDATE bundle SET title = CAST(x'eda080' AS TEXT)",
    "a bundle that is cut off": "UPDATE revision SET snapshot = '{\"statement\":'",
    "a bundle that states numbers": "UPDATE revision SET snapshot = json_set(snapshot, '$.statement.title', 5)",
    "a bundle nested deep": f"UPDATE revision SET snapshot = '{'[' * 200_000}'",
    "a revision missing": "DELETE FROM revision",
    "a submission missing": "DELETE FROM submission",
    "a lock that is no moment": "UPDATE account SET locked_until = 'soon'",
    "a role that is none": "UPDATE account SET roles = 'KING'",
    "a key that is cut off": "UPDATE person_key SET protected = '{'",
    "an authority that is a text": "UPDATE authority SET certificate = 'x'",
    "a manifest that is a list": "UPDATE signature SET manifest = '[]'",
    "no end of the record": "DELETE FROM record_head",
    "a setting of another type": "UPDATE setting SET value = '[1]' WHERE name = 'due_soon_days'",
    "a version that is a word": "DROP TABLE schema_version; CREATE TABLE schema_version (version); INSERT INTO schema_version VALUES ('x')",
    "a version below nothing": "UPDATE schema_version SET version = version - 1000",
    "a table missing": "DROP TABLE review",
    "a column missing": "ALTER TABLE account RENAME COLUMN unit TO other",
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_database_is_told_in_words(name: str, opened: DatabaseDoors) -> None:
    def spoil(path: Path) -> None:
        with closing(sqlite3.connect(path)) as raw:
            raw.executescript(DAMAGED[name])

    assert opened.run(spoil) == REFUSED


def test_databases_spoilt_at_any_place_are_told_or_as_they_were(database: Path, opened: DatabaseDoors) -> None:
    assert opened.run(lambda path: None) == SAME
    tally, chance = Tally(), random.Random(2026)
    made = [(group, (f"{group}, {kind}", spoil)) for group, kind, spoil in spoilt_databases(database, chance)]
    assert len(made) > 5_000, "every column of every table"
    wanted = in_turns([(group.partition(".")[0], each) for group, each in made], SAMPLE, chance)
    for kind, spoil in wanted:
        tally.add(kind, lambda spoil=spoil: opened.run(spoil))  # type: ignore[misc]
    assert not tally.failed, tally.table()


def test_what_is_refused_is_told_with_what_to_do(database: Path, tmp_path: Path) -> None:
    shutil.copyfile(database, tmp_path / "office.sqlite")
    with closing(sqlite3.connect(tmp_path / "office.sqlite")) as raw:
        raw.executescript("UPDATE revision SET snapshot = '[]'")
    office = reopened(tmp_path / "office.sqlite")
    with pytest.raises(DeskError, match=r"损坏.*doctor"):
        office.core.store.bundles.record(next(office.core.store.bundles.keys()))
    office.release()
