"""Running the program as a person does: another process, its output, its exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    """What came of it."""

    status: int
    out: str
    err: str

    def refused(self, *words: str) -> None:
        """Status 2, one Chinese line on standard error, nothing on standard output, no traceback."""
        assert self.status == 2, (self.out, self.err)
        assert len(self.err.strip().splitlines()) == 1, self.err
        assert "Traceback" not in self.err and self.out == ""
        assert any("\u4e00" <= c <= "\u9fff" for c in self.err)
        for word in words:
            assert word in self.err, self.err


Program = Callable[..., Ran]


@pytest.fixture
def program() -> Program:
    """Runs main.py without a display."""

    def run(*arguments: object, **environ: str) -> Ran:
        bare = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
        done = subprocess.run(
            [sys.executable, str(ROOT / "main.py"), *map(str, arguments)],
            capture_output=True, check=False, env={**bare, **environ}, cwd=ROOT.parent, timeout=300,
        )  # fmt: skip
        return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return run
