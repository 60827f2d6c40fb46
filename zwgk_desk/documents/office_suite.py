"""LibreOffice on this machine, for the formats that only an office suite can open."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from ..model.errors import UnreadableFile

SECONDS = 120
PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/opt/libreoffice/program/soffice",
    "/usr/lib/libreoffice/program/soffice",
)


def find_suite() -> Path | None:
    """Return the path of LibreOffice's program; None where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return Path(found)
    return next((Path(place) for place in PLACES if Path(place).is_file()), None)


def convert_to_docx(suite: Path, content: bytes, suffix: str) -> bytes:
    """Convert a document to .docx by the suite, in a profile of its own, so that neither a user's settings nor macros take effect.

    Args:
        suite: the suite's program.
        content: the document.
        suffix: the ending that tells the suite its format, with its dot.

    Raises:
        UnreadableFile: the suite cannot convert it, or takes too long.
    """
    with tempfile.TemporaryDirectory(prefix="zwgk-suite-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, out = folder / f"document{suffix}", folder / "out"
        source.write_bytes(content)
        command = [
            str(suite), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck", "--nodefault",
            "--convert-to", "docx", "--outdir", str(out), str(source),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, env=_environment(folder), creationflags=no_window())
            return (out / "document.docx").read_bytes()
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile(f"用 LibreOffice 转换超过 {SECONDS} 秒，没有打开", "请用 Word 或 WPS 另存为 .docx 后重新放入") from error
        except OSError as error:
            raise UnreadableFile("不能转换，可能加了密码或已经损坏", "请用 Word 或 WPS 打开确认，另存为 .docx 后重新放入") from error


def _environment(folder: Path) -> dict[str, str]:
    """Return an environment without a display, and with a home folder that is thrown away afterwards."""
    kept = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return kept if sys.platform == "win32" else {**kept, "HOME": str(folder)}


def no_window() -> int:
    """Return the arguments of subprocess that keep a console window from flashing up on Windows."""
    return int(getattr(subprocess, "CREATE_NO_WINDOW", 0))
