"""Standard output and error, for a reader who may leave early (`review 政策文稿.docx | head -1`) and for a disk that may be full.

Who closes the pipe has read enough: what is left is not written, the command goes on to its end, and its status is its answer. Python itself would
print a traceback, or `Exception ignored` when it flushes at exit (Python's documentation, signal, "Note on SIGPIPE").
"""

from __future__ import annotations

import errno
import io
import sys
from typing import Any

from ..model.errors import InputError

READER_LEFT = (errno.EPIPE, errno.EINVAL, errno.ESHUTDOWN)
"""What the system says of a pipe that nobody reads any more; Windows says EINVAL."""


class _Outlet(io.RawIOBase):
    """The bytes' way out. After the first that could not be written it swallows the rest, so that nothing is told twice."""

    def __init__(self, raw: Any, tells: bool) -> None:
        self._raw, self._tells = raw, tells
        self._shut = False

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return bool(self._raw.isatty())

    def fileno(self) -> int:
        return int(self._raw.fileno())

    def write(self, content: Any) -> int | None:
        if self._shut:
            return len(content)
        try:
            written: int | None = self._raw.write(content)
            return written
        except OSError as error:
            self._shut = True
            if error.errno in READER_LEFT or not self._tells:
                return len(content)
            why = error.strerror or str(error)
            raise InputError(f"结果写不出去（{why}），没有写完", "已保存的内容没有丢失，请检查磁盘空间和所写到的位置后重试") from error


def speak_utf8() -> None:
    """Switch standard output and error to UTF-8, whatever the console is set to, and let whoever reads them leave early."""
    sys.stdout, sys.stderr = _spoken(sys.stdout, tells=True), _spoken(sys.stderr, tells=False)


def _spoken(stream: Any, tells: bool) -> Any:
    """Return the stream as the program writes to it; a program without a console has none, and tests put others in their place.

    Args:
        stream: the stream.
        tells: whether a failure is told: what standard error cannot take has nowhere else to be said.
    """
    buffer = getattr(stream, "buffer", None)
    raw = getattr(buffer, "raw", buffer)
    if isinstance(raw, io.FileIO) or type(raw).__name__ == "_WindowsConsoleIO":
        outlet: Any = io.BufferedWriter(_Outlet(raw, tells))
        stream = io.TextIOWrapper(outlet, "utf-8", "backslashreplace", line_buffering=stream.line_buffering, write_through=stream.write_through)
    elif hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return stream
