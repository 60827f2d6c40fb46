"""How a line of the list is drawn: the title, and below it the sentence in which the words were found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from zwgk_desk.model.place import Area, BundlePlace
from zwgk_desk.model.search import FoundLine, Hit
from zwgk_desk.model.terms import PartKind

from ..look import theme, tokens
from ..shared.bundle_list_model import ALARM, FOUND, TITLE

Index = QModelIndex | QPersistentModelIndex
MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def place_name(place: str) -> str:
    """Return what people call the place of a bundle that a hit names."""
    found = BundlePlace.parse(place)
    if found.slot is None:
        return "标题" if found.area is Area.BUNDLE else ""
    return "意见说明" if found.slot.kind is PartKind.OPINIONS_ACCOUNT else found.slot.kind.label


AFTER_PIXELS = 40
"""Pixels that stay free for what follows the words that were found."""


class LineDelegate(QStyledItemDelegate):
    """Draws the cells of the list; below a title, the sentence with the words that were found."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell."""
        look, found = theme.now(), index.data(FOUND)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(look.chosen))
        alarm = bool(index.data(ALARM))
        font = QFont(option.font)
        font.setBold(index.column() == TITLE or alarm)
        painter.setFont(font)
        painter.setPen(QColor(look.red if alarm else look.ink if index.column() == TITLE else look.quiet))
        box = option.rect.adjusted(tokens.GAP, 0, -tokens.GAP // 2, 0)
        hits = found.hits if index.column() == TITLE else ()
        if hits:
            box = QRect(box.left(), box.top() + 5, box.width(), box.height() // 2 - 4)
        text = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, MIDDLE, text)
        if hits:
            self._paint_hit(painter, option, hits[0])
        painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus and index.column() == TITLE:
            painter.save()
            painter.setPen(QColor(look.focus))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
            painter.restore()

    def _paint_hit(self, painter: QPainter, option: QStyleOptionViewItem, hit: Hit) -> None:
        """Draw the sentence with the found words highlighted, and underlined too, since colour alone must not tell anything (WCAG 2.1, 1.4.1)."""
        look, metrics = theme.now(), QFontMetrics(option.font)
        top, bottom = option.rect.center().y() + 2, option.rect.bottom() - 4
        left, right = option.rect.left() + tokens.GAP, option.rect.right() - tokens.GAP // 2
        underlined = QFont(option.font)
        underlined.setUnderline(True)
        place = f"{place_name(hit.place)}："
        after = min(metrics.horizontalAdvance(hit.after), AFTER_PIXELS)
        room = right - left - metrics.horizontalAdvance(place) - metrics.horizontalAdvance(hit.words) - after
        before = metrics.elidedText(hit.before, Qt.TextElideMode.ElideLeft, max(0, room))  # the found words stay in sight in a narrow column
        pieces = ((place, False), (before, False), (hit.words, True), (hit.after, False))
        for text, lit in pieces:
            if left >= right:
                return
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, right - left)
            box = QRect(left, top, metrics.horizontalAdvance(shown), bottom - top)
            if lit:
                painter.fillRect(box, QColor(look.amber_pale))
            painter.setFont(underlined if lit else option.font)
            painter.setPen(QColor(look.ink if lit else look.quiet))
            painter.drawText(box, MIDDLE, shown)
            left = box.right() + 1


def has_hits(lines: Sequence[FoundLine]) -> bool:
    """Return whether sentences are to be shown below the titles."""
    return any(found.hits for found in lines)
