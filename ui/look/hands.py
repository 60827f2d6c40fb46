"""What hands must not do by accident, and what Qt says by itself: no closed drop-down, spin box or date takes the wheel, and Qt's own dialogues and
menus speak Chinese."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QApplication, QComboBox, QScrollBar, QTabBar

TRANSLATION = "qtbase_zh_CN"


class StillWheel(QObject):
    """Lets the wheel over what holds a value turn the page below it, in place of the value: what was declared must not change unseen."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass a wheel's turn on to what lies below."""
        if event.type() is QEvent.Type.Wheel and _holds_a_value(watched):
            event.ignore()  # so that Qt goes on with the widget below
            return True
        return False


def _holds_a_value(widget: QObject) -> bool:
    if isinstance(widget, QComboBox):
        return not widget.view().isVisible()
    return isinstance(widget, QAbstractSpinBox | QTabBar) or (isinstance(widget, QAbstractSlider) and not isinstance(widget, QScrollBar))


def steady(app: QApplication) -> None:
    """Keep values still under the wheel, and have Qt speak Chinese; once for an application."""
    if app.findChild(StillWheel) is not None:
        return
    still = StillWheel(app)
    app.installEventFilter(still)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    if translator.load(TRANSLATION, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
