"""The content digest is a contract with others' checks: computed here by hand."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from zwgk_desk.model.bundle import Bundle, DisclosureDeclaration, Part
from zwgk_desk.model.digest import content_digest, content_state, sha256_of
from zwgk_desk.model.terms import DisclosureAttribute, IssuingAuthority, PartKind

EMPTY = Bundle("题", IssuingAuthority.GOVERNMENT, "局")


def part(kind: PartKind, content: bytes) -> Part:
    return Part(kind, f"{kind.value}.txt", sha256_of(content), len(content))


def test_the_text_that_is_hashed() -> None:
    bundle = replace(
        EMPTY,
        parts=(
            part(PartKind.ATTACHMENT, b"att"),
            part(PartKind.MATERIAL, b"m1"),
            part(PartKind.POLICY, b"p"),
            part(PartKind.OPINIONS_ACCOUNT, b"o"),
            part(PartKind.MATERIAL, b"m2"),
            part(PartKind.PLAN, b"plan"),
            Part(PartKind.ATTACHMENT, "absent.docx"),
        ),
    )
    lines = "".join(hashlib.sha256(content).hexdigest() + "\n" for content in (b"p", b"plan", b"m1", b"m2", b"att", b"o"))
    assert content_digest(bundle) == "sha256:" + hashlib.sha256(lines.encode()).hexdigest()


def test_no_files_is_the_digest_of_nothing() -> None:
    assert content_digest(EMPTY) == "sha256:" + hashlib.sha256(b"").hexdigest()


@given(st.binary(), st.binary(), st.sampled_from([PartKind.POLICY, PartKind.PLAN, PartKind.MATERIAL]))
def test_another_content_is_another_digest(one: bytes, other: bytes, kind: PartKind) -> None:
    digests = {content_digest(EMPTY.with_part(part(kind, content))) for content in (one, other)}
    assert len(digests) == len({one, other})


def test_the_statement_has_a_digest_of_its_own() -> None:
    declared = replace(EMPTY, declaration=DisclosureDeclaration(DisclosureAttribute.WITHHELD))
    assert content_state(declared).content == content_state(EMPTY).content
    assert content_state(declared).statement != content_state(EMPTY).statement
