"""The values for the fields of the forms' templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from ..model.bundle import Bundle
from ..model.digest import content_digest, content_state
from ..model.document.candidate import Element
from ..model.record import ReturnNotice
from ..model.review import ContentState, Review, latest_by_unit, unit_key
from ..model.settings import OfficeSettings
from ..model.terms import ReviewKind
from .names import part_name
from .typeset import NOTES

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NONE, EMPTY = "无", "—"
AGREED = "同意。"
"""The opinion of a head who signs off and writes none."""

CONTENTS = "目录"
LETTER, DISPATCH_SHEET = "报送函", "发文稿纸"
DECLARATION, SECRECY_SHEET, DISCLOSURE_OPINION, COUNTERSIGN_SHEET, SIGN_OFF_SHEET = (
    "公开属性声明", "保密审查表", "政务公开工作机构审查意见", "会签单", "审签单",
)  # fmt: skip
NOTICE = "退文通知单"
UNDECLARED = "未明确"
DRAFTED_LISTS = ("forms", "channels", "times", "rows", "questions", "asked", "lead", "measures", "examples")
"""The lists that drafts of plan and material fill in."""

EMPTY_ROWS = 6
"""Empty rows that a 新旧政策对照表 begins with."""


def forms_before(bundle: Bundle) -> tuple[str, ...]:
    """Return the names of the forms that are bound before the parts."""
    return LETTER, DISPATCH_SHEET


def forms_after(bundle: Bundle, reviews: Iterable[Review], settings: OfficeSettings) -> tuple[str, ...]:
    """Return the names of the forms that are bound after the parts: those of the reviews that are due or were given."""
    kinds = {review.kind for review in reviews}
    attribute = bundle.declaration.attribute
    withheld = attribute is not None and settings.is_withheld(attribute)
    wanted = (
        (DECLARATION, True),
        (SECRECY_SHEET, True),
        (DISCLOSURE_OPINION, withheld or ReviewKind.DISCLOSURE_OFFICE in kinds),
        (COUNTERSIGN_SHEET, bool(bundle.countersigning_units) or ReviewKind.COUNTERSIGN in kinds),
        (SIGN_OFF_SHEET, True),
    )
    return tuple(name for name, due in wanted if due)


def day_text(day: date) -> str:
    """Return a date as documents write it: Arabic figures, no leading zeros (GB/T 9704-2012, 7.3.5)."""
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True)
class PartFacts:
    """What is known of a part beside the bundle: its text's own title, and how many pages it has in the PDF; 0 where that is not known."""

    title: str = ""
    pages: int = 0


def form_values(
    bundle: Bundle,
    reviews: Iterable[Review],
    settings: OfficeSettings,
    on: date,
    addressee: str = "",
    record: str = "",
    facts: Mapping[int, PartFacts] | None = None,
) -> dict[str, Any]:
    """Return the values for every form of a bundle's packet.

    Args:
        bundle, reviews, settings: the bundle, its reviews, the office's settings.
        on: the day of the packet.
        addressee: 主送机关, as the policy's own text has it.
        record: the digest of the bundle's last line in the office's record; empty where there is none.
        facts: what is known of each part, by its place among the ordered parts.
    """
    declared = bundle.declaration
    values: dict[str, Any] = {
        "title": bundle.title,
        "authority": bundle.issuing_authority.label,
        "drafting_unit": bundle.drafting_unit,
        "interpreting_unit": bundle.interpreting_unit or NONE,
        "joint": _joint(bundle) or NONE,
        "office": settings.office_name,
        "day": day_text(on),
        "attribute": declared.attribute.label if declared.attribute else UNDECLARED,
        "ground": declared.ground or NONE,
        "explanation": declared.explanation or NONE,
        "reason": declared.explanation or declared.ground,
        "content": content_digest(bundle),
        "record": record or NONE,
        "addressee": addressee.rstrip("：:") or NONE,
        "note": NOTES[declared.attribute] if declared.attribute else UNDECLARED,
        "comparison": empty_rows(),
        **nothing_drafted(),
        **_part_values(bundle, facts or {}),
        **_review_values(bundle, _latest(reviews)),
        "dispatch": {
            **{name: getattr(text, "label", text) or NONE for name, text in asdict(bundle.dispatch).items()},
            "printed": "　".join(filter(None, (bundle.dispatch.printed_by, bundle.dispatch.printed_on))) or NONE,
        },
    }
    return clean_values(values)


def _joint(bundle: Bundle) -> str:
    """Return the lead and the other departments in words."""
    return "、".join(unit for unit in (f"牵头：{bundle.lead_unit}" if bundle.lead_unit else "", *bundle.joint_units) if unit)


def _part_values(bundle: Bundle, facts: Mapping[int, PartFacts]) -> dict[str, Any]:
    """Return the values about the files: each with its title, or what it is where its text has none."""
    parts: list[dict[str, Any]] = []
    for place, part in enumerate(bundle.ordered_parts):
        if part.present:
            known, name = facts.get(place, PartFacts()), part_name(bundle, place)
            title, pages = known.title or name, known.pages or EMPTY
            parts.append({"number": len(parts) + 1, "name": name, "title": title, "original": part.name, "pages": pages})
    names, titles = "、".join(entry["name"] for entry in parts), "\n".join(f"{entry['number']}.{entry['title']}" for entry in parts)
    total = sum(known.pages for place, known in facts.items() if bundle.ordered_parts[place].present)
    return {"enclosures": names or NONE, "enclosed": titles or NONE, "parts": parts, "count": len(parts), "pages": total or EMPTY}


def _review_values(bundle: Bundle, listed: Sequence[Review]) -> dict[str, Any]:
    """Return the values about the reviews, the latest of each kind and department."""
    state = content_state(bundle)
    shown = [_review_row(review, state) for review in listed]
    rows = {kind: [row for row in shown if row["kind"] == kind.label] for kind in ReviewKind}
    countersigns = _countersigns(bundle, rows[ReviewKind.COUNTERSIGN])
    own = [review for review in listed if review.kind is ReviewKind.DISCLOSURE_OFFICE]
    return {
        "reviews": shown or [_empty_row()],
        "secrecy_reviews": rows[ReviewKind.SECRECY] or [_empty_row()],
        "disclosure_reviews": rows[ReviewKind.DISCLOSURE_OFFICE] or [_empty_row()],
        "countersigns": countersigns or [_empty_row()],
        "countersigned": "；".join(f"{row['unit']}：{row['result']}" for row in countersigns) or NONE,
        "opinion": "\n".join(_opinion(review) for review in listed if review.kind is ReviewKind.SIGNOFF),
        "signed": "；".join(f"{row['who']}　{row['result']}　{row['on']}" for row in rows[ReviewKind.SIGNOFF]) or "尚未审签",
        "secrecy_checked": "；".join(f"{row['by']}　{row['result']}　{row['on']}" for row in rows[ReviewKind.SECRECY]) or "尚未审查",
        "disclosure_review": f"{own[-1].result.label}（{own[-1].by}，{day_text(own[-1].on)}）" if own else NONE,
    }


def draft_values(bundle: Bundle, drafted: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the values for the templates that an officer begins a part from.

    Args:
        bundle: the bundle.
        drafted: the drafted values; those of `nothing_drafted` keep the templates' own guidance.
    """
    unit = bundle.interpreting_unit or bundle.drafting_unit
    values = {"title": bundle.title, "interpreting_unit": unit, "comparison": empty_rows()}
    return clean_values({**values, **(nothing_drafted() if drafted is None else drafted)})


def nothing_drafted() -> dict[str, Any]:
    """Return the values with which the templates of plan and material show only their own guidance."""
    lists: dict[str, Any] = {name: [] for name in DRAFTED_LISTS}
    return {**lists, "passages": {str(element): [] for element in Element}, "drafted": False, "responsible": "", "contact": ""}


def empty_rows() -> list[dict[str, str]]:
    """Return the empty rows that a 新旧政策对照表 begins with, for the officer to fill in."""
    return [{"old": "", "new": "", "remark": ""} for _ in range(EMPTY_ROWS)]


def _latest(reviews: Iterable[Review]) -> list[Review]:
    """Return the latest review of each kind by each department, in the order of the kinds."""
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


def _opinion(review: Review) -> str:
    return review.remark or (AGREED if review.passed else review.result.label)


def _countersigns(bundle: Bundle, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return a row for every department whose countersignature is due or given."""
    given = {unit_key(row["unit"]) for row in rows}
    due = [unit for unit in bundle.countersigning_units if unit_key(unit) not in given]
    return [*rows, *({**_empty_row(), "unit": unit, "result": "尚未会签"} for unit in due)]


def _empty_row() -> dict[str, str]:
    return dict.fromkeys(("kind", "unit", "by", "who", "result", "on", "remark"), EMPTY)


def notice_values(bundle: Bundle, notice: ReturnNotice, settings: OfficeSettings, on: date) -> dict[str, Any]:
    """Return the values for a 退文通知单."""
    grounds = [{"number": n, "message": g.message, "citation": g.citation, "remedy": g.remedy} for n, g in enumerate(notice.grounds, start=1)]
    values = {
        "title": bundle.title, "drafting_unit": bundle.drafting_unit, "submission": notice.submission, "number": notice.number,
        "grounds": grounds, "remark": notice.remark, "office": settings.office_name, "day": day_text(on),
    }  # fmt: skip
    return clean_values(values)


def clean_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values without the control characters that XML cannot hold."""
    return {key: _clean(value) for key, value in values.items()}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return CONTROL.sub("", value)
    if isinstance(value, list):
        return [_clean(entry) for entry in value]
    if isinstance(value, dict):
        return clean_values(value)
    return value
