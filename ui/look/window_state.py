"""What the window remembers on this workstation between two starts: its place, the columns' widths, the look. Nothing of the office's."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

FILE = "window.ini"
LOOK, SYSTEM = "look", "system"
LOOKS = {SYSTEM: "跟随系统", "light": "浅色", "dark": "深色"}
"""The looks by the names under which the choice is kept."""


class WindowState:
    """Remembers by name. A file that cannot be written is no failure: the window then begins as it was delivered."""

    def __init__(self, folder: Path | None) -> None:
        """Take the data folder; None remembers nothing."""
        self._kept = QSettings(str(folder / FILE), QSettings.Format.IniFormat) if folder is not None else None

    def text(self, name: str, default: str = "") -> str:
        """A text that was kept."""
        value = self._kept.value(name, default) if self._kept is not None else default
        return value if isinstance(value, str) else default

    def keep_text(self, name: str, value: str) -> None:
        """Keep a text."""
        if self._kept is not None:
            self._kept.setValue(name, value)

    def state(self, name: str) -> QByteArray:
        """A state of Qt's that was kept; empty where none was."""
        value = self._kept.value(name) if self._kept is not None else None
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_state(self, name: str, value: QByteArray) -> None:
        """Keep a state of Qt's."""
        if self._kept is not None:
            self._kept.setValue(name, value)

    def finish(self) -> None:
        """Write down what was kept."""
        if self._kept is not None:
            self._kept.sync()
