"""对照: two versions of a policy side by side, what was removed and inserted marked, and the 新旧政策对照表 to take along."""

from __future__ import annotations

from functools import partial
from html import escape
from pathlib import Path

from PySide6.QtWidgets import QCheckBox

from zwgk_desk.desk.drafting.compare_and_review import COMPARISON_NAME
from zwgk_desk.model.document.comparison import ChangeKind, Comparison, ComparisonTable, Marking, Span, TableRow
from zwgk_desk.model.naming.file_names import safe_name
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.terms import PartKind

from ..look import kit, theme
from ..shared.document_view import DocumentView
from ..shared.host import Address, Host
from ..shared.page import Page

SIDES = {"old": "旧文件", "new": "新文件"}
HINT = "按内容逐条对应，条号变了、位置换了、合并拆分了的也能对上；不用联网"
MOST_FIGURES = 12
"""Figures that changed which are named above the table, at most; the table has them all."""

FORMS = "Word 文档 (*.docx);;PDF (*.pdf)"


class ComparePage(Page):
    """Compares two files on the disk, or a bundle's policy with an older one."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._paths: dict[str, Path] = {}
        self._found: tuple[Comparison, ComparisonTable] | None = None
        self.record: BundleRecord | None = None
        self._names = {side: kit.label(f"{label}：还没有选", "quiet", wrap=False) for side, label in SIDES.items()}
        choosers = []
        for side, label in SIDES.items():
            self._names[side].setObjectName(f"compare-{side}-name")
            chooser = kit.button(f"选{label}…", partial(self._choose, side), name=f"compare-{side}")
            choosers += [chooser, self._names[side]]
        self.choose_new = choosers[2]
        self.export_button = kit.button("导出对照表…", self._choose_export, "primary", "compare-export")
        self.export_button.setEnabled(False)
        self.put_button = kit.button("作为附件放入文件包", self._put, name="compare-put")
        self.back = kit.button("回到文件包", self._back, name="compare-back")
        self.only_changes = QCheckBox("只看有变化的")
        self.only_changes.setObjectName("only-changes")
        self.only_changes.setChecked(True)
        self.only_changes.toggled.connect(lambda _: self._show_rows())
        self.summary, self.figures = kit.OptionalLabel("section", "compare-summary"), kit.OptionalLabel("quiet", "compare-figures")
        self.view = DocumentView("compare-view")
        self.view.setAccessibleName("新旧对照表")
        self.view.take_files(True)
        self.view.dropped.connect(self._dropped)
        self.view.show_message("把旧文件和新文件先后或一起拖到这里", HINT)
        bar = kit.row(*choosers, None, self.only_changes, self.put_button, self.export_button)
        self.what = kit.label("", "quiet", wrap=False)
        self.what.setObjectName("compare-what")
        head = kit.row(kit.label("新旧对照", "title", wrap=False), self.what, None, self.back)
        layout = kit.column(head, bar, self.summary, self.figures, self.view)
        layout.setStretch(4, 1)
        self.setLayout(layout)
        self._show_bundle_acts()

    def open(self, to: Address) -> None:
        """Compare with the policy of a bundle, where one is named: only the old file is still to be chosen; else two files on the disk."""
        key, before = to.key, self.record
        self.record = self.attempt(lambda: self.office.bundles.open(self.session, key)) if key is not None else None
        if self.record is not None or before is not None:
            self._start_anew()

    def resume(self) -> None:
        """Go on with the comparison that stands."""

    def _start_anew(self) -> None:
        self._paths, self._found = {}, None
        for side, label in SIDES.items():
            self._names[side].setText(f"{label}：还没有选")
        self.export_button.setEnabled(False)
        self.summary.setText("")
        self.figures.setText("")
        if self.record is not None:
            self.what.setText(self.record.bundle.title)
            self._names["new"].setText(f"{SIDES['new']}：文件包的政策文稿")
            self.view.show_message("把旧文件拖到这里，或点“选旧文件”", "与文件包里的政策文稿逐条对照")
        else:
            self.what.setText("")
            self.view.show_message("把旧文件和新文件先后或一起拖到这里", HINT)
        self._show_bundle_acts()

    def _show_bundle_acts(self) -> None:
        record = self.record
        self.back.setVisible(record is not None)
        self.choose_new.setVisible(record is None)
        self.put_button.setVisible(record is not None and self._found is not None and self.office.bundles.can_edit(self.session, record))

    def take_focus(self) -> None:
        """Put the keyboard where work on this page begins."""
        self.view.setFocus()

    def _choose(self, side: str) -> None:
        path = self.choose_file()
        if path:
            self._take({side: Path(path)})

    def _dropped(self, paths: list[str]) -> None:
        """Take dropped files: the first is the old version, the second the new one; each later one replaces the new one."""
        if self.record is not None:
            self._take({"old": Path(paths[0])})
            return
        sides = tuple(SIDES) if len(paths) > 1 else ("new",) if "old" in self._paths else ("old",)
        self._take({side: Path(path) for side, path in zip(sides, paths, strict=False)})

    def _take(self, paths: dict[str, Path]) -> None:
        for side, path in paths.items():
            self._paths[side] = path
            self._names[side].setText(f"{SIDES[side]}：{path.name}")
        if self.record is not None:
            self._names["new"].setText(f"{SIDES['new']}：文件包的政策文稿")
        if set(self._paths) == set(SIDES) or (self.record is not None and "old" in self._paths):
            self.compare()

    def compare(self) -> None:
        """Compare the two, off the window's thread."""
        old, new, record = self._paths["old"], self._paths.get("new"), self.record

        def show(found: tuple[Comparison, ComparisonTable]) -> None:
            if (old, new, record) == (self._paths.get("old"), self._paths.get("new"), self.record):
                self._found = found
                self.export_button.setEnabled(True)
                self._show_rows()
                self._show_bundle_acts()
                self._offer_differences()

        def look(progress: object) -> tuple[Comparison, ComparisonTable]:
            if record is not None:
                return self.office.drafting.compare_bundle(self.session, record.key, old)
            assert new is not None  # without a bundle, both files are chosen by the person
            return self.office.drafting.compare(self.session, old, new)

        def failed() -> None:
            self._found = None
            self.export_button.setEnabled(False)
            self.summary.setText("")
            self.figures.setText("")
            self.view.show_message("没有对照", "请换一个文件")

        self.work(look, show, "正在对照", failed)

    def _show_rows(self) -> None:
        if self._found is None:
            return
        comparison, side_by_side = self._found
        self.summary.setText("　".join(filter(None, (comparison.words, *comparison.notes))))
        told = [f"{f.place}：{f.was} → {f.now}" for f in comparison.figures]
        more = f"；等 {len(told)} 处" if len(told) > MOST_FIGURES else ""
        self.figures.setText(f"数字有变：{'；'.join(told[:MOST_FIGURES])}{more}" if told else "")
        self.figures.setVisible(bool(told))
        wanted = not self.only_changes.isChecked()
        rows = [row for row, found in zip(side_by_side.rows, comparison.rows, strict=True) if wanted or found.kind is not ChangeKind.SAME]
        old, new, change = map(escape, side_by_side.heads)
        head = f"<tr><th width='45%'>{old}</th><th width='45%'>{new}</th><th>{change}</th></tr>"
        body = "".join(_row(row) for row in rows)
        table = f'<table border="1" cellspacing="0" cellpadding="5" width="100%" style="border-collapse:collapse;">{head}{body}</table>'
        self.view.setHtml(table if rows else "<p>没有变化的条款。</p>")

    def _offer_differences(self) -> None:
        """Hand the differences that were found on to the nine elements, where they can be ticked as 新旧政策差异."""
        if self.record is not None and self._found is not None:
            self.host.handover.differences[self.record.key] = tuple(self._found[0].differences)

    def _put(self) -> None:
        record, found = self.record, self._found
        if record is None or found is None:
            return
        put = self.office.drafting.put_comparison

        def done(made: BundleRecord) -> None:
            names = [part.name for part in made.bundle.of_kind(PartKind.ATTACHMENT)]
            self.host.go(Address("bundle", record.key, f"attachments[{names.index(COMPARISON_NAME)}]"))
            self.host.tell_done("新旧政策对照表已作为附件放入文件包")

        key, seen = record.key, record.revision.number
        self.work(lambda progress: put(self.session, key, seen, *found), done, "正在放入对照表")

    def _back(self) -> None:
        if self.record is not None:
            self.host.go(Address("bundle", self.record.key))

    def _choose_export(self) -> None:
        if self._found is None:
            return
        comparison, side_by_side = self._found
        target = self.choose_target(str(Path.home() / safe_name(f"{side_by_side.title}.docx", ".docx")), FORMS)
        if target:
            self.work(
                lambda progress: self.office.drafting.write_comparison(self.session, comparison, side_by_side, Path(target)),
                lambda _: self.host.tell_done(f"已导出到 {target}"),
                "正在生成对照表",
            )


def _row(row: TableRow) -> str:
    change = "<br/>".join(map(escape, row.change.split("\n")))
    return f"<tr><td>{_spans(row.old)}</td><td>{_spans(row.new)}</td><td>{change}</td></tr>"


def _spans(spans: tuple[Span, ...]) -> str:
    look = theme.now()
    styles = {
        Marking.KEPT: "",
        Marking.REMOVED: f"text-decoration:line-through; color:{look.red};",
        Marking.INSERTED: f"text-decoration:underline; color:{look.link};",
    }
    return "".join(f'<span style="{styles[span.marking]}">{escape(span.text).replace(chr(10), "<br/>")}</span>' for span in spans)
