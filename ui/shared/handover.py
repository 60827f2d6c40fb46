"""What one page of the drafter's leaves for another, while the window is open: pages never reach into one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from zwgk_desk.model.document.candidate import Candidate, Element


@dataclass
class Handover:
    """What was chosen or found for a bundle, by the bundle's key.

    Attributes:
        accepted: the passages that the drafter accepted among the nine elements, for 一图读懂.
        differences: what a comparison with an old policy tells of 新旧政策差异, for the nine elements.
    """

    accepted: dict[int, Mapping[Element, Sequence[Candidate]]] = field(default_factory=dict)
    differences: dict[int, tuple[str, ...]] = field(default_factory=dict)
