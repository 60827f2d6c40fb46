"""What is wrong with a field's text, said below the field while somebody types it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from . import kit


class FieldNote(kit.OptionalLabel):
    """A label that says why the text in a field will not be saved; it takes no room while nothing is wrong."""

    def __init__(self, edit: QLineEdit, fault: Callable[[str], str]) -> None:
        """Watch a field.

        Args:
            edit: the field, with its object name; the label's is the same with `-note` behind it.
            fault: returns the sentence for a text without blanks at its ends; empty where nothing is wrong.
        """
        super().__init__("refused", f"{edit.objectName()}-note")
        self._edit, self._fault = edit, fault
        edit.textChanged.connect(lambda _: self.tell())

    def tell(self) -> None:
        """Look at the field anew; to be called where its text was set while its signals were blocked."""
        said = "" if self._edit.isReadOnly() else self._fault(self._edit.text().strip())
        self.setText(said)
        self._edit.setAccessibleDescription(said)  # spoken with the field
