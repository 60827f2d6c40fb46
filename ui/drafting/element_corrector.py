"""What an officer says a paragraph is, on its way to the desk and back."""

from __future__ import annotations

from dataclasses import replace

from zwgk_desk.desk.drafting.elements import Spot
from zwgk_desk.model.place import BundlePlace, Slot
from zwgk_desk.model.progress import Progress
from zwgk_desk.model.record import BundleRecord

from ..background.jobs import Task
from ..shared.element_view import ElementChoice
from .bundle_context import BundleContext


class ElementCorrector:
    """Saves corrections of elements off the window's thread, one after the other, each over the one before."""

    def __init__(self, page: BundleContext) -> None:
        """Correct in the bundle that `page` holds."""
        self._page = page
        self._saved: tuple[int, int] = (0, 0)

    def correct(self, slot: Slot, choice: ElementChoice) -> None:
        """Save what a paragraph of the part in a slot is, and offer to take that back."""
        page = self._page
        if not page.editable or not page.save() or page.record is None:
            return
        key, shown = page.record.key, page.record.revision.number
        spot = Spot(str(BundlePlace.of_part(slot.kind, slot.position or 0)), choice.paragraph, choice.text)
        desk, session, element = page.office.elements, page.session, choice.element

        def save(progress: Progress) -> BundleRecord:
            saved = self._saved[1] if self._saved[0] == key else 0  # what was just said, and is not shown yet, is no change of somebody else's
            seen = page.office.writing.seen_now(session, key, max(shown, saved), slot.kind)
            record = desk.correct(session, key, seen, spot, element) if element is not None else desk.take_back(session, key, seen, spot)
            self._saved = key, record.revision.number
            return record

        def done(record: BundleRecord) -> None:
            page.show_changed(record)
            told = f"已定为{element.label}" if element is not None else "已恢复识别结果"
            undone = replace(choice, element=choice.before, before=choice.element)
            page.host.tell_done(f"第 {choice.paragraph + 1} 段{told}", lambda: self.correct(slot, undone))

        page.host.write(Task("更正要素", save, done))
