"""What came of verifying a packet: whether it is whole, and each signature with who gave it and what it is worth."""

from __future__ import annotations

from collections.abc import Sequence

from ..look import kit


class SignaturesView(kit.ListCard):
    """The card; hidden until there is something to say."""

    def __init__(self) -> None:
        super().__init__("报送包和签名", spacing=4)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show the answer, the verdict first."""
        self.setVisible(bool(lines))
        kit.clear(self.list)
        for number, line in enumerate(lines):
            made = kit.label(line.strip(), "" if number == 0 else "quiet")
            made.setObjectName(f"signature-{number}")
            self.list.addWidget(made)
