"""The versions of the forms that an office has of its own: kept with its files, so that every workstation sets the same."""

from __future__ import annotations

from ...store.store import Store


class OwnForms:
    """Those of one office."""

    def __init__(self, store: Store) -> None:
        """Take the office's database."""
        self._store = store

    def form(self, name: str) -> bytes | None:
        """The office's own version of a form, as .docx; None where it uses the delivered one."""
        sha256 = dict(self._store.settings.load().own_forms).get(name)
        return self._store.files.get(sha256) if sha256 else None
