"""Writing: what was typed is there after a crash, two people's changes are put together or asked about, steps are taken back over restarts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.drafting.writing import Disputed
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_bundles import HOUSING
from zwgk_desk.model.errors import Conflict, InputError, NotFound, StageError
from zwgk_desk.model.naming.bundle_fields import UNTITLED
from zwgk_desk.model.people import Account
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.terms import PartKind, Role

from .conftest import People, empty_bundle


@pytest.fixture
def second(office: Office, people: People) -> Session:
    """Another drafter of the same department."""
    office.accounts.add(people.admin, Account("nigao2", "李二", HOUSING, (Role.DRAFTER,)), "password-1")
    return office.accounts.sign_in("nigao2", "password-1")


def explained(record: BundleRecord, words: str) -> BundleRecord:
    """The record as it would be with other words of explanation."""
    bundle = record.bundle
    changed = replace(bundle, declaration=replace(bundle.declaration, explanation=words))
    return replace(record, revision=replace(record.revision, bundle=changed))


def test_what_was_typed_is_there_after_a_crash(office: Office, people: People, second: Session) -> None:
    record = office.bundles.create(people.drafter, empty_bundle())
    office.writing.keep(people.drafter, record.key, 1, replace(record.bundle, title="写了一半"))
    office.writing.keep(people.drafter, record.key, 1, replace(record.bundle, title="写了一大半"))
    unsaved = office.writing.unsaved(people.drafter, office.bundles.open(people.drafter, record.key))
    assert unsaved is not None and (unsaved.bundle.title, unsaved.disputed) == ("写了一大半", ())
    assert office.writing.unsaved(second, record) is None  # it is the person's own
    assert office.bundles.open(people.drafter, record.key).revision.number == 1  # and no revision
    office.writing.save(people.drafter, record.key, 1, unsaved.bundle)
    assert office.writing.unsaved(people.drafter, office.bundles.open(people.drafter, record.key)) is None


def test_what_was_typed_meets_what_another_saved_since(office: Office, people: People, second: Session) -> None:
    record = office.bundles.create(people.drafter, empty_bundle())
    typed = explained(record, "我的理由").bundle
    office.writing.keep(people.drafter, record.key, 1, typed)
    now = office.bundles.save(second, record.key, 1, replace(record.bundle, title="他改的标题"))
    unsaved = office.writing.unsaved(people.drafter, now)
    assert unsaved is not None
    assert (unsaved.bundle.title, unsaved.bundle.declaration.explanation, unsaved.disputed) == ("他改的标题", "我的理由", ())
    office.writing.drop(people.drafter, record.key)
    assert office.writing.unsaved(people.drafter, now) is None


def test_nothing_is_offered_of_a_bundle_that_has_been_sent_on(office: Office, people: People) -> None:
    record = office.bundles.create(people.drafter, empty_bundle())
    office.writing.keep(people.drafter, record.key, 1, replace(record.bundle, title="写了一半"))
    assert office.writing.unsaved(people.drafter, office.course.send_to_review(people.drafter, record.key, 1)) is None


def test_two_people_s_changes_are_put_together(office: Office, people: People, second: Session) -> None:
    record = office.bundles.create(people.drafter, empty_bundle())
    office.bundles.save(second, record.key, 1, replace(record.bundle, title="他改的标题"))
    assert office.writing.standing(people.drafter, record).revision == 2
    saved = office.writing.save(people.drafter, record.key, 1, explained(record, "我的理由").bundle)
    assert (saved.record.bundle.title, saved.record.bundle.declaration.explanation) == ("他改的标题", "我的理由")
    assert saved.theirs == "李二刚改了标题" and saved.record.revision.number == 3


def test_what_both_changed_is_asked_and_nothing_is_saved(office: Office, people: People, second: Session) -> None:
    record = office.bundles.create(people.drafter, empty_bundle())
    office.bundles.put_part(second, record.key, 1, PartKind.MATERIAL, "a.md", "# 问答\n\n他放的".encode())
    theirs = explained(office.bundles.open(second, record.key), "他的理由")
    office.bundles.save(second, record.key, 2, theirs.bundle)
    with pytest.raises(Disputed, match="李二刚把理由说明改成了“他的理由”") as raised:
        office.writing.save(people.drafter, record.key, 1, explained(record, "我的理由").bundle)
    assert office.bundles.open(people.drafter, record.key).bundle.declaration.explanation == "他的理由"
    merged = raised.value.merged
    assert merged.bundle.declaration.explanation == "我的理由" and len(merged.bundle.parts) == 1
    assert merged.with_theirs.declaration.explanation == "他的理由"
    saved = office.writing.save(people.drafter, record.key, merged.record.revision.number, merged.bundle)
    assert saved.record.bundle.declaration.explanation == "我的理由"


@pytest.mark.parametrize("mine", [True, False])
def test_an_answer_is_to_the_text_that_was_shown(mine: bool, office: Office, people: People, second: Session) -> None:
    """Asked about one text, the person answers; meanwhile another stands: nothing is saved, and that one is asked about."""
    record = office.bundles.create(people.drafter, empty_bundle())
    typed = explained(record, "我的理由").bundle
    shown = office.bundles.save(second, record.key, 1, explained(record, "他的理由").bundle)
    now = office.bundles.save(second, record.key, shown.revision.number, explained(shown, "他又改的理由").bundle)
    with pytest.raises(Disputed, match="他又改的理由") as raised:
        office.writing.settle(people.drafter, record.key, 1, typed, mine, shown.revision.number)
    assert office.bundles.open(people.drafter, record.key) == now
    asked = raised.value.merged.record.revision.number
    saved = office.writing.settle(people.drafter, record.key, 1, typed, mine, asked).record
    assert saved.bundle.declaration.explanation == ("我的理由" if mine else "他又改的理由")
    assert [r.bundle.declaration.explanation for r in office.bundles.revisions(people.drafter, record.key)][asked:][0] == "我的理由"


def test_an_answer_is_not_saved_where_there_is_nothing_to_ask_any_more(office: Office, people: People, second: Session) -> None:
    record = office.bundles.create(people.drafter, empty_bundle())
    shown = office.bundles.save(second, record.key, 1, explained(record, "他的理由").bundle)
    now = office.bundles.save(second, record.key, shown.revision.number, record.bundle)
    with pytest.raises(Conflict, match="李二刚又存了一版"):
        office.writing.settle(people.drafter, record.key, 1, explained(record, "我的理由").bundle, False, shown.revision.number)
    assert office.bundles.open(people.drafter, record.key) == now


def test_what_has_been_sent_on_is_not_written_over(office: Office, people: People) -> None:
    record = office.bundles.create(people.drafter, empty_bundle())
    office.course.send_to_review(people.drafter, record.key, 1)
    with pytest.raises((StageError, Conflict)):
        office.writing.save(people.drafter, record.key, 1, replace(record.bundle, title="新"))
    with pytest.raises(NotFound):
        office.writing.standing(people.drafter, replace(record, key=999))
    with pytest.raises(NotFound):
        office.writing.standing(people.clerk, record)


def test_files_of_one_kind_are_put_in_while_another_changes_those_of_another(office: Office, people: People, second: Session) -> None:
    record = office.bundles.create(people.drafter, empty_bundle())
    office.bundles.put_part(second, record.key, 1, PartKind.MATERIAL, "a.md", "# 问答\n\n他放的".encode())
    assert office.writing.seen_now(people.drafter, record.key, 1, PartKind.POLICY) == 2
    with pytest.raises(Conflict, match="解读材料刚被别人换过"):
        office.writing.seen_now(people.drafter, record.key, 1, PartKind.MATERIAL)


def test_a_file_comes_back_by_a_step_back(office: Office, people: People, make_again: Callable[[], Office]) -> None:
    record = office.bundles.create(people.drafter, empty_bundle())
    office.bundles.put_part(people.drafter, record.key, 1, PartKind.POLICY, "a.md", "# 甲\n\n第一版".encode())
    office.bundles.put_part(people.drafter, record.key, 2, PartKind.POLICY, "b.md", "# 甲\n\n第二版".encode())
    again = make_again()  # the program was closed in between
    assert again.writing.steps(people.drafter, again.bundles.open(people.drafter, record.key)) == (2, 0)
    assert again.writing.undo(people.drafter, record.key, 3).bundle.parts[0].name == "a.md"
    assert again.writing.undo(people.drafter, record.key, 4).bundle.parts == ()
    with pytest.raises(InputError, match="没有可以撤销"):
        again.writing.undo(people.drafter, record.key, 5)
    assert again.writing.redo(people.drafter, record.key, 5).bundle.parts[0].name == "a.md"
    assert again.writing.steps(people.drafter, again.bundles.open(people.drafter, record.key)) == (1, 3)
    with pytest.raises(Conflict):
        again.writing.undo(people.drafter, record.key, 3)  # what the person sees is older
    assert again.bundles.revisions(people.drafter, record.key)[2].bundle.parts[0].name == "b.md"  # nothing is gone


@pytest.fixture
def make_again(office: Office) -> Callable[[], Office]:
    """The same office as the next start opens it."""

    def make() -> Office:
        again = Office(office.core.store, office.core.equipment, office.core.clock)
        again.core.__dict__["pens"] = office.core.pens
        return again

    return make


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["edit", "undo", "redo"]), max_size=14))
def test_steps_are_those_of_any_editor(office: Office, people: People, acts: list[str]) -> None:
    record = office.bundles.create(people.drafter, empty_bundle("0"))
    states, place = ["0"], 0
    for number, act in enumerate(acts, start=1):
        key, seen = record.key, record.revision.number
        if act == "edit":
            record = office.bundles.save(people.drafter, key, seen, replace(record.bundle, title=str(number)))
            states, place = [*states[: place + 1], str(number)], place + 1
        elif act == "undo" and place:
            record, place = office.writing.undo(people.drafter, key, seen), place - 1
        elif act == "redo" and place + 1 < len(states):
            record, place = office.writing.redo(people.drafter, key, seen), place + 1
        else:
            with pytest.raises(InputError):
                (office.writing.undo if act == "undo" else office.writing.redo)(people.drafter, key, seen)
        assert record.bundle.title == states[place]
        back, forth = office.writing.steps(people.drafter, office.bundles.open(people.drafter, record.key))
        assert (bool(back), bool(forth)) == (place > 0, place + 1 < len(states))


def test_a_bundle_without_a_title_takes_that_of_the_policy_that_is_put_in(office: Office, people: People) -> None:
    record = office.bundles.create(people.drafter, empty_bundle(UNTITLED))
    policy = "东江市供热计量收费实施细则\n\n第一条 为规范收费，制定本细则。\n".encode()
    record = office.bundles.put_part(people.drafter, record.key, record.revision.number, PartKind.MATERIAL, "解读.txt", policy)
    assert record.bundle.title == UNTITLED, "only the policy says how it is called"
    record = office.bundles.put_part(people.drafter, record.key, record.revision.number, PartKind.POLICY, "细则.txt", policy)
    assert record.bundle.title == "东江市供热计量收费实施细则"
    other = policy.replace("供热".encode(), "供水".encode())
    record = office.bundles.put_part(people.drafter, record.key, record.revision.number, PartKind.POLICY, "细则.txt", other)
    assert record.bundle.title == "东江市供热计量收费实施细则", "a title that it has is the officer's"
