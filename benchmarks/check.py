"""How many bundles a second `check` does, with 100, 1,000 and 10,000 bundles in the store: linear means that the rate stays.

Each size is a store of its own, full of bundles with their own texts, reviewed and signed; every one is checked once, from the database,
nothing remembered from before. The baseline in the same run is the bare reading of the same rows and files, and the bare checking of the same
signatures.

Usage: python benchmarks/check.py [SIZE...]
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from zwgk_desk.desk.common.clock import beijing_now
from zwgk_desk.desk.common.equipment import load_equipment
from zwgk_desk.desk.course.examiner import Examiner
from zwgk_desk.desk.people.keys import NoVault
from zwgk_desk.desk.sample.sample_bundles import SampleCase
from zwgk_desk.desk.sample.sample_office import ACCOUNTS, BundleMaker, fill_sample, sample_office
from zwgk_desk.model.bundle import Bundle, DisclosureDeclaration, Part
from zwgk_desk.model.digest import sha256_of
from zwgk_desk.model.finding import grounds_of
from zwgk_desk.model.review import Review
from zwgk_desk.model.terms import DisclosureAttribute, IssuingAuthority, PartKind, ReviewKind, ReviewResult, Role
from zwgk_desk.places import resources
from zwgk_desk.signing import cms
from zwgk_desk.store.store import open_sqlite

SIZES = (100, 1_000, 10_000)
TEXTS = {
    kind: (resources() / "sample" / name).read_text(encoding="utf-8")
    for kind, name in ((PartKind.POLICY, "policy.md"), (PartKind.PLAN, "plan.md"), (PartKind.MATERIAL, "material.md"))
}
ON = date(2026, 11, 24)


def put(maker: BundleMaker, number: int) -> None:
    """One bundle with texts of its own, reviewed and signed."""
    unit = ACCOUNTS[0].unit
    declared = DisclosureDeclaration(DisclosureAttribute.PROACTIVE, "", "便于群众知晓和监督。")
    bundle = Bundle(f"第{number}号办法", IssuingAuthority.GOVERNMENT, unit, interpreting_unit=unit, declaration=declared)
    contents = {}
    for kind, text in TEXTS.items():
        content = text.replace("东江市既有住宅", f"东江市第{number}号既有住宅").encode()
        contents[sha256_of(content)] = content
        bundle = bundle.with_part(Part(kind, f"{kind.label}.md", sha256_of(content), len(content)))
    roles = ((ReviewKind.SECRECY, Role.SECRECY_REVIEWER), (ReviewKind.SIGNOFF, Role.PRINCIPAL_LEADER))
    reviews = tuple(Review(kind, unit, "", ReviewResult.PASSED, ON, role) for kind, role in roles)
    maker.put(SampleCase(bundle, reviews, contents), "")


def measure(size: int, folder: Path) -> tuple[float, float]:
    """Bundles a second: bare reading of rows and files and checking of signatures, and the whole check."""
    store = open_sqlite(folder / f"{size}.sqlite")
    office = sample_office(store, load_equipment(), beijing_now, NoVault())
    fill_sample(office, with_grounds=False)
    keys = list(store.bundles.keys())
    with store.transaction():
        maker = BundleMaker(office)
        for number in range(size):
            put(maker, number)
    keys = sorted(set(store.bundles.keys()) - set(keys))
    kept = store.identity.authority()
    trusted = [kept.certificate] if kept else []
    start = time.perf_counter()
    for key in keys:
        for part in store.bundles.record(key).bundle.parts:
            sha256_of(store.files.get(part.sha256))
        for signature in store.identity.signatures(key):
            cms.check(signature.manifest.encode("utf-8"), signature.cms, trusted)
    bare = time.perf_counter() - start
    examiner = Examiner(office.core)
    start = time.perf_counter()
    for key in keys:
        found = grounds_of(examiner.check(store.bundles.record(key)).findings)
        if found:
            raise SystemExit(f"bundle {key}: {found}")
    checked = time.perf_counter() - start
    store.release()
    return size / bare, size / checked


def main() -> None:
    """Print a line for each size."""
    sizes = [int(argument) for argument in sys.argv[1:]] or list(SIZES)
    print(f"{'bundles':>8} {'read only /s':>13} {'check /s':>10} {'check against read':>19} {'check against the first':>24}")
    first = 0.0
    with tempfile.TemporaryDirectory() as name:
        for size in sizes:
            bare, checked = measure(size, Path(name))
            first = first or checked
            print(f"{size:>8} {bare:>13.0f} {checked:>10.0f} {bare / checked:>18.1f}x {checked / first:>23.2f}x", flush=True)


if __name__ == "__main__":
    main()
