"""The doors that what is handed in goes through, in one process: `verify`, `check`, the intake and its window, the page 核验."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from benchmarks.malformed_packets import UNCHANGED, Honest
from benchmarks.malformed_tally import REFUSED, SAME, SIGNED, Differs
from zwgk_desk.desk.common import verifying
from zwgk_desk.desk.common.equipment import load_equipment
from zwgk_desk.desk.common.findings import check_json
from zwgk_desk.desk.local.local_desk import LocalDesk
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample import story
from zwgk_desk.desk.sample.sample_office import PASSWORD, open_sample_office
from zwgk_desk.model.errors import DeskError
from zwgk_desk.model.progress import silent
from zwgk_desk.model.registered_packet import VerdictMark
from zwgk_desk.packet import checker, notice, verify
from zwgk_desk.packet.archive import read_archive
from zwgk_desk.packet.bag import open_bag
from zwgk_desk.packet.signatures import REVOKED
from zwgk_desk.packet.verification import Verification
from zwgk_desk.signing import cms


def told_office(folder: Path) -> tuple[Office, list[Honest]]:
    """Play the main job through in a folder; return the office, its last packet and the notice of its return."""
    office = open_sample_office(folder)
    told = story.Story()
    story._play(office, told, folder, silent)
    packet = next(content for name, content in sorted(told.files.items(), reverse=True) if name.endswith(".zip"))
    clerk = office.accounts.sign_in("shouwen", PASSWORD)
    key = next(line.key for line in office.searching.bundles(clerk, None) if line.title == story.TITLE and line.course.return_count)
    office.intake.write_notice(clerk, key, folder / "退文通知单.zip")
    return office, [Honest("packet", packet, office), Honest("notice", (folder / "退文通知单.zip").read_bytes(), office)]


def remember(put: Callable[[Any, str, Any], None] = setattr) -> None:
    """Let what is pure be computed once for the same bytes: a packet has a dozen signatures, of which one is spoilt at a time.

    Args:
        put: puts a function in place of a module's; a test's own takes it back again.
    """

    def once(function: Callable[..., Any]) -> Callable[..., Any]:
        kept = lru_cache(maxsize=256)(function)

        def call(*given: Any) -> Any:
            return kept(*(tuple(each) if isinstance(each, list) else each for each in given))

        return call

    put(cms, "check", once(cms.check))
    pdf = once(checker.check_pdf)
    for module in (checker, notice, verify):
        put(module, "check_pdf", pdf)
    whole = once(verify.verify)
    for module in (verify, verifying):
        put(module, "verify", whole)
    for name in ("facts_of", "issued_by", "line_fits_certificate"):
        put(checker, name, once(getattr(checker, name)))


class _Undone(Exception):
    """Takes back what was written."""


class PacketDoors:
    """Runs packets through everything that a packet goes through."""

    def __init__(self, office: Office, folder: Path) -> None:
        """Use an office, and a folder for the files that are handed in."""
        self._office, self._path = office, folder / "报送包.zip"
        self._clerk = office.accounts.sign_in("shouwen", PASSWORD)
        self._desk = LocalDesk(load_equipment(), office.settings.load())
        self._trusted = folder / "签发机构.pem"
        self._trusted.write_bytes(office.identity.authority_pem())

    def run(self, honest: Honest, content: bytes, done: str = "") -> str:
        """Run one through; return the outcome.

        Raises:
            Differs: it is accepted for another than the honest one, or registered as whole where it is not.
        """
        self._path.write_bytes(content)
        found = self._desk.verify(self._path, [self._trusted])
        _told(found)
        _told(self._desk.verify(self._path))
        refused = self._checked()
        _told(self._office.checking.verify(self._clerk, self._path))
        if found.notice is not None:
            self._office.intake.find_returned(self._clerk, found.notice.packet)
        self._taken(found)
        if not found.ok or not found.signed:
            return REFUSED
        if _held(content) != _held(honest.content):
            if not _could_be_honest(done, set(_held(honest.content)) - set(_held(content))):
                raise Differs("verifies, and holds something else")
            return SIGNED
        if refused and found.notice is None:
            raise Differs("verifies, and cannot be checked")
        return SAME

    def _checked(self) -> bool:
        try:
            json.dumps(check_json([("报送包.zip", self._desk.check(self._path))])).encode()
        except DeskError as error:
            str(error).encode("utf-8", "backslashreplace")
            return True
        return False

    def _taken(self, found: Verification) -> None:
        with undone(self._office):
            try:
                taken = self._office.packet_intake.take(self._clerk, self._path)
            except DeskError:
                if found.notice is None:
                    raise Differs("is not registered") from None
                return
            if taken.registered is None:
                return
            if not found.ok and taken.registered.judged.mark is not VerdictMark.UNSURE:
                raise Differs("is not whole, and not registered as 不明")
            self._office.packet_intake.matters(self._clerk)
            matter = self._office.packet_intake.matter(self._clerk, taken.matter)
            record = matter.record()
            matter.load_view(record)
            matter.judge()
            for act in (lambda: matter.pages(record, silent, lambda _: None), lambda: self._office.intake.draft_notice(self._clerk, record, (), "")):
                with suppress(DeskError):
                    act()


@contextmanager
def undone(office: Office) -> Iterator[None]:
    """Take back at the end whatever the block writes into the office's database."""
    try:
        with office.core.store.transaction():
            yield
            raise _Undone
    except _Undone:
        pass


def _told(found: Verification) -> None:
    "\n".join(found.lines()).encode("utf-8", "backslashreplace")
    json.dumps(found.as_json(), ensure_ascii=False).encode("utf-8", "backslashreplace")


def _could_be_honest(done: str, missing: set[str]) -> bool:
    """Return whether an honest person could have signed it: another text for a text, another number for a number, the same once more, or a packet of
    before anything was ever revoked."""
    again = done.startswith(("signed anew", "submitted anew"))
    return (again and (done.endswith((UNCHANGED, "10**30")) or "the text" in done or missing == {REVOKED})) or (
        done == "names, submitted anew" and missing == {REVOKED}
    )


def _held(content: bytes) -> dict[str, bytes]:
    return dict(open_bag(read_archive(content, "a.zip").entries, "a.zip").payload)


def new_folder() -> tempfile.TemporaryDirectory[str]:
    """Return a folder that goes when it is left."""
    return tempfile.TemporaryDirectory(prefix="zwgk-malformed-", ignore_cleanup_errors=True)
