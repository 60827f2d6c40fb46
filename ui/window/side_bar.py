"""The side bar: the pages that this person has, who that is, and what leaves the desk: help, locking, signing out."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from zwgk_desk.model.people import Account

from ..look import kit, theme, tokens
from ..look.icons import icon

NAMES = {
    "workbench": "工作台", "bundles": "文件包", "sign": "审签", "intake": "收文", "compare": "对照", "review": "审读", "accounts": "账号",
    "keys": "人员与密钥", "presets": "版式", "forms": "模板", "record": "记录", "verify": "核验", "settings": "设置",
}  # fmt: skip
"""The pages that have a button, in their order; the first nine of a person's have a key, Ctrl+1 to Ctrl+9."""

PAGES_WITH_KEYS = 9
WIDTH_PIXELS = 148
MARGIN_PIXELS = 14


@dataclass(frozen=True)
class SideAct:
    """An act at the foot of the side bar.

    Attributes:
        name: the button's, and its icon's.
        text: its words.
        act: what it does.
        key: the key that presses it too; empty for none.
    """

    name: str
    text: str
    act: Callable[[], object]
    key: str = ""


class SideBar(QWidget):
    """Buttons for the pages, with icons and keys, and the name of the person whose window it is."""

    def __init__(self, pages: Container[str], account: Account, sample: bool, go: Callable[[str], object], acts: tuple[SideAct, ...]) -> None:
        """Build the bar for these pages and this account; `go` opens a page, `acts` stand at the foot."""
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # else the style sheet gives a QWidget of ours no ground
        self.setFixedWidth(WIDTH_PIXELS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, MARGIN_PIXELS, 0, 12)
        layout.setSpacing(2)
        self._buttons: dict[str, QPushButton] = {}
        for name, text in NAMES.items():
            if name in pages:
                layout.addWidget(self._page_button(name, text, go))
        layout.addStretch(1)
        words = f"{account.display_name}\n{'、'.join(role.label for role in account.roles)}\n{account.unit}"
        for said in (words, *(("示例办公室",) if sample else ())):
            layout.addWidget(_line(said))
        for act in acts:
            made = kit.button(act.text, act.act, "side", act.name)
            _draw(made, act.name)
            if act.key:
                _give_key(made, act.key)
            layout.addWidget(made)

    def _page_button(self, name: str, text: str, go: Callable[[str], object]) -> QPushButton:
        made = kit.button(text, lambda: go(name), "side", f"nav-{name}")
        _draw(made, name)
        made.setCheckable(True)  # not in an exclusive QButtonGroup: Tab would reach only one button of it
        self._buttons[name] = made
        if len(self._buttons) <= PAGES_WITH_KEYS:
            _give_key(made, f"Ctrl+{len(self._buttons)}")
        return made

    @property
    def names(self) -> tuple[str, ...]:
        """The pages that have a button, in their order."""
        return tuple(self._buttons)

    @property
    def first(self) -> str:
        """The page that is shown first."""
        return next(iter(self._buttons))

    def mark(self, name: str) -> None:
        """Mark the page that is shown; one without a button belongs to 文件包."""
        shown = name if name in self._buttons else "bundles"
        for button_name, made in self._buttons.items():
            made.setChecked(button_name == shown)


def _line(text: str) -> QLabel:
    made = QLabel(text)
    made.setWordWrap(True)
    made.setContentsMargins(MARGIN_PIXELS, 0, 8, 4)
    return made


def _draw(button: QPushButton, name: str) -> None:
    """Set a button's icon; the side bar is dark in either look, so the icon need not change with it."""
    button.setIcon(icon(name, theme.now().side_ink))
    button.setIconSize(QSize(tokens.ICON, tokens.ICON))


def _give_key(button: QPushButton, keys: str) -> None:
    """Let a key press the button too, as long as the button is in sight."""
    sequence = QKeySequence(keys)
    QShortcut(sequence, button, button.click)
    button.setToolTip(sequence.toString(QKeySequence.SequenceFormat.NativeText))
