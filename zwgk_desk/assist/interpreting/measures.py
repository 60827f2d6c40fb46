"""One measure of a policy as its reader asks after it: who gets or does what, how much, until when, with which papers, where, and who sees to it.

Each answer is taken from the measure's own paragraph; what the policy does not say there stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...model.document.candidate import Candidate
from ..text.facts import FactKind, facts
from ..text.provisions import ARTICLE, unnumbered
from ..text.scripts import plain
from .outline import STEP
from .turning import Turning

SHORTEST_NAME, LONGEST_NAME, LONGEST_WHO, LONGEST_ANSWER = 5, 24, 36, 90
SUBJECT = re.compile(
    "^(?:其中，|对于|对|凡|凡是|符合[^，]{0,12}条件的)?(?P<who>[^，。；：]{2,40}?)(?:(?<![主重需必])要(?![求素点件闻害])|应当|应(?![急用对答收邀变])|必须|须|可以|可(?![持靠行能再])|不得|不能|负责|只能|享受|免予|免于|按照|原则上|均)"
)
"""Pattern of whom a sentence is about: what stands before its first word of duty or leave."""

GIVEN = re.compile("(?:^|[，；])(?:对|为|向)(?P<who>[^，。；：]{2,40}?)(?:，)?(?:给予|提供|实行|发放|收取|予以|减免|免收)")
"""Pattern of whom something is given to."""

HOW_OFTEN = re.compile("(?:每[月年日人户]|一次性|分别|依法|优先|适当)+$")
"""What stands between whom something is given to and the giving."""

BODY = re.compile("(?:政府|部门|机关|机构|委员会|部|局|厅|委|办公室|办公厅|法院|检察院|银行|海关|总局|署|地区|各地)(?:[（(].*[）)])?$")
DOES = re.compile(
    "^(?:严格|加强|推动|推进|完善|建立|落实|开展|按照|通过|充分|坚持|加快|要|目前|根据|经|编制|制定|实施|鼓励|引导|支持|强化|健全|优化|深化|做好|统筹|提高|提升)"
)
"""Beginnings of a sentence that names nobody."""

VAGUE = re.compile(
    "强调|指出|提出|会议|报告$|^(?:其|该|此|这|上述|前款|本|有关|对此|同时|今后|凡|原则|比例|一般|确需|到|自)|[的在自按将]$|[一二三四五六七八九十\\d]+$"
)
BRACKETS = re.compile("（([^（）]*?(?:负责|牵头|配合)[^（）]*)）")
BY = re.compile("由(?P<who>[^，。；：由]{2,30}?)(?:负责|牵头|审核|审批|受理|办理|组织|承担|核定|制定|会同)")
PAPERS = re.compile("(?:提交|提供|携带|出具|递交|凭)(?P<what>[^，。；]{2,40}?(?:材料|证明|证件|申请表|申请书|凭证|资料|身份证|执照|合同|复印件))")
PLACE = re.compile("向(?P<where>[^，。；：向]{2,24}?)(?:提出|申请|备案|申报|提交|报告|登记|办理|咨询|投诉|报送|缴纳)")
DEADLINE = re.compile("之日起|日内|以前|年底|月底|前完成|期限|届满|起施行|起执行|个月内|年内|工作日|小时内|之前|\\d日前|至\\d")
TIMES = (FactKind.DATE, FactKind.PERIOD)
SENTENCE = re.compile("[^。；]+[。；]?")


@dataclass(frozen=True)
class Measure:
    """A measure.

    Attributes:
        name: what it is called: its heading, or the first words of its sentence.
        group: the main heading it stands under; empty where there is none.
        who: who gets or does it.
        what: what they get or do, and how much, in plainer sentences.
        until: when, or until when.
        papers: what is to be handed in.
        where: where one goes.
        responsible: who sees to it.
        source: where the policy says it: 第五条, 二（四）.
    Each is empty where the policy does not say it.
    """

    name: str
    group: str = ""
    who: str = ""
    what: tuple[str, ...] = ()
    until: str = ""
    papers: str = ""
    where: str = ""
    responsible: str = ""
    source: str = ""


def measure_of(candidate: Candidate, paragraphs: Sequence[str], turning: Turning) -> Measure:
    """Return the measure that a passage orders.

    Args:
        candidate: the passage, proposed or taken by hand.
        paragraphs: the policy's paragraphs that are not blank.
        turning: what is put in plainer words.
    """
    place = candidate.place
    paragraph = plain(paragraphs[place.paragraph]) if place.paragraph < len(paragraphs) else plain(candidate.text)
    said = unnumbered(plain(candidate.text).strip()).strip()
    who, by = _who(said)
    steps = [step for step in candidate.heading.split(STEP) if step]
    return Measure(
        _name(steps, said), unnumbered(plain(steps[0])).strip() if steps else "", who, tuple(turning.action(said)), _until(said, turning),
        _found(PAPERS, paragraph, "what"), _found(PLACE, paragraph, "where"), _responsible(said, paragraph, by), source_of(candidate, paragraphs),
    )  # fmt: skip


def source_of(candidate: Candidate, paragraphs: Sequence[str]) -> str:
    """Return where the policy says a passage: its article, the numbers of its headings, else its paragraph."""
    for number in range(min(candidate.place.paragraph, len(paragraphs) - 1), -1, -1):
        found = ARTICLE.match(paragraphs[number].strip())
        if found:
            return found[0]
        if number == candidate.place.paragraph and candidate.heading:
            break
    numbers = [match[0].rstrip("、.．") for step in candidate.heading.split(STEP) if (match := NUMBER.match(step.strip()))]
    return "".join(numbers) or (f"第{candidate.place.paragraph + 1}段" if paragraphs else "")


NUMBER = re.compile(
    "第[^章节条]{1,6}[章节]|[一二三四五六七八九十百]{1,4}、|[（(](?:[一二三四五六七八九十百]{1,4}|\\d{1,2})[）)]|\\d{1,2}(?:\\.\\d{1,2})*[.．、]?"
)


CALLED = re.compile("(?P<name>[^，。；：]{2,12})：")
DECIMALS = re.compile("^\\d{1,2}(?:\\.\\d{1,2})+[\\s\u3000]*")


def _unnumbered(heading: str) -> str:
    number = NUMBER.match(heading.strip())
    return heading.strip()[number.end() if number else 0 :].strip(" 　、.．。")


ADVERB = re.compile("^(?:从|自|到|在|截至|根据|按照|对于)[^要应]*$|[年月日起前]$")
"""A clause that names no measure: 从2019年起."""


def _name(steps: Sequence[str], said: str) -> str:
    own = _unnumbered(plain(steps[-1])) if steps else ""
    if 2 <= len(own) <= LONGEST_NAME and len(steps) > 1:
        return own
    if called := CALLED.match(said):
        return called["name"]
    clauses = [clause for clause in re.split("[，。；：]", DECIMALS.sub("", said)) if clause]
    first = next(
        (clause for clause in clauses if len(clause) >= SHORTEST_NAME and not clause.endswith(("是", "年", "月"))), clauses[0] if clauses else said
    )
    if (len(first) > LONGEST_NAME or ADVERB.search(first)) and 2 <= len(own) <= LONGEST_NAME:
        return own
    return first if len(first) <= LONGEST_NAME else re.sub("[、的和与及在对为按“（《].{0,8}$", "", first[:LONGEST_NAME])


def _who(said: str) -> tuple[str, str]:
    """Return who gets or does something, and the body that sees to it, where the sentence says either."""
    subject = SUBJECT.match(said)
    doer = subject["who"].strip() if subject and len(subject["who"]) <= LONGEST_WHO and not VAGUE.search(subject["who"]) else ""
    given = GIVEN.search(said)
    receiver = HOW_OFTEN.sub("", given["who"]) if given and not VAGUE.search(given["who"]) else ""
    if BODY.search(doer):
        return receiver, doer
    return receiver or (doer if not DOES.match(doer) else ""), ""


def _until(said: str, turning: Turning) -> str:
    clauses = [clause for clause in _clauses(said) if DEADLINE.search(clause) and any(fact.kind in TIMES for fact in facts(clause))]
    return "；".join(turning.sentence(clause) for clause in clauses[:2])


def _clauses(said: str) -> Iterator[str]:
    for part in re.split("[，。；]", said):
        if part.strip():
            yield part.strip()


def _found(pattern: re.Pattern[str], text: str, name: str) -> str:
    return "、".join(dict.fromkeys(match[name].strip("“”") for match in pattern.finditer(text) if not VAGUE.search(match[name])))[:LONGEST_ANSWER]


def _responsible(said: str, paragraph: str, by: str) -> str:
    told = [re.sub("(?:分别|按职责分工)?负责$", "", match[1].rstrip("。 ")) for match in BRACKETS.finditer(paragraph)]
    named = BY.search(said)
    return "；".join(dict.fromkeys(told)) or (named["who"] if named and not VAGUE.search(named["who"]) else "") or by
