"""Remarks on places of pages: saved while one reads, sent with the bundle, shown to the drafter with whether the passage was changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zwgk_desk.desk.course.page_remarks import on_pages, read_pages
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_office import PASSPHRASE
from zwgk_desk.documents.page_text import PageText
from zwgk_desk.model.changes import passages
from zwgk_desk.model.document.remark import Place
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree
from zwgk_desk.model.errors import Conflict, InputError, NotFound, PermissionDenied, StageError
from zwgk_desk.model.page_remark import RemarkAnchor
from zwgk_desk.model.terms import PartKind, Stage

from .conftest import People, Play, view_of


def pages_of(office: Office, people: People, key: int) -> PageText:
    bundle = office.bundles.open(people.principal, key).bundle
    return read_pages(
        office.submissions.pages(people.principal, office.bundles.open(people.principal, key)),
        bundle,
        office.checking.documents(people.principal, key),
    )


def test_every_paragraph_of_every_part_is_found_on_the_pages(office: Office, people: People, play: Play) -> None:
    key = play.reviewed(play.draft()).key
    pages = pages_of(office, people, key)
    for document in office.checking.documents(people.principal, key):
        assert document.tree is not None
        for number, text in enumerate(document.tree.paragraphs()):
            boxes = pages.boxes(document.where, Place(number, 0, len(text)))
            assert boxes, (document.where, text)
            middle = boxes[0]
            found = pages.at(middle.page, middle.left + 3, (middle.top + middle.bottom) / 2)
            assert found is not None and (found.where, found.paragraph) == (document.where, number)
    first, second = pages.boxes("policy", Place(4, 0, 100))[:2]
    between = pages.at(first.page, first.left + 3, (first.bottom + second.top) / 2)
    assert first.bottom < second.top and between is not None and between.paragraph == 4, "between two lines there is room, and one presses there too"
    assert [place.where for place in pages.places()] == sorted((p.where for p in pages.places()), key=["policy", "plan", "materials[0]"].index)
    assert pages.at(0, 300, 400) is None, "the cover belongs to no part"


def test_a_head_pins_remarks_and_the_drafter_finds_each_at_its_place(office: Office, people: People, play: Play) -> None:
    record = play.reviewed(play.draft())
    key, seen = record.key, record.revision.number
    policy = next(d for d in office.checking.documents(people.principal, key) if d.where == "policy")
    assert policy.tree is not None
    paragraphs = list(policy.tree.paragraphs())
    office.page_remarks.pin(people.principal, key, seen, RemarkAnchor(5, "policy", 4, paragraphs[4]), "比例请再核")
    kept = office.page_remarks.pin(people.principal, key, seen, RemarkAnchor(5, "policy", 2, paragraphs[2]), " 范围\n不清 ")
    assert [(r.anchor.paragraph, r.text) for r in kept] == [(2, "范围 不清"), (4, "比例请再核")]
    kept = office.page_remarks.pin(people.principal, key, seen, RemarkAnchor(5, "policy", 6, paragraphs[6]), "这条多余")
    assert [r.text for r in office.page_remarks.unpin(people.principal, key, seen, kept[-1].number)] == ["范围 不清", "比例请再核"]
    with pytest.raises(InputError, match="2 条批注没有发出"):
        office.course.sign(people.principal, key, seen, passphrase=PASSPHRASE)
    assert view_of(office, people.drafter, key).answered == ()
    back = office.course.send_back(people.principal, key, seen, "两处要改。", PASSPHRASE)
    assert back.course.stage is Stage.DRAFTING
    said = back.reviews[-1].remark
    assert said.startswith("两处要改。批注：1. 第5页“第二条") and "；2. 第5页" in said and said.endswith("比例请再核")
    assert office.page_remarks.pending(people.principal, key) == ()
    answered = view_of(office, people.drafter, key).answered
    assert [(a.touched, a.place.paragraph if a.place else -1) for a in answered] == [(False, 2), (False, 4)]
    changed = "\n\n".join(["# 新写的标题", "先加一段。", *paragraphs[1:4], "第四条改成这样。", *paragraphs[5:]])
    saved = office.bundles.put_part(people.drafter, key, seen, PartKind.POLICY, "新.md", changed.encode())
    answered = view_of(office, people.drafter, key).answered
    assert [(a.touched, a.place.paragraph if a.place else -1) for a in answered] == [(False, 3), (True, 4)]
    office.bundles.remove_part(people.drafter, key, saved.revision.number, PartKind.POLICY)
    assert [a.place for a in view_of(office, people.drafter, key).answered] == [None, None]


def test_a_pinned_remark_is_reason_enough(office: Office, people: People, play: Play) -> None:
    record = play.reviewed(play.draft())
    office.page_remarks.pin(people.principal, record.key, record.revision.number, RemarkAnchor(5, "policy", 2, "第二条"), "范围不清")
    back = office.course.send_back(people.principal, record.key, record.revision.number, "", PASSPHRASE)
    assert back.reviews[-1].remark == "批注：1. 第5页“第二条”：范围不清"


def test_who_does_not_sign_pins_nothing(office: Office, people: People, play: Play) -> None:
    record = play.reviewed(play.draft())
    key, seen, pin = record.key, record.revision.number, RemarkAnchor(5, "policy", 2, "第二条")
    with pytest.raises(PermissionDenied):
        office.page_remarks.pin(people.drafter, key, seen, pin, "不行")
    with pytest.raises(NotFound):
        office.page_remarks.pending(people.clerk, key)
    with pytest.raises(Conflict):
        office.page_remarks.pin(people.principal, key, seen + 1, pin, "看的是别的版本")
    for said in ("", "  \n", "长" * 501):
        with pytest.raises(InputError):
            office.page_remarks.pin(people.principal, key, seen, pin, said)
    office.course.withdraw(people.drafter, key, seen)
    with pytest.raises(StageError):
        office.page_remarks.pin(people.principal, key, seen, pin, "已撤回")
    assert office.page_remarks.pending(people.principal, key) == ()


def test_what_changed_is_found_on_the_pages_parts_and_forms_alike(office: Office, people: People, play: Play) -> None:
    record = play.draft()
    key = record.key
    office.changes.mark_seen(people.principal, key, record.revision.number)
    material = next(d for d in office.checking.documents(people.drafter, key) if d.where == "materials[0]")
    assert material.tree is not None
    lines = list(material.tree.paragraphs())
    text = "\n\n".join([f"# {lines[0]}", *lines[1:5], f"{lines[5]}另外再说一句。", *lines[7:]])
    record = office.bundles.put_part(people.drafter, key, record.revision.number, PartKind.MATERIAL, "新.md", text.encode(), 0)
    reason = "为了便于群众知晓和监督，应当主动公开。"
    declared = replace(record.bundle.declaration, explanation=reason)
    office.bundles.save(people.drafter, key, record.revision.number, replace(record.bundle, declaration=declared))
    since = view_of(office, people.principal, key).since
    changes = since.changes if since is not None else ()
    pages = pages_of(office, people, key)
    printed = {found.change.where: found for found in on_pages(changes, pages)}
    assert printed["disclosure.explanation"].boxes and printed["materials[0]"].boxes
    own = {place.page for place in pages.places() if place.where == "materials[0]"}
    assert set(printed["materials[0]"].pages) <= own
    assert not set(printed["disclosure.explanation"].pages) & {place.page for place in pages.places()}


def tree_of(lines: list[str]) -> DocumentTree:
    return DocumentTree(tuple(Block(BlockKind.PARAGRAPH, line) for line in lines))


LINES = st.lists(st.text("甲乙丙丁，。 ", min_size=1, max_size=8).filter(str.strip), max_size=6)


@given(LINES, LINES)
@settings(max_examples=300)
def test_what_is_outside_the_places_of_a_change_is_the_same_as_before(old: list[str], new: list[str]) -> None:
    found = list(passages(tree_of(old), tree_of(new)))
    assert bool(found) == (old != new)
    named = {passage.place.paragraph for passage in found}
    for number, line in enumerate(new):
        if number not in named:
            assert line in old
    for passage in found:
        place = passage.place
        assert place.paragraph < max(1, len(new)) and 0 <= place.start <= place.end
        if new:
            assert place.end <= len(new[place.paragraph])


def test_pages_without_parts_have_no_places(office: Office, people: People, play: Play) -> None:
    key = play.draft().key
    content = office.submissions.pages(people.drafter, office.bundles.open(people.drafter, key))
    pages = PageText(content, {})
    assert pages.places() == () and pages.boxes("policy", Place(0, 0, 1)) == () and pages.at(4, 200, 300) is None
    assert pages.on_forms("") == () and pages.on_forms("主动公开")
    with pytest.raises(InputError):
        PageText(b"%PDF-not", {})
