"""报送: the packet leaves the department; and a packet for looking at, before that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..model.course import AT_OFFICE
from ..model.errors import Conflict, NotFound, PermissionDenied, WouldBeReturned
from ..model.finding import grounds_of
from ..model.progress import Progress, silent
from ..model.record import BundleRecord, Event, Submission
from ..model.terms import Act
from ..packet.bag import make_bag
from ..packet.build import BOUND, PacketInput, bound_pdf, build_packet
from ..packet.export import with_manifest, write_file, write_folder
from ..packet.names import safe_name
from ..packet.source import ZipSource
from .checking import Checking, PacketSource, packet_input
from .clock import stamp
from .core import DeskCore, Session
from .permission import UseCase


class Submissions:
    """The use cases of the packet."""

    def __init__(self, core: DeskCore, checking: Checking) -> None:
        self._core = core
        self._checking = checking

    def submit(self, session: Session, key: int, seen: int, progress: Progress = silent) -> BundleRecord:
        """Submit a bundle: its packet is made and kept, and it goes to the government office.

        Raises:
            WouldBeReturned: a ground for 退文 stands.
            Cancelled: by `progress`; nothing has happened then.
            PermissionDenied, StageError, Conflict, TemplateFault.
        """
        core = self._core
        account, role = core.allow(session, UseCase.MOVE_BUNDLE)
        record = core.record_for(account, key)
        if record.bundle.drafting_unit != account.unit:
            raise PermissionDenied(f"这个文件包由“{record.bundle.drafting_unit}”起草", "请由起草单位的拟稿人报送")
        if record.revision.number != seen:
            raise Conflict("您看到的不是最新内容，没有报送", "请刷新，看过新的内容后再报送")
        after = record.course.after(Act.SUBMIT)
        grounds = grounds_of(self._checking.check_record(record))
        if grounds:
            raise WouldBeReturned(f"还不能报送：{'；'.join(g.message for g in grounds)}", "请先补正")
        number = len(record.submissions) + 1
        packet = self._bag(record, number, progress)
        at = stamp(core.clock)
        with core.store.transaction():
            sha256 = core.store.files.put(packet)
            core.store.bundles.move(key, record.course, after, Event(at, Act.SUBMIT, account.name, role, seen, f"第{number}次报送"))
            core.store.bundles.add_submission(key, Submission(number, seen, sha256, account.name, at))
            return core.store.bundles.record(key)

    def _bag(self, record: BundleRecord, number: int, progress: Progress) -> bytes:
        files = self._files(record, progress)
        info = {
            "Source-Organization": record.bundle.drafting_unit,
            "Bagging-Date": self._core.clock().date().isoformat(),
            "External-Identifier": f"{record.key}-{number}",
            "External-Description": record.bundle.title,
        }
        return make_bag(f"baosong-{record.key}-{number}", files, {k: " ".join(v.split()) for k, v in info.items()})

    def _files(self, record: BundleRecord, progress: Progress) -> dict[str, bytes]:
        progress(0.0, "读取文件")
        return build_packet(self._input(record), self._core.equipment.forms, progress)

    def _input(self, record: BundleRecord) -> PacketInput:
        core = self._core
        source = PacketSource(
            record.bundle.title, record.bundle, record.reviews, core.store.files.get, core.store.settings.load(), core.clock().date()
        )
        return packet_input(source, core.reader, core.equipment)

    def pages(self, session: Session, key: int, progress: Progress = silent, early: Callable[[bytes], None] | None = None) -> bytes:
        """The bound PDF for the screen: of a bundle that has been submitted the very one that left, else as it stands.

        Args:
            session, key: who, and which bundle.
            progress: told of each part.
            early: given the pages that are set while later ones are under way.

        Raises:
            UnreadableFile: a part cannot be read.
            Cancelled: by `progress`.
            NotFound, TemplateFault.
        """
        record = self._core.record_for(self._core.account(session), key)
        if record.course.stage in AT_OFFICE and record.submissions:
            packet = self._core.store.files.get(record.submissions[-1].packet)
            return ZipSource(packet, self.packet_name(record)).file(BOUND)
        return bound_pdf(self._input(record), self._core.equipment.forms, progress, early)

    def preview(self, session: Session, key: int, out: Path, progress: Progress = silent) -> None:
        """Write the packet of a bundle as it stands into a folder, whole or not at all.

        Raises:
            InputError: the folder cannot be written to.
            UnreadableFile: a part cannot be read.
            Cancelled: by `progress`.
            PermissionDenied, NotFound, TemplateFault.
        """
        account, _ = self._core.allow(session, UseCase.EXPORT_PACKET)
        record = self._core.record_for(account, key)
        write_folder(out, with_manifest(self._files(record, progress)), progress)

    def packet_name(self, record: BundleRecord) -> str:
        """What the packet of the last submission is called as a file."""
        return safe_name(f"报送包-{record.bundle.title}-第{max(1, len(record.submissions))}次.zip")

    def export(self, session: Session, key: int, target: Path) -> None:
        """Write the packet of the last submission, exactly as it left, to the disk.

        Raises:
            NotFound: it has not been submitted yet.
            InputError: the place cannot be written to.
            PermissionDenied.
        """
        account, _ = self._core.allow(session, UseCase.EXPORT_PACKET)
        record = self._core.record_for(account, key)
        if not record.submissions:
            raise NotFound("这个文件包还没有报送过，没有报送包", "报送后再导出；现在可以先导出送审稿")
        write_file(target, self._core.store.files.get(record.submissions[-1].packet))
