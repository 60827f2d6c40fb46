"""The settings that an office decides for itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from .document.measures import GB_T_9704, NATIONAL, PageMeasures, faults_of, measures_from
from .shape import ANYTHING, fits
from .terms import DisclosureAttribute


@dataclass(frozen=True)
class OfficeSettings:
    """The office's settings.

    Attributes:
        office_name: the government office's name, as it stands on 退文通知单.
        on_request_is_withheld: whether 依申请公开 counts as not disclosed for 三(一), so that ground, explanation and review are due.
        withheld_exempt_from_interpretation: whether documents that are 不予公开 need no plan and no materials.
        holds_secret: whether this machine may hold files that bear a mark of secrecy; else they are stopped at the door.
        unit_names: the names of units as the office writes them, against which texts are held.
        trusted_authorities: certificates (PEM) of the authorities of other offices whose signatures count here, beside the office's own.
        due_soon_days: how many days ahead the workbench calls a bundle due soon.
        lock_minutes: after so many minutes without a touch a window locks itself; 0 for never.
        own_forms: the forms that the office has its own versions of, each with the SHA-256 of the template, which is kept with the files.
        page_preset: the name of the preset after which pages are set.
        page_presets: the office's own presets, beside the national one.
    """

    office_name: str = "市政府办公厅"
    on_request_is_withheld: bool = True
    withheld_exempt_from_interpretation: bool = False
    holds_secret: bool = False
    unit_names: tuple[str, ...] = ()
    trusted_authorities: tuple[str, ...] = ()
    due_soon_days: int = 3
    lock_minutes: int = 15
    own_forms: tuple[tuple[str, str], ...] = ()
    page_preset: str = NATIONAL
    page_presets: tuple[PageMeasures, ...] = ()

    @property
    def all_presets(self) -> tuple[PageMeasures, ...]:
        """The national preset and the office's own."""
        return (GB_T_9704, *self.page_presets)

    @property
    def measures(self) -> PageMeasures:
        """The preset in use; the national one where the chosen one is no longer there or cannot be used."""
        return next((preset for preset in self.all_presets if preset.name == self.page_preset and not faults_of(preset)), GB_T_9704)

    def is_withheld(self, attribute: DisclosureAttribute) -> bool:
        """Return whether an attribute counts as not disclosed: 不予公开, and 依申请公开 while the setting says so."""
        if attribute is DisclosureAttribute.ON_REQUEST:
            return self.on_request_is_withheld
        return attribute is DisclosureAttribute.WITHHELD

    def as_dict(self) -> dict[str, Any]:
        """Return the settings as plain values, by name."""
        return asdict(self)


SHAPES: dict[str, Any] = {"unit_names": [str], "trusted_authorities": [str], "own_forms": [[str]], "page_presets": [{str: ANYTHING}]}
"""The shapes of those settings that are lists (`shape.fits`); the others have the type of their default."""


def settings_from(values: Mapping[str, Any]) -> OfficeSettings:
    """Return the settings of plain values by name. Missing ones have their defaults; unknown ones, of a newer program, are ignored.

    Raises:
        ValueError: a value is of another type.
    """
    given = {field.name: values[field.name] for field in fields(OfficeSettings) if field.name in values}
    for name, value in given.items():
        if not fits(value, SHAPES.get(name) or type(getattr(OfficeSettings(), name))):
            raise ValueError(name)
    if "page_presets" in given:
        given["page_presets"] = tuple(measures_from(preset) for preset in given["page_presets"])
    if "own_forms" in given:
        given["own_forms"] = tuple((name, sha256) for name, sha256 in given["own_forms"])
    for name in ("unit_names", "trusted_authorities"):
        if name in given:
            given[name] = tuple(given[name])
    return OfficeSettings(**given)
