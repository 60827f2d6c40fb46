"""The rows of the intake list: the verdict first, then whose it is and on what grounds, then the signatures and what was corrected since."""

from __future__ import annotations

from zwgk_desk.desk.course.matter import Matter
from zwgk_desk.model.registered_packet import Judged, VerdictMark

from ..look import kit, theme
from ..shared.choice_list import Choice

JUDGING = "… 正在核对"


def matter_choice(matter: Matter, judged: Judged | None = None) -> Choice:
    """Return the list entry of a matter: with the verdict of when it came in, until it is judged anew."""
    times = f"第 {matter.submission} 次报送　" if matter.submission > 1 else ""
    moment = f"{kit.moment_text(matter.at)} {matter.at_word}".rstrip()
    return _choice(matter, f"{times}{matter.stands}　{moment}", judged or matter.known)


def _choice(matter: Matter, when: str, judged: Judged | None) -> Choice:
    title, unit = matter.title, matter.unit
    if judged is None:
        return Choice(matter.id, f"{JUDGING}　{title}\n{unit}\n{when}", f"{title}，正在核对")
    said = "　".join(filter(None, (judged.signatures, judged.mended)))
    whose = (unit, judged.signatures, judged.mended) if judged.mark is VerdictMark.ACCEPT else (unit, judged.words)
    lines = [f"{judged.mark.label}　{title}", "　".join(filter(None, whose)), said if judged.mark is not VerdictMark.ACCEPT else "", when]
    words = "\n".join(filter(None, lines))
    spoken = "，".join(filter(None, (judged.mark.label[2:], title, unit, judged.words, said)))
    return Choice(matter.id, words, spoken, colour_of(judged.mark))


def colour_of(mark: VerdictMark) -> str:
    """Return the colour of a verdict. It only adds to sign and word: nothing is told by colour alone (WCAG 2.1, 1.4.1)."""
    look = theme.now()
    return {VerdictMark.ACCEPT: look.green, VerdictMark.RETURN: look.red, VerdictMark.UNSURE: look.amber_edge}[mark]
