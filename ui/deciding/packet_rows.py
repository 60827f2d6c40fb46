"""The rows of the intake list: the verdict first, then whose it is and on what grounds, then the signatures and what was mended."""

from __future__ import annotations

from zwgk_desk.model.record import BundleLine
from zwgk_desk.model.registered_packet import Judged, RegisteredPacket, VerdictMark

from ..look import kit, theme
from ..shared.bundle_list_model import matter_of
from ..shared.choice_list import Choice

JUDGING = "… 正在核对"


def packet_choice(registered: RegisteredPacket, judged: Judged | None = None) -> Choice:
    """The row of a packet that came as a file: as it was judged then, until it is judged anew."""
    when = f"{registered.state.label}　{kit.moment_text(registered.taken_at)} 登记"
    times = f"第 {registered.submission} 次报送　" if registered.submission > 1 else ""
    return _choice(-registered.number, registered.title, registered.unit, f"{times}{when}", judged or registered.judged)


def line_choice(line: BundleLine, judged: Judged | None = None) -> Choice:
    """The row of a bundle of this office."""
    times = f"第 {line.course.return_count + 1} 次报送　" if line.course.return_count else ""
    return _choice(line.key, line.title, line.drafting_unit, f"{times}{matter_of(line)}　{kit.moment_text(line.updated_at)}", judged)


def _choice(key: int, title: str, unit: str, when: str, judged: Judged | None) -> Choice:
    if judged is None:
        return Choice(key, f"{JUDGING}　{title}\n{unit}\n{when}", f"{title}，正在核对")
    said = "　".join(filter(None, (judged.signatures, judged.mended)))
    whose = (unit, judged.signatures, judged.mended) if judged.mark is VerdictMark.ACCEPT else (unit, judged.words)
    lines = [f"{judged.mark.label}　{title}", "　".join(filter(None, whose)), said if judged.mark is not VerdictMark.ACCEPT else "", when]
    words = "\n".join(filter(None, lines))
    spoken = "，".join(filter(None, (judged.mark.label[2:], title, unit, judged.words, said)))
    return Choice(key, words, spoken, colour_of(judged.mark))


def colour_of(mark: VerdictMark) -> str:
    """The colour of a verdict, beside its sign and word."""
    look = theme.now()
    return {VerdictMark.ACCEPT: look.green, VerdictMark.RETURN: look.red, VerdictMark.UNSURE: look.amber_edge}[mark]
