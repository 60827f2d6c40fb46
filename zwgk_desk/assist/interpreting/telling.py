"""Tells what a policy says in sentences of an interpretation: why it is made, what a term means, the gist of a passage for an element."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...model.document.candidate import Candidate, Element
from ..text.scripts import plain
from .cues import CueBook
from .turning import GIST, Turning
from .wording import DraftWording

PURPOSE = re.compile(
    "(?:^|，)(?:为了|为(?=进一步|深入|全面|切实|贯彻|落实|规范|加强|保障|促进|支持|推动|推进|更好|加快|完善|提高|充分|解决))(?:进一步|深入|全面|切实)?(?P<what>[^。；]{6,80}?)(?=，(?:根据|依据|依照|按照|经|现|制定|结合|国务院)|。|；|$)"
)
BASIS = re.compile("根据|依据|依照|按照|贯彻")
MEANS = re.compile("是指|系指|指的是|所称[^，]{1,30}，包括")


@dataclass(frozen=True)
class Teller:
    """Tells passages.

    Attributes:
        wording: the texts that drafts contain by themselves.
        turning: what is put in plainer words.
        cues: the words by which the gist of a passage is found.
    """

    wording: DraftWording
    turning: Turning
    cues: CueBook

    def reason(self, one: Candidate) -> str:
        """Return why a policy is made, or on what it rests."""
        frames, text = self.wording.frames, plain(one.text)
        if purpose := PURPOSE.search(text):
            return frames["purpose"].replace("{text}", self.turning.sentence(purpose["what"]))
        if BASIS.search(text) and (named := re.findall("《[^《》]{2,60}》", text)):
            return frames["basis"].replace("{text}", "、".join(dict.fromkeys(named)))
        return frames["background"].replace("{text}", self.gist(one, Element.BACKGROUND))

    def meaning(self, one: Candidate) -> str:
        """Return what a term means."""
        text = plain(one.text)
        if means := MEANS.search(text):
            told = self.turning.sentence(text[means.end() :])
            return self.wording.frames["terms"].replace("{term}", one.term).replace("{text}", told)
        clauses = [clause for clause in re.split("[，；。]", text) if one.term in clause]
        told = clauses[0] if clauses and len(clauses[0]) > 2 * len(one.term) else text.rstrip("。；")
        return f"“{one.term}”：{told}。"

    def gist(self, one: Candidate, element: Element, longest: int = GIST) -> str:
        """Return what a passage says of an element, in plainer words and without a full stop, in so many characters more or less."""
        cues = self.cues.elements.get(element)
        return self.turning.gist(one.text, cues.words if cues else (), longest)
