"""收文审核: the government office takes a submission in, returns it with its grounds, accepts it, and has it issued."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ...documents.writers.pdf import write_pdf
from ...model.bundle import Bundle
from ...model.digest import sha256_of
from ...model.errors import InputError, NotFound, PermissionDenied
from ...model.finding import OFFICE_RULE, Finding
from ...model.people import Account
from ...model.record import BundleRecord, Event, ReturnNotice
from ...model.signature import BundleSignature, SignedAct
from ...model.terms import Act, Role, Severity
from ...packet.build import filled_form
from ...packet.export import write_file
from ...packet.forms import NOTICE, notice_values
from ...packet.notice import NOTICE_DOCX, NOTICE_PDF, notice_bag
from ...packet.signatures import AUTHORITY, REVOKED
from ...signing.certificates import as_pem
from ..common.clock import stamp
from ..common.core import DeskCore, Session
from ..common.permission import UseCase
from ..people.delegation import Delegations
from ..people.signing import SigningDesk, SigningInProgress, ToSign
from .acts import ActGuard
from .examiner import Examiner

FIRST_PAGE = 0
DOCUMENT_NUMBER = re.compile(r"[\u3400-\u9fff]{1,14}〔[12]\d{3}〕[1-9]\d{0,4}号")


def office_ground(message: str, citation: str, remedy: str = "", where: str = "bundle") -> Finding:
    """Return a ground for a return in the clerk's own words.

    Args:
        message, citation, remedy: the fault, the provision it rests on, and what is to be done.
        where: the place it is about, as findings name places; the whole bundle where none is given.

    Raises:
        InputError: the message or the citation is empty.
    """
    if not message.strip() or not citation.strip():
        raise InputError("退文理由和依据不能空着", "请写明")
    return Finding(OFFICE_RULE, Severity.RETURN, citation.strip(), where, message.strip(), remedy.strip() or "请按理由补正后重新报送")


@dataclass(frozen=True)
class SignedNoticeFiles:
    """The files of a notice that is set and signed.

    Attributes:
        docx, pdf: the notice; the PDF with its own signature.
        signature: the clerk's, over both, over the packet and over the grounds.
    """

    docx: bytes
    pdf: bytes
    signature: BundleSignature


def said_of(notice: ReturnNotice) -> str:
    """Return the grounds of a notice in one line, for the record."""
    return "；".join(ground.message for ground in notice.grounds)


class Intake:
    """Receives, accepts, returns and issues submitted bundles of this office, and makes the notices of return."""

    def __init__(self, core: DeskCore, examiner: Examiner, signing: SigningDesk) -> None:
        self._core = core
        self._guard = ActGuard(core, Delegations(core))
        self._examiner = examiner
        self._signing = signing

    def receive(self, session: Session, key: int) -> BundleRecord:
        """Receive a submission (签收): 报送 → 收文审核.

        Raises:
            PermissionDenied, StageError, NotFound.
        """
        return self._act(session, key, Act.RECEIVE)

    def accept(self, session: Session, key: int, remark: str = "", passphrase: str = "") -> BundleRecord:
        """Accept a submission, signed: 收文审核 → 受理.

        Raises:
            SigningRefused: the passphrase is wrong, or there is no certificate in force.
            NotWhole: the packet does not verify.
            PermissionDenied, StageError, NotFound.
        """
        account, role = self._core.allow(session, UseCase.TAKE_IN)
        record = self._core.record_for(account, key)
        self._guard.enter(account, record, Act.ACCEPT)
        after = record.course.after(Act.ACCEPT)
        signing = self._signing.begin(SignedAct.ACCEPTANCE, account, role, passphrase)
        signature = self._signing.sign(signing, ToSign(record, self._examiner.check(record).findings, files=_packet(record), remark=remark))
        event = Event(signing.at, Act.ACCEPT, account.name, role, record.revision.number, remark)
        with self._core.store.transaction():
            self._core.require_true(key)
            self._signing.keep(key, signature)
            self._core.store.bundles.move(key, record.course, after, event, self._core.pens.of(account))
            self._examiner.require_whole(self._core.store.files.get(record.submissions[-1].packet), "没有受理")
            return self._core.store.bundles.record(key)

    def issue(self, session: Session, key: int, document_number: str, on: date) -> BundleRecord:
        """Register the issue of a document with 文号 and date: 受理 → 印发.

        Raises:
            InputError: the number is not written as 哈政发〔2026〕3号.
            PermissionDenied, StageError, NotFound.
        """
        number = "".join(document_number.split())
        if not DOCUMENT_NUMBER.fullmatch(number):
            raise InputError(f"文号“{document_number}”写法不对", "请写成 哈政发〔2026〕3号 的样子，年份用〔〕，序号不编虚位")
        return self._act(session, key, Act.ISSUE, number, document_number=number, issued_on=on.isoformat())

    def return_bundle(self, session: Session, key: int, grounds: Sequence[Finding], remark: str = "", passphrase: str = "") -> BundleRecord:
        """Return a submission with its grounds, signed (退文): back to 拟稿; the number of returns is kept.

        Raises:
            SigningRefused: the passphrase is wrong, or there is no certificate in force.
            InputError: without a ground.
            PermissionDenied, StageError, NotFound.
        """
        given = tuple(g for g in grounds if g.severity is Severity.RETURN)
        if not given:
            raise InputError("没有写明退文理由，不能退文", "请选定或写明至少一条理由")
        account, role = self._core.allow(session, UseCase.TAKE_IN)
        record = self._core.record_for(account, key)
        self._guard.enter(account, record, Act.RETURN)
        after = record.course.after(Act.RETURN)
        signing = self._signing.begin(SignedAct.RETURN, account, role, passphrase)
        notice = ReturnNotice(after.return_count, len(record.submissions), given, remark.strip(), account.name, signing.at)
        signed = self.sign_notice(signing, record, notice)
        event = Event(signing.at, Act.RETURN, account.name, role, record.revision.number, said_of(notice))
        store = self._core.store
        with store.transaction():
            self._core.require_true(key)
            store.files.put(signed.docx)
            store.files.put(signed.pdf)
            store.bundles.add_return(key, notice)
            self._signing.keep(key, signed.signature)
            store.bundles.move(key, record.course, after, event, self._core.pens.of(account))
            return store.bundles.record(key)

    def sign_notice(self, signing: SigningInProgress, record: BundleRecord, notice: ReturnNotice) -> SignedNoticeFiles:
        """Set and sign a notice: the PDF gets a signature of its own, and one more is over both files, the packet and the grounds.

        Args:
            signing: the return under way.
            record: the bundle whose last submission is returned.
            notice: the content of the notice.

        Raises:
            TemplateFault: the form cannot be filled in.
        """
        docx, pdf = self._notice(record.bundle, notice)
        signed = self._signing.sign_pdf(signing, pdf, FIRST_PAGE, 0)
        files = {**_packet(record), NOTICE_DOCX: sha256_of(docx), NOTICE_PDF: sha256_of(pdf), AUTHORITY: sha256_of(as_pem(signing.key.authority))}
        listed = self._core.store.identity.revocation_list()
        if listed:
            files[REVOKED] = sha256_of(listed)
        said = notice.remark or said_of(notice)
        given = ToSign(record, notice.grounds, files=files, pdf=sha256_of(signed), remark=said, grounds=notice.grounds)
        signature = self._signing.sign(signing, given)
        return SignedNoticeFiles(docx, signed, signature)

    def draft_notice(self, session: Session, record: BundleRecord, grounds: Sequence[Finding], remark: str = "") -> bytes:
        """Return a preview of the notice as PDF, before anything is signed.

        Args:
            session: the session of the person who asks.
            record: the bundle.
            grounds: the grounds of the return.
            remark: the clerk's remark.

        Raises:
            PermissionDenied: not a clerk.
            TemplateFault: the form cannot be filled in.
        """
        account, _ = self._core.allow(session, UseCase.TAKE_IN)
        at, number = stamp(self._core.clock), record.course.return_count + 1
        return self._notice(record.bundle, ReturnNotice(number, len(record.submissions), tuple(grounds), remark.strip(), account.name, at))[1]

    def _notice(self, bundle: Bundle, notice: ReturnNotice) -> tuple[bytes, bytes]:
        """Return the notice as DOCX and as PDF."""
        settings = self._core.store.settings.load()
        values = notice_values(bundle, notice, settings, date.fromisoformat(notice.at[:10]))
        section, docx = filled_form(self._core.equipment.forms, NOTICE, values)
        return docx, write_pdf(section.tree, f"{bundle.title} {NOTICE}", measures=settings.measures)

    def write_notice(self, session: Session, key: int, target: Path, number: int | None = None) -> None:
        """Write a 退文通知单 to the disk, as it was signed: by the target's ending as DOCX, as PDF with its signature, or as a .zip of both with
        the clerk's signature over the grounds. The department that was returned to may have it too.

        Args:
            session: the session of the person who asks.
            key: the bundle's key.
            target: a .docx, .pdf or .zip.
            number: which return; None for the last.

        Raises:
            NotFound: there is no such return, or not for this person.
            InputError: the place cannot be written to, or has another ending.
            TemplateFault.
        """
        record = self._returned(self._core.account(session), key)
        notices = [n for n in record.returns if number is None or n.number == number]
        if not notices:
            raise NotFound("没有这次退文", "请刷新")
        files = self._notice_files(record, notices[-1])
        content = files.get(target.suffix.lower())
        if content is None:
            raise InputError(f"“{target.name}”的扩展名不是 {'、'.join(files)}", "请改扩展名")
        write_file(target, content)

    def _notice_files(self, record: BundleRecord, notice: ReturnNotice) -> dict[str, bytes]:
        """Return a notice in each of its forms, by ending; one from before the office had keys is made anew, and has no .zip."""
        identity, files = self._core.store.identity, self._core.store.files
        found = next((s for s in identity.signatures(record.key) if s.act is SignedAct.RETURN and s.at == notice.at and s.pdf), None)
        kept = identity.authority()
        if found is None or kept is None:
            docx, pdf = self._notice(record.bundle, notice)
            return {".docx": docx, ".pdf": pdf}
        docx, pdf = files.get(found.said["files"].get(NOTICE_DOCX, "")), files.get(found.pdf)
        bag = notice_bag(found, docx, pdf, kept.certificate, identity.revocation_list())
        return {".docx": docx, ".pdf": pdf, ".zip": bag}

    def find_returned(self, session: Session, packet: str) -> int | None:
        """Find the bundle that a notice is about, by the digest of the packet it returns; None where there is none for this person."""
        account = self._core.account(session)
        key = self._core.store.bundles.submitted_as(packet)
        if key is None:
            return None
        try:
            self._core.record_for(account, key)
        except (NotFound, PermissionDenied):
            return None
        return key

    def _returned(self, account: Account, key: int) -> BundleRecord:
        """Load a bundle that was returned. Clerks may see it here too, who otherwise do not while it is redrafted."""
        if not account.is_a(Role.OFFICE_CLERK):
            return self._core.record_for(account, key)
        record = self._core.store.bundles.record(key)
        if record.returns:
            return replace(record, revision=self._core.store.bundles.revision(key, record.submissions[-1].revision))
        raise NotFound("没有这次退文", "请刷新")

    def _act(self, session: Session, key: int, act: Act, remark: str = "", **columns: str) -> BundleRecord:
        account, role = self._core.allow(session, UseCase.TAKE_IN)
        record = self._core.record_for(account, key)
        self._guard.enter(account, record, act)
        after = record.course.after(act)
        event = Event(stamp(self._core.clock), act, account.name, role, record.revision.number, remark)
        with self._core.store.transaction():
            self._core.require_true(key)
            self._core.store.bundles.move(key, record.course, after, event, self._core.pens.of(account), **columns)
            moved = self._core.store.bundles.record(key)
            if columns:
                self._core.index(moved)
            return moved


def _packet(record: BundleRecord) -> dict[str, str]:
    """Return the digest of the packet that is judged, under its file name: the act is signed over what left the department, byte for byte."""
    return {"packet": record.submissions[-1].packet} if record.submissions else {}
