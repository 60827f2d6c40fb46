"""The help of a page: what it is for, what to do first, which keys there are. F1 opens it, F1 or Esc goes back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTextBrowser

from zwgk_desk.places import resources

from ..look import kit
from ..shared.host import Address, Host
from ..shared.page import Page
from .tour import has_tour

FOLDER = "help"
"""Folder below resources/ with a Markdown file for each page, by the page's name; an office may add to it."""


class HelpPage(Page):
    """Shows a Markdown file for each page.

    Signals:
        tour_wanted: the first steps are to be shown once more.
        closed: the page that was shown before is wanted again.
    """

    tour_wanted = Signal()
    closed = Signal()

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._about = ""
        self.text = QTextBrowser()
        self.text.setObjectName("help-text")
        self.text.setAccessibleName("帮助")
        self.text.document().setDocumentMargin(24)
        self.back = kit.button("回到刚才的页面（Esc）", self.go_back, "primary", "help-back")
        self.tour = kit.button("三分钟入门", self.tour_wanted.emit, name="take-tour")
        bar = kit.row(kit.label("帮助", "title", wrap=False), None, self.tour, self.back)
        layout = kit.column(bar, self.text)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        QShortcut(QKeySequence("Esc"), self, self.go_back)

    def open(self, to: Address) -> None:
        """Show the help of the page that `to.where` names."""
        self._about = to.where or self._about
        try:
            text = (resources() / FOLDER / f"{self._about}.md").read_text(encoding="utf-8")
        except (OSError, UnicodeError):
            text = "这一页的帮助文件不见了。程序别的地方不受影响，请管理员检查程序文件。"
        self.text.setMarkdown(text)
        self.tour.setVisible(has_tour(self.host))

    def take_focus(self) -> None:
        """Put the keyboard where work on this page begins."""
        self.text.setFocus()

    def go_back(self) -> None:
        """Go back to the page that the help is about."""
        self.closed.emit()
