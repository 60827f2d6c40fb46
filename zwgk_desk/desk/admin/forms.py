"""模板: the office looks at the forms as they are filled in, takes one out to change it in Word, puts the changed one to use once it has been
tried, and goes back to the delivered one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ...documents.forms.form_book import FormBook
from ...documents.writers.pdf import write_pdf
from ...model.bundle import Bundle, DisclosureDeclaration
from ...model.errors import InputError, NotFound, TemplateFault
from ...model.finding import Finding
from ...model.people import Account
from ...model.progress import Progress, silent
from ...model.record import OfficeEvent, ReturnNotice
from ...model.review import Review
from ...model.settings import OfficeSettings
from ...model.terms import DisclosureAttribute, IssuingAuthority, OfficeAct, ReviewKind, ReviewResult, Role, Severity
from ...packet.build import filled_form
from ...packet.export import write_file
from ...packet.forms import form_values, notice_values
from ...packet.source import read_stable
from ..common.clock import stamp
from ..common.core import DeskCore, Session
from ..common.permission import UseCase
from .doctor import EXPECTED_FORMS, try_form


@dataclass(frozen=True)
class FormState:
    """A form, and which version of it the office uses.

    Attributes:
        name: its name.
        own: whether the office uses a version of its own.
        fault: why it cannot be filled in; empty where it can.
    """

    name: str
    own: bool
    fault: str


class Forms:
    """Shows the forms' templates, and puts the office's own versions to use or takes them back."""

    def __init__(self, core: DeskCore) -> None:
        self._core = core

    def all(self, session: Session, progress: Progress = silent) -> tuple[FormState, ...]:
        """Return every form, each filled in for trial.

        Raises:
            Cancelled: `progress` says so.
            PermissionDenied: not an administrator.
        """
        self._core.allow(session, UseCase.CHANGE_SETTINGS)
        own = dict(self._core.store.settings.load().own_forms)
        names = dict.fromkeys((*EXPECTED_FORMS, *self._core.equipment.forms.names()))
        states = []
        for count, name in enumerate(names):
            progress(count / len(names), f"试填“{name}”")
            states.append(FormState(name, name in own, self._fault(name)))
        return tuple(states)

    def preview(self, session: Session, name: str) -> bytes:
        """Return a form filled in with a sample, as PDF.

        Raises:
            TemplateFault: it cannot be filled in.
            PermissionDenied: not an administrator.
        """
        self._core.allow(session, UseCase.CHANGE_SETTINGS)
        settings = self._core.store.settings.load()
        section, _ = filled_form(self._core.equipment.forms, name, sample_values(settings, self._core.clock().date()))
        return write_pdf(section.tree, name, measures=settings.measures)

    def take_out(self, session: Session, name: str, target: Path) -> None:
        """Write the template in use to the disk, to be changed in Word.

        Raises:
            NotFound: there is no such form.
            InputError: the place cannot be written to.
            PermissionDenied: not an administrator.
        """
        self._core.allow(session, UseCase.CHANGE_SETTINGS)
        try:
            content = self._core.equipment.forms.content(name)
        except OSError as error:
            raise NotFound(f"没有名为“{name}”的模板", "请用“检查”看看程序文件是否完整") from error
        write_file(target, content)

    def put_to_use(self, session: Session, name: str, path: Path) -> None:
        """Use another template for a form, in the whole office, once it has been filled in for trial.

        Raises:
            TemplateFault: it cannot be filled in; the one before stays in use.
            InputError: the file cannot be read, or is no Word document.
            NotFound: there is no such form.
            PermissionDenied: not an administrator.
        """
        account, _ = self._core.allow(session, UseCase.CHANGE_SETTINGS)
        if name not in EXPECTED_FORMS:
            raise NotFound(f"没有名为“{name}”的模板", "请刷新")
        if path.suffix.lower() != ".docx":
            raise InputError(f"“{path.name}”不是 Word 文档（.docx），没有换用", "请在 Word 里另存为 .docx")
        content = read_stable(path, path.name)
        delivered = self._core.equipment.forms
        try_form(FormBook(delivered.folder, lambda asked: content if asked == name else delivered.content(asked)), name)
        with self._core.store.transaction():
            kept = self._core.store.files.put(content)
            self._use(account, name, kept)
        self._core.equipment.forms_changed()

    def restore(self, session: Session, name: str) -> str:
        """Use the delivered template again; return the SHA-256 of the office's own, by which `bring_back` finds it.

        Raises:
            NotFound: the office has no version of its own.
            PermissionDenied: not an administrator.
        """
        account, _ = self._core.allow(session, UseCase.CHANGE_SETTINGS)
        own = dict(self._core.store.settings.load().own_forms).get(name)
        if own is None:
            raise NotFound(f"模板“{name}”本来就是随程序带的", "请刷新")
        with self._core.store.transaction():
            self._use(account, name, "")
        self._core.equipment.forms_changed()
        return own

    def bring_back(self, session: Session, name: str, sha256: str) -> None:
        """Use the office's own template again, after `restore`.

        Raises:
            NotFound: there is no such file.
            PermissionDenied: not an administrator.
        """
        account, _ = self._core.allow(session, UseCase.CHANGE_SETTINGS)
        self._core.store.files.get(sha256)
        with self._core.store.transaction():
            self._use(account, name, sha256)
        self._core.equipment.forms_changed()

    def _use(self, account: Account, name: str, sha256: str) -> None:
        self._core.administer(account)
        settings = self._core.store.settings.load()
        left = [(form, kept) for form, kept in settings.own_forms if form != name]
        self._core.store.settings.save(replace(settings, own_forms=(*left, *(((name, sha256),) if sha256 else ()))))
        said = f"模板：{name}，{'换用本办公室的' if sha256 else '恢复随程序带的'}"
        event = OfficeEvent(stamp(self._core.clock), OfficeAct.CHANGE_SETTINGS, account.name, remark=said)
        self._core.store.record.append(event, pen=self._core.pens.of(account))

    def _fault(self, name: str) -> str:
        try:
            try_form(self._core.equipment.forms, name)
        except TemplateFault as error:
            return str(error)
        return ""


def sample_values(settings: OfficeSettings, on: date) -> dict[str, object]:
    """Return the sample values for the preview of forms."""
    declared = DisclosureDeclaration(DisclosureAttribute.PROACTIVE, "", "面向全体居民，公开后便于群众知晓和监督。")
    unit = "示例市住房和城乡建设局"
    bundle = Bundle("示例市既有住宅加装电梯管理办法", IssuingAuthority.GOVERNMENT, unit, unit, interpreting_unit=unit, declaration=declared)
    reviews = (
        _said(ReviewKind.SECRECY, "王某", Role.SECRECY_REVIEWER, unit, "不涉密，可以公开", on),
        _said(ReviewKind.SIGNOFF, "周某", Role.PRINCIPAL_LEADER, unit, "同意", on),
    )
    ground = Finding("sample", Severity.RETURN, "三(二)", "materials[0]", "没有说明补贴资金由谁承担", "请补写资金来源")
    notice = notice_values(bundle, ReturnNotice(1, 1, (ground,), "请一周内补正", "", ""), settings, on)
    return {**form_values(bundle, reviews, settings, on), **notice}


def _said(kind: ReviewKind, by: str, role: Role, unit: str, remark: str, on: date) -> Review:
    return Review(kind=kind, unit=unit, by=by, result=ReviewResult.PASSED, on=on, role=role, content="", statement="", remark=remark)
