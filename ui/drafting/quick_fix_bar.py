"""Quick fixes on the review page: one button corrects what is certain, each fix can be taken back, and clean copies are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.drafting.quick_fixes import FixedPart, carries_traces, fixable, removed_words, still_done, to_mask
from zwgk_desk.model.document.remark import Remark
from zwgk_desk.model.errors import Cancelled
from zwgk_desk.model.naming.file_names import safe_name
from zwgk_desk.model.progress import Progress
from zwgk_desk.model.record import BundleRecord

from ..look import kit
from ..shared.page_context import PageContext
from .reviewed import Reviewed

Act = Callable[[Session, int, int, str, Sequence[Remark]], FixedPart]
FORMS = "所有文件 (*)"


class ReviewContext(PageContext, Protocol):
    """What the bar needs of the review page."""

    def chosen(self) -> tuple[Reviewed, Remark] | None:
        """Return the chosen row's text and remark; None where no row is chosen."""

    def again(self) -> None:
        """Review anew."""


class QuickFixBar(QWidget):
    """Runs quick fixes: in a bundle they make new revisions; of files on the disk, copies, so that the originals stay untouched."""

    def __init__(self, page: ReviewContext) -> None:
        """Build the bar; `page` lists the remarks and runs the work."""
        super().__init__()
        self._page = page
        self._record: BundleRecord | None = None
        self._found: Sequence[Reviewed] = ()
        self._done: dict[str, list[Remark]] = {}
        self.fix_button = kit.button("改正", self._fix, name="mend")
        self.one_button = kit.button("撤销选中的改正", self._take_back_one, name="mend-undo")
        self.all_button = kit.button("全部撤销", self._take_back_all, name="mend-undo-all")
        self.clean_button = kit.button("清除作者、批注和修订", self._clean, name="clean")
        self.mask_button = kit.button("号码换成×，另存为…", self._mask, name="mask")
        self.setLayout(kit.row(self.fix_button, self.one_button, self.all_button, None, self.mask_button, self.clean_button))
        self.show_found(())

    def use(self, record: BundleRecord | None) -> None:
        """Set the bundle that the page shows; None for files on the disk."""
        self._record = record

    def forget(self) -> None:
        """Forget the fixes made so far, since another bundle or other files are shown; they stay in the bundle's history."""
        self._done = {}

    def fixed(self, found: Sequence[Reviewed]) -> list[tuple[Reviewed, Remark]]:
        """Return the fixes that can be taken back, a row each; what was taken back elsewhere is forgotten."""
        self._done = {of.place: list(still_done(self._done.get(of.place, ()), of.paragraphs)) for of in found}
        return [(of, remark) for of in found for remark in self._done.get(of.place, ())]

    def show_found(self, found: Sequence[Reviewed]) -> None:
        """Show the buttons for what can be done about these remarks."""
        self._found = found
        count = sum(len(fixable(of.remarks)) for of in found)
        traced = any(carries_traces(of.remarks) for of in found)
        writes = self._record is None or self._page.office.bundles.can_edit(self._page.session, self._record)
        self.fix_button.setText(f"改正有把握的 {count} 处" if self._record is not None else f"改正有把握的 {count} 处，另存为…")
        self.fix_button.setVisible(bool(count) and writes)
        self.clean_button.setText("清除作者、批注和修订" if self._record is not None else "清除作者、批注和修订，另存为…")
        self.clean_button.setVisible(traced and writes)
        self.mask_button.setVisible(any(to_mask(of.remarks) for of in found))
        self.all_button.setVisible(any(self._done.values()) and writes)
        self.show_chosen()
        self.setVisible(bool(found))

    def show_chosen(self) -> None:
        """Show the button that takes back the chosen fix, where the chosen row is one."""
        chosen = self._page.chosen()
        self.one_button.setVisible(chosen is not None and chosen[1] in self._done.get(chosen[0].place, ()) and self.all_button.isVisibleTo(self))

    def _fix(self) -> None:
        if self._record is None:
            self._save_copies("改正", self._write_fixed, lambda remarks: bool(fixable(remarks)))
            return

        def done(made: list[tuple[str, FixedPart]]) -> None:
            for place, fixed in made:
                self._done.setdefault(place, []).extend(fixed.done)
            told, left = sum(len(m.done) for _, m in made), sum(len(m.left) for _, m in made)
            more = f"，另有 {left} 处要在 Word 里改" if left else ""
            self._after(f"已改正 {told} 处，成为新的一版{more}；每一处都可以撤销")

        self._run(self._page.office.quick_fixes.fix, {of.place: fixable(of.remarks) for of in self._found if fixable(of.remarks)}, done, "正在改正")

    def _write_fixed(self, of: Reviewed, out: Path) -> str:
        return f"改正了 {self._page.office.quick_fixes.write_fixed(self._page.session, Path(of.place), of.remarks, out)} 处；"

    def _take_back_one(self) -> None:
        chosen = self._page.chosen()
        if chosen is not None:
            self._take_back({chosen[0].place: [chosen[1]]})

    def _take_back_all(self) -> None:
        self._take_back({place: list(remarks) for place, remarks in self._done.items() if remarks})

    def _take_back(self, wanted: Mapping[str, Sequence[Remark]]) -> None:
        def done(made: list[tuple[str, FixedPart]]) -> None:
            for place, fixed in made:
                gone = frozenset(fixed.done)
                self._done[place] = [remark for remark in self._done[place] if remark not in gone]
            self._after(f"已撤销 {sum(len(fixed.done) for _, fixed in made)} 处改正")

        self._run(self._page.office.quick_fixes.take_back, wanted, done, "正在撤销")

    def _run(self, act: Act, wanted: Mapping[str, Sequence[Remark]], done: Callable[[list[tuple[str, FixedPart]]], None], doing: str) -> None:
        """Change several parts one after the other, each on the revision that came of the one before."""
        record, session = self._record, self._page.session
        if record is None:
            return

        def work(progress: Progress) -> list[tuple[str, FixedPart]]:
            made: list[tuple[str, FixedPart]] = []
            for place, remarks in wanted.items():
                try:
                    progress(len(made) / len(wanted), f"{doing} {len(remarks)} 处")
                except Cancelled:
                    break  # what has been done is told, and can be taken back
                stands = made[-1][1].record if made else record
                made.append((place, act(session, stands.key, stands.revision.number, place, remarks)))
            return made

        self._page.work(work, done, doing, self._page.again)

    def _clean(self) -> None:
        if self._record is None:
            self._save_copies("清理", self._write_cleaned, carries_traces)
            return
        record, places = self._record, [of.place for of in self._found if carries_traces(of.remarks)]

        def work(progress: object) -> str:
            stands = record
            removed: list[tuple[str, str]] = []
            for place in places:
                made = self._page.office.quick_fixes.clean(self._page.session, stands.key, stands.revision.number, place)
                stands = made.record
                removed += made.removed
            return removed_words(removed)

        told = f"已清除 {len(places)} 份文件里的{{}}，成为新的一版；原来的留在以前的版本里"
        self._page.work(work, lambda words: self._after(told.format(words)), "正在清除", self._page.again)

    def _mask(self) -> None:
        self._save_copies("隐去号码", self._write_masked, lambda remarks: bool(to_mask(remarks)))

    def _write_cleaned(self, of: Reviewed, out: Path) -> str:
        return f"清除了{removed_words(self._page.office.quick_fixes.write_cleaned(self._page.session, Path(of.place), out))}；"

    def _write_masked(self, of: Reviewed, out: Path) -> str:
        fixes, session = self._page.office.quick_fixes, self._page.session
        if self._record is None:
            count = fixes.write_masked(session, Path(of.place), of.remarks, out)
        else:
            count = fixes.write_masked_part(session, self._record.key, of.place, of.remarks, out)
        left = len(to_mask(of.remarks)) - count
        more = f"，另有 {left} 处不在正文里，请在原来的软件里改" if left else ""
        return f"换成×的有 {count} 处{more}；"

    def _save_copies(self, what: str, write: Callable[[Reviewed, Path], str], concerns: Callable[[Sequence[Remark]], bool]) -> None:
        """Ask for a target for each file concerned, write its copy there, and tell what was done."""
        for of in self._found:
            source = Path(of.place) if self._record is None else Path(of.file)
            end = f"（已{what}）{source.suffix}"
            target = self._page.choose_target(str(source.with_name(safe_name(f"{source.stem}{end}", end))), FORMS) if concerns(of.remarks) else ""
            if target:
                told = self._page.attempt(partial(write, of, Path(target)))
                if told is None:
                    return
                self._page.host.tell_done(f"{told}已另存到 {target}；原来的文件没有改动")

    def _after(self, told: str) -> None:
        self._page.again()
        self._page.host.tell_done(told)
