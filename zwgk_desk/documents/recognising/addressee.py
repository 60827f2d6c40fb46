"""主送机关 (GB/T 9704-2012, 7.3.2): one at most, directly below the title or the number; it may go on over several lines."""

from __future__ import annotations

import re

from .numbering import article_number, item_number

LONGEST = 800
"""Characters of an addressee at most: some name every province and region."""

ADDRESSED = re.compile(
    r"(政府|政務|机构|機構|机关|機關|单位|單位|部门|部門|委|局|厅|廳|部|办|辦|会|會|院|署|行|社|公司|企业|企業|处|處|科|所|中心|学校|学院|大学|高校|院校|队|军区|法庭|组|团|团体|人士|"
    r"区|市|县|省|镇|乡|街道|村|州|旗|盟|站|馆|台|库|银行|集团|主席|主任|委员|常委|代表|同志|先生|女士|[市省县区镇乡部局厅院校社行处会委员团组]长|书记|总理|院士|教授|老师|"
    r"居民|市民|村民|家长|业主|业者|用户|读者|朋友们?|们|者|公社|联|中央|党组|支部|党委|团委|纪委|司|庭|室|港|澳)"
    r"([（(][^（）()]{1,40}[）)])?[：:]$"
)
"""How the last that a document goes to ends: an office, a place, or a person."""

SPEAKS = re.compile(
    r"。|；|！|如下|下列|以下|决定|決定|收悉|现将|現將|现就|现予|根据|根據|为了|按照|依照|批准|同意|研究|应当|應當|不得|规定|要求|是指|包括|讨论|会议|负责人员|问题|条件|情形"
)
"""Words of a sentence that leads on to a list."""


def is_addressee(text: str) -> bool:
    """Return whether a line names whom the document goes to; a sentence that leads on, an article or a numbered paragraph does not."""
    if not text.endswith(("：", ":")) or len(text) > LONGEST or item_number(text)[0] or article_number(text, 0):
        return False
    return bool(ADDRESSED.search(text)) and not SPEAKS.search(text)


def is_begun(text: str) -> bool:
    """Return whether a line may be the beginning of an addressee that goes on in the next line."""
    begun = text.endswith(("，", "、", ",")) and len(text) <= LONGEST and not item_number(text)[0] and not article_number(text, 0)
    return begun and bool(ADDRESSED.search(f"{text[:-1]}：")) and not SPEAKS.search(text)
