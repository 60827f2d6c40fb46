"""Places in a bundle: written and read by one module, and the same after both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk_desk.model.bundle import SEVERAL, Part
from zwgk_desk.model.changes import STATED
from zwgk_desk.model.part_document import place_of
from zwgk_desk.model.place import WHOLE_BUNDLE, Area, BundlePlace, Slot
from zwgk_desk.model.terms import PartKind, ReviewKind
from zwgk_desk.rules.check import FILES

NAMED = re.compile(r'(?:Fault\(|WHERE = )"([^"]+)"')
FIELDS = st.from_regex(r"[a-z][a-z_0-9]{0,20}", fullmatch=True)
PLACES = st.one_of(
    st.builds(BundlePlace.of_part, st.sampled_from(PartKind), st.none() | st.integers(0, 10_000)),
    st.builds(BundlePlace.of_review, st.sampled_from(ReviewKind)),
    st.builds(BundlePlace, st.sampled_from((Area.DECLARATION, Area.BUNDLE)), field=FIELDS),
    st.sampled_from((WHOLE_BUNDLE, BundlePlace(Area.DECLARATION), BundlePlace(Area.REVIEW))),
)


def named_by_rules() -> set[str]:
    """Every place that stands in a rule or is compared between revisions, and one a kind of part."""
    sources = [Path(str(file.__file__)).read_text(encoding="utf-8") for file in FILES]
    found = {where for text in sources for where in NAMED.findall(text)}
    return found | {where for where, _, _ in STATED} | {place_of(Part(kind, ""), 3) for kind in PartKind}


@given(PLACES)
def test_a_place_is_the_same_once_it_was_written_and_read(place: BundlePlace) -> None:
    assert BundlePlace.parse(str(place)) == place


@pytest.mark.parametrize("where", sorted(named_by_rules()))
def test_what_rules_name_is_read_and_written_as_it_stands(where: str) -> None:
    place = BundlePlace.parse(where)
    assert str(place) == where
    assert not place.is_whole_bundle


@given(st.text(max_size=40))
def test_whatever_a_finding_holds_leads_somewhere(text: str) -> None:
    place = BundlePlace.parse(text)
    assert BundlePlace.parse(str(place)) == place


def test_parts_have_a_slot_with_a_position_where_there_may_be_several() -> None:
    for kind in PartKind:
        assert BundlePlace.parse(place_of(Part(kind, ""), 2)).slot == Slot(kind, 2 if kind in SEVERAL else None)
    assert BundlePlace.parse("materials").slot == Slot(PartKind.MATERIAL, None)
    assert BundlePlace.parse("disclosure.ground").slot is None and BundlePlace.parse("disclosure.ground").field == "ground"
    assert BundlePlace.parse("reviews.secrecy").review is ReviewKind.SECRECY


@given(PLACES, PLACES)
def test_a_change_at_one_place_is_about_the_other_or_not_both_ways(one: BundlePlace, other: BundlePlace) -> None:
    assert one.meets(other) is other.meets(one)
    assert one.meets(one)
    if WHOLE_BUNDLE in (one, other):
        assert one.meets(other) is (Area.REVIEW not in (one.area, other.area))


@pytest.mark.parametrize(
    ("ground", "change", "met"),
    [
        ("materials[0]", "materials[2]", True), ("materials", "attachments[0]", False), ("disclosure.ground", "disclosure.attribute", True),
        ("disclosure.ground", "bundle.title", False), ("reviews.secrecy", "reviews.secrecy", True), ("reviews.secrecy", "reviews.signoff", False),
        ("bundle", "policy", True), ("bundle", "reviews.secrecy", False),
    ],
)  # fmt: skip
def test_a_ground_is_answered_by_what_was_changed_at_its_place(ground: str, change: str, met: bool) -> None:
    assert BundlePlace.parse(ground).meets(BundlePlace.parse(change)) is met
