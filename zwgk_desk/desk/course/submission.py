"""报送: a bundle's packet leaves the department; and previews of packet and pages before that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ...model.course import AT_OFFICE
from ...model.digest import sha256_of
from ...model.errors import Conflict, NotFound, WouldBeReturned
from ...model.naming.file_names import safe_name
from ...model.progress import Progress, silent
from ...model.record import BundleRecord, Event, Submission
from ...model.signature import BundleSignature, SignedAct
from ...model.terms import Act
from ...packet.bag import make_bag
from ...packet.build import PacketInput, bound_pdf, build_packet
from ...packet.export import with_manifest, write_file, write_folder
from ...packet.label import submission_label, submission_remark
from ...packet.names import BOUND
from ...packet.signatures import named_by_sign_off, record_file, signature_files, signed_pdf_of, submission_files
from ...packet.source import ZipSource
from ..common.core import DeskCore, Session
from ..common.permission import UseCase
from ..people.delegation import Delegations
from ..people.signing import SigningDesk, SigningInProgress, ToSign
from .acts import ActGuard
from .examiner import Checked, Examiner
from .review_and_signoff import LAST_PAGE


class Submissions:
    """Submits bundles, and makes the packets and pages that people look at before and after that."""

    def __init__(self, core: DeskCore, examiner: Examiner, signing: SigningDesk) -> None:
        self._core = core
        self._guard = ActGuard(core, Delegations(core))
        self._examiner = examiner
        self._signing = signing

    def submit(self, session: Session, key: int, seen: int, progress: Progress = silent, passphrase: str = "") -> BundleRecord:
        """Submit a bundle to the government office; its packet is made and stored in the same transaction.

        Args:
            session, key, seen: the person's session, the bundle's key, and the revision that the person saw.
            progress: takes the progress, part by part.
            passphrase: opens the person's key.

        Raises:
            SigningRefused: the passphrase is wrong, or there is no certificate in force.
            WouldBeReturned: a ground for 退文 stands.
            NotWhole: the packet would not verify, since something in the office's database was changed past the program.
            Cancelled: by `progress`; nothing has happened then.
            PermissionDenied, StageError, Conflict, TemplateFault.
        """
        core = self._core
        account, role = core.allow(session, UseCase.MOVE_BUNDLE)
        record = core.record_for(account, key)
        if record.revision.number != seen:
            raise Conflict("您看到的不是最新内容，没有报送", "请刷新，看过新的内容后再报送")
        actor = self._guard.enter(account, record, Act.SUBMIT)
        checked = self._examiner.check(record)
        self._guard.refuse(actor, record, Act.SUBMIT, checked.findings)
        after = record.course.after(Act.SUBMIT)
        number = len(record.submissions) + 1
        signing = self._signing.begin(SignedAct.SUBMISSION, account, role, passphrase)
        files, signature = self._signed_files(checked, signing, number, progress)
        bundle = record.bundle
        packet = make_bag(submission_label(key, number, bundle.drafting_unit, bundle.title, signing.at), files)
        with core.store.transaction():
            core.require_true(key)
            sha256 = core.store.files.put(packet)
            event = Event(signing.at, Act.SUBMIT, account.name, role, seen, submission_remark(number))
            core.store.bundles.add_submission(key, Submission(number, seen, sha256, account.name, signing.at))
            self._signing.keep(key, signature)
            core.store.bundles.move(key, record.course, after, event, core.pens.of(account))
            self._examiner.require_whole(packet, "没有报送")
            return core.store.bundles.record(key)

    def _signed_files(
        self, checked: Checked, signing: SigningInProgress, number: int, progress: Progress
    ) -> tuple[dict[str, bytes], BundleSignature]:
        """Return the packet's files with all signatures, and the submission's own, which is over every other file of the packet."""
        record = checked.record
        progress(0.0, "读取文件")
        bound = self._signing.sign_pdf(signing, self._signed_pdf(record), LAST_PAGE, 1)
        files = self._signed_off(record, progress) or build_packet(self._examiner.packet_of(checked), self._core.equipment.forms, progress)
        files[BOUND] = bound
        identity = self._core.store.identity
        files |= signature_files(identity.signatures(record.key), signing.key.authority, identity.revocation_list())
        files |= record_file(self._core.store.record.of_bundle(record.key), {key.id: key.certificate for key in identity.person_keys()})
        digests = {name: sha256_of(content) for name, content in files.items()}
        leaving = replace(record, reviews=checked.reviews)  # of those that do not count, nothing leaves
        signature = self._signing.sign(signing, ToSign(leaving, checked.findings, files=digests, remark=submission_remark(number)))
        return files | submission_files(signature), signature

    def _signed_off(self, record: BundleRecord, progress: Progress) -> dict[str, bytes]:
        """Return the files that the sign-off in force signed, as they were then: whatever has changed since, the day, the settings or a template,
        these leave. Nothing where it signed the bound PDF alone, as former versions did."""
        signatures = self._core.store.identity.signatures(record.key)
        named = named_by_sign_off(signatures)
        if named.keys() <= {BOUND}:
            return {}
        files: dict[str, bytes] = {}
        for count, (name, digest) in enumerate(named.items()):
            progress(count / len(named), f"放入：{name}")
            files[name] = self._core.store.files.get(digest)
        return files

    def _signed_pdf(self, record: BundleRecord) -> bytes:
        """Return the bound PDF that the sign-off in force signed.

        Raises:
            WouldBeReturned: the sign-off bears no signature, since it is older than the office's authority.
        """
        pdf = signed_pdf_of(record, self._core.store.identity.signatures(record.key))
        if not pdf:
            raise WouldBeReturned("审签没有签名，不能报送", "请负责人用签名口令重新审签")
        return self._core.store.files.get(pdf)

    def _files(self, record: BundleRecord, progress: Progress) -> dict[str, bytes]:
        progress(0.0, "读取文件")
        signed = signed_pdf_of(record, self._core.store.identity.signatures(record.key))
        if not signed:
            return build_packet(self._input(record), self._core.equipment.forms, progress)
        files = self._signed_off(record, progress) or build_packet(self._input(record), self._core.equipment.forms, progress)
        return {**files, BOUND: self._core.store.files.get(signed)}

    def _input(self, record: BundleRecord) -> PacketInput:
        return self._examiner.packet_of(self._examiner.check(record))

    def pages(
        self, session: Session, record: BundleRecord, progress: Progress = silent, early: Callable[[bytes], None] | None = None
    ) -> bytes:  # fmt: skip
        """Give the bound PDF for the screen: of a bundle that has been submitted the very one that left, else of the revision that is shown,
        whatever somebody saves meanwhile.

        Args:
            session: who looks.
            record: the bundle, as `Bundles.open` gave it.
            progress: told of each part.
            early: given the pages that are set while later ones are under way.

        Raises:
            UnreadableFile: a part cannot be read.
            Cancelled: by `progress`.
            NotFound, TemplateFault.
        """
        self._core.require_sight(self._core.account(session), record)
        if record.course.stage in AT_OFFICE and record.submissions:
            packet = self._core.store.files.get(record.submissions[-1].packet)
            return ZipSource(packet, self.packet_name(record)).file(BOUND)
        signed = signed_pdf_of(record, self._core.store.identity.signatures(record.key))
        if signed:
            return self._core.store.files.get(signed)
        return bound_pdf(self._input(record), self._core.equipment.forms, progress, early)

    def preview(self, session: Session, key: int, out: Path, progress: Progress = silent) -> None:
        """Write the draft packet of a bundle's current revision into a folder, whole or not at all.

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
        """Return the file name of the last submission's packet."""
        end = f"-第{max(1, len(record.submissions))}次.zip"
        return safe_name(f"报送包-{record.bundle.title}{end}", end)

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
