"""The data of the rules: statutory grounds, word lists, the nine elements. All of it lies in resources/, for an office to change."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..model.errors import InputError
from ..model.grounds import StatutoryGround


@dataclass(frozen=True)
class Cues:
    """A subject that a text should cover, and the words that show that it does.

    Attributes:
        name: its name in code, empty where it has none.
        label: its Chinese name.
        words: any of them in the text is enough.
    """

    name: str
    label: str
    words: tuple[str, ...]

    def found_in(self, text: str) -> bool:
        """Return whether the text covers it: any of its words stands there."""
        return any(word in text for word in self.words)


@dataclass(frozen=True)
class RuleBook:
    """All data of the rules.

    Attributes:
        grounds: statutory grounds, those no longer in force too.
        placeholder_wholes: paragraphs of only this are placeholders.
        placeholder_marks: words that make a nearly empty paragraph one.
        hollow_phrases: explanations that say the result again instead of a reason.
        elements: the nine elements of 三(二).
        plan_items: the items that a plan states.
        template_lines: the lines of the delivered templates that an officer is to replace.
    """

    grounds: tuple[StatutoryGround, ...]
    placeholder_wholes: frozenset[str]
    placeholder_marks: tuple[str, ...]
    hollow_phrases: tuple[str, ...]
    elements: tuple[Cues, ...]
    plan_items: tuple[Cues, ...]
    template_lines: frozenset[str] = frozenset()

    def grounds_on(self, on: date) -> tuple[StatutoryGround, ...]:
        """Return the statutory grounds in force on that day."""
        return tuple(ground for ground in self.grounds if ground.in_force(on))


def load_rule_book(folder: Path, template_lines: frozenset[str] = frozenset()) -> RuleBook:
    """Load the data from grounds.toml and wording.toml in `folder`.

    Raises:
        InputError: a file is missing, does not parse, or lacks an entry.
    """
    grounds = _load(folder / "grounds.toml")
    wording = _load(folder / "wording.toml")
    try:
        return RuleBook(
            grounds=tuple(_ground(entry) for entry in grounds["ground"]),
            placeholder_wholes=frozenset(wording["placeholder"]["whole"]),
            placeholder_marks=tuple(wording["placeholder"]["marks"]),
            hollow_phrases=tuple(sorted(wording["hollow"]["phrases"], key=len, reverse=True)),
            elements=tuple(_cues(entry) for entry in wording["element"]),
            plan_items=tuple(_cues(entry) for entry in wording["plan"]),
            template_lines=template_lines,
        )
    except (KeyError, TypeError) as error:
        raise InputError(f"资源文件缺少项目：{error}", f"请核对 {folder} 中的 grounds.toml 和 wording.toml") from error


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"资源文件不能读取：{path}（{error}）", "请改正它，或恢复原来的文件") from error


def _cues(entry: dict[str, Any]) -> Cues:
    return Cues(entry.get("name", ""), entry["label"], tuple(entry["cues"]))


def _ground(entry: dict[str, Any]) -> StatutoryGround:
    return StatutoryGround(entry["law"], tuple(entry["short_names"]), entry["article"], entry["summary"], entry["since"], entry.get("until"))
