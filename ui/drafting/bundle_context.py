"""What the parts of the bundle page ask of the page they stand on."""

from __future__ import annotations

from typing import Protocol

from zwgk_desk.model.record import BundleRecord

from ..shared.page_context import PageContext


class BundleContext(PageContext, Protocol):
    """What a part of the bundle page needs of it: which bundle is shown, and how what came of an act is shown."""

    @property
    def record(self) -> BundleRecord | None:
        """The record of the bundle that is shown; None while none is."""

    @property
    def editable(self) -> bool:
        """Whether the person may change it."""

    def save(self) -> bool:
        """Save what is typed; False where that did not work."""

    def show_record(self, record: BundleRecord, keep_typed: bool = False) -> None:
        """Show a bundle as it stands; what is typed is dropped unless it is to be kept."""

    def show_changed(self, record: BundleRecord) -> None:
        """Show a record that background work returned; not over another bundle, and not over what was typed meanwhile."""
