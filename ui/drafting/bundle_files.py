"""What leaves the bundle page as files: the draft packet, the packet that was submitted, the notice of return."""

from __future__ import annotations

from pathlib import Path

from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.terms import Role

from ..look import kit
from ..shared.page import NOTICE_FORMS
from .bundle_context import BundleContext


class BundleFiles:
    """The buttons that write packets and notices to files.

    Attributes:
        previewed: whether a draft packet was written since the window opened.
    """

    def __init__(self, page: BundleContext) -> None:
        """Make the buttons; `page` runs their work and asks for the targets."""
        self._page = page
        self.previewed = False
        self.notice_button = kit.button("导出退文通知单…", self._choose_notice, name="notice")
        self.preview_button = kit.button("导出送审稿…", self._choose_preview, name="preview")
        self.export_button = kit.button("导出报送包…", self._choose_export, name="export")

    def show_record(self, record: BundleRecord) -> None:
        """Show the buttons for what this bundle has: a draft packet, a submitted one, a notice."""
        may = self._page.host.account.is_a(Role.DRAFTER, Role.UNIT_LEADER, Role.PRINCIPAL_LEADER, Role.OFFICE_CLERK)
        self.export_button.setVisible(may and bool(record.submissions))
        self.preview_button.setVisible(may)
        self.notice_button.setVisible(bool(record.returns))

    def _choose_preview(self) -> None:
        page = self._page
        folder = page.choose_folder()
        record = page.record
        if not folder or record is None or not page.save():
            return
        target = Path(folder) / f"送审稿-{record.key}"
        page.work(
            lambda progress: page.office.submissions.preview(page.session, record.key, target, progress),
            lambda _: self._previewed(target),
            "正在生成送审稿",
        )

    def _previewed(self, target: Path) -> None:
        self.previewed = True
        self._page.host.tell_done(f"已导出到 {target}")

    def _choose_export(self) -> None:
        page, record = self._page, self._page.record
        if record is None:
            return
        target = page.choose_target(str(Path.home() / page.office.submissions.packet_name(record)), "报送包 (*.zip)")
        if target:
            page.work(
                lambda progress: page.office.submissions.export(page.session, record.key, Path(target)),
                lambda _: page.host.tell_done(f"已导出到 {target}"),
                "正在导出报送包",
            )

    def _choose_notice(self) -> None:
        page, record = self._page, self._page.record
        target = page.choose_target(str(Path.home() / "退文通知单.docx"), NOTICE_FORMS)
        if record is not None and target:
            page.attempt(lambda: page.office.intake.write_notice(page.session, record.key, Path(target)))
