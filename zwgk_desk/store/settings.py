"""The office's settings in the database."""

from __future__ import annotations

import json

from ..model.settings import OfficeSettings, settings_from
from ..model.shape import ANYTHING, read_json
from .bound_tables import Tables
from .kept import as_kept


class SettingsStore:
    """The settings of one database."""

    def __init__(self, tables: Tables) -> None:
        self._t, self._rows = tables.setting, tables

    def load(self) -> OfficeSettings:
        """Load the settings. Missing ones have their defaults; unknown ones, of a newer program, are ignored."""
        rows = self._rows.rows(self._t)
        with as_kept("设置"):
            return settings_from({row["name"]: read_json(row["value"], ANYTHING) for row in rows})

    def save(self, settings: OfficeSettings) -> None:
        """Save the settings. To be called inside the store's transaction."""
        for name, value in settings.as_dict().items():
            text = json.dumps(value, ensure_ascii=False)
            self._t.insert(name=name, value=text).on_conflict(conflict_target=[self._t.name], update={self._t.value: text}).execute()
