"""一图读懂: its text on the left for the officer to write on, the picture on the right as it will be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QComboBox, QMenu, QScrollArea, QSplitter

from zwgk_desk.desk.drafting.interpreting import POSTER_NAME, Region
from zwgk_desk.model.document.candidate import Candidate, Element
from zwgk_desk.model.document.poster import Poster, PosterStyle, poster_of, poster_text
from zwgk_desk.model.errors import InputError
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.terms import PartKind

from ..look import kit
from ..shared.host import Address, Host
from ..shared.page import Page
from .poster_image import PosterImage
from .poster_lines import PosterLines

PAUSE_MS = 400
WIDEST = 480
"""Pixels that the picture is shown wide at most, somewhat wider than on a telephone, so that more of it is seen at once."""

FORMS = "PDF (*.pdf);;PNG 长图 (*.png);;分页图片 (*.zip)"
HINT = "第一行是标题；【】里是各部分的名称，空着的部分不画出来；“｜”前后是两栏。点右边的图可以改这一条、挪动或去掉，Ctrl+Z 撤销。"


class PosterPage(Page):
    """Drafts the picture's text from what was accepted, and draws what is written at each pause."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.record: BundleRecord | None = None
        self._accepted: Mapping[Element, Sequence[Candidate]] = {}
        self._poster: Poster | None = None
        self._pixmap = QPixmap()
        self._regions: tuple[Region, ...] = ()
        self._lines: PosterLines | None = None
        self.text = kit.text_area()
        self.text.setObjectName("poster-text")
        self.text.setAccessibleName("一图读懂的文字")
        self.fault = kit.OptionalLabel("quiet", "poster-fault")
        self.style_list = QComboBox()
        self.style_list.setObjectName("poster-style")
        self.style_list.setAccessibleName("样式")
        for style in PosterStyle:
            self.style_list.addItem(style.label, style)
        self.style_list.currentIndexChanged.connect(lambda _: self._draw())
        self.image = PosterImage()
        self.image.setObjectName("poster-image")
        self.image.setAccessibleName("一图读懂的样子")
        self.image.pressed.connect(self._edit)
        self.area = QScrollArea()
        # always there: the picture is as wide as the room beside it, so a bar that comes and goes would change the width, and the width the bar
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setWidget(self.image)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.back = kit.button("回到文件包", self._back, name="poster-back")
        self.export_button = kit.button("导出…", self._choose_export, name="poster-export")
        self.put_button = kit.button("放入文件包", self._put, "primary", "poster-put")
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(PAUSE_MS)
        self._typing.timeout.connect(self._draw)
        self.text.textChanged.connect(self._typing.start)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(kit.holder(kit.column(kit.label(HINT, "quiet"), self.text, self.fault)))
        split.addWidget(self.area)
        split.setSizes([480, 680])
        split.setChildrenCollapsible(False)
        bar = kit.row(kit.label("一图读懂", "title", wrap=False), None, "样式", self.style_list, self.back, self.export_button, self.put_button)
        layout = kit.column(bar, split)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew what depends on the width, after Qt's own handling."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Scale the picture to the width of its view."""
        if not self._pixmap.isNull():
            width = min(self._pixmap.width(), WIDEST, max(300, self.area.viewport().width() - 8))
            ratio = self.devicePixelRatioF()  # scaled in the screen's device pixels, or it would be blurred at 150 %
            fitted = self._pixmap.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
            fitted.setDevicePixelRatio(ratio)
            self.image.setPixmap(fitted)
            self.image.lay(self._regions)

    def take_focus(self) -> None:
        """Put the keyboard where work on this page begins."""
        self.text.setFocus()

    def open(self, to: Address) -> None:
        """Show a first draft for a bundle, from the passages that were accepted; what was written on from the same ones stays."""
        key = to.key if to.key is not None or self.record is None else self.record.key
        record = self.attempt(lambda: self.office.bundles.open(self.session, key)) if key is not None else None
        if key is None or record is None:
            return
        accepted = self.host.handover.accepted.get(key, {})
        written = self.record is not None and self.record.key == key and accepted == self._accepted and bool(self.text.toPlainText())
        self.record, self._accepted = record, accepted
        if written:
            self._draw()
        else:
            self._draft(record)

    def _draft(self, record: BundleRecord) -> None:
        """Make a first draft, off the window's thread."""
        self._poster, accepted = None, self._accepted
        blocker = QSignalBlocker(self.text)  # an empty text is nothing that was typed, and nothing to draw
        self.text.clear()
        del blocker
        self._typing.stop()
        self.fault.setText("")
        self._show_acts()

        def show(poster: Poster) -> None:
            if self.record is record and not self.text.toPlainText():
                self.text.setPlainText(poster_text(poster))
                self._draw()

        self.read("拟初稿", lambda progress: self.office.interpreting.poster(self.session, record.key, accepted), show)

    def _draw(self) -> None:
        """Draw the text off the window's thread; where it cannot be drawn, show why and keep the last picture."""
        self._typing.stop()
        try:
            poster = poster_of(self.text.toPlainText())
        except InputError as error:
            self._poster = None
            self.fault.setText(str(error))
            self._show_acts()
            return
        self.fault.setText("")
        self._poster = poster
        self._show_acts()
        style = self._style()

        def show(drawn: tuple[bytes, tuple[Region, ...]]) -> None:
            if (poster, style) == (self._poster, self._style()):
                self._pixmap.loadFromData(drawn[0])
                self._regions = drawn[1]
                self._fit()

        interpreting, session = self.office.interpreting, self.session
        self.read(
            "画图",
            lambda progress: (interpreting.poster_image(session, poster, style), interpreting.poster_regions(session, poster, style)),
            show,
        )

    def _edit(self, part: str, entry: int, place: QPoint) -> None:
        """Go to the line of the text that a part of the picture shows, and offer what can be done with it."""
        self._lines = lines = PosterLines(self.text)  # kept, since a menu's action does not keep it
        if not lines.select(part, entry):
            return
        self.text.setFocus()
        menu = QMenu(self)
        menu.setObjectName("poster-menu")
        for words, act in (("改这一条", None), ("往上移", lines.up), ("往下移", lines.down), ("不要这一条", lines.leave_out)):
            action = menu.addAction(words)
            action.setEnabled(act is None or lines.can(act))
            if act is not None:
                action.triggered.connect(act)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _style(self) -> PosterStyle:
        return PosterStyle(self.style_list.currentData())

    def _show_acts(self) -> None:
        self.export_button.setEnabled(self._poster is not None)
        editable = self.record is not None and self.office.bundles.can_edit(self.session, self.record)
        self.put_button.setEnabled(self._poster is not None and editable)

    def _choose_export(self) -> None:
        poster, style = self._poster, self._style()
        target = self.choose_target(str(Path.home() / "一图读懂.pdf"), FORMS) if poster is not None else ""
        if poster is not None and target:
            self.work(
                lambda progress: self.office.interpreting.write_poster(self.session, poster, style, Path(target)),
                lambda _: self.host.tell_done(f"已导出到 {target}"),
                "正在生成一图读懂",
            )

    def _put(self) -> None:
        record, poster, style = self.record, self._poster, self._style()
        if record is None or poster is None:
            return
        put = self.office.interpreting.put_poster

        def done(made: BundleRecord) -> None:
            names = [part.name for part in made.bundle.of_kind(PartKind.MATERIAL)]
            self.host.go(Address("bundle", record.key, f"materials[{names.index(POSTER_NAME)}]"))
            self.host.tell_done("一图读懂已放入解读材料")

        key, seen = record.key, record.revision.number
        self.work(lambda progress: put(self.session, key, seen, poster, style), done, "正在放入一图读懂")

    def _back(self) -> None:
        if self.record is not None:
            self.host.go(Address("bundle", self.record.key))
