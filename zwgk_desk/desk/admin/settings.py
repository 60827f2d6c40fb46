"""The office's settings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ...documents.writers.pdf import write_pdf
from ...documents.writers.pdf_pen import Description
from ...model.document.measures import PageMeasures, faults_of
from ...model.errors import InputError, SigningRefused
from ...model.grounds import StatutoryGround
from ...model.identity import CertificateFacts
from ...model.naming.fields import OFFICE_NAME, PRESET_NAME, UNIT
from ...model.record import OfficeEvent
from ...model.settings import OfficeSettings
from ...model.terms import OfficeAct
from ...packet.source import read_stable
from ...signing.certificates import as_pem, facts_of, from_pem
from ..common.clock import stamp
from ..common.core import DeskCore, Session
from ..common.fonts import FontsReport, fonts_report
from ..common.permission import UseCase
from .sample_document import sample_document


class Settings:
    """Reads and changes the office's settings, and shows their effect on a page."""

    def __init__(self, core: DeskCore) -> None:
        self._core = core

    def load(self) -> OfficeSettings:
        """Return the office's settings."""
        return self._core.store.settings.load()

    def save(self, session: Session, settings: OfficeSettings) -> None:
        """Save the office's settings.

        Raises:
            PermissionDenied: not an administrator.
            InputError: the office has no name.
        """
        account, _ = self._core.allow(session, UseCase.CHANGE_SETTINGS)
        if not settings.office_name.strip():
            raise InputError("政府办公厅的名称不能空着", "请补上，退文通知单要用")
        before = self.load()
        if settings.office_name != before.office_name:
            OFFICE_NAME.check(settings.office_name)
        for unit in set(settings.unit_names) - set(before.unit_names):
            UNIT.check(unit)
        for name in {preset.name for preset in settings.page_presets} - {preset.name for preset in before.page_presets}:
            PRESET_NAME.check(name)
        self._check_presets(settings)
        for text in settings.trusted_authorities:
            self.authority(text.encode())
        with self._core.store.transaction():
            self._core.administer(account)
            self._core.store.settings.save(settings)
            event = OfficeEvent(stamp(self._core.clock), OfficeAct.CHANGE_SETTINGS, account.name)
            self._core.store.record.append(event, pen=self._core.pens.of(account))

    def authority(self, content: bytes) -> CertificateFacts:
        """Return the content of an authority's certificate, given as PEM or DER.

        Raises:
            InputError: it is no certificate.
        """
        try:
            return facts_of(from_pem(content))
        except SigningRefused as error:
            raise InputError(f"这个文件{error.what}，没有列入", error.remedy) from error

    def read_authority(self, path: Path) -> str:
        """Return the certificate in a file as PEM, the form in which the settings hold it.

        Raises:
            InputError: the file cannot be read, or is no certificate.
        """
        content = read_stable(path, path.name)
        self.authority(content)
        return as_pem(from_pem(content)).decode()

    def _check_presets(self, settings: OfficeSettings) -> None:
        names = [preset.name.strip() for preset in settings.all_presets]
        for preset in settings.page_presets:
            faults = faults_of(preset)
            if faults:
                raise InputError(f"版式“{preset.name}”不能用：{'；'.join(faults)}", "请改正")
        if len(set(names)) < len(names):
            raise InputError("有两个版式名称相同", "请改一个名称；国家标准版式的名称不能再用")
        if settings.page_preset not in names:
            raise InputError(f"没有名为“{settings.page_preset}”的版式", "请另选一个")

    def faces(self, measures: PageMeasures) -> FontsReport:
        """Report which of the typefaces that a preset asks for this machine has."""
        return fonts_report(measures)

    def sample_page(self, measures: PageMeasures) -> bytes:
        """Return the sample document, set by a preset, as PDF."""
        return write_pdf(sample_document(), Description("样张"), measures=measures)

    def grounds(self, on: date | None = None) -> tuple[StatutoryGround, ...]:
        """Return the statutory grounds in force on a day, today where none is given."""
        return self._core.equipment.book.grounds_on(on or self._core.clock().date())
