"""收文: the government office receives, returns with its grounds, accepts, and has the document issued."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from zwgk_desk.desk.intake import office_ground
from zwgk_desk.model.finding import Finding, grounds_of
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.terms import Act, Stage

from . import kit
from .bundle_files import NOTICE_FORMS
from .findings_rail import AT_INTAKE
from .office_page import OfficePage

PLACES = {"整个文件包": "bundle", "政策文稿": "policy", "解读方案": "plan", "解读材料": "materials[0]", "公开属性": "disclosure.attribute"}
"""What a ground in the clerk's own words can be about."""

CITATIONS = ("三(一)", "三(二)", "三(三)1", "二(一)")


class IntakePage(OfficePage):
    """The page."""

    HEADING = "收文"
    STAGES = (Stage.SUBMITTED, Stage.INTAKE, Stage.ACCEPTED)
    EMPTY = "现在没有报送来的文件包。"
    VERDICTS = AT_INTAKE

    def make_panel(self) -> QWidget:
        """Receive, accept, return, issue: whichever the stage has."""
        self.receive_button = kit.button("签收", self.receive, "primary", "receive")
        self.accept_button = kit.button("受理", self.accept, "primary", "accept")
        self.export_button = kit.button("导出报送包…", self._choose_export, name="export")
        self.choices.entered.connect(self._entered)
        acts = kit.row(self.receive_button, self.accept_button, None, self.export_button)
        self.return_box = self._make_return()
        self.issue_box = self._make_issue()
        return kit.card(kit.column(kit.label("办理", "section"), acts, self.return_box, self.issue_box))

    def _make_return(self) -> QWidget:
        self._found = QVBoxLayout()
        self._checks: list[tuple[QCheckBox, Finding]] = []
        self.own = kit.text_area()
        self.own.setPlaceholderText("其他退文理由")
        self.own.setFixedHeight(56)
        self.own.setObjectName("own-ground")
        self.own.setAccessibleName("其他退文理由")
        self.citation = QComboBox()
        self.citation.setEditable(True)
        self.citation.addItems(list(CITATIONS))
        self.citation.setObjectName("citation")
        self.citation.setAccessibleName("依据")
        self.place = QComboBox()
        self.place.addItems(list(PLACES))
        self.place.setObjectName("ground-place")
        self.place.setAccessibleName("理由所指")
        self.demand = QLineEdit()
        self.demand.setPlaceholderText("补正要求")
        self.demand.setObjectName("demand")
        self.demand.setAccessibleName("补正要求")
        self.return_button = kit.button("退文", self.return_bundle, "danger", "return")
        return kit.holder(
            kit.column(
                kit.label("退文理由", "section"),
                self._found,
                self.own,
                kit.row("所指", self.place, "依据", self.citation),
                self.demand,
                kit.row(None, self.return_button),
            )
        )

    def _make_issue(self) -> QWidget:
        self.number = QLineEdit()
        self.number.setPlaceholderText("文号，如 东政发〔2026〕1号")
        self.number.setObjectName("document-number")
        self.number.setAccessibleName("文号")
        self.day = kit.day_field("issue-day", "印发日期", QDate.currentDate())
        self.issue_button = kit.button("印发", self.issue, "primary", "issue")
        return kit.holder(kit.column(kit.label("印发", "section"), self.number, kit.row("印发日期", self.day, None, self.issue_button)))

    def show_panel(self, record: BundleRecord, findings: Sequence[Finding]) -> None:
        """Offer what the stage has."""
        course = record.course
        self.receive_button.setVisible(course.allows(Act.RECEIVE))
        self.accept_button.setVisible(course.allows(Act.ACCEPT))
        self.return_box.setVisible(course.allows(Act.RETURN))
        self.issue_box.setVisible(course.allows(Act.ISSUE))
        kit.clear(self._found)
        self._checks = []
        for finding in grounds_of(findings):
            box = QCheckBox(f"{finding.message}（{finding.citation}）")
            box.setChecked(True)
            self._found.addWidget(box)
            self._checks.append((box, finding))

    def typed(self) -> tuple[str, ...]:
        return self.own.toPlainText(), self.citation.currentText(), self.demand.text(), self.number.text(), self.place.currentText()

    def type_again(self, texts: tuple[str, ...]) -> None:
        own, citation, demand, number, place = texts or ("", CITATIONS[0], "", "", next(iter(PLACES)))
        self.place.setCurrentText(place)
        self.own.setPlainText(own)
        self.citation.setCurrentText(citation)
        self.demand.setText(demand)
        self.number.setText(number)

    def _entered(self) -> None:
        """Enter in the list receives what waits for it; accepting and returning want a look at the grounds first."""
        if self.record is not None and self.record.course.allows(Act.RECEIVE):
            self.receive()

    def receive(self) -> None:
        """签收."""
        self.act(lambda r: self.office.intake.receive(self.session, r.key), "已签收，请审核")

    def accept(self) -> None:
        """受理."""
        self.act_signed("受理", lambda r, words: self.office.intake.accept(self.session, r.key, passphrase=words), "已受理", lambda: None)

    def return_bundle(self) -> None:
        """退文, with the grounds ticked and the clerk's own."""

        grounds = [finding for box, finding in self._checks if box.isChecked()]
        own = (self.own.toPlainText(), self.citation.currentText(), self.demand.text(), PLACES[self.place.currentText()])

        def act(record: BundleRecord, words: str) -> BundleRecord:
            stated = [office_ground(*own)] if own[0].strip() else []
            return self.office.intake.return_bundle(self.session, record.key, [*grounds, *stated], passphrase=words)

        key = self.record.key if self.record else 0

        def after() -> None:
            self.own.clear()
            self.demand.clear()
            self.offer_notice(key)

        self.act_signed("退文", act, "已退文", after)

    def offer_notice(self, key: int) -> None:
        """Ask where the 退文通知单 is to be saved."""
        target = self.choose_target(str(Path.home() / "退文通知单.docx"), NOTICE_FORMS)
        if target:
            self.attempt(lambda: self.office.intake.write_notice(self.session, key, Path(target)))

    def issue(self) -> None:
        """印发, with number and date."""
        on = self.day.date().toPython()
        if self.act(lambda r: self.office.intake.issue(self.session, r.key, self.number.text(), on), "已登记印发"):
            self.number.clear()

    def _choose_export(self) -> None:
        record = self.record
        if record is None:
            return
        target = self.choose_target(str(Path.home() / self.office.submissions.packet_name(record)), "报送包 (*.zip)")
        if target:
            self.work(
                lambda progress: self.office.submissions.export(self.session, record.key, Path(target)),
                lambda _: self.shell.tell_done(f"已导出到 {target}"),
                "正在导出报送包",
            )
