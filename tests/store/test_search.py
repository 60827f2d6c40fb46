"""The index: exactly the bundles that hold a word, on both databases, whatever the word is."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zwgk_desk.model.bundle import Bundle
from zwgk_desk.model.search import BundleFilter, ListView, SavedFilter, Searchable
from zwgk_desk.model.terms import IssuingAuthority, Stage
from zwgk_desk.store.store import Store

AT = "2026-11-24T09:00:00.000000+08:00"
ALPHABET = "电梯加装办法%_\"'*()-ab1 𠮷\n"


def add(store: Store, *texts: str) -> int:
    """A bundle with these texts in the index."""
    with store.transaction():
        key = store.bundles.create(Bundle("题", IssuingAuthority.DEPARTMENT, "局"), "u", AT)
        store.search.put(key, 1, [Searchable(f"materials[{n}]", text.replace("\0", ""), text, text) for n, text in enumerate(texts)])
    return key


def found(store: Store, words: str) -> list[int]:
    return sorted(line.key for line in store.bundles.lines(wanted=BundleFilter(words)))


def test_words_of_every_length_and_at_every_place(store: Store) -> None:
    lifts, heat = add(store, "既有住宅加装电梯", "供热计量"), add(store, "供热计量收费实施细则")
    for word in ("既", "电梯", "加装电梯", "梯", "既有住宅加装电梯"):
        assert found(store, word) == [lifts]
    assert found(store, "供热") == [lifts, heat]
    assert found(store, "供热 电梯") == [lifts]  # in different parts
    assert found(store, "电梯加") == []
    assert found(store, "燃气") == found(store, "电梯 收费") == []


@pytest.mark.parametrize("word", ['"', "''", "%", "a OR b", "NEAR(", "*", "-", "电\\", "(", "𠮷"])
def test_no_word_is_an_order(store: Store, word: str) -> None:
    key = add(store, f"前{word}后")
    add(store, "别的")
    assert found(store, word) == [key]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(ALPHABET, max_size=12), min_size=1, max_size=6), st.text("电梯加装办法%_\"'*()-ab1𠮷", min_size=1, max_size=4))
def test_it_finds_what_a_search_by_hand_finds(store: Store, texts: list[str], word: str) -> None:
    with store.transaction():
        store._database.execute_sql("DELETE FROM searched_text")
    keys = [add(store, text) for text in texts]
    assert found(store, word) == [key for key, text in zip(keys, texts, strict=True) if word in text]


def test_what_is_taken_out_is_no_longer_found(store: Store) -> None:
    key = add(store, "既有住宅加装电梯")
    with store.transaction():
        store.search.put(key, 1, [Searchable("policy", "2", "供热计量", "供热计量")])
    assert found(store, "电梯") == [] and found(store, "供热") == [key]
    assert [text.text for _, text in store.search.texts([key])] == ["供热计量"]


def test_what_is_not_in_the_index_yet_is_known(store: Store) -> None:
    with store.transaction():
        key = store.bundles.create(Bundle("题", IssuingAuthority.DEPARTMENT, "局"), "u", AT)
    assert store.search.behind() == (key,)
    with store.transaction():
        store.search.put(key, 1, [])
    assert store.search.behind() == ()
    with store.transaction():
        store.bundles.save(key, 1, Bundle("题二", IssuingAuthority.DEPARTMENT, "局"), "u", AT)
    assert store.search.behind() == (key,)


def test_a_character_that_a_database_does_not_hold(store: Store) -> None:
    assert found(store, "后") == [] and add(store, "前\0后") in found(store, "后")


def test_filters_are_kept_for_each_person(store: Store) -> None:
    first, second = SavedFilter("电梯", ListView.DUE, "电梯 补贴", Stage.SIGN_OFF), SavedFilter("全部")
    with store.transaction():
        store.search.keep_filter("nigao", first)
        store.search.keep_filter("nigao", second)
        store.search.keep_filter("baomi", SavedFilter("电梯"))
        store.search.keep_filter("nigao", SavedFilter("电梯", ListView.ALL, "改过"))
    assert store.search.filters("nigao") == (second, SavedFilter("电梯", ListView.ALL, "改过"))
    with store.transaction():
        store.search.drop_filter("nigao", "电梯")
    assert store.search.filters("nigao") == (second,) and len(store.search.filters("baomi")) == 1
