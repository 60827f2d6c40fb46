"""A window that nobody touches for a while locks itself, as whoever leaves the desk can: what stands in it is hidden, and stays, until its owner's
password is typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ..look import kit

TOUCHES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TouchBegin})
MINUTE_MS = 60_000


class IdleWatch(QObject):
    """Emits a signal when nobody has touched the program for a number of minutes.

    It listens at the windows, to which the system brings every key and every movement, and not at the application: there it would be asked about
    each event of each widget, and the window would wait for Python hundreds of times while it paints.

    Signals:
        idle: the time is over.
    """

    idle = Signal()

    def __init__(self, minutes: int, parent: QObject) -> None:
        """Watch with a pause in minutes; 0 for never."""
        super().__init__(parent)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.idle)
        self.set_pause(minutes * MINUTE_MS)
        application = QApplication.instance()
        assert isinstance(application, QApplication), "a window needs an application"
        application.focusWindowChanged.connect(self._listen)
        for window in application.topLevelWindows():
            self._listen(window)

    def _listen(self, window: QWindow | None) -> None:
        """Listen at a window too, which has just come to the front: a list that opens, a question about a file."""
        if window is not None:
            window.installEventFilter(self)

    def set_pause(self, milliseconds: int) -> None:
        """Start the count anew with another pause in milliseconds; 0 for never."""
        self.timer.stop()
        self.timer.setInterval(milliseconds)
        if milliseconds:
            self.timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start the count anew when the person touches the program."""
        if event.type() in TOUCHES and self.timer.interval():
            self.timer.start()
        return False


class LockScreen(QWidget):
    """The screen that hides the pages while the window is locked, with a field for the password."""

    def __init__(self, name: str, unlock: Callable[[str], None], leave: Callable[[], None]) -> None:
        """Build the screen: `name` is whose window it is, `unlock` begins to check a password, `leave` signs out."""
        super().__init__()
        self.setObjectName("page")
        self._unlock = unlock
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setObjectName("unlock-password")
        self.field.setAccessibleName("密码")
        self.field.setPlaceholderText("密码")
        self.field.setMaximumWidth(320)
        self.field.returnPressed.connect(self._try)
        self.message = kit.label("", "quiet")
        self.message.setObjectName("unlock-message")
        acts = kit.row(kit.button("解锁", self._try, "primary", "unlock"), kit.button("退出登录", leave, name="locked-sign-out"), None)
        words = kit.label(f"窗口已锁定。没有保存的内容还在，{name} 输入密码后继续。", "section")
        box = kit.card(kit.column(kit.label("已锁定", "title"), words, self.field, self.message, acts))
        box.setFixedWidth(460)
        self.setLayout(kit.column(None, kit.row(None, box, None), None))

    def arrive(self) -> None:
        """Empty the field and the message, since the window has just been locked."""
        self.refuse("")

    def refuse(self, why: str) -> None:
        """Say why it stays locked, and let another password be typed."""
        self.message.setText(why)
        self.field.clear()
        self.field.setEnabled(True)
        self.field.setFocus()

    def _try(self) -> None:
        if self.field.isEnabled():
            self.field.setEnabled(False)
            self.message.setText("正在核对密码…")
            self._unlock(self.field.text())
