"""Putting files on the disk whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from zwgk_desk.model.errors import Cancelled, InputError
from zwgk_desk.packet.export import with_manifest, write_file, write_folder
from zwgk_desk.packet.staging import sweep

from .. import needs

FILES = {"报送包.pdf": b"pdf", "原件/bundle.toml": b"toml", "check.json": b"{}"}


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_folder(tmp_path: Path) -> None:
    write_folder(tmp_path / "deep" / "out", FILES)
    assert tree(tmp_path / "deep" / "out") == FILES
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["out"]


def test_an_earlier_packet_is_replaced_and_nothing_of_it_is_left(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_folder(out, with_manifest({**FILES, "解读材料-2.pdf": b"old"}))
    write_folder(out, with_manifest(FILES))
    assert set(tree(out)) == {*FILES, "清单.txt"}


def test_what_else_lies_in_the_folder_stays(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_folder(out, with_manifest({**FILES, "解读方案.docx": b"made"}))
    (out / "我的笔记.txt").write_bytes(b"mine")
    (out / "解读方案.docx").write_bytes(b"changed by hand")
    write_folder(out, with_manifest({**FILES, "check.json": b"new"}))
    assert tree(out)["我的笔记.txt"] == b"mine"
    assert tree(out)["解读方案.docx"] == b"changed by hand"
    assert tree(out)["check.json"] == b"new"


def test_cancelling_leaves_nothing_behind(tmp_path: Path) -> None:
    def progress(share: float, doing: str) -> None:
        if share > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_folder(tmp_path / "deep" / "out", FILES, progress)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "check.json").write_bytes(b"old")
    with pytest.raises(Cancelled):
        write_folder(tmp_path / "out", FILES, progress)
    assert tree(tmp_path) == {"out/check.json": b"old"}


def test_a_file_where_a_folder_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(InputError, match="不是文件夹"):
        write_folder(tmp_path / "out", FILES)
    with pytest.raises(InputError):
        write_folder(tmp_path / "out" / "below", FILES)
    assert tree(tmp_path) == {"out": b"mine"}


@needs.closed_places
def test_a_place_that_cannot_be_written_to() -> None:
    for target in (Path("/proc/zwgk/out"), Path("/proc/out")):
        with pytest.raises(InputError, match="原有文件没有改动"):
            write_folder(target, FILES)


def test_a_place_that_can_be_nowhere(tmp_path: Path) -> None:
    for target in (tmp_path / ("长" * 300), tmp_path / ("长" * 300) / "out"):
        with pytest.raises(InputError, match="原有文件没有改动"):
            write_folder(target, FILES)
    assert list(tmp_path.iterdir()) == []


@needs.program("mount", "umount")
def test_a_full_disk_leaves_the_former_file_and_no_half_one(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        write_file(disk / "a.pdf", b"former")
        with pytest.raises(InputError, match="磁盘已满"):
            write_file(disk / "a.pdf", b"x" * 1_000_000)
        with pytest.raises(InputError, match="磁盘已满"):
            write_folder(disk / "out", {**FILES, "big": b"x" * 1_000_000})
        assert tree(disk) == {"a.pdf": b"former"}
        assert [p.name for p in disk.iterdir()] == ["a.pdf"]
        (disk / "a.pdf").unlink()
        for name in ("first", "second"):  # a disk's own folder cannot be changed for another
            write_folder(disk, with_manifest({**FILES, name: b"x"}))
            assert set(tree(disk)) == {*FILES, name, "清单.txt"}
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_what_a_killed_program_left_is_swept_and_what_a_living_one_holds_is_not(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from zwgk_desk.packet import export\n"
        "def stop(share, doing):\n    if share > 0.5: os.kill(os.getpid(), 9)\n"
        "export.write_folder(Path(sys.argv[1]), {'a': b'a', 'b': b'b', 'c': b'c'}, stop)"
    )
    died = subprocess.run([sys.executable, "-c", code, str(tmp_path / "out")], check=False, cwd=Path(__file__).parents[2])
    assert died.returncode != 0
    left = [p for p in tmp_path.iterdir() if p.name.endswith(".part")]
    assert len(left) == 1 and not (tmp_path / "out").exists()
    living = tmp_path / ".zwgk-living.part"
    living.mkdir()
    with FileLock(tmp_path / ".zwgk-living.lock"):
        assert sweep(tmp_path) == 1
        assert living.exists() and not left[0].exists()
    assert sweep(tmp_path) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_moved_aside_by_a_program_that_died_is_put_back(tmp_path: Path) -> None:
    staging = tmp_path / ".zwgk-dead.part"
    (staging / "old").mkdir(parents=True)
    (staging / "old" / "check.json").write_bytes(b"former")
    (staging / "name").write_text("out", encoding="utf-8")
    sweep(tmp_path)
    assert tree(tmp_path) == {"out/check.json": b"former"}


@needs.links
def test_a_link_that_lies_in_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "theirs.txt"
    outside.write_bytes(b"theirs")
    out = tmp_path / "out"
    out.mkdir()
    os.symlink(outside, out / "check.json")
    write_folder(out, FILES)
    assert outside.read_bytes() == b"theirs"
    assert tree(out) == FILES


def test_a_lock_that_another_program_holds_at_the_end_does_not_undo_what_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows a file that somebody has open cannot be deleted."""
    unlink = Path.unlink

    def held(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".lock":
            raise PermissionError(13, "in use", str(path))
        unlink(path, missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", held)
        write_file(tmp_path / "a.pdf", b"new")
    assert (tmp_path / "a.pdf").read_bytes() == b"new"
    sweep(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["a.pdf"]
