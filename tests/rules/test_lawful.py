"""Grounds in law are data with dates of force."""

from __future__ import annotations

from datetime import date

import pytest

from zwgk_desk.desk.common.equipment import Equipment
from zwgk_desk.rules.lawful import judge_ground

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "text",
    [
        "条例第十五条", "《政府信息公开条例》第十四条", "《中华人民共和国政府信息公开条例》第十六条第二款", "根据政府信息公开条例第15条", "第十六条",
        "《政府信息公开条例》第 14 条", "涉及商业秘密，依据条例第十五条",
    ],
)  # fmt: skip
def test_lawful_today(text: str, equipment: Equipment) -> None:
    judged = judge_ground(text, equipment.book, TODAY)
    assert judged.lawful and not judged.unlisted


@pytest.mark.parametrize("text", ["", "  ", "领导要求", "内部文件", "条例", "条例第二十条", "条例第八条", "条例第一百条", "第二十三条"])
def test_unlawful_today(text: str, equipment: Equipment) -> None:
    judged = judge_ground(text, equipment.book, TODAY)
    assert not judged.lawful and judged.message


def test_every_ground_holds_just_within_its_dates(equipment: Equipment) -> None:
    for ground in equipment.book.grounds:
        assert ground.in_force(ground.since)
        assert not ground.in_force(date.fromordinal(ground.since.toordinal() - 1))
        if ground.until:
            assert ground.in_force(ground.until) and not ground.in_force(date.fromordinal(ground.until.toordinal() + 1))
        assert judge_ground(ground.label, equipment.book, ground.since).lawful
