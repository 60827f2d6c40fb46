"""The result of verifying a packet: whether it is complete, and each signature with its signer and whether it counts."""

from __future__ import annotations

from collections.abc import Sequence

from ..look import kit


class SignaturesView(kit.ListCard):
    """A card with the result, line by line; hidden until there is one."""

    def __init__(self) -> None:
        super().__init__("报送包和签名", spacing=4)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show the result's lines, the verdict first."""
        self.setVisible(bool(lines))
        kit.clear(self.list)
        for number, line in enumerate(lines):
            made = kit.label(line.strip(), "" if number == 0 else "quiet")
            made.setObjectName(f"signature-{number}")
            self.list.addWidget(made)
