"""Other programs on this machine: found where they are installed and nowhere else, run in a folder of their own, ended with all that they began.

A program of the same name that lies beside somebody's documents is never run: Windows itself would look in the current folder first, and a search
path may have parts that are relative to it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model.errors import UnreadableFile

if sys.platform == "win32":
    import ctypes

SAID_CHARACTERS = 200
"""So much of what a program said is shown, at most."""


@dataclass(frozen=True)
class Ended:
    """A program that has run.

    Attributes:
        status: its exit status.
        said: the last line that it wrote, on either of its outputs; empty for none.
    """

    status: int
    said: str


def installed(folders: Iterable[str | Path], names: Sequence[str]) -> Path | None:
    """Return the first of some programs that is a file in one of some folders; None where there is none.

    Args:
        folders: where to look, in their order; what is no absolute path is passed over.
        names: file names, the wanted ones first.
    """
    for folder in map(Path, folders):
        if folder.is_absolute():
            for name in names:
                if (folder / name).is_file() and os.access(folder / name, os.X_OK):
                    return folder / name
    return None


def search_folders(environ: Mapping[str, str]) -> list[str]:
    """Return the folders of the system's search path; none on Windows, where some of them are anybody's to write into."""
    return [] if sys.platform == "win32" else environ.get("PATH", "").split(os.pathsep)


def program_folders(environ: Mapping[str, str]) -> list[Path]:
    """Return the folders into which Windows installs programs; none elsewhere."""
    if sys.platform != "win32":
        return []
    return [Path(place) for name in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)") if (place := environ.get(name, ""))]


def system_folder() -> Path | None:
    """Return Windows' own folder of programs (System32), as Windows itself says it; None elsewhere."""
    if sys.platform == "win32":
        room = ctypes.create_unicode_buffer(260)
        if ctypes.windll.kernel32.GetSystemDirectoryW(room, len(room)):
            return Path(room.value)
    return None


def run_program(command: Sequence[str], folder: Path, environ: Mapping[str, str], seconds: float) -> Ended:
    """Run a program, and end it with whatever it has begun.

    Args:
        command: the program, by its full path, and its arguments.
        folder: its current folder, which holds nothing of anybody's.
        environ: its environment.
        seconds: how long it may take.

    Raises:
        UnreadableFile: it took longer.
        OSError: it cannot be run.
    """
    apart = {"creationflags": _WINDOWS_FLAGS} if sys.platform == "win32" else {"start_new_session": True}
    with subprocess.Popen(
        command, cwd=folder, env=dict(environ), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **apart
    ) as process:
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise UnreadableFile(f"转换超过 {seconds:.0f} 秒，没有打开", "请用 Word 或 WPS 另存为 .docx 后重新放入") from error
        finally:
            _end(process)
    return Ended(process.returncode, _last_line(said))


_WINDOWS_FLAGS = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
"""No console window flashes up, and an interrupt meant for this program does not reach the other."""


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program with all its children: its group of processes, on Windows its tree."""
    if sys.platform == "win32":
        place = system_folder()
        if process.poll() is None and place is not None:
            subprocess.run([str(place / "taskkill.exe"), "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)  # the group outlives its leader
        except (ProcessLookupError, PermissionError):
            return
    process.wait()


def _last_line(said: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            lines = [line.strip() for line in said.decode(encoding).splitlines() if line.strip()]
        except UnicodeDecodeError:
            continue
        return lines[-1][:SAID_CHARACTERS] if lines else ""
    return ""
