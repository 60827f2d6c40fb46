"""The help of a page: what it is for, what to do first, which keys there are. F1 opens it, F1 or Esc goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTextBrowser

from zwgk_desk.places import resources

from ..look import kit
from ..shared.page import Page

if TYPE_CHECKING:
    from .shell import Shell

FOLDER = "help"
"""In resources/: a Markdown file for each page, by the page's name, for an office to add to."""


class HelpPage(Page):
    """The page."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._about = ""
        self.text = QTextBrowser()
        self.text.setObjectName("help-text")
        self.text.setAccessibleName("帮助")
        self.text.document().setDocumentMargin(24)
        self.back = kit.button("回到刚才的页面（Esc）", self.go_back, "primary", "help-back")
        self.tour = kit.button("三分钟入门", self._take_tour, name="take-tour")
        bar = kit.row(kit.label("帮助", "title", wrap=False), None, self.tour, self.back)
        layout = kit.column(bar, self.text)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        QShortcut(QKeySequence("Esc"), self, self.go_back)

    def show_about(self, name: str) -> None:
        """Show the help of a page."""
        self._about = name
        try:
            text = (resources() / FOLDER / f"{name}.md").read_text(encoding="utf-8")
        except (OSError, UnicodeError):
            text = "这一页的帮助文件不见了。程序别的地方不受影响，请管理员检查程序文件。"
        self.text.setMarkdown(text)

    def arrive(self) -> None:
        self.tour.setVisible(self.shell.tour.offered)

    def _take_tour(self) -> None:
        self.shell.go("workbench")
        self.shell.tour.begin(again=True)

    def take_focus(self) -> None:
        self.text.setFocus()

    def go_back(self) -> None:
        """Go back to the page that the help is about."""
        self.shell.go(self._about)
