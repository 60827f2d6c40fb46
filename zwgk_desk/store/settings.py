"""The office's settings in the database."""

from __future__ import annotations

import json
from dataclasses import fields

from ..model.settings import OfficeSettings
from .tables import Tables


class SettingsStore:
    """The settings of one database."""

    def __init__(self, tables: Tables) -> None:
        self._t = tables.setting

    def load(self) -> OfficeSettings:
        """The settings; what was never set has its default, what this program does not know is left alone."""
        known = {field.name for field in fields(OfficeSettings)}
        rows = self._t.select(self._t.name, self._t.value).tuples()
        return OfficeSettings(**{name: json.loads(value) for name, value in rows if name in known})

    def save(self, settings: OfficeSettings) -> None:
        """Keep the settings. To be called inside the store's transaction."""
        for name, value in settings.as_dict().items():
            text = json.dumps(value, ensure_ascii=False)
            self._t.insert(name=name, value=text).on_conflict(conflict_target=[self._t.name], update={self._t.value: text}).execute()
