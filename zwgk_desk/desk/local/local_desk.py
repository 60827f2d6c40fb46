"""The use cases for an officer's own files: no office and no account, so neither database nor keys are loaded for a case folder.

The modules that verify packets, set pages and know typefaces are imported by the use cases that need them, so that the others begin at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...late import late
from ...model.errors import InputError
from ...model.finding import Finding
from ...model.naming.bundle_fields import check_case
from ...model.progress import Progress, silent
from ...model.review import Review
from ...model.settings import OfficeSettings
from ...packet.casefile import CaseFile, read_case
from ...packet.source import BUNDLE_FILE, ZipSource, open_source
from ..common.clock import Clock, beijing_now
from ..common.document_cache import DocumentCache
from ..common.equipment import Equipment
from ..common.findings import examine

if TYPE_CHECKING:
    from ...packet import build, export
    from ...packet.verification import Verification
    from ..common import fonts as faces
    from ..common import packet_source as packets
    from ..common import verifying
else:
    build = late("zwgk_desk.packet.build")
    export = late("zwgk_desk.packet.export")
    faces = late("zwgk_desk.desk.common.fonts")
    packets = late("zwgk_desk.desk.common.packet_source")
    verifying = late("zwgk_desk.desk.common.verifying")


class LocalDesk:
    """The use cases that need no office and no account: an officer's own files, on the officer's own disk."""

    def __init__(self, equipment: Equipment, settings: OfficeSettings | None = None, clock: Clock = beijing_now) -> None:
        """Use this equipment, and the settings of the office on this machine or the defaults."""
        self._equipment = equipment
        self._settings = settings or OfficeSettings()
        self._clock = clock
        self._reader = DocumentCache()

    def faces(self) -> faces.FontsReport:
        """Report which typefaces of the page's preset are missing on this machine."""
        return faces.fonts_report(self._settings.measures)

    def check(self, place: Path) -> tuple[Finding, ...]:
        """Check a case folder or packet by the rules.

        Raises:
            InputError: it cannot be used.
        """
        source = open_source(place)
        case = read_case(source)
        if isinstance(source, ZipSource):
            found = verifying.verify(source.content, place.name, ())
            signed = self._examine(case, verifying.with_signatures(case.reviews, found))
            return (*signed, *(verifying.findings_of_packet(found) if found.signatures else ()))
        check_case(case.bundle, BUNDLE_FILE)
        return self._examine(case, case.reviews)

    def _examine(self, case: CaseFile, reviews: tuple[Review, ...]) -> tuple[Finding, ...]:
        documents = self._reader.documents(case.bundle, case.contents.__getitem__)
        return examine(case.bundle, reviews, documents, self._equipment, self._settings, self._clock().date())

    def verify(self, place: Path, trusted: Sequence[Path] = (), revoked: Sequence[Path] = ()) -> Verification:
        """Verify a packet: whole, unchanged, and signed by whom.

        Args:
            place: the packet's .zip, the folder it was unpacked into, or its bound PDF alone.
            trusted: certificates of the authorities that are trusted, as .pem or .cer.
            revoked: revocation lists that are newer than the one in the packet, as .crl or .pem.

        Raises:
            InputError: there is no such file, or a certificate or a list is none.
        """
        return verifying.verify_file(place, trusted, revoked)

    def write_packet(self, place: Path, out: Path, progress: Progress = silent) -> tuple[Finding, ...]:
        """Write the packet of a case folder into `out`, whole or not at all; return the findings.

        Raises:
            InputError: the case cannot be used, or `out` cannot be written to, or is the case's own folder, whose files would be written over.
            UnreadableFile: a part cannot be read.
            TemplateFault: a form cannot be filled in.
            Cancelled: by `progress`.
        """
        if place.is_dir() and out.exists() and out.samefile(place):
            raise InputError(f"“{out}”就是文件包所在的文件夹，报送包会盖过里面的原件，没有生成", "请用 --out 另给一个文件夹")
        given_source = open_source(place)
        case = read_case(given_source)
        if not isinstance(given_source, ZipSource):
            check_case(case.bundle, BUNDLE_FILE)
        source = packets.PacketSource(str(place), case.bundle, case.reviews, case.contents.__getitem__, self._settings, self._clock().date())
        progress(0.0, "读取文件")
        documents = self._reader.documents(case.bundle, case.contents.__getitem__)
        given = packets.packet_input(source, documents, self._examine(case, case.reviews))
        export.write_folder(out, export.with_manifest(build.build_packet(given, self._equipment.forms, progress)), progress)
        return self.check(place)
