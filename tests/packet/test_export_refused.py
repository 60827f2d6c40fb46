"""Every single file operation of an export refused, one at a time: afterwards the new whole is there or the old whole, and what is said is so."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from zwgk_desk.model.errors import InputError
from zwgk_desk.packet import staging
from zwgk_desk.packet.export import with_manifest, write_file, write_folder

from .. import needs
from ..refusals import Refusals

OLD = with_manifest({"报送包.pdf": b"old pdf", "原件/bundle.toml": b"old toml", "check.json": b"same", "解读材料-2.pdf": b"old material"})
NEW = with_manifest({"报送包.pdf": b"new pdf", "原件/bundle.toml": b"new toml", "check.json": b"same", "表单/目录.pdf": b"new form"})
FOREIGN = {"我的笔记.txt": b"mine", "原件/批注.txt": b"mine too"}
UNCHANGED = "原有文件没有改动"


def nothing(out: Path) -> None:
    """There is no such folder yet, nor the one above it."""


def an_earlier_packet(out: Path) -> None:
    write_folder(out, OLD)


def a_packet_and_foreign_files(out: Path) -> None:
    write_folder(out, OLD)
    for name, content in FOREIGN.items():
        (out / name).write_bytes(content)


def foreign_files_alone(out: Path) -> None:
    for name, content in FOREIGN.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(content)


BEFORE: list[Callable[[Path], None]] = [nothing, an_earlier_packet, a_packet_and_foreign_files, foreign_files_alone]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def expected(before: dict[str, bytes]) -> dict[str, bytes]:
    """What lies there once the new is whole: all of it, and of what lay there before what was nobody's packet."""
    return {**{name: content for name, content in before.items() if name in FOREIGN}, **NEW}


def attempt(out: Path, wanted: Callable[[int], bool], number: int) -> tuple[Refusals, InputError | None]:
    """An export on a system that refuses; any other error than the one for people ends the test."""
    refusals = Refusals(out.parent.parent, wanted, number)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(staging, "REFUSED_SECONDS", 0.0)
        refusals.impose(patched)
        try:
            write_folder(out, NEW)
        except InputError as error:
            return refusals, error
    return refusals, None


def assert_whole(out: Path, before: dict[str, bytes], told: InputError | None) -> None:
    """What is there is what is said."""
    here = files(out)
    if told is None:
        assert here == expected(before)
    elif aside := re.search("没放回的都在“(.*?)”里，一个也没有删除", str(told)):
        lying = files(Path(aside[1]))
        assert lying and lying.keys() <= before.keys()
        assert all(lying.get(name, here.get(name)) == content for name, content in before.items())
    else:
        assert UNCHANGED in str(told)
        half = "有一部分新文件，还不齐全" in str(told)
        assert {name: content for name, content in here.items() if not half or name in before} == before
        assert half == (here != before)
    assert all(content == FOREIGN[name] for name, content in here.items() if name in FOREIGN)


@pytest.mark.parametrize(
    ("once", "number"), [(True, errno.EACCES), (False, errno.EACCES), (False, errno.ENOSPC)], ids=["once", "from then on", "disk full from then on"]
)
@pytest.mark.parametrize("before", BEFORE, ids=lambda each: each.__name__)
def test_whichever_operation_is_refused(
    before: Callable[[Path], None], once: bool, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)  # counted and refused all the same; the disk's own time is not what is tried here
    parent = tmp_path / "packets"
    out = parent / "out"
    told_aside = 0
    for refused in range(1_000):
        shutil.rmtree(parent, ignore_errors=True)
        before(out)
        stood = files(out)
        seen, told = attempt(out, lambda count, n=refused: count == n if once else count >= n, number)  # type: ignore[misc]
        if not seen.refused:
            break
        assert_whole(out, stood, told)
        told_aside += told is not None and UNCHANGED not in str(told)
        write_folder(out, NEW)
        assert files(out) == expected(stood), seen.seen
        assert [path.name for path in parent.iterdir()] == ["out"]
    else:
        pytest.fail("every export was refused")
    assert told is None and refused > 40
    assert (told_aside > 0) == (not once and before in (an_earlier_packet, a_packet_and_foreign_files))


@pytest.mark.parametrize("before", BEFORE, ids=lambda each: each.__name__)
@pytest.mark.parametrize("step", ["replace", "unlink", "rmdir"])
def test_what_a_virus_scanner_refuses_for_a_moment_is_done_then(step: str, before: Callable[[Path], None], tmp_path: Path) -> None:
    """Every such operation is refused three times, and then no more."""
    out = tmp_path / "packets" / "out"
    before(out)
    stood, tries = files(out), dict[str, int]()
    act = getattr(os, step)

    def scanned(path: str | Path, *more: object, **named: object) -> None:
        key = str(path)
        tries[key] = tries.get(key, 0) + 1
        if tries[key] <= 3 and key.startswith(str(tmp_path)) and "part" in key:
            raise PermissionError(errno.EACCES, "in use", key)
        act(path, *more, **named)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(staging, "PAUSE_SECONDS", 0.001)
        patched.setattr(staging, "REFUSED_SECONDS", 60.0)
        patched.setattr(os, step, scanned)
        write_folder(out, NEW)
    assert files(out) == expected(stood)
    assert step != "replace" or max(tries.values()) == 4


def test_a_single_file_is_refused_whichever_operation(tmp_path: Path) -> None:
    target = tmp_path / "packets" / "a.pdf"
    target.parent.mkdir()
    for refused in range(100):
        target.write_bytes(b"old")
        refusals = Refusals(target.parent, lambda count, n=refused: count >= n)  # type: ignore[misc]
        told = None
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(staging, "REFUSED_SECONDS", 0.0)
            refusals.impose(patched)
            try:
                write_file(target, b"new")
            except InputError as error:
                told = str(error)
        assert target.read_bytes() == (b"new" if told is None else b"old") and (told is None or UNCHANGED in told)
        if not refusals.refused:
            return
    pytest.fail("every one was refused")


def test_a_file_of_ours_is_open_elsewhere_beside_a_foreign_one(tmp_path: Path) -> None:
    """Windows' mandatory lock: what is open can be neither moved nor replaced, as long as it is."""
    out = tmp_path / "out"
    a_packet_and_foreign_files(out)
    stood, replace = files(out), os.replace

    def held(source: str | Path, place: str | Path) -> None:
        if str(out / "报送包.pdf") in (str(source), str(place)):
            raise PermissionError(errno.EACCES, "另一个程序正在使用此文件", str(source))
        replace(source, place)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(staging, "REFUSED_SECONDS", 0.0)
        patched.setattr(os, "replace", held)
        with pytest.raises(InputError, match=f"正被别的程序打开.*{UNCHANGED}"):
            write_folder(out, NEW)
    assert files(out) == stood and [path.name for path in tmp_path.iterdir()] == ["out"]
    write_folder(out, NEW)
    assert files(out) == expected(stood)


@pytest.mark.parametrize("before", [an_earlier_packet, a_packet_and_foreign_files], ids=lambda each: each.__name__)
def test_while_a_viewer_has_one_of_them_open(before: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Really open: where the system lets go of what is open, the new is there; where it does not, as on Windows, the old."""
    monkeypatch.setattr(staging, "REFUSED_SECONDS", 0.0)
    out = tmp_path / "out"
    before(out)
    stood, told = files(out), None
    with (out / "报送包.pdf").open("rb"):
        try:
            write_folder(out, NEW)
        except InputError as error:
            told = error
    assert_whole(out, stood, told)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    write_folder(out, NEW)
    assert files(out) == expected(stood)


DIED = 91


def export_and_die(out: str, step: int) -> None:
    """Export; the process ends right after its n-th file operation, without anything being put in order."""
    count = 0

    def ending(act: Callable[..., object]) -> Callable[..., object]:
        def acted(*given: object, **named: object) -> object:
            nonlocal count
            done = act(*given, **named)
            count += 1
            if count == step:
                os._exit(DIED)
            return done

        return acted

    for name in ("mkdir", "replace", "unlink", "rmdir", "fsync"):
        setattr(os, name, ending(getattr(os, name)))
    write_folder(Path(out), NEW)
    os._exit(0)


@needs.fork_server
@pytest.mark.parametrize("before", BEFORE, ids=lambda each: each.__name__)
def test_killed_after_whichever_step_the_next_export_finds_all_of_the_old_or_all_of_the_new(before: Callable[[Path], None], tmp_path: Path) -> None:
    parent = tmp_path / "packets"
    out = parent / "out"
    for step in range(1, 200):
        shutil.rmtree(parent, ignore_errors=True)
        before(out)
        stood = files(out)
        process = needs.new_processes().Process(target=export_and_die, args=(str(out), step))
        process.start()
        process.join(120)
        if before in (nothing, an_earlier_packet) and out.exists():
            assert files(out) in (stood, NEW)  # a folder of its own is never seen half
        if parent.exists():
            staging.sweep(parent)
        assert files(out) in (stood, expected(stood))
        if process.exitcode == 0:
            assert step > 15
            return
        assert process.exitcode == DIED
        write_folder(out, NEW)
        assert files(out) == expected(stood) and [path.name for path in parent.iterdir()] == ["out"]
    pytest.fail("it never came to its end")


@pytest.mark.parametrize("before", [an_earlier_packet, a_packet_and_foreign_files], ids=lambda each: each.__name__)
def test_while_another_program_puts_its_packet_into_the_same_folder(
    before: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two packets never mix: one waits for the other, and says so where that takes long."""
    monkeypatch.setattr(staging, "LOCK_SECONDS", 0)
    out = tmp_path / "out"
    before(out)
    stood = files(out)
    with staging.alone_at(out), pytest.raises(InputError, match=f"另一个程序正在往这里写.*{UNCHANGED}"):
        write_folder(out, NEW)
    assert files(out) == stood and [path.name for path in tmp_path.iterdir()] == ["out"]
    write_folder(out, NEW)
    assert files(out) == expected(stood)


def test_what_somebody_put_in_place_since_is_not_taken_for_ours(tmp_path: Path) -> None:
    """Killed in the midst; then the officer saves a file of her own under one of our names: it stays, and so does the former one, aside."""
    out = tmp_path / "out"
    a_packet_and_foreign_files(out)
    dead = staging.Staging(tmp_path / ".zwgk-dead.part")
    dead.new.mkdir(parents=True)
    (dead.new / "表单.pdf").write_bytes(b"never came")
    dead.old.mkdir()
    os.replace(out / "报送包.pdf", dead.old / "报送包.pdf")
    (dead.folder / staging.FILES).write_text('{"coming": {"报送包.pdf": "0", "表单.pdf": "0"}, "folders": []}', encoding="utf-8")
    (dead.folder / staging.NAME).write_text("out", encoding="utf-8")
    (out / "报送包.pdf").write_bytes(b"her own")
    assert staging.sweep(tmp_path) == 0
    assert (out / "报送包.pdf").read_bytes() == b"her own" and (dead.old / "报送包.pdf").read_bytes() == OLD["报送包.pdf"]


@pytest.mark.parametrize("note", ["{", "[]", '{"coming": {"../mine": "0"}, "folders": []}', '{"coming": {}, "folders": ["/"]}'])
def test_a_note_that_is_none_of_ours_moves_nothing(note: str, tmp_path: Path) -> None:
    found = staging.Staging(tmp_path / ".zwgk-dead.part")
    found.old.mkdir(parents=True)
    (found.old / "a").write_bytes(b"old")
    (found.folder / staging.FILES).write_text(note, encoding="utf-8")
    (found.folder / staging.NAME).write_text("out", encoding="utf-8")
    assert staging.sweep(tmp_path) == 0
    assert (found.old / "a").read_bytes() == b"old" and not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["check.json", "原件"])
def test_something_else_of_that_name_is_in_the_way(name: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    a_packet_and_foreign_files(out)
    path = out / name
    if path.is_dir():
        shutil.rmtree(path)
        path.write_bytes(b"a file of the officer's")
    else:
        path.unlink()
        path.mkdir()
        (path / "hers.txt").write_bytes(b"hers")
    stood = files(out)
    with pytest.raises(InputError, match=f"文件夹.*{UNCHANGED}"):
        write_folder(out, NEW)
    assert files(out) == stood


def test_the_folder_one_stands_in_stays_that_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    write_folder(out, OLD)
    monkeypatch.chdir(out)
    write_folder(Path("."), NEW)
    assert os.path.samefile(os.getcwd(), out) and files(out) == NEW
