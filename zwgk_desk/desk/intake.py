"""收文审核: the government office takes a submission in, returns it with its grounds, accepts it, and has it issued."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ..documents.writers.pdf import write_pdf
from ..model.errors import InputError, NotFound
from ..model.finding import Finding
from ..model.people import Account
from ..model.record import BundleRecord, Event, ReturnNotice
from ..model.signature import SignedAct
from ..model.terms import Act, Role, Severity
from ..packet.build import filled_form
from ..packet.export import write_file
from ..packet.forms import notice_values
from .checking import Checking
from .clock import stamp
from .core import DeskCore, Session
from .permission import UseCase
from .signing import SigningDesk

OFFICE_RULE = "office-judgement"
NOTICE = "退文通知单"
DOCUMENT_NUMBER = re.compile(r"[\u3400-\u9fff]{1,14}〔[12]\d{3}〕[1-9]\d{0,4}号")


def office_ground(message: str, citation: str, remedy: str = "") -> Finding:
    """A ground that the clerk states in the clerk's own words.

    Raises:
        InputError: without words, or without what it rests on.
    """
    if not message.strip() or not citation.strip():
        raise InputError("退文理由和依据不能空着", "请写明")
    return Finding(OFFICE_RULE, Severity.RETURN, citation.strip(), "bundle", message.strip(), remedy.strip() or "请按理由补正后重新报送")


class Intake:
    """The use cases of the government office."""

    def __init__(self, core: DeskCore, checking: Checking, signing: SigningDesk) -> None:
        self._core = core
        self._checking = checking
        self._signing = signing

    def receive(self, session: Session, key: int) -> BundleRecord:
        """报送 → 收文审核.

        Raises:
            PermissionDenied, StageError, NotFound.
        """
        return self._act(session, key, Act.RECEIVE)

    def accept(self, session: Session, key: int, remark: str = "", passphrase: str = "") -> BundleRecord:
        """收文审核 → 受理, signed.

        Raises:
            SigningRefused: the passphrase is wrong, or there is no certificate in force.
            PermissionDenied, StageError, NotFound.
        """
        account, role = self._core.allow(session, UseCase.TAKE_IN)
        record = self._core.record_for(account, key)
        after = record.course.after(Act.ACCEPT)
        signing = self._signing.begin(SignedAct.ACCEPTANCE, account, role, passphrase)
        signature = self._signing.sign(signing, record, self._checking.check_record(record), files=_packet(record), remark=remark)
        event = Event(signing.at, Act.ACCEPT, account.name, role, record.revision.number, remark)
        with self._core.store.transaction():
            self._core.store.bundles.move(key, record.course, after, event, self._core.pens.of(account))
            self._signing.keep(key, signature)
            return self._core.store.bundles.record(key)

    def issue(self, session: Session, key: int, document_number: str, on: date) -> BundleRecord:
        """受理 → 印发, with 文号 and date.

        Raises:
            InputError: the number is not written as 哈政发〔2026〕3号.
            PermissionDenied, StageError, NotFound.
        """
        number = "".join(document_number.split())
        if not DOCUMENT_NUMBER.fullmatch(number):
            raise InputError(f"文号“{document_number}”写法不对", "请写成 哈政发〔2026〕3号 的样子，年份用〔〕，序号不编虚位")
        return self._act(session, key, Act.ISSUE, number, document_number=number, issued_on=on.isoformat())

    def return_bundle(self, session: Session, key: int, grounds: Sequence[Finding], remark: str = "", passphrase: str = "") -> BundleRecord:
        """退文: back to 拟稿, with its grounds; the count is kept. Signed.

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
        after = record.course.after(Act.RETURN)
        signing = self._signing.begin(SignedAct.RETURN, account, role, passphrase)
        said = "；".join(g.message for g in given)
        signature = self._signing.sign(signing, record, given, files=_packet(record), remark=remark.strip() or said)
        notice = ReturnNotice(after.return_count, len(record.submissions), given, remark.strip(), account.name, signing.at)
        event = Event(signing.at, Act.RETURN, account.name, role, record.revision.number, said)
        with self._core.store.transaction():
            self._core.store.bundles.move(key, record.course, after, event, self._core.pens.of(account))
            self._core.store.bundles.add_return(key, notice)
            self._signing.keep(key, signature)
            return self._core.store.bundles.record(key)

    def write_notice(self, session: Session, key: int, target: Path, number: int | None = None) -> None:
        """Write a 退文通知单 to the disk, as DOCX or PDF by the target's ending. The department that was returned to may have it too.

        Args:
            session: who asks.
            key: the bundle.
            target: a .docx or .pdf.
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
        notice = notices[-1]
        on = date.fromisoformat(notice.at[:10])
        settings = self._core.store.settings.load()
        values = notice_values(record.bundle, notice, settings, on)
        section, docx = filled_form(self._core.equipment.forms, NOTICE, values)
        if target.suffix.lower() == ".pdf":
            write_file(target, write_pdf(section.tree, f"{record.bundle.title} {NOTICE}", measures=settings.measures))
        elif target.suffix.lower() == ".docx":
            write_file(target, docx)
        else:
            raise InputError(f"“{target.name}”不是 .docx 或 .pdf", "请改扩展名")

    def _returned(self, account: Account, key: int) -> BundleRecord:
        """A bundle that was returned: for its departments, and for the clerks, who otherwise do not see it while it is redrafted."""
        if not account.is_a(Role.OFFICE_CLERK):
            return self._core.record_for(account, key)
        record = self._core.store.bundles.record(key)
        if record.returns:
            return replace(record, revision=self._core.store.bundles.revision(key, record.submissions[-1].revision))
        raise NotFound("没有这次退文", "请刷新")

    def _act(self, session: Session, key: int, act: Act, remark: str = "", **columns: str) -> BundleRecord:
        account, role = self._core.allow(session, UseCase.TAKE_IN)
        record = self._core.record_for(account, key)
        after = record.course.after(act)
        event = Event(stamp(self._core.clock), act, account.name, role, record.revision.number, remark)
        with self._core.store.transaction():
            self._core.store.bundles.move(key, record.course, after, event, self._core.pens.of(account), **columns)
            return self._core.store.bundles.record(key)


def _packet(record: BundleRecord) -> dict[str, str]:
    """The packet that is judged, by its digest: what left the department, byte for byte."""
    return {"packet": record.submissions[-1].packet} if record.submissions else {}
