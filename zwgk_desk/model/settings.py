"""What an office decides for itself."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class OfficeSettings:
    """The office's settings.

    Attributes:
        office_name: the government office's name, as it stands on 退文通知单.
        on_request_is_withheld: whether 依申请公开 counts as not disclosed for 三(一), so that ground, explanation and review are due.
        withheld_exempt_from_interpretation: whether documents that are 不予公开 need no plan and no materials.
    """

    office_name: str = "市政府办公厅"
    on_request_is_withheld: bool = True
    withheld_exempt_from_interpretation: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The settings as plain values, by name."""
        return asdict(self)
