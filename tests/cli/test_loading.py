"""What a command does not need it does not load: each in a process of its own, by the packages that are there when it has ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from zwgk_desk.cli.run import COMMANDS
from zwgk_desk.desk.common.data_folder import DATABASE
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_bundles import complete
from zwgk_desk.model.terms import IssuingAuthority
from zwgk_desk.store.store import open_sqlite

from ..conftest import write_case

ROOT = Path(__file__).resolve().parents[2]
RUN = """
import json, sys
import main
try:
    status = main.main(json.loads(sys.argv[1]))
except SystemExit as ended:
    status = ended.code or 0
print(json.dumps([status, sorted(sys.modules)]), file=sys.stderr)
"""
STORE = {"peewee", "playhouse", "zwgk_desk.store"}
SERVER = {"psycopg", "psycopg2", "zwgk_desk.store.postgresql"}
SIGNING = {"cryptography", "pyhanko", "pyhanko_certvalidator", "asn1crypto", "argon2", "keyring", "zwgk_desk.signing"}
SETTING = {"reportlab", "PIL", "docxtpl", "jinja2", "pypdfium2", "zwgk_desk.documents.setting.layout", "zwgk_desk.documents.writers"}
READING = {"docx", "lxml", "pypdf"}
WORDS = {"rjieba", "opencc", "rapidfuzz"}
WINDOW = {"PySide6", "shiboken6", "ui"}
ALL = STORE | SERVER | SIGNING | SETTING | READING | WORDS | WINDOW


def loaded(*arguments: object, **environ: str) -> set[str]:
    """The modules that are there when a command has done its work."""
    bare = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "ZWGK_DATABASE")}
    given = json.dumps([str(argument) for argument in arguments])
    done = subprocess.run([sys.executable, "-c", RUN, given], capture_output=True, check=False, env={**bare, **environ}, cwd=ROOT, timeout=300)
    assert done.returncode == 0, done.stderr.decode("utf-8")
    status, modules = json.loads(done.stderr.decode("utf-8").splitlines()[-1])
    assert status in (0, 1), done.stderr.decode("utf-8")
    return set(modules)


def absent(unwanted: set[str], modules: set[str]) -> None:
    """None of these packages is among the modules, nor anything in them."""
    there = {module for module in modules for package in unwanted if module == package or module.startswith(f"{package}.")}
    assert not there


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return write_case(tmp_path / "case", complete(IssuingAuthority.GOVERNMENT, date(2026, 11, 2)))


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "policy.md"
    path.write_bytes((ROOT / "resources" / "sample" / "policy.md").read_bytes())
    return path


def test_help_loads_nothing_but_the_help() -> None:
    modules = loaded("--help")
    absent(ALL | {"zwgk_desk.desk", "zwgk_desk.packet", "zwgk_desk.rules", "zwgk_desk.assist", "zwgk_desk.documents"}, modules)
    assert {m for m in modules if m.startswith("zwgk_desk.cli.")} == {"zwgk_desk.cli.run", "zwgk_desk.cli.status", "zwgk_desk.cli.streams"}


def test_the_help_of_a_command_loads_that_command_alone() -> None:
    for name in COMMANDS:
        modules = loaded(name, "--help")
        others = {f"zwgk_desk.cli.{other}" for other in COMMANDS if other != name}
        assert f"zwgk_desk.cli.{name}" in modules
        absent(others | WINDOW, modules)


def test_checking_a_folder_loads_neither_database_nor_signing(case: Path, text: Path) -> None:
    absent(STORE | SERVER | SIGNING | SETTING | WORDS | WINDOW | {"filelock", "tempfile"}, loaded("check", case))
    for part in case.glob("*.docx"):
        (case / f"{part.stem}.md").write_bytes(text.read_bytes())
    told = (case / "bundle.toml").read_text(encoding="utf-8").replace(".docx", ".md")
    (case / "bundle.toml").write_text(told, encoding="utf-8")
    absent(ALL, loaded("check", case))  # texts need no library for Word either


def test_checking_beside_an_office_loads_its_database_and_no_driver_of_another(case: Path, tmp_path: Path) -> None:
    (tmp_path / "office").mkdir()
    open_sqlite(tmp_path / "office" / DATABASE).release()
    modules = loaded("check", case, "--data", tmp_path / "office")
    assert "peewee" in modules
    absent(SERVER | SIGNING | SETTING | WORDS | WINDOW, modules)


def test_postgresql_is_loaded_where_it_is_asked_for() -> None:
    code = (
        "import sys, zwgk_desk.store.store; before = 'psycopg' in sys.modules; import zwgk_desk.store.postgresql as server;"
        "server.postgresql_database('postgresql://nobody@nowhere/x'); print(before, 'psycopg' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    assert done.stdout.split() == [b"False", b"True"]


def test_reading_reviewing_and_drafting_load_neither_database_nor_signing_nor_setting(text: Path, tmp_path: Path) -> None:
    absent(STORE | SERVER | SIGNING | SETTING | READING | WINDOW | {"filelock"}, loaded("assist", text))
    absent(STORE | SERVER | SIGNING | SETTING | READING | WINDOW | {"filelock"}, loaded("review", text))
    absent(STORE | SERVER | SIGNING | SETTING | READING | WINDOW, loaded("compare", text, text, "--out", tmp_path / "x.json"))
    absent(STORE | SERVER | SIGNING | WINDOW, loaded("compare", text, text, "--out", tmp_path / "x.docx"))


def test_a_packet_of_a_folder_is_set_without_database_and_signing(case: Path, tmp_path: Path) -> None:
    absent(STORE | SERVER | SIGNING | WINDOW | {"http", "ssl"}, loaded("packet", case, "--out", tmp_path / "out"))


def test_verifying_loads_signing_and_neither_database_nor_setting(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK")
    modules = loaded("verify", tmp_path / "x.zip")
    assert "cryptography" in modules
    absent(STORE | SERVER | WINDOW | {"argon2", "keyring", "docxtpl", "reportlab", "rjieba"}, modules)


def test_the_program_is_looked_through_without_a_database_where_there_is_none(tmp_path: Path) -> None:
    absent(SERVER | WINDOW, loaded("doctor", "--data", tmp_path / "nowhere"))


def test_opening_an_office_loads_what_sign_in_needs(office: Office) -> None:
    code = (
        "import sys; from pathlib import Path; from zwgk_desk.desk.office import open_office\n"
        "open_office(Path(sys.argv[1]), {}).release(); print('\\n'.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(Path(office.place).parent)], capture_output=True, check=True, cwd=ROOT)
    absent(SERVER | SETTING | READING | WORDS | WINDOW | {"keyring", "pyhanko", "asn1crypto"}, set(done.stdout.decode("utf-8").split()))
