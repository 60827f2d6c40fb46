"""模板: the forms as they are filled in; one is taken out to be changed in Word, the changed one is tried and put to use in the whole office."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem, QSplitter

from zwgk_desk.desk.admin.forms import FormState

from ..look import kit
from ..shared.host import Address, Host
from ..shared.page import Page
from ..shared.pdf_view import PagesView

WORD = "Word 文档 (*.docx)"
NOTE = "“取出来改”存成 Word 文件，改好以后“换用”；填不了的不会换上。换用以后，全办公室以后排的都用它，已经签过的不变。"
SAMPLE = "用示例内容填出来的样子。"


class FormsPage(Page):
    """Lists the forms on the left and shows the chosen one, filled in with a sample, on the right."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._states: Sequence[FormState] = ()
        self.list = QListWidget()
        self.list.setObjectName("forms")
        self.list.setAccessibleName("模板")
        self.list.setSpacing(3)
        self.list.currentRowChanged.connect(lambda _: self._show_chosen())
        self.fault = kit.label("", "refused")
        self.fault.setObjectName("form-fault")
        self.out_button = kit.button("取出来改…", self._choose_target, name="form-out")
        self.use_button = kit.button("换用…", self._choose_template, "primary", "form-use")
        self.restore_button = kit.button("恢复随程序带的", self.restore, name="form-restore")
        self.pages = PagesView(SAMPLE)
        self.pages.setObjectName("form-pages")
        split = QSplitter()
        split.addWidget(self.list)
        split.addWidget(self.pages)
        split.setSizes([260, 900])
        split.setChildrenCollapsible(False)
        bar = kit.row(kit.label("模板", "title", wrap=False), None, self.restore_button, self.out_button, self.use_button)
        layout = kit.column(bar, kit.label(NOTE, "quiet"), self.fault, split)
        layout.setStretch(3, 1)
        self.setLayout(layout)
        self.fault.hide()

    def open(self, to: Address) -> None:
        """Fetch what the page is about anew, and show it."""
        self.refresh()

    def refresh(self) -> None:
        """Fetch anew what the page shows."""

        def show(states: Sequence[FormState]) -> None:
            row = max(0, self.list.currentRow())
            self._states = states
            self.list.blockSignals(True)
            self.list.clear()
            for state in states:
                self.list.addItem(QListWidgetItem(f"{state.name}{'（本办公室的）' if state.own else ''}{'　填不了' if state.fault else ''}"))
            self.list.setCurrentRow(min(row, len(states) - 1))
            self.list.blockSignals(False)
            self._show_chosen()

        self.read("试填模板", lambda progress: self.office.forms.all(self.session, progress), show)

    def take_focus(self) -> None:
        """Put the keyboard where work on this page begins."""
        self.list.setFocus()

    @property
    def chosen(self) -> FormState | None:
        """The form of the chosen row; None where no row is chosen."""
        row = self.list.currentRow()
        return self._states[row] if 0 <= row < len(self._states) else None

    def _show_chosen(self) -> None:
        state = self.chosen
        for button in (self.out_button, self.use_button):
            button.setEnabled(state is not None)
        self.restore_button.setVisible(state is not None and state.own)
        self.fault.setVisible(state is not None and bool(state.fault))
        if state is None:
            return
        self.fault.setText(state.fault)
        self.pages.show_message("正在排版…")
        name = state.name

        def show(content: bytes) -> None:
            if self.chosen is not None and self.chosen.name == name:
                self.pages.show_pdf(content)

        def failed(error: Exception) -> None:
            if self.chosen is not None and self.chosen.name == name:
                self.pages.show_message(str(error))

        self.read("排版", lambda progress: self.office.forms.preview(self.session, name), show, failed)

    def _choose_target(self) -> None:
        state = self.chosen
        if state is None:
            return
        target = self.choose_target(str(Path.home() / f"{state.name}.docx"), WORD)
        if target and self.succeeds(lambda: self.office.forms.take_out(self.session, state.name, Path(target))):
            self.host.tell_done(f"已存到 {target}；改好以后点“换用”")

    def _choose_template(self) -> None:
        state = self.chosen
        path = QFileDialog.getOpenFileName(self, "选择改好的模板", "", WORD)[0] if state is not None else ""
        if path and state is not None:

            def done(_: object) -> None:
                self.host.tell_done(f"已换用“{state.name}”")
                self.refresh()

            self.work(lambda progress: self.office.forms.put_to_use(self.session, state.name, Path(path)), done, "正在试填模板")

    def restore(self) -> None:
        """Use the delivered template again; the banner offers to take this back."""
        state = self.chosen
        own = self.attempt(lambda: self.office.forms.restore(self.session, state.name)) if state is not None else None
        if own is not None and state is not None:
            self.host.tell_done(f"“{state.name}”已恢复随程序带的", lambda: self._bring_back(state.name, own))
            self.refresh()

    def _bring_back(self, name: str, own: str) -> None:
        self.attempt(lambda: self.office.forms.bring_back(self.session, name, own))
        self.refresh()
