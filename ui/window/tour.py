"""三分钟入门: in the sample office, three steps from an unfinished bundle to a checked draft packet, each ticked off by itself once it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame

from zwgk_desk.desk.sample.sample_office import is_sample
from zwgk_desk.model.terms import Role

from ..drafting.bundle_page import BundlePage
from ..look import kit
from ..shared.host import Address, Host
from ..shared.page import Page

SEEN = "tour"
"""Name under which the workstation remembers that the tour was taken or declined."""

LOOK_MS = 300
TITLE, RULE = "示例：代拟稿未说明属性理由", "attribute-reason-missing"
FINISHED = "做完了：送审稿已经排好、检查过，在您选的文件夹里。审签和收文可以换别的账号看；每一页按 F1 有帮助。"


class TourHost(Host, Protocol):
    """What the tour needs of the window: beside what pages need, the page that is shown."""

    @property
    def page(self) -> Page | None:
        """The page that is shown."""


@dataclass(frozen=True)
class Step:
    """A step of the tour.

    Attributes:
        words: what to do.
        done: whether it is done.
        lead: leads to where it is done.
    """

    words: str
    done: Callable[[TourHost], bool]
    lead: Callable[[TourHost], None]


def _page(host: TourHost) -> BundlePage | None:
    """Return the bundle page where it shows the tour's bundle, else None."""
    page = host.page
    return page if isinstance(page, BundlePage) and page.record is not None and TITLE in page.record.bundle.title else None


def _opened(host: TourHost) -> bool:
    return _page(host) is not None


def _open(host: TourHost) -> None:
    line = next((line for line in host.office.searching.bundles(host.session) if TITLE in line.title), None)
    if line is not None:
        host.go(Address("bundle", line.key))


def _mended(host: TourHost) -> bool:
    page = _page(host)
    return page is not None and page.rail.known and all(finding.rule != RULE for finding in page.rail.findings)


def _mend(host: TourHost) -> None:
    _open(host)
    page = _page(host)
    if page is not None:
        page.open_place("disclosure.explanation")


def _exported(host: TourHost) -> bool:
    page = _page(host)
    return page is not None and page.files.previewed


def _export(host: TourHost) -> None:
    _open(host)
    page = _page(host)
    if page is not None:
        page.files.preview_button.setFocus()


STEPS = (
    Step(f"打开“{TITLE}”那一件：在列表里选中，回车。", _opened, _open),
    Step(
        "右边写着还差哪一项：点“去填写”，在“理由说明”里写一句为什么公开。这一条随即不见；内容一改，审查和审签要重来，右边也会说。",
        _mended,
        _mend,
    ),
    Step("点上面的“导出送审稿…”，选一个文件夹：各件按国标排好版，连同检查结果一起写在里面。", _exported, _export),
)


def has_tour(host: Host) -> bool:
    """Return whether there is a tour for this person in this office."""
    return host.account.is_a(Role.DRAFTER) and is_sample(Path(host.office.place).parent)


class TourBar(QFrame):
    """The strip with the step that is next; hidden where there is no tour to take."""

    def __init__(self, host: TourHost) -> None:
        """Build the strip; `host` shows the pages that the steps look at."""
        super().__init__()
        self.setObjectName("finding-advice")
        self._host = host
        self._step = 0
        self.text = kit.label("")
        self.text.setObjectName("tour-text")
        self.lead_button = kit.button("带我去", self._lead, name="tour-lead")
        self.close_button = kit.button("不看了", self.finish, "link", "tour-close")
        layout = kit.row(self.text, self.lead_button, self.close_button)
        layout.setStretch(0, 1)
        layout.setContentsMargins(12, 6, 8, 6)
        self.setLayout(layout)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.hide()

    @property
    def offered(self) -> bool:
        """Whether there is a tour for this person in this office."""
        return has_tour(self._host)

    def begin(self, again: bool = False) -> None:
        """Show the first step; by itself only until it was taken or declined once."""
        if self.offered and (again or not self._host.window_state.text(SEEN, "")):
            self._step = 0
            self._say()
            self.show()
            self._timer.start()

    def finish(self) -> None:
        """End the tour, and remember that it need not appear by itself again."""
        self._timer.stop()
        self._host.window_state.keep_text(SEEN, "seen")
        self.hide()

    def _say(self) -> None:
        over = self._step == len(STEPS)
        self.text.setText(FINISHED if over else f"三分钟入门　第 {self._step + 1} / {len(STEPS)} 步　{STEPS[self._step].words}")
        self.lead_button.setVisible(not over)
        self.close_button.setText("知道了" if over else "不看了")
        self.close_button.setAccessibleName(self.close_button.text())

    def _look(self) -> None:
        """Go on to the next step once this one is done."""
        if self._step < len(STEPS) and STEPS[self._step].done(self._host):
            self._step += 1
            self._say()
            if self._step == len(STEPS):
                self._timer.stop()
                self._host.window_state.keep_text(SEEN, "seen")

    def _lead(self) -> None:
        if self._step < len(STEPS):
            STEPS[self._step].lead(self._host)
