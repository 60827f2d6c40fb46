"""Names of offices in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .fact_kinds import Fact, FactKind

NAME_TAIL = (
    r"(?:人民政府办公[厅室]|人民代表大会常务委员会|人民代表大会|人民政府|人民法院|人民检察院|常务委员会|委员会|办公厅|办公室|管理局|监督局|行政主管部门|"
    r"行政部门|主管部门|监管部门|管理部门|机关|机构|厅|局|部门|中心|研究院|学院|大学|协会|联合会|公司)"
)
NAME_HEAD = "[\u4e00-\u9fa5\ue000]{1,14}?"
BREAKS = "的由归向经报送和与及或、并在对从按将给为是同交被请以把让称据等其各该本有"
"""Words that no name begins with or contains."""

COMPOUNDS = re.compile("(住房|人力资源|工业|自然资源|规划|文化|广电|发展|国有资产监督|社会保障|城市管理|教育|科学技术|市场监督|退役军人|医疗)和")
JOINED = "\ue000"
"""Placeholder for 和 within a name while names are looked for: 住房和城乡建设局 is one name."""

NO_NAME = re.compile("[个哪谁几某这那]|什么")
"""Words in what is no name of one office: 哪个部门, 三个部门."""

MEANS = re.compile("^[^指]{0,8}(?:是指|指的是|就是)|^指(?![挥导])")
"""Words before a name that say what is meant."""

NAMES = re.compile(rf"(?:(?<=^)|(?<=[{BREAKS}，。；：、“”（）()《》\s])){NAME_HEAD}{NAME_TAIL}(?![\u4e00-\u9fa5]{{0,1}}(?:长|负责人))")


def names(text: str, others: list[Fact]) -> Iterator[Fact]:
    """Find the names of offices; one that seems to begin with a figure begins after it: 三次常务委员会."""
    for match in NAMES.finditer(COMPOUNDS.sub(rf"\g<1>{JOINED}", text)):
        name = match[0]
        for place in range(len(name) - 1, 0, -1):
            if name[place - 1] in BREAKS:
                name = name[place:]
                break
        name = MEANS.sub("", name.replace(JOINED, "和"))
        if NO_NAME.search(name):
            continue
        start = match.end() - len(name)
        start = max((fact.end for fact in others if fact.start <= start < fact.end < match.end()), default=start)
        name = text[start : match.end()]
        yield Fact(FactKind.NAME, (name,), name, start, match.end())


def short_for(short: str, long: str) -> bool:
    """Return whether a name can be short for another: its characters in their order, with the same end: 市住建局, 市住房和城乡建设局."""
    rest = iter(long)
    return short == long or (len(short) >= 3 and short[-1] == long[-1] and all(character in rest for character in short))
