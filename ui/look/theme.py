"""The style sheet and fonts of the whole program, made from the tokens, light or dark."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from zwgk_desk.places import resources

from . import tokens
from .hands import steady
from .tokens import DARK, LIGHT, Palette
from .window_state import LOOK, SYSTEM, WindowState

SHEET = Template("""
* { color: $ink; }
QMainWindow, QWidget#page { background: $ground; }
QWidget#side { background: $side; }
QWidget#side QLabel { color: $side_ink; }
QPushButton[kind="side"] { color: $side_ink; background: transparent; border: none; border-left: 4px solid transparent;
  text-align: left; padding: 9px 14px; }
QPushButton[kind="side"]:hover { background: $side_over; }
QPushButton[kind="side"]:checked { background: $side_chosen; border-left-color: $side_focus; color: $side_ink; }
QPushButton[kind="side"]:focus { border: 2px solid $side_focus; padding: 7px 12px 7px 16px; outline: none; }
QPushButton { background: $paper; border: 1px solid $edge; border-radius: ${radius}px; padding: 5px 12px; }
QPushButton:hover { background: $chosen; }
QPushButton:focus { border: 2px solid $focus; padding: 4px 11px; }
QPushButton:disabled { color: $off_ink; background: $off; border-color: $line; }
QPushButton[kind="primary"] { background: $primary; border-color: $primary; color: $on_primary; padding: 6px 18px; }
QPushButton[kind="primary"]:hover { background: $primary_over; }
QPushButton[kind="primary"]:focus { border: 2px solid $focus; padding: 5px 17px; }
QPushButton[kind="primary"]:disabled { background: $off; border-color: $line; color: $off_ink; }
QPushButton[kind="danger"] { color: $red; border-color: $red; }
QPushButton[kind="danger"]:disabled { color: $off_ink; border-color: $line; }
QPushButton[kind="link"] { border: none; background: transparent; color: $link; padding: 2px 4px; text-align: left; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 2px solid $focus; padding: 0px 2px; }
QLabel[kind="title"] { font-size: ${title_point}pt; font-weight: 600; }
QLabel[kind="section"] { font-weight: 600; color: $quiet; }
QLabel[kind="quiet"] { color: $quiet; }
QLabel[kind="refused"] { color: $red; }
QPushButton[kind="view"] { background: transparent; border: none; border-bottom: 3px solid transparent; border-radius: 0px; padding: 6px 10px; }
QPushButton[kind="view"]:hover { background: $chosen; }
QPushButton[kind="view"]:checked { border-bottom-color: $primary; font-weight: 600; }
QPushButton[kind="view"]:focus { border: 2px solid $focus; padding: 4px 8px 5px 8px; }
QPushButton[kind="chip"] { border-radius: 10px; padding: 2px 10px; }
QPushButton[kind="chip"]:checked { background: $chosen; font-weight: 600; }
QPushButton[kind="chip"]:focus { border: 2px solid $focus; padding: 1px 9px; }
QLabel[kind="verdict-return"] { font-size: ${verdict_point}pt; font-weight: 600; color: $red; }
QLabel[kind="verdict-accept"] { font-size: ${verdict_point}pt; font-weight: 600; color: $green; }
QLineEdit, QPlainTextEdit, QComboBox, QDateEdit { background: $paper; border: 1px solid $edge; border-radius: ${radius}px; padding: 4px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateEdit:focus { border: 2px solid $focus; padding: 3px 5px; }
QLineEdit:read-only, QPlainTextEdit:read-only, QComboBox:disabled { background: $ground; color: $quiet; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 22px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("$arrow"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $paper; selection-background-color: $chosen; selection-color: $ink; }
QTextBrowser { background: $paper; border: 1px solid $line; }
QTableView, QListWidget, QTableWidget { background: $paper; border: 1px solid $line; gridline-color: $line;
  selection-background-color: $chosen; selection-color: $ink; }
QTableView:focus, QListWidget:focus { border: 2px solid $focus; }
QHeaderView::section { background: $ground; border: none; border-bottom: 1px solid $line; padding: 6px; color: $quiet; }
QTabWidget::pane { border: 1px solid $line; background: $paper; }
QTabBar::tab { background: $ground; border: 1px solid $line; border-bottom: none; padding: 6px 10px; }
QTabBar::tab:selected { background: $paper; font-weight: 600; }
QTabBar::tab:focus { border: 2px solid $focus; }
QFrame#card { background: $paper; border: 1px solid $line; border-radius: ${radius}px; }
QFrame#banner-error { background: $red_pale; border: 1px solid $red; border-radius: ${radius}px; }
QFrame#banner-done { background: $green_pale; border: 1px solid $green; border-radius: ${radius}px; }
QFrame#finding-return { background: $red_pale; border: none; border-left: 4px solid $red; }
QFrame#finding-advice { background: $amber_pale; border: none; border-left: 4px solid $amber_edge; }
QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget { background: transparent; }
QSplitter::handle { background: $ground; }
QProgressBar { border: 1px solid $line; border-radius: ${radius}px; background: $paper; text-align: center; }
QProgressBar::chunk { background: $chosen; }
QCheckBox::indicator, QTreeView::indicator, QListView::indicator { width: 14px; height: 14px; border: 1px solid $edge; border-radius: 2px;
  background: $paper; }
QCheckBox::indicator:checked, QTreeView::indicator:checked, QListView::indicator:checked { background: $primary; border-color: $primary;
  image: url("$check"); }
QCheckBox::indicator:disabled { background: $off; border-color: $line; }
QCheckBox::indicator:checked:disabled { background: $off_ink; border-color: $off_ink; }
QCheckBox::indicator:focus { border: 2px solid $focus; width: 12px; height: 12px; }
QScrollBar:vertical { background: $ground; width: 12px; margin: 0px; }
QScrollBar:horizontal { background: $ground; height: 12px; margin: 0px; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip { background: $paper; color: $ink; border: 1px solid $line; }
""")

_NOW = [LIGHT]
"""The palette in use; one place, since style sheet, delegates and rich text have to agree."""


def now() -> Palette:
    """Return the palette in use."""
    return _NOW[0]


def wants_dark() -> bool:
    """Return whether the system's own look is dark."""
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def look_of(window_state: WindowState) -> Palette:
    """Return the palette that this workstation's user has chosen, else the one that matches the system."""
    chosen = window_state.text(LOOK, SYSTEM)
    return DARK if chosen == "dark" or (chosen == SYSTEM and wants_dark()) else LIGHT


def load_faces(folder: Path) -> None:
    """Make the bundled faces known on a machine that has none of the usual Chinese ones; where it has, they would only take memory."""
    if set(tokens.SYSTEM_FAMILIES) & set(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)):
        return
    for name in tokens.BUNDLED_FACES:
        path = folder / name
        if path.is_file():
            QFontDatabase.addApplicationFont(str(path))


def apply_theme(app: QApplication, palette: Palette = LIGHT) -> None:
    """Set fonts, palette and style sheet of the application, and what holds for every page of it."""
    load_faces(resources() / "fonts")
    font = QFont()
    font.setFamilies(list(tokens.FAMILIES))
    font.setPointSize(tokens.BASE_POINT)
    app.setFont(font)
    app.setStyle("Fusion")
    steady(app)
    wear(app, palette)


def wear(app: QApplication, palette: Palette) -> None:
    """Change the colours of a program that is running."""
    _NOW[0] = palette
    app.setPalette(_qt_palette(palette))
    sizes = {"title_point": tokens.TITLE_POINT, "verdict_point": tokens.VERDICT_POINT, "radius": tokens.RADIUS}
    icons = resources() / "icons"
    arrow = icons / ("down-dark.svg" if palette is DARK else "down.svg")
    app.setStyleSheet(SHEET.substitute(asdict(palette), **sizes, arrow=arrow.as_posix(), check=(icons / "check.svg").as_posix()))


def _qt_palette(palette: Palette) -> QPalette:
    """Return Qt's palette for what it draws itself, where no style sheet reaches: calendars, scroll bars, file dialogues."""
    made = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, palette.ground), (roles.WindowText, palette.ink), (roles.Base, palette.paper), (roles.AlternateBase, palette.ground),
        (roles.Text, palette.ink), (roles.Button, palette.paper), (roles.ButtonText, palette.ink), (roles.ToolTipBase, palette.paper),
        (roles.ToolTipText, palette.ink), (roles.Highlight, palette.chosen), (roles.HighlightedText, palette.ink), (roles.Link, palette.link),
        (roles.PlaceholderText, palette.quiet), (roles.Mid, palette.line), (roles.Dark, palette.line),
    ):  # fmt: skip
        made.setColor(role, QColor(colour))
    return made
