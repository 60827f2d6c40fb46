"""The use cases of checking the office's bundles (would this be returned?) and verifying packets, for a person signed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ...model.bundle import Bundle
from ...model.finding import Finding
from ...model.part_document import PartDocument
from ...packet.verification import Verification
from ..common.core import DeskCore, Session
from ..common.verifying import read_certificate, read_packet
from .examiner import Examiner


class Checking:
    """The use cases of checking and verifying."""

    def __init__(self, core: DeskCore, examiner: Examiner) -> None:
        """Build the use cases; `examiner` does the checking, without asking for a permission."""
        self._core = core
        self._examiner = examiner

    def verify(self, session: Session, place: Path, trusted: Sequence[Path] = ()) -> Verification:
        """Verify a packet: whole, unchanged, and signed by whom; the office's own authority and those that the office has listed are
        trusted, and what its own has revoked by now counts.

        Args:
            session: the session of the person who asks.
            place: the packet's .zip.
            trusted: certificates of further authorities that are trusted.

        Raises:
            InputError: there is no such file, or a certificate is none.
        """
        self._core.account(session)
        return self._examiner.verify_content(read_packet(place), place.name, [read_certificate(path) for path in trusted])

    def documents(self, session: Session, key: int, revision: int | None = None) -> tuple[PartDocument, ...]:
        """Read the parts of a bundle, for the screen.

        Args:
            session: the session of the person who asks.
            key: the bundle.
            revision: an earlier revision's number; None for the current one.

        Raises:
            NotFound: there is no such bundle for this person.
        """
        record = self._core.record_for(self._core.account(session), key)
        bundle = record.bundle if revision is None else self._core.store.bundles.revision(key, revision).bundle
        return self._core.reader.documents(bundle, self._core.store.files.get)

    def check(self, session: Session, key: int) -> tuple[Finding, ...]:
        """Check a bundle in its current revision.

        Raises:
            NotFound: there is no such bundle for this person.
        """
        return self._examiner.check(self._core.record_for(self._core.account(session), key)).findings

    def check_draft(self, session: Session, key: int, bundle: Bundle) -> tuple[Finding, ...]:
        """Check a bundle with unsaved edits, as if they had been saved.

        Raises:
            NotFound: there is no such bundle for this person.
        """
        record = self._core.record_for(self._core.account(session), key)
        changed = replace(bundle, parts=record.bundle.parts)
        return self._examiner.check(replace(record, revision=replace(record.revision, bundle=changed))).findings
