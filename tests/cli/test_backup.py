"""backup and restore on the command line."""

from __future__ import annotations

from pathlib import Path

from zwgk_desk.desk.common.data_folder import DATABASE
from zwgk_desk.store.store import open_sqlite

from .conftest import Program


def test_there_and_back(program: Program, tmp_path: Path) -> None:
    data, copy, new = tmp_path / "data", tmp_path / "备份.sqlite", tmp_path / "new"
    data.mkdir()
    open_sqlite(data / DATABASE).release()
    ran = program("backup", copy, "--data", data)
    assert ran.status == 0 and "已备份到" in ran.out and copy.exists()
    ran = program("restore", copy, "--data", new)
    assert ran.status == 0 and "已从" in ran.out and (new / DATABASE).exists()
    ran = program("restore", copy, "--data", data)
    assert ran.status == 0 and "原来的数据库没有删除，存在" in ran.out
    ran = program("doctor", "--data", data)
    assert ran.status == 0 and "上次备份：" in ran.out


def test_what_cannot_be_done_is_one_line(program: Program, tmp_path: Path) -> None:
    junk = tmp_path / "j.sqlite"
    junk.write_text("不是备份", encoding="utf-8")
    program("backup", tmp_path / "a.sqlite", "--data", tmp_path / "none").refused("还没有办公室")
    program("restore", junk, "--data", tmp_path / "none").refused("不是本程序的备份")
    program("restore", tmp_path / "missing", "--data", tmp_path / "none").refused("没有这个备份文件")
    assert not (tmp_path / "none").exists()
