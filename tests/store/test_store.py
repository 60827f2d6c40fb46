"""The store, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from peewee import Database

from zwgk_desk.model.bundle import Bundle, DisclosureDeclaration, Part
from zwgk_desk.model.course import Course
from zwgk_desk.model.digest import sha256_of
from zwgk_desk.model.errors import Conflict, NotFound, StoreError
from zwgk_desk.model.finding import Finding
from zwgk_desk.model.people import Account
from zwgk_desk.model.record import Event, ReturnNotice, Submission
from zwgk_desk.model.review import Review
from zwgk_desk.model.search import BundleFilter
from zwgk_desk.model.settings import OfficeSettings
from zwgk_desk.model.terms import Act, DisclosureAttribute, IssuingAuthority, PartKind, ReviewKind, ReviewResult, Role, Severity, Stage
from zwgk_desk.store import snapshot
from zwgk_desk.store.store import Store

AT = "2026-11-24T09:00:00.000000+08:00"
BUNDLE = Bundle("既有住宅加装电梯管理办法", IssuingAuthority.JOINT, "甲局", "甲局", ("乙局",), "甲局")


def create(store: Store, bundle: Bundle = BUNDLE, content: bytes = b"policy") -> int:
    with store.transaction():
        part = Part(PartKind.POLICY, "政策.docx", store.files.put(content), len(content))
        return store.bundles.create(bundle.with_part(part), "nigao", AT)


def test_a_bundle_comes_back_as_it_was_saved(store: Store) -> None:
    key = create(store)
    record = store.bundles.record(key)
    assert record.course == Course(Stage.DRAFTING, 0)
    assert record.bundle.title == BUNDLE.title
    assert store.files.get(record.bundle.parts[0].sha256) == b"policy"


def test_every_saved_change_is_a_revision_and_none_is_ever_changed(store: Store, database: Database) -> None:
    key = create(store)
    first = store.bundles.revision(key, 1)
    with store.transaction():
        store.bundles.save(key, 1, replace(first.bundle, title="改过的标题"), "nigao", AT)
    assert [r.number for r in store.bundles.revisions(key)] == [1, 2]
    assert store.bundles.revision(key, 1) == first
    for statement in ("UPDATE revision SET snapshot = ''", "DELETE FROM revision", "DELETE FROM file", "UPDATE event SET remark = 'x'"):
        with store.transaction():
            store.bundles.add_event(key, Event(AT, Act.SAVE, "nigao", Role.DRAFTER, 2))
        with pytest.raises(StoreError), store.transaction():
            database.execute_sql(statement)
    assert store.bundles.revision(key, 1) == first


def test_two_people_saving_over_one_another(store: Store) -> None:
    key = create(store)
    bundle = store.bundles.record(key).bundle
    with store.transaction():
        store.bundles.save(key, 1, replace(bundle, title="一"), "nigao", AT)
    with pytest.raises(Conflict), store.transaction():
        store.bundles.save(key, 1, replace(bundle, title="二"), "other", AT)
    assert store.bundles.record(key).bundle.title == "一"
    assert [r.number for r in store.bundles.revisions(key)] == [1, 2]


def test_a_file_is_kept_once_and_with_the_rows_that_name_it_or_not_at_all(store: Store) -> None:
    create(store, content=b"same")
    create(store, content=b"same")
    assert list(store.files.names()) == [sha256_of(b"same")]
    with pytest.raises(RuntimeError), store.transaction():
        store.files.put(b"lost")
        raise RuntimeError
    assert not store.files.has(sha256_of(b"lost"))


def test_a_revision_cannot_name_a_file_that_is_not_there(store: Store) -> None:
    ghost = BUNDLE.with_part(Part(PartKind.POLICY, "x.docx", "0" * 64, 1))
    with pytest.raises(StoreError), store.transaction():
        store.bundles.create(ghost, "nigao", AT)
    assert list(store.bundles.keys()) == []


def test_reviews_submissions_returns_and_events_come_back(store: Store) -> None:
    key = create(store)
    state = store.bundles.record(key).revision.state
    review = Review(
        ReviewKind.SIGNOFF, "甲局", "李岚", ReviewResult.FAILED, date(2026, 11, 24), Role.UNIT_LEADER, state.content, state.statement,
        "不同意", "fuzeren", 1, AT,
    )  # fmt: skip
    ground = Finding("plan-missing", Severity.RETURN, "三(三)1", "plan", "缺解读方案", "请补")
    with store.transaction():
        packet = store.files.put(b"packet")
        store.bundles.add_review(key, review)
        store.bundles.add_submission(key, Submission(1, 1, packet, "nigao", AT))
        store.bundles.add_return(key, ReturnNotice(1, 1, (ground,), "请尽快", "shouwen", AT))
        store.bundles.move(key, Course(), Course(Stage.INTERNAL_REVIEW), Event(AT, Act.SEND_TO_REVIEW, "nigao", Role.DRAFTER, 1, "送审"))
    record = store.bundles.record(key)
    assert record.reviews == (review,)
    assert record.submissions == (Submission(1, 1, packet, "nigao", AT),)
    assert record.returns == (ReturnNotice(1, 1, (ground,), "请尽快", "shouwen", AT),)
    assert record.course.stage is Stage.INTERNAL_REVIEW
    assert store.bundles.events(key)[-1] == Event(AT, Act.SEND_TO_REVIEW, "nigao", Role.DRAFTER, 1, "送审")


def test_a_bundle_that_has_moved_meanwhile_does_not_move_again(store: Store) -> None:
    key = create(store)
    event = Event(AT, Act.SEND_TO_REVIEW, "nigao", Role.DRAFTER, 1)
    with store.transaction():
        store.bundles.move(key, Course(), Course(Stage.INTERNAL_REVIEW), event)
    with pytest.raises(Conflict), store.transaction():
        store.bundles.move(key, Course(), Course(Stage.INTERNAL_REVIEW), event)
    with pytest.raises(Conflict), store.transaction():
        store.bundles.save(key, 1, BUNDLE, "nigao", AT)
    assert len(store.bundles.events(key)) == 1


def test_lists(store: Store) -> None:
    keys = [create(store, replace(BUNDLE, title=f"第{n}件", drafting_unit="丙局" if n % 2 else "甲局")) for n in range(6)]
    assert [line.key for line in store.bundles.lines()] == keys[::-1]
    assert [line.title for line in store.bundles.lines(["丙局"])] == ["第5件", "第3件", "第1件"]
    first = store.bundles.lines(limit=4)
    assert [line.title for line in store.bundles.lines(after=first[-1], limit=5)] == ["第1件", "第0件"]
    assert store.bundles.lines(wanted=BundleFilter(stages=frozenset({Stage.ISSUED}))) == ()
    assert store.bundles.count(["丙局"]) == 3
    assert store.bundles.lines(["没有的局"]) == ()


def test_what_is_not_there(store: Store) -> None:
    for ask in (lambda: store.bundles.record(9), lambda: store.bundles.revision(9, 1), lambda: store.files.get("0" * 64)):
        with pytest.raises(NotFound):
            ask()


def test_accounts(store: Store) -> None:
    account = Account("nigao", "张立", "甲局", (Role.DRAFTER, Role.READER))
    with store.transaction():
        store.accounts.add(account, "hash", AT)
        store.accounts.set_attempts("nigao", 3, AT)
    with pytest.raises(Conflict), store.transaction():
        store.accounts.add(account, "other", AT)
    known = store.accounts.credentials("nigao")
    assert (known.account, known.password_hash, known.failures, known.locked_until) == (account, "hash", 3, AT)
    with store.transaction():
        store.accounts.set_password("nigao", "new")
        store.accounts.update(replace(account, active=False))
    assert store.accounts.credentials("nigao").failures == 0
    assert store.accounts.all() == (replace(account, active=False),)


def test_settings(store: Store) -> None:
    assert store.settings.load() == OfficeSettings()
    changed = OfficeSettings("东江市人民政府办公厅", False, True)
    for value in (changed, replace(changed, on_request_is_withheld=True)):
        with store.transaction():
            store.settings.save(value)
        assert store.settings.load() == value


def test_integrity_finds_nothing_where_all_is_well(store: Store) -> None:
    create(store)
    checks = store.integrity
    for look in (checks.structure, checks.files, checks.revisions, checks.reviews):
        assert list(look()) == []


def test_many_threads_save_and_none_is_lost(store: Store) -> None:
    key = create(store)
    bundle = store.bundles.record(key).bundle
    failures: list[Exception] = []

    def save(name: str) -> None:
        try:
            saved = 0
            while saved < 10:
                seen = store.bundles.record(key).revision.number
                try:
                    with store.transaction():
                        store.bundles.save(key, seen, replace(bundle, title=f"{name}{saved}"), name, AT)
                except Conflict:
                    continue
                saved += 1
        except Exception as error:
            failures.append(error)
        finally:
            store.release()

    threads = [threading.Thread(target=save, args=(f"t{n}",)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert [r.number for r in store.bundles.revisions(key)] == list(range(1, 32))


texts = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=20)
bundles = st.builds(
    Bundle,
    title=texts,
    issuing_authority=st.sampled_from(IssuingAuthority),
    drafting_unit=texts,
    lead_unit=texts,
    joint_units=st.lists(texts, max_size=3).map(tuple),
    interpreting_unit=texts,
    major_decision=st.booleans(),
    declaration=st.builds(DisclosureDeclaration, st.one_of(st.none(), st.sampled_from(DisclosureAttribute)), texts, texts),
)


@given(bundles)
def test_any_bundle_comes_back_from_its_snapshot(bundle: Bundle) -> None:
    assert snapshot.from_text(snapshot.to_text(bundle)) == bundle


@settings(max_examples=20)
@given(bundles)
def test_any_bundle_comes_back_from_the_database(store: Store, bundle: Bundle) -> None:
    with store.transaction():
        key = store.bundles.create(bundle, "nigao", AT)
    assert store.bundles.record(key).bundle == bundle
