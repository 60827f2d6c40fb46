"""Whether the elements are shown beside the text: one switch for all panes of a page, remembered on this workstation."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ..look.window_state import WindowState

ON, OFF = "on", "off"


class ElementSwitch(QObject):
    """Says whether labels are shown, to those who may edit and to those who read; the former see them unless they turned them off.

    Signals:
        turned: it was turned on or off.
    """

    turned = Signal()

    def __init__(self, window_state: WindowState, parent: QObject | None = None) -> None:
        """Remember in `window_state`."""
        super().__init__(parent)
        self._state = window_state
        self._now: dict[str, str] = {}

    def on(self, editable: bool) -> bool:
        """Return whether labels are shown where the bundle is editable, or is not."""
        name = _name(editable)
        return self._now.get(name, self._state.text(name, ON if editable else OFF)) == ON

    def turn(self, editable: bool, on: bool) -> None:
        """Show labels, or hide them, from now on."""
        if on != self.on(editable):
            self._now[_name(editable)] = ON if on else OFF
            self._state.keep_text(_name(editable), ON if on else OFF)
            self.turned.emit()


def _name(editable: bool) -> str:
    return "elements/editing" if editable else "elements/reading"
