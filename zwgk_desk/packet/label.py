"""What stands on the bags of packets and notices: all of it follows from what is signed, so that none of it can be exchanged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .bag import BagLabel

NUMBERED = re.compile(r"第([1-9]\d{0,8})次报送", re.ASCII)
NOTICE_FOLDER, ACCEPTANCE_FOLDER = "tuiwen", "shouli"


def submission_remark(number: int) -> str:
    """Return what the signature of a submission says beside the bundle: that it is the bundle's so-many-th."""
    return f"第{number}次报送"


def submission_label(key: int, number: int, unit: str, title: str, at: str) -> BagLabel:
    """Return the label of a packet.

    Args:
        key: the bundle's, in its office.
        number: of the submission, from 1.
        unit, title: the bundle's drafting department and title.
        at: the moment of the submission, ISO 8601.
    """
    info = {"Source-Organization": unit, "Bagging-Date": at[:10], "External-Identifier": f"{key}-{number}", "External-Description": title}
    return BagLabel(f"baosong-{key}-{number}", {name: _line(text) for name, text in info.items()})


def notice_label(title: str, at: str) -> BagLabel:
    """Return the label of a 退文通知单 for a bundle of this title, given at this moment."""
    return BagLabel(NOTICE_FOLDER, {"External-Description": _line(title), "Bagging-Date": at[:10]})


def acceptance_label(at: str) -> BagLabel:
    """Return the label of the signature that a packet is accepted, given at this moment."""
    return BagLabel(ACCEPTANCE_FOLDER, {"Bagging-Date": at[:10]})


def label_of_submission(manifest: Mapping[str, Any]) -> BagLabel | None:
    """Return the label that follows from a submission's manifest; None where it names no number."""
    found, said = NUMBERED.fullmatch(manifest["remark"]), manifest["statement"]
    if found is None:
        return None
    return submission_label(manifest["bundle"], int(found[1]), str(said.get("drafting_unit")), str(said.get("title")), manifest["at"])


def _line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())
