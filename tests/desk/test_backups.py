"""Brought back: a backup made in the middle of work is one moment, and nothing that is replaced is lost."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from zwgk_desk.desk.admin.backups import KEPT, make_backup, make_daily, restore_backup
from zwgk_desk.desk.admin.doctor import examine_office
from zwgk_desk.desk.common.clock import beijing_now
from zwgk_desk.desk.office import Office, open_office
from zwgk_desk.desk.sample.sample_office import PASSWORD, open_sample_office
from zwgk_desk.model.errors import InputError, PermissionDenied
from zwgk_desk.store.database import CURRENT_SCHEMA

from .conftest import empty_bundle

BEGUN = datetime(2026, 11, 2, 9, 0, tzinfo=beijing_now().tzinfo)


@pytest.fixture(scope="module")
def kept_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample office, for tests to copy."""
    folder = tmp_path_factory.mktemp("office")
    open_sample_office(folder).release()
    (base,) = folder.rglob("office.sqlite")
    whole = tmp_path_factory.mktemp("whole")
    make_backup(base.parent, {}, whole / "whole.sqlite")
    return whole


@pytest.fixture
def folder(kept_office: Path, tmp_path: Path) -> Path:
    place = tmp_path / "data"
    place.mkdir()
    shutil.copy(kept_office / "whole.sqlite", place / "office.sqlite")
    return place


def titles(folder: Path) -> list[str]:
    office = open_office(folder, {})
    try:
        return sorted(line.title for line in office.searching.bundles(office.accounts.sign_in("nigao", PASSWORD)))
    finally:
        office.release()


def add(office: Office, count: int = 1) -> None:
    drafter = office.accounts.sign_in("nigao", PASSWORD)
    for _ in range(count):
        office.bundles.create(drafter, empty_bundle())


def test_what_was_lost_is_back_and_what_was_replaced_is_kept(folder: Path, tmp_path: Path) -> None:
    copy, before = tmp_path / "备份.sqlite", titles(folder)
    made = make_backup(folder, {}, copy)
    assert made.bundles >= len(before) and made.accounts > 5 and made.newest and not made.faults
    office = open_office(folder, {})
    add(office)
    office.release()
    assert len(titles(folder)) == len(before) + 1
    found = restore_backup(folder, {}, copy)
    assert titles(folder) == before and found.bundles == made.bundles
    assert found.kept is not None and found.kept.parent == folder
    again = tmp_path / "again"
    again.mkdir()
    shutil.copy(found.kept, again / "office.sqlite")
    assert len(titles(again)) == len(before) + 1, "what was replaced can be opened as it was"
    assert all(check.ok for check in examine_office(folder, {}))


def test_into_an_empty_place(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "备份.sqlite"
    make_backup(folder, {}, copy)
    found = restore_backup(tmp_path / "new", {}, copy)
    assert found.kept is None and titles(tmp_path / "new") == titles(folder)


def test_a_backup_made_in_the_middle_of_work_is_one_moment(folder: Path, tmp_path: Path) -> None:
    """Somebody creates bundles all the while; each backup opens, holds a record without a gap, and all its tables agree with it."""
    stop, failed = threading.Event(), list[BaseException]()

    def work() -> None:
        office = open_office(folder, {})
        try:
            while not stop.is_set():
                add(office)
        except BaseException as error:
            failed.append(error)
        finally:
            office.release()

    worker = threading.Thread(target=work)
    worker.start()
    counts = []
    try:
        for number in range(3):
            made = make_backup(folder, {}, tmp_path / f"{number}.sqlite")
            counts.append(made.bundles)
            assert not made.faults
    finally:
        stop.set()
        worker.join()
    assert not failed and counts == sorted(counts) and counts[-1] > 0
    for number in range(3):
        place = tmp_path / f"restored-{number}"
        restore_backup(place, {}, tmp_path / f"{number}.sqlite")
        assert all(check.ok for check in examine_office(place, {}))


def test_another_offices_backup_is_refused(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    sample = open_sample_office(other)
    sample.release()
    (base,) = other.rglob("office.sqlite")
    copy, before = tmp_path / "别处.sqlite", titles(folder)
    make_backup(base.parent, {}, copy)
    with pytest.raises(InputError, match="另一个办公室"):
        restore_backup(folder, {}, copy)
    assert not list(folder.glob("*.replaced-*")) and titles(folder) == before


@pytest.mark.parametrize("spoil", ["none", "text", "cut", "page", "foreign", "newer", "missing"])
def test_what_is_no_good_backup_is_refused_and_nothing_changes(spoil: str, folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "备份.sqlite"
    make_backup(folder, {}, copy)
    content = copy.read_bytes()
    if spoil == "none":
        copy.write_bytes(b"")
    elif spoil == "text":
        copy.write_text("没有备份", encoding="utf-8")
    elif spoil == "cut":
        copy.write_bytes(content[: len(content) // 2])
    elif spoil == "page":
        copy.write_bytes(content[:8192] + b"\xff" * 4096 * 4 + content[8192 + 4096 * 4 :])
    elif spoil == "missing":
        copy.unlink()
    else:
        if spoil == "foreign":
            copy.unlink()
        with sqlite3.connect(copy) as opened:
            opened.execute("CREATE TABLE other (x)" if spoil == "foreign" else f"INSERT INTO schema_version (version) VALUES ({CURRENT_SCHEMA + 1})")
        opened.close()
    before = hashlib.sha256((folder / "office.sqlite").read_bytes()).digest()
    with pytest.raises(InputError) as refused:
        restore_backup(folder, {}, copy)
    assert refused.value.remedy
    assert hashlib.sha256((folder / "office.sqlite").read_bytes()).digest() == before and not list(folder.glob("*.replaced-*"))


def test_a_copy_of_a_damaged_office_is_made_and_told_and_is_no_good_backup(folder: Path, tmp_path: Path) -> None:
    with sqlite3.connect(folder / "office.sqlite") as opened:
        opened.execute("UPDATE account SET display_name = '别人' WHERE name = 'nigao'")
    opened.close()
    made = make_backup(folder, {}, tmp_path / "备份.sqlite")
    assert made.faults and (tmp_path / "备份.sqlite").exists() and not (folder / "backup.json").exists()
    with pytest.raises(InputError, match="问题"):
        restore_backup(folder, {}, tmp_path / "备份.sqlite")


def test_a_good_backup_is_not_given_up_for_one_of_a_damaged_office(folder: Path, tmp_path: Path) -> None:
    good = tmp_path / "备份.sqlite"
    make_backup(folder, {}, good)
    for day in range(KEPT):
        make_daily(folder, {}, lambda day=day: BEGUN + timedelta(days=day, hours=day))  # type: ignore[misc]
    before, kept = good.read_bytes(), set((folder / "backups").iterdir())
    with sqlite3.connect(folder / "office.sqlite") as opened:
        opened.execute("UPDATE account SET display_name = '别人' WHERE name = 'nigao'")
    opened.close()
    with pytest.raises(InputError, match="没有换掉"):
        make_backup(folder, {}, good)
    assert good.read_bytes() == before and not list(tmp_path.glob(".*.part"))
    assert make_daily(folder, {}, lambda: BEGUN + timedelta(days=20)) is not None
    assert kept <= set((folder / "backups").iterdir()), "the good ones stay"


def test_where_it_cannot_be_written_nothing_is_left(folder: Path, tmp_path: Path) -> None:
    for out in (
        tmp_path / "none" / "a.sqlite",
        folder / "office.sqlite",
        folder / "office.sqlite-wal",
        tmp_path / "office.sqlite",
        Path("."),
        Path("/"),
    ):
        with pytest.raises(InputError):
            make_backup(folder, {}, out)
    copy = tmp_path / "a.sqlite"
    copy.mkdir()
    with pytest.raises(InputError):
        make_backup(folder, {}, copy)
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]
    with pytest.raises(InputError, match="还没有"):
        make_backup(tmp_path / "nothing", {}, tmp_path / "b.sqlite")
    with pytest.raises(InputError, match="PostgreSQL"):
        make_backup(folder, {"ZWGK_DATABASE": "postgresql://a@b/c"}, tmp_path / "b.sqlite")


def test_every_day_one_by_itself_and_a_week_is_kept(folder: Path) -> None:
    made = [make_daily(folder, {}, lambda hours=hours: BEGUN + timedelta(hours=hours)) for hours in (0, 5, 23, 25)]  # type: ignore[misc]
    assert [path is not None for path in made] == [True, False, False, True]
    for day in range(2, 12):
        make_daily(folder, {}, lambda day=day: BEGUN + timedelta(days=day, hours=2))  # type: ignore[misc]
    assert len(list((folder / "backups").glob("*.sqlite"))) == KEPT


def test_doctor_says_how_old_the_last_good_one_is(folder: Path, tmp_path: Path) -> None:
    assert {check.name: check.notes for check in examine_office(folder, {})}["备份"] == ("还没有做过备份",)
    make_backup(folder, {}, tmp_path / "备份.sqlite", clock=lambda: beijing_now() - timedelta(days=3))
    (note,) = {check.name: check.notes for check in examine_office(folder, {})}["备份"]
    assert "3 天前" in note and "备份.sqlite" in note


def test_only_the_administrator_may(folder: Path, tmp_path: Path) -> None:
    office = open_office(folder, {})
    try:
        drafter, administrator = (office.accounts.sign_in(name, PASSWORD) for name in ("nigao", "guanli"))
        for act in (office.backups.make, office.backups.restore):
            with pytest.raises(PermissionDenied):
                act(drafter, tmp_path / "a.sqlite")
        office.backups.make(administrator, tmp_path / "a.sqlite")
        add(office)
        assert office.backups.restore(administrator, tmp_path / "a.sqlite").kept is not None
        assert "今天" in office.backups.last(administrator)
    finally:
        office.release()


@pytest.mark.parametrize("spoil", ["garbage", "cut"])
def test_a_damaged_office_is_brought_back_and_the_damaged_files_are_kept(spoil: str, folder: Path, tmp_path: Path) -> None:
    copy, before = tmp_path / "备份.sqlite", titles(folder)
    make_backup(folder, {}, copy)
    content = (folder / "office.sqlite").read_bytes()
    spoilt = b"garbage" * 1000 if spoil == "garbage" else content[: len(content) // 3]
    (folder / "office.sqlite").write_bytes(spoilt)
    found = restore_backup(folder, {}, copy)
    assert titles(folder) == before and found.kept is not None and found.kept.read_bytes() == spoilt


def test_names_of_its_own_are_neither_taken_for_the_days_backups_nor_removed(folder: Path) -> None:
    place = folder / "backups"
    place.mkdir()
    for name in ("office-mine.sqlite", "office-20990101-000000.sqlite"):
        (place / name).write_bytes(b"mine")
    made = [make_daily(folder, {}, lambda day=day: BEGUN + timedelta(days=2 * day)) for day in range(KEPT + 2)]  # type: ignore[misc]
    assert all(made) and {"office-mine.sqlite", "office-20990101-000000.sqlite"} <= {path.name for path in place.iterdir()}
