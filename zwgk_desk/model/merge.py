"""Three-way merge of two people's changes of one bundle: a field that only one changed is taken over; one that both changed is disputed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from .bundle import PART_ORDER, Bundle

FIELDS = {
    "title": "标题", "issuing_authority": "发文名义", "lead_unit": "牵头部门", "joint_units": "联合部门", "interpreting_unit": "解读单位",
    "major_decision": "重大决策事项", "attribute": "公开属性", "ground": "法定依据", "explanation": "理由说明", "dispatch": "版头和版记",
    **{kind.value: kind.label for kind in PART_ORDER},
}  # fmt: skip
"""What a bundle states, field by field, and what people call it; attribute, ground and explanation are the declaration's, the last ones the
files of each kind."""

DECLARED = frozenset({"attribute", "ground", "explanation"})
KINDS = {kind.value: kind for kind in PART_ORDER}


@dataclass(frozen=True)
class Merged:
    """The result of a merge.

    Attributes:
        bundle: the changes of both; a disputed field has my value.
        disputed: the fields that both changed, to different values.
        theirs: the fields that only the other changed.
    """

    bundle: Bundle
    disputed: tuple[str, ...]
    theirs: tuple[str, ...]


def merge(base: Bundle, mine: Bundle, theirs: Bundle) -> Merged:
    """Merge two changes of one bundle, field by field.

    Args:
        base: the bundle that both started from.
        mine, theirs: the bundle with the changes of each.
    """
    changed = {name for name in FIELDS if field(base, name) != field(theirs, name)}
    own = {name for name in FIELDS if field(base, name) != field(mine, name)}
    disputed = tuple(name for name in FIELDS if name in changed & own and field(mine, name) != field(theirs, name))
    only = tuple(name for name in FIELDS if name in changed - own)
    return Merged(with_fields(mine, theirs, only), disputed, only)


def field(bundle: Bundle, name: str) -> Any:
    """Return the value of a field of FIELDS."""
    if name in KINDS:
        return bundle.of_kind(KINDS[name])
    return getattr(bundle.declaration if name in DECLARED else bundle, name)


def with_fields(bundle: Bundle, other: Bundle, names: Collection[str]) -> Bundle:
    """Return a bundle with some fields taken from another."""
    declared = {name: getattr(other.declaration, name) for name in names if name in DECLARED}
    stated = {name: getattr(other, name) for name in names if name not in DECLARED | KINDS.keys()}
    stated_so = replace(bundle, declaration=replace(bundle.declaration, **declared), **stated)
    kinds = {KINDS[name] for name in names if name in KINDS}
    parts = [part for kind in PART_ORDER for part in (other if kind in kinds else bundle).of_kind(kind)]
    return replace(stated_so, parts=tuple(parts)) if kinds else stated_so


def words_of(bundle: Bundle, name: str) -> str:
    """Return the value of a field, in words."""
    value = field(bundle, name)
    if name in KINDS:
        return "、".join(part.name for part in value) or "空白"
    if name == "dispatch":
        return bundle.dispatch.words or "空白"
    if name == "joint_units":
        return "、".join(bundle.joint_units) or "空白"
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(getattr(value, "label", value) or "空白")
