"""Bad input: a clear message in Chinese, nothing lost, nothing half-written."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from zwgk_desk.desk.sample.sample_bundles import complete
from zwgk_desk.documents.packed import OLE_MARK, write_zip
from zwgk_desk.model.terms import IssuingAuthority
from zwgk_desk.store.database import CURRENT_SCHEMA
from zwgk_desk.store.store import open_sqlite

from .. import needs
from ..conftest import write_case
from .conftest import Program

ON = date(2026, 11, 2)
ROOT = Path(__file__).resolve().parents[2]
Spoil = Callable[[Path], None]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return write_case(tmp_path / "case", complete(IssuingAuthority.GOVERNMENT, ON))


def edit(old: str, new: str) -> Spoil:
    def spoil(folder: Path) -> None:
        path = folder / "bundle.toml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def link_out(folder: Path) -> None:
    outside = folder.parent / "outside.docx"
    (folder / "政策文稿.docx").rename(outside)
    os.symlink(outside, folder / "政策文稿.docx")


def link_loop(folder: Path) -> None:
    (folder / "政策文稿.docx").unlink()
    os.symlink("政策文稿.docx", folder / "政策文稿.docx")


def link_toml(folder: Path) -> None:
    (folder / "bundle.toml").rename(folder.parent / "bundle.toml")
    os.symlink(folder.parent / "bundle.toml", folder / "bundle.toml")


def fifo(folder: Path) -> None:
    (folder / "政策文稿.docx").unlink()
    os.mkfifo(folder / "政策文稿.docx")


def folder_for_file(folder: Path) -> None:
    (folder / "政策文稿.docx").unlink()
    (folder / "政策文稿.docx").mkdir()


def huge(folder: Path) -> None:
    with (folder / "政策文稿.docx").open("wb") as file:
        file.truncate(200 * 1024 * 1024)


def raw(content: bytes) -> Spoil:
    return lambda folder: (folder / "bundle.toml").write_bytes(content) and None


UNUSABLE: dict[str, tuple[Spoil, str]] = {
    "a name that climbs": (edit('policy = "政策文稿.docx"', 'policy = "../case/政策文稿.docx"'), "文件夹之外"),
    "an absolute name": (edit('policy = "政策文稿.docx"', 'policy = "/etc/passwd"'), "文件夹之外"),
    "a Windows drive": (edit('policy = "政策文稿.docx"', 'policy = "C:政策.docx"'), "文件夹之外"),
    "backslashes": (edit('policy = "政策文稿.docx"', "policy = '..\\x.docx'"), "文件夹之外"),
    "a link out of the case": (link_out, "链接"),
    "a link to itself": (link_loop, "不能读取"),
    "bundle.toml a link out": (link_toml, "链接"),
    "a pipe": (fifo, "不是文件"),
    "a folder": (folder_for_file, "不是文件"),
    "200 MB": (huge, "上限"),
    "one file named twice": (edit('plan = "解读方案.docx"', 'plan = "政策文稿.docx"'), "写了两次"),
    "named twice but for case": (edit('plan = "解读方案.docx"', 'plan = "./政策文稿.DOCX"'), "写了两次"),
    "TOML that does not parse": (edit("[files]", "[files"), "写法有误"),
    "not UTF-8": (raw('[bundle]\ntitle = "题"'.encode("gb18030")), "UTF-8"),
    "binary": (raw(bytes(range(256))), "UTF-8"),
    "empty": (raw(b""), "title"),
    "an unknown authority": (edit('"GOVERNMENT"', '"CITY"'), "没有这个取值"),
    "an unknown layout": (edit("[files]", '[dispatch]\nlayout = "poster"\n\n[files]'), "没有这个取值"),
    "an unknown attribute": (edit('"PROACTIVE"', '"PUBLIC"'), "没有这个取值"),
    "an unknown kind": (edit('kind = "secrecy"', 'kind = "secret"'), "没有这个取值"),
    "an unknown result": (edit('result = "passed"', 'result = "ok"'), "没有这个取值"),
    "an unknown role": (edit('role = "PRINCIPAL_LEADER"', 'role = "BOSS"'), "没有这个取值"),
    "an unknown key": (edit("drafting_unit", "drafting_units"), "drafting_unit"),
    "an unknown table": (edit("[disclosure]", "[disclosures]"), "disclosure"),
    "a date that is none": (edit("on = 2026-11-02", "on = 2026-13-45"), "写法有误"),
    "a date in words": (edit("on = 2026-11-02", 'on = "昨天"'), "不是日期"),
    "a title of 300 characters": (edit('title = "', f'title = "{"题" * 300}'), "最多 200 个字"),
    "a title that turns round": (edit('title = "', 'title = "\\u202e'), "看不见的字符（U+202E）"),
    "a unit with a bell": (edit('drafting_unit = "', 'drafting_unit = "\\u0007'), "起草单位"),
    "a number for a text": (edit(f'title = "{complete(IssuingAuthority.GOVERNMENT, ON).bundle.title}"', "title = 3"), "文字"),
    "a text for a list": (edit('materials = [\n    "解读材料.docx",\n]', 'materials = "解读材料.docx"'), "列表"),
    "reviews not a list of tables": (edit("[[reviews]]", "[reviews.x]"), "写法有误"),
}


NEEDS = {"a link out of the case": needs.links, "a link to itself": needs.links, "bundle.toml a link out": needs.links, "a pipe": needs.pipes}


@pytest.mark.parametrize("name", [pytest.param(name, marks=NEEDS.get(name, ())) for name in UNUSABLE])
def test_a_case_that_cannot_be_used(name: str, case: Path, program: Program, tmp_path: Path) -> None:
    spoil, words = UNUSABLE[name]
    spoil(case)
    program("check", case, "--json").refused(words)
    program("packet", case, "--out", tmp_path / "out").refused(words)
    assert not (tmp_path / "out").exists()
    assert not list(tmp_path.glob(".zwgk-*"))


def put(content: bytes) -> Spoil:
    return lambda folder: (folder / "政策文稿.docx").write_bytes(content) and None


UNREADABLE: dict[str, tuple[bytes, str]] = {
    "no zip": (b"this is a letter", "file-unreadable"),
    "a truncated docx": (b"PK\x03\x04" + b"x" * 200, "file-unreadable"),
    "a docx without its document": (write_zip([("[Content_Types].xml", b"<Types/>")]), "file-unreadable"),
    "a password": (OLE_MARK + b"x" * 600, "file-unreadable"),
    "no bytes": (b"", "file-empty"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_is_a_finding(name: str, case: Path, program: Program, tmp_path: Path) -> None:
    content, rule = UNREADABLE[name]
    put(content)(case)
    ran = program("check", case, "--json")
    assert ran.status == 1 and ran.err == ""
    found = json.loads(ran.out)["cases"][0]["findings"]
    assert rule in [f["rule"] for f in found] and "policy" in [f["where"] for f in found]
    if rule == "file-unreadable":
        program("packet", case, "--out", tmp_path / "out").refused("不能排版")
        assert not (tmp_path / "out").exists()


def test_a_place_that_is_no_case(program: Program, tmp_path: Path) -> None:
    program("check", tmp_path / "none").refused("不存在")
    program("check", tmp_path).refused("bundle.toml")
    (tmp_path / "a.txt").write_bytes(b"x")
    program("check", tmp_path / "a.txt").refused("不是文件包文件夹")
    (tmp_path / "a.zip").write_bytes(b"x")
    program("check", tmp_path / "a.zip").refused("压缩")
    (tmp_path / "b.zip").write_bytes(write_zip([("a.txt", b"x")]))
    program("check", tmp_path / "b.zip").refused("不是本程序的报送包")


def test_a_database_that_is_none_or_newer_or_another_s(program: Program, case: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    database = data / "office.sqlite"
    database.write_bytes(b"a letter" * 1000)
    program("doctor", "--data", data).refused("不是本程序的数据库")
    program("check", case, "--data", data).refused("不是本程序的数据库")
    assert database.read_bytes() == b"a letter" * 1000
    database.unlink()
    open_sqlite(database).release()
    raw_database = sqlite3.connect(database)
    raw_database.execute("INSERT INTO schema_version VALUES (?)", (CURRENT_SCHEMA + 1,))
    raw_database.commit()
    raw_database.close()
    program("doctor", "--data", data).refused("更新版本")


def test_a_data_folder_that_cannot_be_made(program: Program, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    ran = program("doctor", "--data", tmp_path / "file")
    assert ran.status == 0  # there is no office there, and doctor makes none


def test_doctor_says_what_is_wrong_with_a_database(program: Program, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    store = open_sqlite(data / "office.sqlite")
    with store.transaction():
        store.files.put(b"content")
    store.release()
    raw_database = sqlite3.connect(data / "office.sqlite")
    raw_database.execute("DROP TRIGGER file_no_update")
    raw_database.execute("UPDATE file SET content = x'00'")
    raw_database.commit()
    raw_database.close()
    ran = program("doctor", "--data", data, "--json")
    assert ran.status == 1 and ran.err == ""
    answer = json.loads(ran.out)
    assert [c["name"] for c in answer["checks"] if not c["ok"]] == ["数据库结构", "文件摘要"], "the refusal that was taken out is named too"


def test_an_output_that_is_a_file(program: Program, case: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    program("packet", case, "--out", tmp_path / "out").refused("不是文件夹")
    program("demo", "--out", tmp_path / "out").refused("不是文件夹")  # before anything is played through, not after
    assert (tmp_path / "out").read_bytes() == b"mine"


def test_a_packet_is_not_written_over_the_officer_s_own_files(program: Program, case: Path) -> None:
    before = {path.name: path.read_bytes() for path in case.iterdir() if path.is_file()}
    program("packet", case, "--out", case).refused("盖过")
    assert {path.name: path.read_bytes() for path in case.iterdir() if path.is_file()} == before and "原件" not in {p.name for p in case.iterdir()}


def test_a_server_s_password_in_the_environment_is_refused(program: Program) -> None:
    ran = program("doctor", ZWGK_DATABASE="postgresql://u:secret@127.0.0.1:1/x")
    ran.refused("密码")
    assert "secret" not in ran.err
    program("doctor", ZWGK_DATABASE="postgresql://u@127.0.0.1:1/x").refused("连不上")


def test_verify_of_what_is_no_packet(program: Program, tmp_path: Path) -> None:
    program("verify", tmp_path / "nowhere.zip").refused("不存在")
    (tmp_path / "a.zip").write_bytes(b"no zip")
    ran = program("verify", tmp_path / "a.zip", "--json")
    told = json.loads(ran.out)
    assert ran.status == 1 and told["problems"] and "Traceback" not in ran.err
    assert (told["intact"], told["signed"], told["signatures"]) == (False, False, [])
    (tmp_path / "no.pem").write_bytes(b"no certificate")
    program("verify", tmp_path / "a.zip", "--trust", tmp_path / "no.pem").refused("不是证书")


LACKING = """
import sys
sys.modules[sys.argv[1]] = None  # by which Python marks a module as not there
import main
sys.exit(main.main(sys.argv[2:]))
"""


@pytest.mark.parametrize(("lacking", "environment"), [("psycopg", {"ZWGK_DATABASE": "postgresql://u@127.0.0.1:1/x"}), ("zwgk_desk.cli.doctor", {})])
def test_a_library_that_is_not_there_is_told_in_one_line(lacking: str, environment: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-c", LACKING, lacking, "--data", str(tmp_path), "doctor"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env={**os.environ, **environment}, cwd=ROOT)
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and lacking in done.stderr and "请重新安装" in done.stderr, done.stderr
