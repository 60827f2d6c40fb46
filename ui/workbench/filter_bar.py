"""The bar above a list of bundles: which list, what is searched for, at which stage, and the filters one keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from zwgk_desk.model.search import BundleFilter, ListView, SavedFilter
from zwgk_desk.model.terms import Stage

from ..look import kit

PAUSE_MS = 250
"""Milliseconds without a key after which the search begins."""

ANY_STAGE = "全部阶段"


class FilterBar(QWidget):
    """Narrows a list of bundles by view, words, stage and saved filter.

    Signals:
        changed: another list, other words, another stage.
        keep: the filter is to be kept; its name.
        drop: a kept filter is to go; its name.
    """

    changed = Signal()
    keep = Signal(str)
    drop = Signal(str)

    def __init__(self, views: Sequence[ListView]) -> None:
        """Build the bar with these lists to choose from."""
        super().__init__()
        self._views = tuple(views)
        self._before = self._views[0]
        self._saved: dict[str, SavedFilter] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._typed)
        self._buttons = {view: self._view_button(view) for view in self._views}
        group = QButtonGroup(self)
        for button in self._buttons.values():
            group.addButton(button)
        self._buttons[self._views[0]].setChecked(True)
        self.search = QLineEdit()
        self.search.setPlaceholderText("搜索标题、文号、全文")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(240)
        self.search.setObjectName("search")
        self.search.setAccessibleName("搜索标题、文号、全文")
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.returnPressed.connect(self._typed)
        self.stage = QComboBox()
        self.stage.setObjectName("stage-filter")
        self.stage.setAccessibleName("阶段")
        self.stage.addItem(ANY_STAGE, None)
        for stage in Stage:
            self.stage.addItem(stage.label, stage)
        self.stage.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.keep_button = kit.button("保存筛选…", self._ask_name, name="keep-filter")
        self.chips = QHBoxLayout()
        self.chips.setSpacing(6)
        self.forget = kit.button("删除选中的筛选", self._drop, "danger", "drop-filter")
        self.forget.hide()
        self.naming = self._make_naming()
        first = kit.row(*self._buttons.values(), None, self.stage, self.search, self.keep_button)
        second = QHBoxLayout()
        second.addLayout(self.chips)
        second.addWidget(self.naming)
        second.addStretch(1)
        self.setLayout(kit.column(first, second, spacing=4))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _view_button(self, view: ListView) -> QPushButton:
        made = kit.button(view.label, self.changed.emit, "view", f"view-{view}")
        made.setCheckable(True)
        kit.hide_unless(len(self._views) > 1, made)
        return made

    def _make_naming(self) -> QWidget:
        self.name = QLineEdit()
        self.name.setPlaceholderText("筛选的名称")
        self.name.setObjectName("filter-name")
        self.name.setAccessibleName("筛选的名称")
        self.name.setMaximumWidth(200)
        self.name.returnPressed.connect(self._keep)
        naming = kit.holder(
            kit.row(self.name, kit.button("保存", self._keep, name="keep-filter-now"), kit.button("取消", self.stop_naming, name="keep-filter-not"))
        )
        naming.hide()
        return naming

    @property
    def view(self) -> ListView:
        """The list that is chosen."""
        return next((view for view, button in self._buttons.items() if button.isChecked()), self._views[0])

    @property
    def wanted(self) -> BundleFilter:
        """The words, stage and other limits that the list is narrowed to."""
        stage = self.stage.currentData()
        return BundleFilter(self.search.text().strip(), frozenset({stage}) if stage else None)

    def _typed(self) -> None:
        """Search as words are typed: in all bundles, whichever list was shown; without words, go back to that list."""
        self._pause.stop()
        if ListView.ALL in self._views and len(self._views) > 1:
            searching = bool(self.search.text().strip())
            if searching and self.view is not ListView.ALL:
                self._before = self.view
                self._buttons[ListView.ALL].setChecked(True)
            elif not searching and self._before is not ListView.ALL:
                self._buttons[self._before].setChecked(True)
                self._before = ListView.ALL
        self.changed.emit()

    def show_counts(self, counts: Mapping[ListView, int]) -> None:
        """Show how many each list has."""
        for view, button in self._buttons.items():
            text = f"{view.label} {counts[view]}" if view in counts else view.label
            button.setText(text)
            button.setAccessibleName(text)

    def show_saved(self, saved: Sequence[SavedFilter]) -> None:
        """Show the filters that the person keeps."""
        self.chips.removeWidget(self.forget)
        self.forget.setParent(self)
        kit.clear(self.chips)
        self._saved = {one.name: one for one in saved}
        for one in saved:
            chip = kit.button(one.name, partial(self.use, one.name), "chip", f"filter-{one.name}")
            chip.setCheckable(True)
            chip.setToolTip(_described(one))
            self.chips.addWidget(chip)
        self.chips.addWidget(self.forget)
        self.show_chosen()

    def use(self, name: str) -> None:
        """Narrow the list as a kept filter does."""
        saved = self._saved[name]
        blockers = [QSignalBlocker(self.search), QSignalBlocker(self.stage)]
        self._buttons.get(saved.view, self._buttons[self._views[-1]]).setChecked(True)
        self.search.setText(saved.words)
        self.stage.setCurrentIndex(max(0, self.stage.findData(saved.stage)))
        del blockers
        self.changed.emit()

    def current_filter(self, name: str) -> SavedFilter:
        """Return what the list is narrowed to now as a filter of this name."""
        return SavedFilter(name, self.view, self.search.text().strip(), self.stage.currentData())

    def show_chosen(self) -> None:
        """Show which kept filter the list is narrowed by."""
        chosen = self._chosen()
        for name in self._saved:
            chip = self.findChild(QPushButton, f"filter-{name}")
            if isinstance(chip, QPushButton):
                chip.setChecked(name == chosen)
        self.forget.setVisible(bool(chosen))
        narrowed = bool(self.search.text().strip() or self.stage.currentData())
        self.keep_button.setVisible(narrowed and not chosen)

    def _chosen(self) -> str:
        """Return the name of the kept filter that matches what the list is narrowed to; empty for none."""
        return next((name for name, saved in self._saved.items() if self.current_filter(name) == saved), "")

    def _ask_name(self) -> None:
        self.naming.show()
        self.name.setText(self.search.text().strip()[:20])
        self.name.selectAll()
        self.name.setFocus()

    def _keep(self) -> None:
        self.keep.emit(self.name.text())

    def stop_naming(self) -> None:
        """Hide the field for a filter's name."""
        self.naming.hide()
        self.search.setFocus()

    def _drop(self) -> None:
        chosen = self._chosen()
        if chosen:
            self.drop.emit(chosen)


def _described(saved: SavedFilter) -> str:
    stage = saved.stage.label if saved.stage else ""
    return "，".join(filter(None, [saved.view.label, stage, saved.words]))
