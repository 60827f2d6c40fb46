"""Reviews a whole text: what must not be published, proofreading, and for an interpretation whether it agrees with the policy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ...model.document.manner import Manner
from ...model.document.remark import Gravity, Place, Remark
from ..text.lexicon import Lexicon
from ..text.retelling import NOTHING, Retelling
from ..text.sources import Sources
from .consistency import inconsistencies
from .copying import copied, copied_share
from .proof import Proofreader
from .proof_lists import NO_LISTS, ProofLists
from .sensitive import Guard
from .unit_names import UnitNames

TRACES = {
    "author-name": (Gravity.ADVICE, "文件属性里有作者姓名“{}”"),
    "file-comment": (Gravity.ERROR, "文件里有批注“{}”"),
    "tracked-change": (Gravity.ERROR, "文件里有修订痕迹“{}”"),
    "hidden-text": (Gravity.ERROR, "文件里有隐藏的文字“{}”"),
    "file-property": (Gravity.ADVICE, "文件属性里写有“{}”"),
    "picture-place": (Gravity.ERROR, "图片里记着拍摄的地点（{}）"),
    "picture-property": (Gravity.ADVICE, "图片里带有看不见的信息（{}）"),
}
TRACE_NAMES = {
    "author-name": "作者姓名", "file-comment": "批注", "tracked-change": "修订", "hidden-text": "隐藏文字", "file-property": "文件属性",
    "picture-place": "拍摄地点", "picture-property": "图片里的信息",
}  # fmt: skip
"""The kinds of hidden data in words."""

HEADER = "header-text"
"""The kind of a trace that is text of its own, in a header or footer: it is looked through like a paragraph."""

HEADERS = "页眉页脚"
SHOWN = 40
"""Characters of hidden data that a remark shows, at most; all of it is looked through."""

CLEAN = "，公开前请清除"
BESIDE = Place(0, 0, 0)
"""The place of what does not stand in the text itself."""


@dataclass(frozen=True)
class Reviewer:
    """Reviews texts by an office's word lists.

    Attributes:
        lexicon: the lists.
        retelling: the words in which interpretations tell policies again.
        lists: what proofreading knows by lists.
    """

    lexicon: Lexicon
    retelling: Retelling = NOTHING
    lists: ProofLists = NO_LISTS

    @cached_property
    def guard(self) -> Guard:
        """The finder of what must not be published."""
        return Guard(self.lexicon)

    @cached_property
    def proofreader(self) -> Proofreader:
        """The proofreader."""
        return Proofreader(self.lexicon, self.lists)

    def alone(
        self, paragraphs: Sequence[str], traces: Iterable[tuple[str, str]] = (), units: Sequence[str] = (), read_as: Sequence[Manner] = ()
    ) -> tuple[Remark, ...]:
        """Return the remarks on a text by itself.

        Args:
            paragraphs: its paragraphs that are not blank.
            traces: the hidden data in its file.
            units: the names of units as the office writes them.
            read_as: how each paragraph is to be read; where there are none, all are running text.
        """
        proofs = (*self.proofreader.remarks(paragraphs, read_as), *UnitNames(units).remarks(paragraphs))
        return (*self._told(traces), *self.guard.remarks(paragraphs), *proofs)

    def leaking(self, paragraphs: Sequence[str], traces: Iterable[tuple[str, str]] = ()) -> tuple[Remark, ...]:
        """Return the remarks on what of a text must not be published."""
        return (*self._told(traces), *self.guard.remarks(paragraphs))

    def sources(self, paragraphs: Sequence[str]) -> Sources:
        """Index a policy's paragraphs, for `against`."""
        return Sources(paragraphs, self.retelling)

    def against(self, material: Sequence[str], policy: Sources, copying: bool = True, read_as: Sequence[Manner] = ()) -> tuple[Remark, ...]:
        """Return the remarks on an interpretation beside its policy: contradictions, and copied sentences.

        Args:
            material: its paragraphs that are not blank.
            policy: the policy's sentences.
            copying: whether it is a material, whose copied sentences are remarked on too; a plan's tables are its own, and nothing of the policy.
            read_as: how each paragraph is to be read; where there are none, all are running text.
        """
        running = _running(material, read_as)
        return (*inconsistencies(material if copying else running, policy), *(copied(running, policy) if copying else ()))

    def copied_share(self, material: Sequence[str], policy: Sources, read_as: Sequence[Manner] = ()) -> float:
        """Return how much of an interpretation's running text is its policy's own, from 0 to 1; the measure that `check` judges by, too. A table
        that sets out who gets what quotes the policy by its nature."""
        return copied_share(_running(material, read_as), policy)

    def _told(self, traces: Iterable[tuple[str, str]]) -> tuple[Remark, ...]:
        made = []
        for kind, words in dict.fromkeys(traces):
            where = HEADERS if kind == HEADER else TRACE_NAMES[kind]
            made += [replace(each, place=BESIDE, message=f"{where}里：{each.message}") for each in self.guard.remarks([words])]
            if kind != HEADER:
                gravity, message = TRACES[kind]
                shown = words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"
                made.append(Remark(kind, gravity, BESIDE, shown, message.format(shown) + CLEAN))
        return tuple(made)


def _running(paragraphs: Sequence[str], read_as: Sequence[Manner]) -> list[str]:
    """Return the paragraphs with nothing in place of cells, so that each keeps its number."""
    cells = {number for number, manner in enumerate(read_as) if manner is not Manner.RUNNING}
    return ["" if number in cells else text for number, text in enumerate(paragraphs)]
