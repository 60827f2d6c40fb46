"""A machine without time zones of its own, as Windows and bare servers are: the package in the requirements has them.
The whole of `demo` runs in the same way in tests/cli/test_main_job.py."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIGN = "import zoneinfo; assert zoneinfo.TZPATH == (); import zwgk_desk.signing.pades; print(zoneinfo.ZoneInfo('Europe/Brussels'))"


def test_what_signs_loads_without_the_system_s_zones() -> None:
    environment = {**os.environ, "PYTHONTZPATH": "", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", SIGN], capture_output=True, encoding="utf-8", check=False, env=environment, cwd=ROOT)
    assert (done.returncode, done.stdout.strip()) == (0, "Europe/Brussels"), done.stderr[-2000:]


def test_the_folder_that_is_handed_out_has_the_zones_with_it() -> None:
    text = (ROOT / "build_spec" / "zwgk_desk.spec").read_text(encoding="utf-8")
    assert 'collect_data_files("tzdata")' in text and 'collect_submodules("tzdata")' in text
