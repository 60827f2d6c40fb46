"""The lines of the text of 一图读懂: found by what they are on the picture, moved and left out; each step can be undone like what is typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from zwgk_desk.model.document.poster import poster_lines
from zwgk_desk.model.errors import InputError


class PosterLines:
    """The lines of a text in its editor, one of them selected."""

    def __init__(self, editor: QPlainTextEdit) -> None:
        """Work on the text of an editor."""
        self._editor = editor
        self._line = -1
        self._of_part: list[int] = []

    def select(self, part: str, entry: int) -> bool:
        """Select the line of an entry of the picture; return whether the text has it."""
        try:
            self._of_part = [number for number, name, _ in poster_lines(self._editor.toPlainText()) if name == part]
        except InputError:
            return False
        if entry >= len(self._of_part):
            return False
        self._line = self._of_part[entry]
        cursor = QTextCursor(self._block(self._line))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)
        self._editor.centerCursor()
        return True

    def can(self, act: Callable[[], None]) -> bool:
        """Return whether a line can be moved that way; a title can be neither moved nor left out."""
        place = self._of_part.index(self._line)
        if self._line == 0:
            return False
        return not ((act == self.up and place == 0) or (act == self.down and place + 1 == len(self._of_part)))

    def up(self) -> None:
        """Move the line before the one above it in its part."""
        self._exchange(self._of_part[self._of_part.index(self._line) - 1], self._line)

    def down(self) -> None:
        """Move the line behind the one below it in its part."""
        self._exchange(self._line, self._of_part[self._of_part.index(self._line) + 1])

    def leave_out(self) -> None:
        """Take the line out."""
        cursor = QTextCursor(self._block(self._line))
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.deletePreviousChar()
        cursor.endEditBlock()

    def _exchange(self, upper: int, lower: int) -> None:
        texts = [self._block(line).text() for line in (upper, lower)]
        cursor = QTextCursor(self._editor.document())
        cursor.beginEditBlock()
        for line, text in ((lower, texts[0]), (upper, texts[1])):
            cursor.setPosition(self._block(line).position())
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(text)
        cursor.endEditBlock()

    def _block(self, line: int) -> QTextBlock:
        return self._editor.document().findBlockByNumber(line)
