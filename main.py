"""政务公开工作台. Without arguments: the window. With a command: the command line, without a window and without a display."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path


def _pictures(folder: Path, data: Path) -> list[Path]:
    """The pictures of the main windows over a data folder with the sample office, for `demo`; drawn without a display."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.window.pictures import draw_all

    return draw_all(folder, data)


def main(arguments: list[str]) -> int:
    """Run the program.

    Args:
        arguments: the command line without the program's name.

    Returns:
        The exit status: 0 yes or done, 1 no, 2 the input or the set-up cannot be used.
    """
    from zwgk_desk.cli.run import read_arguments, run

    given = read_arguments(arguments)
    if given.command:
        return run(given, pictures=_pictures)
    from ui.window.app import open_window

    return open_window(given.data)


if __name__ == "__main__":
    status = main(sys.argv[1:])
    gc.freeze()  # the process ends: to look for garbage in all that it holds would take a twentieth of a command's time
    sys.exit(status)
