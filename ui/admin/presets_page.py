"""版式: the page's measures. The national standard's stand; the office copies them and changes what its own rules have otherwise."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QFormLayout, QLineEdit, QListWidget, QSpinBox, QSplitter, QWidget

from zwgk_desk.model.document.measures import GB_T_9704, Measure, PageMeasures, faults_of, measured_fields
from zwgk_desk.model.settings import OfficeSettings

from ..look import kit
from ..shared.host import Address, Host
from ..shared.page import Page
from ..shared.pdf_view import PagesView

PAUSE_MS = 400
"""Milliseconds without a change after which the sample page is set anew: at once, it would be set for each digit that is typed."""

STEP = 0.5
WIDE_ENOUGH = 520
"""Width in pixels that a measure, its field and its clause need to stand side by side."""

UNSAVED = "版式有改动没有保存；请先保存，或点“放弃改动”"
UNITS = {"毫米": " 毫米", "磅": " 磅", "行": " 行", "字": " 字"}


class PresetsPage(Page):
    """Shows the presets on the left, the measures of the chosen one in the middle, a sample page set after them on the right."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.settings = OfficeSettings()
        self._dirty = False
        self._row = 0
        self._before_removal: OfficeSettings | None = None
        self.presets = QListWidget()
        self.presets.setObjectName("presets")
        self.presets.setAccessibleName("版式")
        self.presets.setWordWrap(True)
        self.presets.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.presets.currentRowChanged.connect(self._choose)
        self.name = QLineEdit()
        self.name.setObjectName("preset-name")
        self.name.setAccessibleName("版式名称")
        self.name.textEdited.connect(lambda _: self._changed())
        self.fields: dict[str, QWidget] = {name: self._field(name, measure) for name, measure in measured_fields().items()}
        self.faults = kit.label("")
        self.faults.setObjectName("preset-faults")
        self.faces = kit.label("", "quiet")
        self.faces.setObjectName("preset-faces")
        self.use_button = kit.button("使用这个版式", self.use, name="use-preset")
        self.copy_button = kit.button("复制一份来改", self.copy, name="copy-preset")
        self.remove_button = kit.button("删除", self.remove, "danger", "remove-preset")
        self.restore_button = kit.button("撤销删除", self.restore, name="restore-preset")
        self.restore_button.hide()
        self.discard_button = kit.button("放弃改动", self._show_chosen, "danger", "discard-preset")
        self.save_button = kit.button("保存版式", self.save, "primary", "save-preset")
        self.sample = PagesView("按这个版式排出的样张；改动一停就重排。")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._set_sample)
        self._lay_out()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow("名称", self.name)
        for name, measure in measured_fields().items():
            clause = "自定" if measure.clause == "自定" else f"国标 {measure.clause}"
            field = self.fields[name]
            if isinstance(field, QCheckBox):
                form.addRow("", field)
            else:
                form.addRow(measure.label, kit.holder(kit.row(field, clause, None)))
        left = kit.column(self.presets, self.use_button, self.copy_button, self.remove_button, self.restore_button)
        bar = kit.row(self.save_button, self.discard_button, None)
        middle = kit.column(self.faults, kit.scrolled(kit.holder(kit.column(form, self.faces, None))), bar)
        split = QSplitter(Qt.Orientation.Horizontal)
        measures = kit.card(middle)
        measures.setMinimumWidth(WIDE_ENOUGH)
        for part in (kit.holder(left), measures, self.sample):
            split.addWidget(part)
        split.setSizes([200, 520, 440])
        split.setChildrenCollapsible(False)
        layout = kit.column(kit.label("版式", "title"), kit.label("国家标准的版式不能改；本地规定不同的，复制一份来改，再选用。", "quiet"), split)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _field(self, name: str, measure: Measure) -> QWidget:
        default = getattr(GB_T_9704, name)
        field: QWidget
        if isinstance(default, bool):
            field = QCheckBox(measure.label)
            field.toggled.connect(lambda _: self._changed())
        elif isinstance(default, int):
            field = QSpinBox()
            field.setRange(int(measure.low), int(measure.high))
            field.valueChanged.connect(lambda _: self._changed())
        elif isinstance(default, float) or measure.unit:
            field = QDoubleSpinBox()
            field.setDecimals(2)
            field.setSingleStep(STEP)
            field.setRange(measure.low, measure.high)
            field.valueChanged.connect(lambda _: self._changed())
        elif measure.choices:
            field = QComboBox()
            field.addItems(measure.choices)
            field.currentIndexChanged.connect(lambda _: self._changed())
        else:
            field = QLineEdit()
            field.textEdited.connect(lambda _: self._changed())
        if isinstance(field, (QSpinBox, QDoubleSpinBox)):
            field.setSuffix(UNITS.get(measure.unit, ""))
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.setObjectName(f"measure-{name}")
        field.setAccessibleName(measure.label)
        field.setMinimumWidth(150)
        return field

    def open(self, to: Address) -> None:
        """Fetch what the page is about anew, and show it."""
        self.refresh()

    def refresh(self) -> None:
        """Fetch anew what the page shows."""
        settings = self.attempt(self.office.settings.load)
        if settings is not None and not self._dirty:
            self._show_settings(settings, settings.page_preset)

    def leave(self) -> bool:
        """Let the page be left once what is open is saved."""
        if self._dirty:
            self.host.tell_refusal(UNSAVED)
        return not self._dirty

    def _show_settings(self, settings: OfficeSettings, chosen: str) -> None:
        self.settings = settings
        names = [preset.name for preset in settings.all_presets]
        blocker = QSignalBlocker(self.presets)
        self.presets.clear()
        for name in names:
            self.presets.addItem(f"{name}（在用）" if name == settings.measures.name else name)
        self.presets.setCurrentRow(names.index(chosen) if chosen in names else 0)
        del blocker
        self._show_chosen()

    def _choose(self, row: int) -> None:
        """Show the preset of a row, unless another is being changed."""
        if self._dirty and row != self._row:
            blocker = QSignalBlocker(self.presets)
            self.presets.setCurrentRow(self._row)
            del blocker
            self.host.tell_refusal(UNSAVED)
            return
        self._show_chosen()

    @property
    def chosen(self) -> PageMeasures:
        """The preset chosen on the left as it was saved, without what is typed over it."""
        return self.settings.all_presets[max(0, self.presets.currentRow())]

    def _show_chosen(self) -> None:
        preset = self.chosen
        own = preset is not self.settings.all_presets[0]
        blockers = [QSignalBlocker(field) for field in self.fields.values()]
        self.name.setText(preset.name)
        self.name.setReadOnly(not own)
        for name, field in self.fields.items():
            self._put(field, getattr(preset, name))
            field.setEnabled(own)
        del blockers
        self._dirty, self._row = False, max(0, self.presets.currentRow())
        self.use_button.setEnabled(preset.name != self.settings.measures.name)
        self.remove_button.setEnabled(own)
        self._tell()
        self._set_sample()

    def _put(self, field: QWidget, value: object) -> None:
        if isinstance(field, QCheckBox):
            field.setChecked(bool(value))
        elif isinstance(field, QComboBox):
            field.setCurrentText(str(value))
        elif isinstance(field, QLineEdit):
            field.setText(str(value))
        elif isinstance(field, QSpinBox):
            field.setValue(int(str(value)))
        elif isinstance(field, QDoubleSpinBox):
            field.setValue(float(str(value)))

    def _got(self, field: QWidget) -> object:
        if isinstance(field, QCheckBox):
            return field.isChecked()
        if isinstance(field, QComboBox):
            return field.currentText()
        if isinstance(field, QLineEdit):
            return field.text().strip()
        return field.value() if isinstance(field, (QSpinBox, QDoubleSpinBox)) else None

    def edited(self) -> PageMeasures:
        """Return the preset with the values in the fields."""
        values = {name: self._got(field) for name, field in self.fields.items()}
        return PageMeasures(name=self.name.text().strip(), **values)  # type: ignore[arg-type]

    def _changed(self) -> None:
        self._dirty = self.edited() != self.chosen
        self._tell()
        self._pause.start()

    def _tell(self) -> None:
        faults = faults_of(self.edited())
        self.faults.setText("；".join(faults))
        self.faults.setVisible(bool(faults))
        self.save_button.setEnabled(self._dirty and not faults)
        self.discard_button.setVisible(self._dirty)

    def _set_sample(self) -> None:
        """Set the sample page anew, off the window's thread."""
        measures = self.edited()
        if faults_of(measures):
            self.sample.show_message("改好上面指出的地方，就能看到样张")
            return

        def work(progress: object) -> tuple[bytes, tuple[str, ...]]:
            return self.office.settings.sample_page(measures), self.office.settings.faces(measures).sentences

        def show(made: tuple[bytes, tuple[str, ...]]) -> None:
            if self.edited() == measures:
                self.sample.show_pdf(made[0])
                self.faces.setText("；".join(made[1]))

        self.read("排样张", work, show)

    def _save(self, settings: OfficeSettings, chosen: str, told: str) -> bool:
        def act() -> bool:
            self.office.settings.save(self.session, settings)
            return True

        if not self.attempt(act):
            return False
        self._dirty, self._before_removal = False, None
        self.restore_button.hide()
        self._show_settings(self.office.settings.load(), chosen)
        self.host.tell_done(told)
        return True

    def save(self) -> None:
        """Save the preset with the values in the fields."""
        edited, old = self.edited(), self.chosen
        presets = tuple(edited if preset is old else preset for preset in self.settings.page_presets)
        used = edited.name if self.settings.page_preset == old.name else self.settings.page_preset
        self._save(replace(self.settings, page_presets=presets, page_preset=used), edited.name, "版式已保存；以后排的版按它排")

    def copy(self) -> None:
        """Copy the chosen preset under a new name; the national one itself never changes, only copies of it."""
        names = {preset.name for preset in self.settings.all_presets}
        number = next(n for n in range(1, len(names) + 2) if f"本单位版式{n}" not in names)
        made = replace(self.chosen, name=f"本单位版式{number}")
        settings = replace(self.settings, page_presets=(*self.settings.page_presets, made))
        self._save(settings, made.name, "已复制一份，可以改了；改好后点“使用这个版式”")

    def use(self) -> None:
        """Use the chosen preset for every page that is set from now on."""
        if self._dirty:
            self.host.tell_refusal(UNSAVED)
            return
        self._save(replace(self.settings, page_preset=self.chosen.name), self.chosen.name, f"已选用“{self.chosen.name}”")

    def remove(self) -> None:
        """Remove the chosen preset; where it was in use, the national one takes its place."""
        gone = self.chosen
        presets = tuple(preset for preset in self.settings.page_presets if preset is not gone)
        used = GB_T_9704.name if self.settings.page_preset == gone.name else self.settings.page_preset
        before = self.settings
        if self._save(replace(self.settings, page_presets=presets, page_preset=used), used, f"已删除“{gone.name}”，可以撤销"):
            self._before_removal = before
            self.restore_button.show()

    def restore(self) -> None:
        """Bring the preset that was removed last back, and with it which preset was in use."""
        before = self._before_removal
        if before is not None:
            self._save(before, before.page_preset, "删除的版式已恢复")
