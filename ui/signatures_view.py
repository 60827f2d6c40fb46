"""What came of verifying a packet: whether it is whole, and each signature with who gave it and what it is worth."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout

from . import kit


class SignaturesView(QFrame):
    """The card; hidden until there is something to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        layout = kit.column(kit.label("报送包和签名", "section"), self._list)
        layout.setContentsMargins(12, 10, 12, 10)
        self.setLayout(layout)
        self.hide()

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show the answer, the verdict first."""
        self.setVisible(bool(lines))
        kit.clear(self._list)
        for number, line in enumerate(lines):
            made = kit.label(line.strip(), "" if number == 0 else "quiet")
            made.setObjectName(f"signature-{number}")
            self._list.addWidget(made)
