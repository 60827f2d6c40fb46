"""Two people's changes of one bundle: nothing of either is lost without being asked about."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from zwgk_desk.model.bundle import Bundle, DisclosureDeclaration, Dispatch, Part
from zwgk_desk.model.merge import FIELDS, KINDS, Merged, field, merge, words_of
from zwgk_desk.model.terms import DisclosureAttribute, IssuingAuthority, PartKind

words = st.sampled_from(["", "甲", "乙", "丙"])
bundles = st.builds(
    Bundle,
    title=words,
    issuing_authority=st.sampled_from(IssuingAuthority),
    drafting_unit=st.just("局"),
    lead_unit=words,
    joint_units=st.lists(words.filter(bool), max_size=2).map(tuple),
    interpreting_unit=words,
    major_decision=st.booleans(),
    declaration=st.builds(DisclosureDeclaration, st.sampled_from([None, *DisclosureAttribute]), words, words),
    parts=st.lists(st.builds(Part, st.sampled_from([PartKind.MATERIAL, PartKind.ATTACHMENT]), words, words), max_size=3).map(tuple),
    dispatch=st.builds(Dispatch, mark=words),
)


@given(bundles, bundles, bundles)
def test_what_only_one_touched_stays_as_that_one_left_it(base: Bundle, mine: Bundle, theirs: Bundle) -> None:
    merged = merge(base, mine, theirs)
    for name in FIELDS:
        was, own, other, now = field(base, name), field(mine, name), field(theirs, name), field(merged.bundle, name)
        if name in merged.disputed:
            assert now == own != other and was not in (own, other)
        else:
            assert now == (other if own == was else own)
            assert own in (was, other) or other == was
        assert words_of(base, name) is not None


@given(bundles, bundles)
def test_one_alone_is_never_asked(base: Bundle, mine: Bundle) -> None:
    assert merge(base, mine, base) == Merged(mine, (), ())
    assert same(merge(base, base, mine).bundle, mine)


def same(one: Bundle, other: Bundle) -> bool:
    """Whether two bundles state the same; the order of parts of different kinds says nothing."""
    return replace(one, parts=one.ordered_parts) == replace(other, parts=other.ordered_parts)


def test_every_field_of_a_bundle_is_merged() -> None:
    from dataclasses import fields

    named = {f.name for f in fields(Bundle)} - {"drafting_unit", "declaration"} | {f.name for f in fields(DisclosureDeclaration)}
    assert named - {"parts"} == set(FIELDS) - set(KINDS)
    assert set(KINDS.values()) == set(PartKind)


def test_what_is_said_of_a_dispute() -> None:
    bundle = replace(Bundle("题", IssuingAuthority.JOINT, "局"), joint_units=("甲局", "乙局"), dispatch=Dispatch(mark="东江市人民政府文件"))
    assert [words_of(bundle, name) for name in ("issuing_authority", "joint_units", "major_decision", "attribute", "dispatch")] == [
        "联合发文", "甲局、乙局", "否", "空白", "东江市人民政府文件",
    ]  # fmt: skip
