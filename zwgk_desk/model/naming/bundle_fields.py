"""What a bundle states, and how its files are called, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace

from ..bundle import CHOSEN, Bundle, Dispatch
from ..errors import InputError
from .characters import without_unseen
from .fields import FILE_NAME, LONG, SHORT, TITLE, UNIT, TextField

UNIT_LABELS = {"drafting_unit": "起草单位", "lead_unit": "牵头部门", "interpreting_unit": "解读单位"}
DISPATCH_LABELS = {
    "mark": "发文机关标志", "number": "发文字号", "signer": "签发人", "copy_number": "份号", "secrecy": "密级和保密期限", "urgency": "紧急程度",
    "copies_to": "抄送机关", "printed_by": "印发机关", "printed_on": "印发日期",
}  # fmt: skip
JOINT = replace(UNIT, label="联合部门")
GROUND, EXPLANATION = replace(SHORT, label="法定依据"), replace(LONG, label="理由说明")

UNTITLED = "未命名的政策文件"
"""How a bundle is called before it has a title."""

FIELDS: dict[str, TextField] = {
    "title": TITLE,
    **{name: replace(UNIT, label=label) for name, label in UNIT_LABELS.items()},
    "joint_units": JOINT,
    **{f"dispatch.{field.name}": replace(SHORT, label=DISPATCH_LABELS[field.name]) for field in fields(Dispatch) if field.name not in CHOSEN},
    "ground": GROUND,
    "explanation": EXPLANATION,
}
"""Every field of a bundle that people type into, by its name."""


def check_bundle(bundle: Bundle, before: Bundle | None = None) -> None:
    """Refuse a bundle in which a field, or the name of a file, holds what it may not.

    Args:
        bundle: the bundle.
        before: as it stood; what has not been changed since is not asked about, so that bundles from before these limits can be worked on.

    Raises:
        InputError: the first such field.
    """
    known = set(_told(before)) if before is not None else set()
    for field, text in _told(bundle):
        if (field, text) not in known:
            field.check(text)


def check_case(bundle: Bundle, file: str) -> None:
    """Refuse a case in whose file a field holds what it may not.

    Raises:
        InputError: the first such field, with the file's name.
    """
    try:
        check_bundle(bundle)
    except InputError as error:
        raise InputError(f"{file} 里，{error.what}", error.remedy) from error


def units_fault(units: Iterable[str]) -> str:
    """Return the sentence with which the first of some joint departments is refused; empty where none is."""
    return next((fault for fault in map(JOINT.fault, units) if fault), "")


def fitting_title(title: str) -> str:
    """Return a title that a document states of itself, without what cannot be seen; empty where it is too long to be a title."""
    cleaned = without_unseen(title)
    return "" if TITLE.fault(cleaned) else cleaned


def _told(bundle: Bundle) -> Iterator[tuple[TextField, str]]:
    """Yield every field with what stands in it."""
    for name in ("title", *UNIT_LABELS):
        yield FIELDS[name], getattr(bundle, name)
    for unit in bundle.joint_units:
        yield JOINT, unit
    for name, text in bundle.dispatch.said.items():
        if name not in CHOSEN:
            yield FIELDS[f"dispatch.{name}"], text
    yield GROUND, bundle.declaration.ground
    yield EXPLANATION, bundle.declaration.explanation
    for part in bundle.parts:
        yield FILE_NAME, part.name
