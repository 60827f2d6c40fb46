"""Signatures: valid for us, for openssl and for pdfsig; after one changed byte for none; worth nothing without their authority."""

from __future__ import annotations

import io
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk_desk.desk.admin.sample_document import sample_document
from zwgk_desk.documents.writers.pdf import write_pdf
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree
from zwgk_desk.model.errors import SigningRefused
from zwgk_desk.model.terms import Role
from zwgk_desk.signing import cms, pades
from zwgk_desk.signing.certificates import Revocation, as_pem, facts_of, from_pem, issue, make_request, make_revocation_list
from zwgk_desk.signing.keys import new_key
from zwgk_desk.signing.pades import VisibleField

from .. import needs
from .conftest import HEAD, NOW, OFFICER, Authority, Person, authority

TEXT = '{"act":"signoff","标题":"办法"}'.encode()


@pytest.fixture(scope="module")
def signature(ours: Authority, head: Person) -> bytes:
    return cms.sign(TEXT, head.key, head.certificate, ours.certificate, NOW)


def test_a_certificate_says_who_as_what_for_whom(head: Person, ours: Authority) -> None:
    facts = facts_of(head.certificate)
    assert (facts.name, facts.account, facts.unit, facts.roles) == ("周正", "zhuyao", "东江市住房和城乡建设局", (Role.PRINCIPAL_LEADER,))
    assert facts.issuer == "东江市人民政府办公厅签发机构" and facts.since < NOW < facts.until
    assert from_pem(as_pem(head.certificate)) == head.certificate == from_pem(head.certificate)
    with pytest.raises(SigningRefused):
        from_pem(b"no certificate")


def test_a_signature_is_valid_and_trusted_and_says_when(signature: bytes, ours: Authority) -> None:
    facts = cms.check(TEXT, signature, [ours.certificate])
    assert facts.valid and facts.trusted and not facts.problems
    assert facts.signer is not None and facts.signer.account == "zhuyao" and facts.at == NOW


@needs.program("openssl")
def test_openssl_finds_it_valid_and_after_one_changed_byte_not(signature: bytes, ours: Authority, tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_bytes(as_pem(ours.certificate))
    (tmp_path / "a.p7s").write_bytes(signature)
    for content, good in ((TEXT, True), (TEXT[:-1] + b" ", False)):
        (tmp_path / "a.json").write_bytes(content)
        command = "openssl cms -verify -binary -inform DER -in a.p7s -content a.json -CAfile ca.pem -purpose any"
        done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False)
        assert (done.returncode == 0) is good, done.stderr


@given(st.integers(0, 5000), st.integers(1, 255))
def test_one_changed_byte_of_the_signature_and_it_is_no_longer_what_it_was(place: int, change: int) -> None:
    changed = bytearray(SIGNATURE)
    changed[place % len(changed)] ^= change
    facts = cms.check(TEXT, bytes(changed), [OURS.certificate])
    assert not facts.trusted or (facts.signer == GOOD.signer and facts.at == GOOD.at)


OURS = authority()
THEIRS = OURS.enrol(HEAD)
SIGNATURE = cms.sign(TEXT, THEIRS.key, THEIRS.certificate, OURS.certificate, NOW)
GOOD = cms.check(TEXT, SIGNATURE, [OURS.certificate])


@given(st.binary(max_size=300))
def test_any_bytes_are_checked_without_a_fall(content: bytes) -> None:
    assert not cms.check(TEXT, content, [OURS.certificate]).trusted
    assert not any(facts.trusted for facts in pades.check_pdf(content, [OURS.certificate]))


def test_another_authority_s_signature_is_valid_and_not_trusted(signature: bytes) -> None:
    facts = cms.check(TEXT, signature, [authority().certificate])
    assert facts.valid and not facts.trusted and facts.problems == (cms.UNTRUSTED,)


def test_nobody_can_issue_certificates_with_a_person_s_key(ours: Authority, head: Person) -> None:
    key = new_key()
    forged = issue(make_request(OFFICER, key), OFFICER, head.certificate, head.key, NOW)
    facts = cms.check(TEXT, cms.sign(TEXT, key, forged, head.certificate, NOW), [ours.certificate])
    assert not facts.trusted
    assert not cms.check(TEXT, cms.sign(TEXT, key, forged, head.certificate, NOW), [head.certificate]).trusted


def test_a_signature_after_the_revocation_does_not_count_and_one_before_does(ours: Authority, head: Person) -> None:
    later = NOW + timedelta(days=2)
    listed = make_revocation_list([Revocation(facts_of(head.certificate).serial, NOW + timedelta(days=1))], ours.certificate, ours.key, later)
    before = cms.check(TEXT, cms.sign(TEXT, head.key, head.certificate, ours.certificate, NOW), [ours.certificate], [listed])
    after = cms.check(TEXT, cms.sign(TEXT, head.key, head.certificate, ours.certificate, later), [ours.certificate], [listed])
    assert before.trusted and not after.trusted and "吊销" in after.problems[0]


def test_a_revocation_list_that_somebody_else_made_does_not_count(ours: Authority, head: Person, officer: Person) -> None:
    forged = make_revocation_list([Revocation(facts_of(head.certificate).serial, NOW - timedelta(days=9))], ours.certificate, officer.key, NOW)
    assert cms.check(TEXT, cms.sign(TEXT, head.key, head.certificate, ours.certificate, NOW), [ours.certificate], [forged, b"none"]).trusted


def test_out_of_force_or_with_another_s_key_nothing_is_signed(ours: Authority, head: Person, officer: Person) -> None:
    with pytest.raises(SigningRefused, match="有效期"):
        cms.sign(TEXT, head.key, head.certificate, ours.certificate, NOW + timedelta(days=3650))
    with pytest.raises(SigningRefused, match="不是一对"):
        cms.sign(TEXT, officer.key, head.certificate, ours.certificate, NOW)


def test_a_request_that_is_not_signed_with_its_own_key_gets_no_certificate(ours: Authority) -> None:
    request = bytearray(make_request(HEAD, new_key()))
    request[-3] ^= 1
    for content in (bytes(request), b"no request"):
        with pytest.raises(SigningRefused, match="申请"):
            issue(content, HEAD, ours.certificate, ours.key, NOW)


def stamp(words: str) -> bytes:
    return write_pdf(DocumentTree((Block(BlockKind.PARAGRAPH, words),)), "x")


def field(number: int) -> VisibleField:
    return VisibleField(f"signature-{number}", 0, (90, 100 + 70 * number, 290, 160 + 70 * number), stamp("周正"))


@pytest.fixture(scope="module")
def signed_twice(ours: Authority, head: Person, officer: Person) -> bytes:
    once = pades.sign_pdf(write_pdf(sample_document(), "样张"), head.key, head.certificate, ours.certificate, field(0), "审签", NOW)
    return pades.sign_pdf(once, officer.key, officer.certificate, ours.certificate, field(1), "报送", NOW)


def test_a_pdf_bears_one_signature_a_signer_and_each_stays_valid(signed_twice: bytes, ours: Authority) -> None:
    facts = pades.check_pdf(signed_twice, [ours.certificate])
    assert [f.signer.name for f in facts if f.signer is not None] == ["周正", "张立"]
    assert all(f.valid and f.trusted for f in facts)


@needs.program("pdfsig")
def test_pdfsig_finds_both_valid_and_after_one_changed_byte_not(signed_twice: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(signed_twice)
    told = subprocess.run(["pdfsig", str(tmp_path / "a.pdf")], capture_output=True, encoding="utf-8", check=True).stdout
    assert told.count("Signature is Valid") == 2 and told.count("ETSI.CAdES.detached") == 2
    changed = signed_twice.replace(b"/Size", b"/size", 1)
    (tmp_path / "b.pdf").write_bytes(changed)
    told = subprocess.run(["pdfsig", str(tmp_path / "b.pdf")], capture_output=True, encoding="utf-8", check=False).stdout
    assert "Signature is Valid" not in told


@given(place=st.integers(0, 10_000_000), change=st.integers(1, 255))
def test_one_changed_byte_of_the_pdf_and_a_signature_is_lost(signed_twice: bytes, ours: Authority, place: int, change: int) -> None:
    changed = bytearray(signed_twice)
    changed[place % len(changed)] ^= change
    facts = pades.check_pdf(bytes(changed), [ours.certificate])
    assert sum(f.trusted for f in facts) < 2


def test_what_is_added_after_a_signature_shows(signed_twice: bytes, ours: Authority) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(signed_twice)), incremental=True)
    writer.pages[0].merge_page(PdfReader(io.BytesIO(stamp("伪造的一行"))).pages[0])
    buffer = io.BytesIO()
    writer.write(buffer)
    facts = pades.check_pdf(buffer.getvalue(), [ours.certificate])
    assert facts and not any(f.trusted for f in facts)
