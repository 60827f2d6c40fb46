"""The rail that says in one line how far a bundle is from being accepted, and lists what is in the way, each one click from its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from zwgk_desk.model.finding import Finding, grounds_of
from zwgk_desk.model.terms import Severity

from ..look import kit

LOOK = "去看"
GO = {"policy": "去看", "plan": "去看", "materials": "去看", "disclosure": "去填写", "bundle": "去填写", "reviews": "看审查"}


@dataclass(frozen=True)
class Verdicts:
    """How the verdict is worded: with grounds (their number is filled in), and without; and whether there is anything to fill in at the places
    of the findings, or only to look at."""

    returns: str
    accepts: str
    fills_in: bool = True


BEFORE_SUBMISSION = Verdicts("能否报送：还差 {} 项", "能否报送：齐全，不会被退文")
AT_INTAKE = Verdicts("审核：有 {} 项退文理由", "审核：没有发现退文理由", fills_in=False)


class FindingsRail(QWidget):
    """The verdict in one line, and below it the findings as links to their places.

    Attributes:
        findings: those that are shown.
        known: whether they are those of the bundle as it stands; not while it is being checked.

    Signals:
        asked_for: the place of a finding that was clicked.
    """

    asked_for = Signal(str)

    def __init__(self, verdicts: Verdicts = BEFORE_SUBMISSION) -> None:
        super().__init__()
        self._verdicts = verdicts
        self.findings: Sequence[Finding] = ()
        self.known = False
        self.verdict = kit.label("正在检查…")
        self.verdict.setObjectName("verdict")
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self.setLayout(kit.column(self.verdict, self._list))

    def waiting(self) -> None:
        """Say that the check is under way; the old findings stay until it is done."""
        self.known = False
        self.verdict.setText("正在检查…")
        kit.set_kind(self.verdict, "quiet")

    def tell(self, verdict: str) -> None:
        """Show a verdict in other words until the next findings come."""
        self.verdict.setText(verdict)
        kit.set_kind(self.verdict, "verdict-return")

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these findings, and the verdict that follows from their number."""
        self.findings, self.known = findings, True
        grounds = len(grounds_of(findings))
        self.verdict.setText(self._verdicts.returns.format(grounds) if grounds else self._verdicts.accepts)
        kit.set_kind(self.verdict, "verdict-return" if grounds else "verdict-accept")
        kit.clear(self._list)
        for number, finding in enumerate(findings):
            self._list.addWidget(self._entry(finding, number))

    def _entry(self, finding: Finding, number: int) -> QFrame:
        returns = finding.severity is Severity.RETURN
        frame = QFrame()
        frame.setObjectName("finding-return" if returns else "finding-advice")
        word = "退文" if returns else "建议"
        text = kit.label(f"【{word}】{finding.message}")
        where = finding.where.split(".")[0].split("[")[0]
        words = GO.get(where, LOOK) if self._verdicts.fills_in else LOOK
        go = kit.button(f"{words} ›", partial(self.asked_for.emit, finding.where), "link", f"go-{finding.rule}-{number}")
        go.setAccessibleName(f"{finding.message}，{go.text()}")
        remedy = kit.label(finding.remedy, "quiet")
        layout = kit.column(text, remedy, kit.row(finding.citation, None, go), margins=8, spacing=2)
        frame.setLayout(layout)
        return frame
