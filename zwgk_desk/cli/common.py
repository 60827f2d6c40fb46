"""What the commands share."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..desk.common.core import load_equipment
from ..desk.common.data_folder import data_folder, office_settings
from ..desk.course.checking import LocalDesk
from ..desk.drafting.compare_and_review import LocalDrafting

YES, NO, FAILED = 0, 1, 2


@dataclass(frozen=True)
class Context:
    """Where a command runs.

    Attributes:
        data: the data folder given on the command line, if any.
        environ: the environment.
        pictures: draws the main windows into a folder.
    """

    data: Path | None
    environ: Mapping[str, str]
    pictures: Callable[[Path], list[Path]]

    @property
    def folder(self) -> Path:
        """The data folder."""
        return data_folder(self.data, self.environ)

    def local_desk(self) -> LocalDesk:
        """The desk for files on the disk, with the settings of the office on this machine where there is one."""
        return LocalDesk(load_equipment(), office_settings(self.folder, self.environ))

    def local_drafting(self) -> LocalDrafting:
        """The drafting aids for files on the disk, with the settings of the office on this machine where there is one."""
        return LocalDrafting(load_equipment(), office_settings(self.folder, self.environ))


def print_json(value: Any) -> None:
    """Print one JSON document."""
    print(json.dumps(value, ensure_ascii=False, indent=2))
