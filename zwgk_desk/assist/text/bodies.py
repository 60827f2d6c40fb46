"""Bodies that a text names, of every kind, as what does something or has it done: offices, governments, departments by their field, companies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .fact_kinds import Fact, FactKind
from .fact_names import BREAKS, short_for

GOVERNMENT = (
    r"(?:[\u4e00-\u9fa5]{1,6}?(?:省|市|区|县|州|盟|旗|镇|乡|自治区|直辖市))?(?:人民)?政府(?!信息|网站|公报|工作|采购|办|投资|部门|规章|职能|奖)"
)
STATE = "国务院办公厅|国务院|党中央|中央军委办公厅|中央军委|全国人大常委会|全国人大|中共中央办公厅|中办|国办|省委|市委|县委|区委"
OTHERS = r"[\u4e00-\u9fa5]{1,8}?(?:委员会|[证保银]监会|[发网国]改?委|总参谋部|法院|检察院)"
PROPER = re.compile(
    "^(?![我本你该贵此])(?:国务院|.{1,16}(?:中央|人大|政府|委员会|局|厅|部|法院|检察院|办公室|[证保银]监会|[发网国]改?委|军委|[省市县区]委))$"
)
"""Names of one body; 办公机构 and 指导部门 say what a body does, and a text may call any body that."""

LEADS = re.compile("^(?:随后|然后|接着|后来|同时|目前|此前|统一|已经|再|仍|只有|均|都|就)")
ALIASES = {"国办": "国务院办公厅", "中办": "中共中央办公厅"}
NAMED = re.compile(rf"(?:(?<=^)|(?<=[{BREAKS}，。；：、“”（）()《》\s一]))(?:{STATE}|{GOVERNMENT}|{OTHERS})|{STATE}")
GENERAL = re.compile(
    "^(?:有关|相关|关|各|各级|级|本|该|其他|他|其|上述|所属|所在|所在地|同级|上级|下级|上一级|地方|基层|当地|主管|行政|政府|主责|配合|职能|专门|直属|指定|全市|国家)*"
    "(?:部门|单位|机关|机构|政府|人民政府|公司|法院|委员会|银行|中心|学会|商会|协会)$"
)
"""What is any of many bodies, and so contradicts none."""


def bodies(text: str, named: Iterable[Fact], departments: Iterable[Fact]) -> Iterator[Fact]:
    """Yield the bodies that a text names, in their order, each place once and as long as it is named; not such as 有关部门, which are any of many.

    Args:
        text: the text.
        named: the names in it that other rules know.
        departments: the departments in it, each by its field.
    """
    places = [(fact.start, fact.end, "") for fact in named if fact.kind is FactKind.NAME]
    places += [(fact.start, fact.end, str(fact.value[0])) for fact in departments]
    places += [
        (_begin(match[0], match.start()), match.end(), "")
        for match in NAMED.finditer(text)
        if text[match.end() : match.end() + 1] not in ("发", "函")
    ]
    last = 0
    for start, end, field in sorted(places, key=lambda place: (place[0], -place[1])):
        if start < last or GENERAL.fullmatch(text[start:end]) or (not field and not PROPER.search(text[start:end])):
            continue
        last = end
        field = field or next((known for first, behind, known in places if known and start <= first and behind <= end), "")
        name = ALIASES.get(text[start:end], text[start:end])
        yield Fact(FactKind.BODY, (field, name), text[start:end], start, end)


def _begin(name: str, start: int) -> int:
    """Return where a name begins that may have words before it."""
    begin = max((place + 1 for place, character in enumerate(name[:-2]) if character in BREAKS), default=0)
    lead = LEADS.match(name[begin:])
    return start + begin + (lead.end() if lead else 0)


def same_body(one: Fact, other: Fact) -> bool:
    """Return whether two bodies can be the same: departments of one field, a name in short and in full."""
    if one.value[0] and other.value[0]:
        return one.value[0] == other.value[0]
    mine, theirs = str(one.value[1]), str(other.value[1])
    return short_for(mine, theirs) or short_for(theirs, mine)


def holds(one: Fact, other: Fact) -> bool:
    """Return whether one body's name holds the other's, as that of 国务院办公厅 holds 国务院: texts name either for both."""
    return str(one.value[1]) in str(other.value[1]) or str(other.value[1]) in str(one.value[1])
