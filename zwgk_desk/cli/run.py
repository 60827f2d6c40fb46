"""Reads the command line, and reports errors as the contract has it: one Chinese line on standard error, no traceback."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, Protocol

from .. import __version__
from ..late import late
from ..model.errors import DeskError
from .status import FAILED
from .streams import speak_utf8

if TYPE_CHECKING:
    from . import assist, backup, check, common, compare, demo, doctor, packet, restore, review, verify
else:
    assist = late("zwgk_desk.cli.assist")
    backup = late("zwgk_desk.cli.backup")
    check = late("zwgk_desk.cli.check")
    common = late("zwgk_desk.cli.common")
    compare = late("zwgk_desk.cli.compare")
    demo = late("zwgk_desk.cli.demo")
    doctor = late("zwgk_desk.cli.doctor")
    packet = late("zwgk_desk.cli.packet")
    restore = late("zwgk_desk.cli.restore")
    review = late("zwgk_desk.cli.review")
    verify = late("zwgk_desk.cli.verify")

Pictures = Callable[[Path, Path], list[Path]]

COLLECTED_AFTER = (50_000, 20, 50)
"""Allocations between two runs of Python's cyclic garbage collector while a command runs (`gc.set_threshold`): a command lives for seconds and
leaves little garbage, and the default threshold cost a tenth of its time."""


class CommandModule(Protocol):
    """The interface of a command's module."""

    def add(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's arguments to its parser."""

    def run(self, given: argparse.Namespace, context: common.Context) -> int:
        """Run the command; return the exit status.

        Raises:
            DeskError: the input or the set-up cannot be used.
        """


class Command(NamedTuple):
    """A command: its line in `--help`, and its module, which is imported only when the command is asked for."""

    help: str
    module: CommandModule


COMMANDS = {
    "demo": Command("用示例办公室走一遍全过程：起草、声明、审查、审签、报送、一次退文和补正、报送包、核验", demo),
    "check": Command("检查文件包会不会被退文", check),
    "packet": Command("由文件包文件夹生成各件的 DOCX、PDF 和装订成册的报送包", packet),
    "verify": Command("核验报送包：是否完整、有没有改动、谁签的名", verify),
    "compare": Command("对照新旧两个版本，生成新旧政策对照表", compare),
    "assist": Command("从政策文稿里找解读九要素的出处", assist),
    "review": Command("审读政策文稿；给出解读材料的，逐项核对它与政策文稿是否一致", review),
    "backup": Command("把本办公室的数据库备份成一个文件，有人在用也可以做，做完试着恢复一遍", backup),
    "restore": Command("从备份恢复本办公室的数据库，被替换的另存一份", restore),
    "doctor": Command("检查程序文件和本办公室的数据库", doctor),
}


class _Parser(argparse.ArgumentParser):
    """An argument parser that complains in Chinese, in one line."""

    def error(self, message: str) -> NoReturn:
        """Print the error in Chinese and exit with the contract's status, where argparse would print its usage in English."""
        print(f"命令写法有误：{message}。用 --help 看写法。", file=sys.stderr)
        sys.exit(FAILED)


class _CommandParser(_Parser):
    """The parser of one command, which imports the command's module for its arguments only when the command is asked for."""

    def __init__(self, module: CommandModule, **given: Any) -> None:
        """Build the parser; `module` is the command's, the other arguments are those of argparse."""
        super().__init__(**given)
        self._module = module

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Add the command's arguments, then parse: argparse calls this for the command on the command line, and for no other."""
        gc.set_threshold(*COLLECTED_AFTER)
        self._module.add(self)
        return super().parse_known_args(args, namespace)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="main.py", description="政务公开工作台。不带命令时打开窗口。")
    parser.add_argument("--version", action="version", version=__version__)
    _add_data(parser)
    commands = parser.add_subparsers(dest="command", parser_class=_CommandParser, metavar="命令")
    for name, command in COMMANDS.items():
        _add_data(commands.add_parser(name, help=command.help, description=command.help, module=command.module), default=argparse.SUPPRESS)
    return parser


def _add_data(parser: argparse.ArgumentParser, default: object = None) -> None:
    parser.add_argument("--data", type=Path, default=default, metavar="DIR", help="数据文件夹（也可用环境变量 ZWGK_DATA）")


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line without the program's name: `command` is None where the window is to be opened, `data` the data folder."""
    speak_utf8()
    try:
        return _parser().parse_args(arguments)
    except ImportError as error:  # the command's own modules are imported once it is known which one it is
        print(_incomplete(error), file=sys.stderr)
        sys.exit(FAILED)


def run(given: argparse.Namespace, pictures: Pictures) -> int:
    """Run the command that was parsed, and turn its errors into the contract's messages.

    Args:
        given: the parsed command line.
        pictures: draws the main windows into a folder, over a data folder with the sample office; `demo` needs it, and it comes from above since
            commands know no window.

    Returns:
        The exit status.
    """
    try:
        status = COMMANDS[given.command].module.run(given, common.Context(given.data, os.environ, pictures))
        print(end="", flush=True)  # here, where it can be told in words that it could not be written
        return status
    except DeskError as error:
        print(" ".join(str(error).split()), file=sys.stderr)
    except ImportError as error:  # what few tasks need is imported when it is first used
        print(_incomplete(error), file=sys.stderr)
    except KeyboardInterrupt:
        print("已中断，没有留下写了一半的文件。", file=sys.stderr)
    except MemoryError:
        print("内存不足，没有完成，没有留下写了一半的文件。请关闭其他程序或减小文件后重试。", file=sys.stderr)
    return FAILED


def _incomplete(error: ImportError) -> str:
    """What is said where the installation lacks something."""
    return f"程序文件不全：{error.name or ' '.join(str(error).split())} 缺少或不能用。已保存的内容没有丢失，请重新安装。"
