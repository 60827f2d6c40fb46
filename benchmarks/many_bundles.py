"""An office with many bundles, for benchmarks: the sample office's people, and as many bundles as are asked for, put into the tables directly."""

from __future__ import annotations

import random
from pathlib import Path

from zwgk_desk.desk.common.searchable import TITLE, looked_for
from zwgk_desk.desk.sample.sample_bundles import HOUSING
from zwgk_desk.desk.sample.sample_office import DRAFTER, open_sample_office, sample_folder
from zwgk_desk.model.bundle import Bundle
from zwgk_desk.model.digest import content_state
from zwgk_desk.model.terms import IssuingAuthority, Stage
from zwgk_desk.store import snapshot
from zwgk_desk.store.search import END
from zwgk_desk.store.store import open_sqlite

CHUNK = 2_000
OTHER_UNITS = tuple(f"市第{n}局" for n in range(1, 41))
SUBJECTS = ("既有住宅加装电梯", "供热计量收费", "公租房配租", "停车收费标准", "老旧小区改造", "物业服务", "城市更新", "房屋征收补偿")
KINDS = ("管理办法", "实施细则", "若干措施", "工作方案", "补贴标准")
STAGES = tuple(Stage)


def fill(folder: Path, count: int, characters: int = 400, own_share: float = 0.5) -> None:
    """Make a sample office below a folder and put bundles into it.

    Args:
        folder: the data folder.
        count: how many bundles to add to the sample's own.
        characters: how long the text of each is.
        own_share: which share of them are the sample drafter's department's.
    """
    open_sample_office(folder).release()
    store = open_sqlite(sample_folder(folder) / "office.sqlite")
    tables, chance = store.bundles._t, random.Random(7)
    first = tables.bundle.select(tables.bundle.id).order_by(tables.bundle.id.desc()).limit(1).scalar() + 1
    for start in range(first, first + count, CHUNK):
        rows: dict[str, list[dict[str, object]]] = {"bundle": [], "revision": [], "involved_unit": [], "searched_text": []}
        for key in range(start, min(start + CHUNK, first + count)):
            _add(rows, key, chance, characters, own_share)
        with store.transaction():
            for name, made in rows.items():
                table = getattr(tables, name)
                for place in range(0, len(made), 500):
                    table.insert_many(made[place : place + 500]).execute()
    store.release()


def _add(rows: dict[str, list[dict[str, object]]], key: int, chance: random.Random, characters: int, own_share: float) -> None:
    unit = HOUSING if chance.random() < own_share else chance.choice(OTHER_UNITS)
    title = f"{chance.choice(SUBJECTS)}{chance.choice(KINDS)}（第{key}号）"
    bundle = Bundle(title, IssuingAuthority.GOVERNMENT, unit, interpreting_unit=unit)
    state = content_state(bundle)
    at = f"2026-{1 + key % 10:02d}-{1 + key % 28:02d}T{key % 24:02d}:{key % 60:02d}:00.{key % 1_000_000:06d}+08:00"
    text = "".join(chance.choice(SUBJECTS) + "应当依法公开，" for _ in range(characters // 14)) + f"编号{key}。"
    rows["bundle"].append({
        "id": key, "title": title, "drafting_unit": unit, "stage": str(chance.choice(STAGES)), "return_count": 0, "current": 1,
        "document_number": "", "issued_on": "", "updated_at": at, "updated_by": DRAFTER, "indexed_revision": 1, "due_on": "", "return_reason": "",
    })  # fmt: skip
    rows["revision"].append({
        "bundle": key, "number": 1, "snapshot": snapshot.to_text(bundle), "content": state.content, "statement": state.statement,
        "saved_by": DRAFTER, "saved_at": at,
    })  # fmt: skip
    rows["involved_unit"].append({"bundle": key, "unit": unit})
    for place, said in ((TITLE, title), ("policy", text)):
        rows["searched_text"].append({"bundle": key, "place": place, "version": "1", "text": said, "plain": looked_for(said) + END})
