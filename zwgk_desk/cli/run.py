"""Reading the command line, and telling errors as the contract has it: one Chinese line on standard error, no traceback."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from .. import __version__
from ..model.errors import DeskError
from . import assist, check, compare, demo, doctor, packet, review, verify
from .common import FAILED, Context

COMMANDS = {
    "demo": demo,
    "check": check,
    "packet": packet,
    "verify": verify,
    "compare": compare,
    "assist": assist,
    "review": review,
    "doctor": doctor,
}
Pictures = Callable[[Path], list[Path]]


class _Parser(argparse.ArgumentParser):
    """An argument parser that complains in Chinese, in one line."""

    def error(self, message: str) -> NoReturn:
        """Print the complaint and end."""
        print(f"命令写法有误：{message}。用 --help 看写法。", file=sys.stderr)
        sys.exit(FAILED)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="main.py", description="政务公开工作台。不带命令时打开窗口。")
    parser.add_argument("--version", action="version", version=__version__)
    _add_data(parser)
    commands = parser.add_subparsers(dest="command", parser_class=_Parser, metavar="命令")
    for name, module in COMMANDS.items():
        command = commands.add_parser(name, help=module.HELP, description=module.HELP)
        _add_data(command, default=argparse.SUPPRESS)
        module.add(command)
    return parser


def _add_data(parser: argparse.ArgumentParser, default: object = None) -> None:
    parser.add_argument("--data", type=Path, default=default, metavar="DIR", help="数据文件夹（也可用环境变量 ZWGK_DATA）")


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line without the program's name, as read: `command` is None where the window is to be opened, `data` the data folder."""
    _speak_utf8()
    return _parser().parse_args(arguments)


def run(given: argparse.Namespace, pictures: Pictures) -> int:
    """Run a command.

    Args:
        given: the command line as read.
        pictures: draws the main windows into a folder; `demo` needs it, and it comes from above since commands know no window.

    Returns:
        The exit status.
    """
    try:
        return int(COMMANDS[given.command].run(given, Context(given.data, os.environ, pictures)))
    except DeskError as error:
        print(" ".join(str(error).split()), file=sys.stderr)
    except KeyboardInterrupt:
        print("已中断，没有留下写了一半的文件。", file=sys.stderr)
    except MemoryError:
        print("内存不足，没有完成，没有留下写了一半的文件。请关闭其他程序或减小文件后重试。", file=sys.stderr)
    return FAILED


def _speak_utf8() -> None:
    """JSON and messages are UTF-8 whatever the console is set to."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
