"""What the commands share."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..desk.common.data_folder import data_folder, office_settings
from ..model.settings import OfficeSettings


@dataclass(frozen=True)
class Context:
    """What a command needs of the program that runs it.

    Attributes:
        data: the data folder given on the command line, if any.
        environ: the environment.
        pictures: draws the main windows into a folder, over a data folder that holds the sample office.
    """

    data: Path | None
    environ: Mapping[str, str]
    pictures: Callable[[Path, Path], list[Path]]

    @property
    def folder(self) -> Path:
        """The data folder."""
        return data_folder(self.data, self.environ)

    def settings(self) -> OfficeSettings:
        """Return the settings of the office on this machine; the defaults where there is none.

        Raises:
            StoreError: there is one, and it cannot be opened.
        """
        return office_settings(self.folder, self.environ)


def print_json(value: Any) -> None:
    """Print a value as one JSON document in UTF-8."""
    print(json.dumps(value, ensure_ascii=False, indent=2))
