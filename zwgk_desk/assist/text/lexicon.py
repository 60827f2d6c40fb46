"""The word lists of reviewing; they lie in resources/, for an office to add to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .resource import load_resource

FILE = "review.toml"


@dataclass(frozen=True)
class Lexicon:
    """The word lists of one office.

    Attributes:
        levels: the words of the three levels of secrecy, 绝密 first.
        secrecy_marks: other words that say that a paper is not to go out.
        routing_marks: internal notes on a paper's routing.
        name_cues: words beside which a person's name stands.
        surnames: common surnames, a character each.
        doubled: characters whose repetition is a typing error.
    """

    levels: tuple[str, ...]
    secrecy_marks: tuple[str, ...]
    routing_marks: tuple[str, ...]
    name_cues: tuple[str, ...]
    surnames: str
    doubled: str


def load_lexicon(folder: Path) -> Lexicon:
    """Load the lists from review.toml in a folder.

    Raises:
        InputError: the file is missing, does not parse, or lacks an entry.
    """
    return load_resource(folder / FILE, _lexicon)


def _lexicon(read: dict[str, Any]) -> Lexicon:
    return Lexicon(
        tuple(read["secrecy"]["levels"]), tuple(read["secrecy"]["marks"]), tuple(read["routing"]["marks"]), tuple(read["names"]["cues"]),
        read["names"]["surnames"], read["proof"]["doubled"],
    )  # fmt: skip
