"""How long it takes to correct thousands of places in a Word file at one press, through the desk: reading, correcting, keeping the new revision and
its line of the record. Baseline: reading and reviewing that file once.

Usage: python benchmarks/mending.py [PLACES]        (4,700 where none is given)
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from pathlib import Path

import docx

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from zwgk_desk.desk.drafting.quick_fixes import fixable
from zwgk_desk.desk.sample.sample_bundles import HOUSING
from zwgk_desk.desk.sample.sample_office import DRAFTER, PASSWORD, open_sample_office
from zwgk_desk.model.bundle import Bundle
from zwgk_desk.model.terms import IssuingAuthority, PartKind

SENTENCE = "各区、县(市)人民政府要按照国发[2017]13号文件要求,加强領導,推進工作."
"""A sentence with six places that have one certain correction."""

EACH = 6


def rough(places: int) -> bytes:
    """A Word file with so many places to correct."""
    made = docx.Document()
    made.add_paragraph("关于做好有关工作的问答")
    for _ in range(places // EACH):
        made.add_paragraph(SENTENCE)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def main() -> None:
    """Print the figures."""
    places = int(sys.argv[1]) if sys.argv[1:] else 4700
    with tempfile.TemporaryDirectory() as name:
        office = open_sample_office(Path(name))
        session = office.accounts.sign_in(DRAFTER, PASSWORD)
        record = office.bundles.create(session, Bundle("供热计量收费实施细则", IssuingAuthority.GOVERNMENT, HOUSING))
        record = office.bundles.put_part(session, record.key, record.revision.number, PartKind.MATERIAL, "问答.docx", rough(places))
        start = time.perf_counter()
        (part,) = office.review.review(session, record.key)
        reviewed = time.perf_counter() - start
        fixes = fixable(part.remarks)
        start = time.perf_counter()
        made = office.quick_fixes.fix(session, record.key, record.revision.number, part.where, fixes)
        took = time.perf_counter() - start
        print(f"{len(made.done)} places corrected, {len(made.left)} left, in {took:.2f} s (bar 2 s); reviewing the file once: {reviewed:.2f} s")
        office.release()


if __name__ == "__main__":
    main()
