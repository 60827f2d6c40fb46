"""What the window remembers on this workstation between two starts: its place, the columns' widths, the look. Nothing of the office's."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from zwgk_desk.desk.common.data_folder import WINDOW_STATE, prepare_window_state

LOOK, SYSTEM = "look", "system"
LOOKS = {SYSTEM: "跟随系统", "light": "浅色", "dark": "深色"}
"""The looks by the names under which the choice is kept."""


class WindowState:
    """Remembers values by name. A file that cannot be written is no failure: the next window then begins with the defaults."""

    def __init__(self, folder: Path | None) -> None:
        """Keep the state in a file of the data folder; None keeps nothing."""
        self._folder = folder
        self._kept = QSettings(str(folder / WINDOW_STATE), QSettings.Format.IniFormat) if folder is not None else None

    def text(self, name: str, default: str = "") -> str:
        """Return a kept text; empty where none was."""
        value = self._kept.value(name, default) if self._kept is not None else default
        return value if isinstance(value, str) else default

    def keep_text(self, name: str, value: str) -> None:
        """Keep a text."""
        self._keep(name, value)

    def state(self, name: str) -> QByteArray:
        """Return a kept state, as Qt's saveState gave it; empty where none was."""
        value = self._kept.value(name) if self._kept is not None else None
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_state(self, name: str, value: QByteArray) -> None:
        """Keep a state, as Qt's saveState gives it: columns' widths, a splitter's, the window's place."""
        self._keep(name, value)

    def _keep(self, name: str, value: str | QByteArray) -> None:
        if self._kept is not None and self._folder is not None:
            prepare_window_state(self._folder)
            self._kept.setValue(name, value)

    def finish(self) -> None:
        """Write what was kept to the disk."""
        if self._kept is not None:
            self._kept.sync()
