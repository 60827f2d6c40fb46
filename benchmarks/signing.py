"""How long one sign-off takes, against pyHanko's bare signing of the same PDF in the same run.

A sign-off here: opening the key with its passphrase, making every file that it is over, their digests, the manifest and its signature, the PDF's
signature with a visible field, and the files and the record in the database, synced. Its steps are printed one by one.

Usage: python benchmarks/signing.py [POLICY]        (POLICY: a .txt, .md or .docx; without one, the sample's, made longer)
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from benchmarks.documents import sample_input
from zwgk_desk.desk.common.clock import beijing_now
from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.common.equipment import load_equipment
from zwgk_desk.desk.course.review_and_signoff import Judgement
from zwgk_desk.desk.office import Office, Workstation
from zwgk_desk.desk.people.keys import NoVault
from zwgk_desk.desk.sample.sample_bundles import complete
from zwgk_desk.desk.sample.sample_office import PASSPHRASE, SAMPLE_HASHER, fill_sample
from zwgk_desk.model.terms import IssuingAuthority, PartKind, ReviewKind, ReviewResult
from zwgk_desk.packet.build import build_packet
from zwgk_desk.packet.names import BOUND
from zwgk_desk.signing import cms
from zwgk_desk.store.store import open_sqlite

TIMES = 5


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and what came of it."""
    start = time.perf_counter()
    made = work()
    return time.perf_counter() - start, made


def ready_bundle(office: Office, content: bytes, name: str) -> tuple[int, int]:
    """A bundle that waits for its sign-off: its key and revision."""
    case = complete(IssuingAuthority.GOVERNMENT, beijing_now().date())
    record = office.bundles.create(Session("nigao"), replace(case.bundle, parts=()))
    for part in case.bundle.ordered_parts:
        given, called = (content, name) if part.kind is PartKind.POLICY else (case.contents[part.sha256], part.name)
        record = office.bundles.put_part(Session("nigao"), record.key, record.revision.number, part.kind, called, given)
    key, seen = record.key, record.revision.number
    office.course.send_to_review(Session("nigao"), key, seen)
    office.course.review(Session("baomi"), key, seen, ReviewKind.SECRECY, Judgement(ReviewResult.PASSED, ""), PASSPHRASE)
    office.course.send_to_sign_off(Session("nigao"), key, seen)
    return key, seen


def bare(pdf: bytes, signer: Any) -> bytes:
    """pyHanko alone: an invisible signature on the PDF."""
    metadata = signers.PdfSignatureMetadata(field_name="bare", subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256")
    return bytes(signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), metadata, signer).getvalue())


def every_file(office: Office, key: int) -> bytes:
    """Check a bundle and make every file that a sign-off is over, DOCX, PDF and forms; return the bound PDF."""
    examiner = office.course._examiner
    checked = examiner.check(office.core.store.bundles.record(key))
    return build_packet(examiner.packet_of(checked), office.core.equipment.forms)[BOUND]


def main() -> None:
    """Print the figures."""
    given = sample_input(Path(sys.argv[1]) if sys.argv[1:] else None)
    policy = given.bundle.ordered_parts[0]
    with tempfile.TemporaryDirectory() as name:
        store = open_sqlite(Path(name) / "office.sqlite")
        office = Office(store, load_equipment(), beijing_now, SAMPLE_HASHER, Workstation(NoVault()))
        fill_sample(office, with_grounds=False)
        wholes, opens, sets, bares = [], [], [], []
        for _ in range(TIMES):
            key, seen = ready_bundle(office, given.contents[policy.sha256], policy.name)
            office.checking.check(Session("zhuyao"), key)
            seconds, pdf = timed(lambda key=key: every_file(office, key))  # type: ignore[misc]
            sets.append(seconds)
            account = store.accounts.get("zhuyao")
            seconds, opened = timed(lambda account=account: office.identity.open_key(account, PASSPHRASE))  # type: ignore[misc]
            opens.append(seconds)
            signer = cms.make_signer(opened.key, opened.certificate, opened.authority, beijing_now())
            bares.append(timed(lambda pdf=pdf, signer=signer: bare(pdf, signer))[0])  # type: ignore[misc]
            wholes.append(timed(lambda key=key, seen=seen: office.course.sign(Session("zhuyao"), key, seen, "", PASSPHRASE))[0])  # type: ignore[misc]
        store.release()
    whole, opening, setting, base = map(min, (wholes, opens, sets, bares))
    rest = whole - opening - setting
    print(f"pyHanko's bare signing of the same PDF: {base * 1000:.0f} ms")
    parts = f"opening the key {opening * 1000:.0f} ms (Argon2id, on purpose), making every file {setting * 1000:.0f} ms"
    print(f"a whole sign-off: {whole * 1000:.0f} ms, of which {parts}")
    said = f"digests, manifest, both signatures, files and record: {rest * 1000:.0f} ms"
    print(f"{said}    against bare signing: {rest / base:.2f}   (bar: under 3)")


if __name__ == "__main__":
    main()
