"""An office's own versions of the forms: stored in its database, so that every workstation uses the same."""

from __future__ import annotations

from ...store.store import Store


class OwnForms:
    """The own forms of one office."""

    def __init__(self, store: Store) -> None:
        """Read the forms from the office's database, its settings naming which there are."""
        self._store = store

    def form(self, name: str) -> bytes | None:
        """Return the office's own version of a form, as .docx; None where it uses the delivered one."""
        sha256 = dict(self._store.settings.load().own_forms).get(name)
        return self._store.files.get(sha256) if sha256 else None
