"""Putting parts into a bundle and taking them out."""

from __future__ import annotations

from zwgk_desk.model.bundle import Bundle, Part
from zwgk_desk.model.terms import IssuingAuthority, PartKind

EMPTY = Bundle("题", IssuingAuthority.JOINT, "甲", "甲", ("甲", "乙", "乙", "丙"), "甲")


def named(kind: PartKind, name: str) -> Part:
    return Part(kind, name, name, 1)


def test_a_second_policy_takes_the_first_ones_place_and_a_second_material_is_added() -> None:
    bundle = EMPTY
    for kind, name in ((PartKind.MATERIAL, "m1"), (PartKind.POLICY, "p1"), (PartKind.POLICY, "p2"), (PartKind.MATERIAL, "m2")):
        bundle = bundle.with_part(named(kind, name), 0 if kind is PartKind.POLICY and bundle.of_kind(kind) else None)
    assert [part.name for part in bundle.parts] == ["p2", "m1", "m2"]
    assert [p.name for p in bundle.with_part(named(PartKind.MATERIAL, "m3"), 0).parts] == ["p2", "m3", "m2"]
    assert [p.name for p in bundle.without_part(PartKind.MATERIAL, 0).parts] == ["p2", "m2"]


def test_every_other_department_countersigns_once() -> None:
    assert EMPTY.countersigning_units == ("乙", "丙")


def test_who_signs() -> None:
    assert EMPTY.signing_unit == "甲"
    assert Bundle("题", IssuingAuthority.DEPARTMENT, "丁", "甲").signing_unit == "丁"
