"""The core under Windows' rules, imitated: what opens, replaces, names and deletes files does nothing that Windows would refuse."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BEGINS = ROOT / "tests" / "as_on_windows"
"""Python that begins with this folder on its path keeps the rules."""

CORE = [
    "tests/packet",
    "tests/store/test_store.py",
    "tests/store/test_migrations.py",
    "tests/desk/test_external_editing.py",
    "tests/desk/test_main_job.py::test_the_packet_is_exactly_what_was_signed",
    "tests/documents/test_readers.py",
    "tests/documents/test_writers.py",
    "tests/cli/test_main_job.py::test_the_same_case_gives_the_same_packet",
]
LEFT_OUT = "not postgresql and not through_the_suite and not real_suite and not any_bundle and not whichever"
"""Servers, other programs, properties that touch no file, and what is done hundreds of times, which the imitation makes slow."""

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="the rules are imitated by what Linux tells of open files")


def under_the_rules(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run Python as on Windows, its output in the code page of China."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(BEGINS), str(ROOT), os.environ.get("PYTHONPATH", "")]),
        "PYTHONIOENCODING": "cp936",
    }
    command = [sys.executable, "-X", "warn_default_encoding", *arguments]
    return subprocess.run(
        command, capture_output=True, encoding="cp936", errors="replace", check=False, cwd=ROOT, env={**environment, **more}, timeout=600
    )


REFUSED = {
    "a file that is open is deleted": "open('a', 'wb'); f = open('b', 'wb'); import os; os.unlink('b')",
    "a file that is open is replaced": "open('a', 'wb').close(); f = open('b', 'wb'); import os; os.replace('a', 'b')",
    "a folder with an open file is renamed": "import os; os.mkdir('d'); f = open('d/a', 'wb'); os.rename('d', 'e')",
    "an open database is deleted": "import os, sqlite3; d = sqlite3.connect('x'); d.execute('create table t (a)'); os.remove('x')",
    "a folder with an open file is cleared away": "import os, shutil; os.mkdir('d'); f = open('d/a', 'wb'); shutil.rmtree('d')",
    "a colon": "open('a:b', 'wb')",
    "a device": "open('NUL.txt', 'wb')",
    "a blank at the end": "import os; os.mkdir('a ')",
    "another case": "open('a', 'wb').close(); open('A', 'wb')",
    "too long a path": "import os; os.makedirs('/'.join(['long' * 20] * 4))",
    "a link": "import os; os.symlink('a', 'b')",
    "a file that may only be read is deleted": "import os; open('a', 'wb').close(); os.chmod('a', 0o444); os.unlink('a')",
}


@pytest.mark.parametrize("what", REFUSED)
def test_the_rules_hold(what: str, tmp_path: Path) -> None:
    code = (
        f"import os; os.chdir({str(tmp_path)!r})\ntry:\n    exec({REFUSED[what]!r})\nexcept OSError as error:\n    print('refused', error.winerror)"
    )
    done = under_the_rules("-c", code)
    assert done.stdout.startswith("refused"), done.stdout + done.stderr


def test_text_is_in_the_code_page_of_china_unless_something_else_is_said(tmp_path: Path) -> None:
    code = f"open({str(tmp_path / 'a')!r}, 'w').write('中\\n')"
    assert under_the_rules("-c", code).returncode == 0
    assert (tmp_path / "a").read_bytes() == "中\r\n".encode("cp936")


def test_the_core_passes_under_the_rules(tmp_path: Path) -> None:
    folder = tmp_path / "t"  # no longer than on Windows, where paths are short of room
    warned = "filterwarnings=error::EncodingWarning:(zwgk_desk|ui|tests)"
    done = under_the_rules("-m", "pytest", "-p", "no:cacheprovider", f"--basetemp={folder}", "-o", warned, "--tb=short", "-k", LEFT_OUT, *CORE)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
