"""What the program leaves on a disk is its owner's alone: an office, its working copies, what the window remembers, exports, the demo."""

from __future__ import annotations

import os
import shutil
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.look.window_state import WindowState
from zwgk_desk import owner_only
from zwgk_desk.cli.run import read_arguments, run
from zwgk_desk.desk.common.data_folder import DATABASE, WINDOW_STATE, open_store
from zwgk_desk.desk.sample.sample_office import PASSWORD, open_sample_office, sample_folder
from zwgk_desk.model.terms import PartKind
from zwgk_desk.packet.export import write_file, write_folder

from . import needs

pytestmark = needs.modes
FILES = {"报送包.pdf": b"pdf", "原件/bundle.toml": b"toml"}


@pytest.fixture(autouse=True)
def _a_usual_umask() -> Iterator[None]:
    """Where nothing is said, everybody may read: what is the owner's alone below is so because the program says it."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def open_to_others(folder: Path) -> list[str]:
    """What others than the owner could read in a folder, or do with it."""
    return [f"{path}: {mode(path):o}" for path in (folder, *folder.rglob("*")) if mode(path) & 0o077]


def test_an_office_at_work(tmp_path: Path) -> None:
    data = tmp_path / "deep" / "data"
    office = open_sample_office(data)
    drafter = office.accounts.sign_in("nigao", PASSWORD)
    key = next(line.key for line in office.searching.bundles(drafter) if "占位" in line.title)
    copy = office.external_editing.open(drafter, key, PartKind.POLICY, 0)
    left = {path.name for path in sample_folder(data).iterdir()}
    assert {DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", "working"} <= left and copy.path.exists()
    assert open_to_others(tmp_path / "deep") == []
    office.release()


def test_there_is_no_moment_in_which_the_database_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looked at whenever SQLite is asked for anything."""
    seen = set[str]()
    data = tmp_path / "data"
    store = open_store(data, {})
    act = type(store._database).execute_sql

    def looked(database: object, *given: object, **named: object) -> object:
        done = act(database, *given, **named)  # type: ignore[arg-type]
        seen.update(open_to_others(data))
        return done

    store.release()
    shutil.rmtree(data)
    monkeypatch.setattr(type(store._database), "execute_sql", looked)
    store = open_store(data, {})
    with store.transaction():
        store.files.put(b"secret")
    store.release()
    assert seen == set()


def test_an_office_from_before_is_tightened_when_it_is_opened(tmp_path: Path) -> None:
    data = tmp_path / "data"
    store = open_store(data, {})
    (data / "working" / "a").mkdir(parents=True)
    (data / "working" / "a" / "政策.docx").write_bytes(b"x")
    (data / WINDOW_STATE).write_bytes(b"")
    for path in (data, *data.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    again: list[str] = []

    def other_window() -> None:
        second = open_store(data, {})
        second.accounts.all()
        again.extend(open_to_others(data))
        second.release()

    thread = threading.Thread(target=other_window)
    thread.start()
    thread.join()
    store.release()
    assert again == []


def test_a_folder_that_serves_for_other_things_too_is_left_as_it_is(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    (data / "信.txt").write_bytes(b"mine")
    open_store(data, {}).release()
    assert mode(data) == 0o755 and mode(data / "信.txt") == 0o644
    assert mode(data / DATABASE) == 0o600


@needs.links
def test_what_is_not_the_program_s_own_is_not_tightened_through_a_link(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir(mode=0o755)
    (tmp_path / "working").symlink_to(theirs)
    owner_only.tighten(tmp_path / "working")
    owner_only.tighten_all(tmp_path / "working")
    assert mode(theirs) == 0o755


def test_what_the_window_remembers(tmp_path: Path) -> None:
    for _ in range(2):
        state = WindowState(tmp_path / "data")
        state.keep_text("look", "dark")
        state.finish()
        assert WindowState(tmp_path / "data").text("look") == "dark"
    assert open_to_others(tmp_path / "data") == [] and mode(tmp_path / "data" / WINDOW_STATE) == 0o600


def test_a_window_that_can_remember_nothing_goes_on(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"in the way")
    WindowState(tmp_path / "data").keep_text("look", "dark")
    assert (tmp_path / "data").read_bytes() == b"in the way"


def test_exports(tmp_path: Path) -> None:
    made = tmp_path / "made"
    for _ in range(2):
        write_folder(made / "deep" / "out", FILES)
        assert open_to_others(made) == []
    theirs = tmp_path / "theirs"
    theirs.mkdir(mode=0o755)
    (theirs / "note.txt").write_bytes(b"mine")
    write_folder(theirs, FILES)
    write_file(theirs / "a.pdf", b"a")
    ours = [theirs / name for name in (*FILES, "a.pdf", "原件")]
    assert [mode(path) & 0o077 for path in ours] == [0] * 4
    assert (mode(theirs), mode(theirs / "note.txt")) == (0o755, 0o644)


@pytest.mark.parametrize(
    ("shared", "file", "folder"),
    [(0o770, 0o660, 0o770), (0o2770, 0o660, 0o2770), (0o777, 0o666, 0o777), (0o1777, 0o600, 0o700), (0o755, 0o600, 0o700)],
    ids=["its group's", "setgid", "everybody's", "sticky", "only read by others"],
)
@pytest.mark.parametrize("foreign", [True, False])
def test_exports_into_a_folder_that_is_plainly_shared(shared: int, file: int, folder: int, foreign: bool, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    if foreign:
        (out / "theirs.txt").write_bytes(b"theirs")
    out.chmod(shared)
    write_folder(out, FILES)
    write_file(out / "a.pdf", b"a")
    assert {mode(out / name) for name in (*FILES, "a.pdf")} == {file}
    assert mode(out / "原件") & 0o777 == folder & 0o777
    assert not foreign or mode(out) == shared
    (out / "fresh").mkdir(mode=0o700)
    (out / "fresh").rmdir()
    write_folder(out / "fresh" / "deep", FILES)
    assert mode(out / "fresh") & 0o777 == folder & 0o777 and mode(out / "fresh" / "deep" / "报送包.pdf") == file


def test_another_group_s_folder_is_not_opened_to_one_s_own_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where new files do not fall to the folder's group, granting their group would open them to other people than those who share the folder."""
    out = tmp_path / "out"
    out.mkdir()
    out.chmod(0o770)
    monkeypatch.setattr(os, "getegid", lambda: out.stat().st_gid + 1)
    write_file(out / "a.pdf", b"a")
    assert mode(out / "a.pdf") == 0o600


def test_the_demo_leaves_nothing_open(tmp_path: Path) -> None:
    assert run(read_arguments(["demo", "--out", str(tmp_path / "demo")]), lambda folder, data: []) == 0
    assert len(list((tmp_path / "demo").iterdir())) > 5
    assert open_to_others(tmp_path / "demo") == []


def test_what_is_already_open_to_nobody_is_made_anew_so(tmp_path: Path) -> None:
    """A file that was open to everybody, and is written anew, is so no longer."""
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    assert mode(target) == 0o644
    write_file(target, b"new")
    assert mode(target) == 0o600
