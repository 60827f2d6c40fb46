"""Reading the files of a case: twice, and believed only if they were not changed meanwhile."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from zwgk_desk.model.errors import InputError
from zwgk_desk.packet.source import FolderSource, read_stable

from .. import needs


@needs.restless_file
def test_a_file_that_is_another_at_every_reading_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="正在被改动"):
        read_stable(needs.RESTLESS, "政策.txt", limit=1000)


def test_a_file_that_stands_still_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "政策.txt").write_bytes(b"x")
    source = FolderSource(tmp_path)
    assert source.read("a/政策.txt") == b"x"
    assert source.read("none.txt") is None
    with pytest.raises(InputError, match="不是文件"):
        source.read("a")


@needs.links
def test_a_link_within_the_folder_is_as_good_as_the_file(tmp_path: Path) -> None:
    (tmp_path / "政策.txt").write_bytes(b"x")
    os.symlink(tmp_path / "政策.txt", tmp_path / "link.txt")
    assert FolderSource(tmp_path).read("link.txt") == b"x"


def test_a_file_grown_beyond_the_limit(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 11)
    with pytest.raises(InputError, match="上限"):
        read_stable(tmp_path / "a.txt", "a.txt", limit=10)
