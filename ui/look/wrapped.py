"""Rows of a list or tree that are as high as their text needs, so that no sentence is cut off."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

MARK = 34
"""Pixels beside the text: the box to tick, and space."""

PADDING_PIXELS = 6


class WrappedRows(QStyledItemDelegate):
    """Gives each row the height of its wrapped text."""

    def __init__(self, view: QTreeView) -> None:
        """Wrap the rows of `view`, whose width they depend on."""
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the row's size, with the height of its wrapped text."""
        depth = 2 if index.parent().isValid() else 1
        width = max(80, self._view.viewport().width() - depth * self._view.indentation() - MARK)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        height = option.fontMetrics.boundingRect(0, 0, width, 10_000, flags, text).height()
        return QSize(width, height + PADDING_PIXELS)
