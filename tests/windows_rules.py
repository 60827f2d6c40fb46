"""Windows' rules about files, imitated on a system that knows none of them.

With the folder tests/as_on_windows and the checkout on PYTHONPATH, Python keeps them from its first moment, and so does Python that it starts;
tests/test_windows_rules.py runs tests so. What is imitated:

- a file that this process has open cannot be replaced, renamed or deleted, nor can a folder above it be renamed;
- names that Windows does not take, two names that differ only in case, and paths beyond 260 characters cannot be made;
- texts are in cp936 with CR LF where nothing else is said, and the house's own code must say it;
- no symbolic links, pipes, modes, forks, /proc, nor bounds on a process; a file that may only be read can be neither written nor deleted.

What cannot be imitated: backslashes, a name found in whatever case, and handles of other processes.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from typing import Any

ENCODING = "cp936"
LONGEST = 259
LONGEST_FOLDER = 247
TEMP = r"C:\Users\twenty-characters-xx\AppData\Local\Temp"
"""Where Windows has the folder for what is passing; its paths are that much longer than here."""

TEMP_HERE = tempfile.gettempdir()

FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]')
RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?: *\..*)?", re.IGNORECASE)
ABSENT = ("/proc/", "/dev/", "/etc/", "/sys/")
PRESENT = ("/dev/null", "/dev/urandom", "/etc/ld.so", "/etc/localtime", "/etc/fonts", "/etc/mime.types", "/etc/ssl")
"""Of these the libraries beneath have their own on Windows."""

GONE = ("mkfifo", "mknod", "fork", "forkpty", "getuid", "getegid", "getgid", "setsid", "killpg", "sync", "chown", "lchown", "getpgid")
NO_MODULES = ("resource", "fcntl", "pwd", "grp", "termios")

_listdir, _readlink, _stat, _lstat, _access = os.listdir, os.readlink, os.stat, os.lstat, os.access
_open, _os_open, _mkdir, _chmod = builtins.open, os.open, os.mkdir, os.chmod
_replace, _rename, _unlink, _rmdir = os.replace, os.rename, os.unlink, os.rmdir
_start = subprocess.Popen.__init__


class NotOnWindows(AssertionError):
    """What the code does here would go otherwise there, without an error that it could meet."""


def _refusal(number: int, winerror: int, words: str, path: object) -> OSError:
    error = OSError(number, words, str(path))
    error.winerror = winerror  # type: ignore[attr-defined]
    return error


def _text(path: Any) -> str | None:
    """The whole path as text; None for a descriptor."""
    if isinstance(path, int):
        return None
    return os.path.abspath(os.fsdecode(os.fspath(path)))


def _place(path: Any) -> str | None:
    """The path with every link on the way followed, but not the last."""
    text = _text(path)
    return None if text is None else os.path.join(_real(os.path.dirname(text)), os.path.basename(text))


def _real(folder: str) -> str:
    try:
        return os.path.realpath(folder)
    except OSError:
        return folder


def open_files() -> Iterator[str]:
    """Every file that this process has open, or has mapped into its memory."""
    for descriptor in _listdir("/proc/self/fd"):
        try:
            place = _readlink(f"/proc/self/fd/{descriptor}")
        except OSError:
            continue
        if place.startswith("/") and not os.path.isdir(place):
            yield place
    with _open("/proc/self/maps", encoding="utf-8", errors="surrogateescape") as lines:
        yield from {line.split(maxsplit=5)[5].rstrip("\n") for line in lines if line.count(" /")}


def _refuse_if_held(path: Any, given: object) -> None:
    """Raise what Windows raises where this process holds a file, or one below a folder."""
    place = _place(path)
    for held in open_files() if place is not None else ():
        if held == place or held.startswith(f"{place}/"):
            raise _refusal(errno.EACCES, 32, f"另一个程序正在使用此文件，进程无法访问。（{held}）", given)
    if place is not None and f"{os.getcwd()}/".startswith(f"{place}/"):
        raise _refusal(errno.EACCES, 32, "另一个程序正在使用此文件，进程无法访问。（当前文件夹）", given)


def _refuse_if_read_only(path: Any) -> None:
    try:
        found = _lstat(path)
    except OSError:
        return
    if stat.S_ISREG(found.st_mode) and not found.st_mode & stat.S_IWUSR:
        raise _refusal(errno.EACCES, 5, "拒绝访问。", path)


def _refuse_if_no_name(path: Any) -> None:
    """Raise where a path can be nothing on Windows, not even looked for."""
    text = _text(path)
    if text is not None and any(FORBIDDEN.search(part) for part in text.split("/")):
        raise _refusal(errno.EINVAL, 123, "文件名、目录名或卷标语法不正确。", path)


def _refuse_if_absent(path: Any) -> None:
    text = _text(path)
    if text is not None and f"{text}/".startswith(ABSENT) and not text.startswith(PRESENT):
        raise _refusal(errno.ENOENT, 3, "系统找不到指定的路径。", path)


def _refuse_to_make(path: Any, longest: int = LONGEST) -> None:
    """Raise where Windows would not make a file or folder, or where another would be meant by the name."""
    text = _text(path)
    if text is None or text.startswith(PRESENT):
        return
    if f"{text}/".startswith(ABSENT):
        raise NotOnWindows(f"{text} would be made on Windows")
    _refuse_if_no_name(path)
    for part in text.split("/"):
        if RESERVED.fullmatch(part) or (part and part.rstrip(" .") != part):
            raise _refusal(errno.EINVAL, 123, "文件名、目录名或卷标语法不正确。", path)
    length = len(text.encode("utf-16-le")) // 2 + (max(0, len(TEMP) - len(TEMP_HERE)) if text.startswith(TEMP_HERE) else 0)
    if length > longest:
        raise _refusal(errno.ENOENT, 206, f"文件名或扩展名太长。（{length}）", path)
    _refuse_other_case(text, path)


def _refuse_other_case(text: str, given: object) -> None:
    folder, name = os.path.split(text)
    try:
        beside = _listdir(folder)
    except OSError:
        return
    if name not in beside and any(other.casefold() == name.casefold() for other in beside):
        raise _refusal(errno.EEXIST, 183, "当文件已存在时，无法创建该文件。", given)


def _moving(move: Callable[..., None], over: bool) -> Callable[..., None]:
    """A renaming function: over what is there already, or not."""

    def moved(src: Any, dst: Any, **options: Any) -> None:
        _refuse_if_held(src, src)
        _refuse_to_make(dst)
        if os.path.lexists(dst) and _place(src) != _place(dst):
            if not over:
                raise _refusal(errno.EEXIST, 183, "当文件已存在时，无法创建该文件。", dst)
            if os.path.isdir(dst):
                raise _refusal(errno.EACCES, 5, "拒绝访问。", dst)
            _refuse_if_held(dst, dst)
            _refuse_if_read_only(dst)
        move(src, dst, **options)

    return moved


def _delete(path: Any, *, dir_fd: int | None = None) -> None:
    if dir_fd is None:
        _refuse_if_held(path, path)
        _refuse_if_read_only(path)
    _unlink(path, dir_fd=dir_fd)


def _delete_folder(path: Any, *, dir_fd: int | None = None) -> None:
    if dir_fd is None:
        _refuse_if_held(path, path)
    _rmdir(path, dir_fd=dir_fd)


def _make_folder(path: Any, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
    _refuse_to_make(path, LONGEST_FOLDER)
    _mkdir(path, dir_fd=dir_fd)


def _change_mode(path: Any, mode: int, **options: Any) -> None:
    """Only whether a file may be written to is changed."""
    if not os.path.isdir(path):
        _chmod(path, 0o666 if mode & stat.S_IWUSR else 0o444, **options)


def _no_link(src: Any, dst: Any, target_is_directory: bool = False, **options: Any) -> None:
    raise _refusal(errno.EINVAL, 1314, "客户端没有所需的特权。", dst)


def _looking(look: Callable[..., os.stat_result]) -> Callable[..., os.stat_result]:
    def looked(path: Any, **options: Any) -> os.stat_result:
        _refuse_if_no_name(path)
        _refuse_if_absent(path)
        return look(path, **options)

    return looked


def _refuse_to_open(path: Any, makes: bool, writes: bool) -> None:
    if isinstance(path, int):
        return
    if makes and not os.path.lexists(path):
        _refuse_to_make(path)
    _refuse_if_no_name(path)
    _refuse_if_absent(path)
    if os.path.isdir(path):
        raise _refusal(errno.EACCES, 5, "拒绝访问。", path)
    if writes:
        _refuse_if_read_only(path)


def _open_descriptor(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
    if dir_fd is None and not flags & (os.O_PATH | os.O_TMPFILE):
        _refuse_to_open(path, bool(flags & os.O_CREAT), bool(flags & (os.O_WRONLY | os.O_RDWR)))
    return _os_open(path, flags, 0o666, dir_fd=dir_fd)


def _open_file(
    file: Any, mode: str = "r", buffering: int = -1, encoding: str | None = None, errors: str | None = None,
    newline: str | None = None, closefd: bool = True, opener: Any = None,
) -> Any:  # fmt: skip
    if opener is None:
        _refuse_to_open(file, bool(set(mode) & set("wax")), bool(set(mode) & set("wax+")))
    if "b" not in mode and encoding in (None, "locale"):
        if encoding is None:
            _warn_of_no_encoding()
        encoding = ENCODING
    if "b" not in mode and newline is None and set(mode) & set("wax") and "+" not in mode:
        newline = "\r\n"
    return _open(file, mode, buffering, encoding, errors, newline, closefd, opener)


def _warn_of_no_encoding(*passed_over: str) -> None:
    """Where Python was asked to warn of it: a text's encoding was left open by whoever called a file of the standard library."""
    if sys.flags.warn_default_encoding:
        level, frame = 3, sys._getframe(2)
        while frame.f_back is not None and frame.f_code.co_filename in passed_over:
            level, frame = level + 1, frame.f_back
        warnings.warn("'encoding' argument not specified", EncodingWarning, stacklevel=level)


def _output_encoding() -> str:
    """Output that is wanted as text comes in the system's encoding."""
    _warn_of_no_encoding(subprocess.__file__, __file__)
    return ENCODING


def _started(self: Any, args: Any, *others: Any, **options: Any) -> None:
    for name in ("preexec_fn", "pass_fds", "start_new_session"):
        if options.get(name):
            raise ValueError(f"{name} is not supported on Windows platforms")
    _start(self, args, *others, **options)


def impose() -> None:
    """Have this process keep Windows' rules from now on."""
    import filelock  # noqa: F401  needs what is taken away below; on Windows it has its own

    builtins.open = io.open = _open_file
    os.open, os.mkdir, os.chmod, os.symlink = _open_descriptor, _make_folder, _change_mode, _no_link  # type: ignore[assignment]
    os.replace, os.rename = _moving(_replace, over=True), _moving(_rename, over=False)
    os.unlink = os.remove = _delete
    os.rmdir = _delete_folder
    os.stat, os.lstat = _looking(_stat), _looking(_lstat)  # type: ignore[assignment]
    subprocess.Popen.__init__ = _started  # type: ignore[method-assign]
    subprocess._text_encoding = _output_encoding  # type: ignore[attr-defined]
    shutil._use_fd_functions = False  # type: ignore[attr-defined]
    for name in GONE:
        if hasattr(os, name):
            delattr(os, name)
    for name in NO_MODULES:
        sys.modules[name] = None  # type: ignore[assignment]
