"""Reads a file of words in resources/, which an office may change."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from ...model.errors import InputError

T = TypeVar("T")


def load_resource(path: Path, make: Callable[[dict[str, Any]], T]) -> T:
    """Return what `make` makes of a TOML file.

    Raises:
        InputError: the file is missing, does not parse, or lacks what `make` looks for.
    """
    try:
        return make(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"资源文件不能读取：{path}（{error}）", "请改正它，或恢复原来的文件") from error
