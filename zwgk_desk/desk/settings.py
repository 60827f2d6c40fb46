"""The office's settings."""

from __future__ import annotations

from datetime import date

from ..model.errors import InputError
from ..model.grounds import StatutoryGround
from ..model.settings import OfficeSettings
from .core import DeskCore, Session
from .permission import UseCase


class Settings:
    """The use cases of settings."""

    def __init__(self, core: DeskCore) -> None:
        self._core = core

    def load(self) -> OfficeSettings:
        """What the office has decided."""
        return self._core.store.settings.load()

    def save(self, session: Session, settings: OfficeSettings) -> None:
        """Change what the office has decided.

        Raises:
            PermissionDenied: not an administrator.
            InputError: the office has no name.
        """
        self._core.allow(session, UseCase.CHANGE_SETTINGS)
        if not settings.office_name.strip():
            raise InputError("政府办公厅的名称不能空着", "请补上，退文通知单要用")
        with self._core.store.transaction():
            self._core.store.settings.save(settings)

    def grounds(self, on: date | None = None) -> tuple[StatutoryGround, ...]:
        """The statutory grounds in force on a day, today where none is given."""
        return self._core.equipment.book.grounds_on(on or self._core.clock().date())
