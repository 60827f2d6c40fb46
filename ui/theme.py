"""The look: colours, spacing and type as tokens, and the one style sheet made from them."""

from __future__ import annotations

from pathlib import Path
from string import Template

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from zwgk_desk.places import resources

INK = "#1f2733"
QUIET = "#5b6675"
PAPER = "#ffffff"
GROUND = "#f3f5f8"
LINE = "#d5dbe3"
SIDE = "#22344a"
SIDE_INK = "#dfe6ee"
PRIMARY = "#1f5a96"
PRIMARY_DARK = "#17477a"
RED = "#b3202a"
RED_PALE = "#fbecec"
GREEN = "#1e6b3c"
GREEN_PALE = "#e8f4ec"
AMBER = "#8a5a00"
AMBER_PALE = "#fdf3dc"
FOCUS = "#e08a00"

GAP = 8
WIDE_GAP = 16
BASE_POINT = 10
FAMILIES = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "FandolHei", "ZwgkFallback")
BUNDLED_FACES = ("FandolHei.ttf", "FandolFang.ttf", "FandolSongBold.ttf", "ZwgkFallback.ttf")

SHEET = Template("""
* { color: $INK; }
QMainWindow, QWidget#page { background: $GROUND; }
QWidget#side { background: $SIDE; }
QWidget#side QLabel { color: $SIDE_INK; }
QPushButton[kind="side"] { color: $SIDE_INK; background: transparent; border: none; border-left: 4px solid transparent;
  text-align: left; padding: 9px 14px; }
QPushButton[kind="side"]:hover { background: #2d435d; }
QPushButton[kind="side"]:checked { background: #35506f; border-left-color: $FOCUS; color: #ffffff; }
QPushButton[kind="side"]:focus { border: 2px solid $FOCUS; }
QPushButton { background: $PAPER; border: 1px solid $LINE; border-radius: 4px; padding: 5px 12px; }
QPushButton:hover { background: #eaf0f6; }
QPushButton:focus { border: 2px solid $FOCUS; padding: 4px 11px; }
QPushButton:disabled { color: #98a2b0; background: $GROUND; }
QPushButton[kind="primary"] { background: $PRIMARY; border-color: $PRIMARY; color: #ffffff; padding: 6px 18px; }
QPushButton[kind="primary"]:hover { background: $PRIMARY_DARK; }
QPushButton[kind="primary"]:focus { border: 2px solid $FOCUS; padding: 5px 17px; }
QPushButton[kind="primary"]:disabled { background: #a9b8c9; border-color: #a9b8c9; color: #ffffff; }
QPushButton[kind="danger"] { color: $RED; border-color: #dfb6b8; }
QPushButton[kind="link"] { border: none; background: transparent; color: $PRIMARY; padding: 2px 4px; text-align: left; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 2px solid $FOCUS; padding: 0px 2px; }
QLabel[kind="title"] { font-size: 15pt; font-weight: 600; }
QLabel[kind="section"] { font-weight: 600; color: $QUIET; }
QLabel[kind="quiet"] { color: $QUIET; }
QLabel[kind="verdict-return"] { font-size: 12pt; font-weight: 600; color: $RED; }
QLabel[kind="verdict-accept"] { font-size: 12pt; font-weight: 600; color: $GREEN; }
QLineEdit, QPlainTextEdit, QComboBox, QDateEdit { background: $PAPER; border: 1px solid #aab4c1; border-radius: 4px; padding: 4px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateEdit:focus { border: 2px solid $FOCUS; padding: 3px 5px; }
QLineEdit:read-only, QPlainTextEdit:read-only, QComboBox:disabled { background: $GROUND; color: $QUIET; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 22px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("$ARROW"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $PAPER; selection-background-color: #d7e4f2; selection-color: $INK; }
QTextBrowser { background: $PAPER; border: 1px solid $LINE; }
QTableView, QListWidget, QTableWidget { background: $PAPER; border: 1px solid $LINE; gridline-color: $LINE;
  selection-background-color: #d7e4f2; selection-color: $INK; }
QTableView:focus, QListWidget:focus { border: 2px solid $FOCUS; }
QHeaderView::section { background: $GROUND; border: none; border-bottom: 1px solid $LINE; padding: 6px; color: $QUIET; }
QTabWidget::pane { border: 1px solid $LINE; background: $PAPER; }
QTabBar::tab { background: $GROUND; border: 1px solid $LINE; border-bottom: none; padding: 6px 10px; }
QTabBar::tab:selected { background: $PAPER; font-weight: 600; }
QTabBar::tab:focus { border: 2px solid $FOCUS; }
QFrame#card { background: $PAPER; border: 1px solid $LINE; border-radius: 4px; }
QFrame#banner-error { background: $RED_PALE; border: 1px solid #e3b4b6; border-radius: 4px; }
QFrame#banner-done { background: $GREEN_PALE; border: 1px solid #b4d8c1; border-radius: 4px; }
QFrame#finding-return { background: $RED_PALE; border: none; border-left: 4px solid $RED; }
QFrame#finding-advice { background: $AMBER_PALE; border: none; border-left: 4px solid #d9a441; }
QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget { background: transparent; }
QSplitter::handle { background: $GROUND; }
QProgressBar { border: 1px solid $LINE; border-radius: 4px; background: $PAPER; text-align: center; }
QProgressBar::chunk { background: #9dc0e3; }
QCheckBox::indicator:focus { border: 2px solid $FOCUS; }
QToolTip { background: $PAPER; color: $INK; border: 1px solid $LINE; }
""")


def load_faces(folder: Path) -> None:
    """Make the bundled faces known, for machines without any Chinese font."""
    for name in BUNDLED_FACES:
        path = folder / name
        if path.is_file():
            QFontDatabase.addApplicationFont(str(path))


def apply_theme(app: QApplication) -> None:
    """Put fonts and style sheet on the application."""
    load_faces(resources() / "fonts")
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPointSize(BASE_POINT)
    app.setFont(font)
    app.setStyle("Fusion")
    tokens = {key: value for key, value in globals().items() if key.isupper() and isinstance(value, str)}
    app.setStyleSheet(SHEET.substitute(tokens, ARROW=(resources() / "icons" / "down.svg").as_posix()))
