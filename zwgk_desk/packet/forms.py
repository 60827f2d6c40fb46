"""What stands in the forms: the values that the templates ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ..model.bundle import Bundle
from ..model.digest import content_digest, content_state
from ..model.record import ReturnNotice
from ..model.review import ContentState, Review, latest_by_unit
from ..model.settings import OfficeSettings
from ..model.terms import ReviewKind
from .names import part_name

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NONE = "无"
UNDECLARED = "未明确"


def day_text(day: date) -> str:
    """A date as documents write it: Arabic figures, no leading zero (GB/T 9704-2012, 7.3.5)."""
    return f"{day.year}年{day.month}月{day.day}日"


def form_values(bundle: Bundle, reviews: Iterable[Review], settings: OfficeSettings, on: date) -> dict[str, Any]:
    """The values for every form of a bundle's packet."""
    listed = _latest(reviews)
    state = content_state(bundle)
    declared = bundle.declaration
    parts = bundle.ordered_parts
    present = [(name, part) for name, part in ((part_name(bundle, place), p) for place, p in enumerate(parts)) if part.present]
    shown = [_review_row(review, state) for review in listed]
    own = [r for r in listed if r.kind is ReviewKind.DISCLOSURE_OFFICE]
    joint = "、".join(unit for unit in (f"牵头：{bundle.lead_unit}" if bundle.lead_unit else "", *bundle.joint_units) if unit)
    values: dict[str, Any] = {
        "title": bundle.title,
        "authority": bundle.issuing_authority.label,
        "drafting_unit": bundle.drafting_unit,
        "interpreting_unit": bundle.interpreting_unit or NONE,
        "joint": joint or NONE,
        "office": settings.office_name,
        "day": day_text(on),
        "attribute": declared.attribute.label if declared.attribute else UNDECLARED,
        "ground": declared.ground or NONE,
        "explanation": declared.explanation or NONE,
        "reason": declared.explanation or declared.ground,
        "content": content_digest(bundle),
        "enclosures": "、".join(name for name, _ in present) or NONE,
        "parts": [{"number": n, "name": name, "original": part.name} for n, (name, part) in enumerate(present, start=1)],
        "reviews": shown or [_empty_row()],
        "secrecy_reviews": [row for row in shown if row["kind"] == ReviewKind.SECRECY.label] or [_empty_row()],
        "disclosure_review": f"{own[-1].result.label}（{own[-1].by}，{day_text(own[-1].on)}）" if own else NONE,
    }
    return clean_values(values)


def _latest(reviews: Iterable[Review]) -> list[Review]:
    """Of several reviews of one kind by one department the latest; in the order of the kinds."""
    listed = list(reviews)
    return [r for kind in ReviewKind for r in latest_by_unit(r for r in listed if r.kind is kind).values()]


def _review_row(review: Review, state: ContentState) -> dict[str, str]:
    role = f"（{review.role.label}）" if review.role else ""
    return {
        "kind": review.kind.label,
        "unit": review.unit,
        "by": review.by,
        "who": f"{review.by}{role}",
        "result": review.result.label + ("" if state.covered_by(review) else "（其后内容有改动）"),
        "on": day_text(review.on),
        "remark": review.remark or NONE,
    }


def _empty_row() -> dict[str, str]:
    return dict.fromkeys(("kind", "unit", "by", "who", "result", "on", "remark"), "—")


def notice_values(bundle: Bundle, notice: ReturnNotice, settings: OfficeSettings, on: date) -> dict[str, Any]:
    """The values for a 退文通知单."""
    grounds = [{"number": n, "message": g.message, "citation": g.citation, "remedy": g.remedy} for n, g in enumerate(notice.grounds, start=1)]
    values = {
        "title": bundle.title, "drafting_unit": bundle.drafting_unit, "submission": notice.submission, "number": notice.number,
        "grounds": grounds, "remark": notice.remark, "office": settings.office_name, "day": day_text(on),
    }  # fmt: skip
    return clean_values(values)


def clean_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values without the control characters that no XML holds."""
    return {key: _clean(value) for key, value in values.items()}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return CONTROL.sub("", value)
    if isinstance(value, list):
        return [_clean(entry) for entry in value]
    if isinstance(value, dict):
        return clean_values(value)
    return value
