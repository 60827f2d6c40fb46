"""Forgeries by the hundred, made by generators: attackers by the things that they falsify. Each is a name of attacker and thing, and a packet."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from benchmarks.forging import DRAFTER, RECORD, SUBMITTED, TOML, Files, Forger, Manifest, nothing
from zwgk_desk.documents.packed import write_zip
from zwgk_desk.documents.writers.stamp import Stamped
from zwgk_desk.model.digest import canonical_json
from zwgk_desk.model.document.measures import SIGNING_PLACE, STAMP, STAMP_BESIDE, STAMP_EDGE, STAMP_SIZE
from zwgk_desk.model.terms import Role
from zwgk_desk.packet.archive import read_archive
from zwgk_desk.packet.bag import BagLabel, make_bag
from zwgk_desk.packet.names import BOUND
from zwgk_desk.packet.signatures import AUTHORITY, REVOKED
from zwgk_desk.signing.pades import signing_place

Forgery = tuple[str, str, Callable[[], bytes]]
"""Attacker, thing, and what makes the forged packet."""

OUTSIDER, THE_DRAFTER, ANYBODY, ANOTHER_OFFICE = "外人（没有密钥）", "拟稿人（本人密钥）", "任何有证书的人", "别的签发机构"
ORIGINALS, SET_FILES, FORMS, FINDINGS = "原件", "排出的稿件", "表单", "检查结果"
REVIEWS, MANIFESTS, LINES, SIGNED_FILES = "审查", "清单", "办理记录", "签名和机构文件"
BAG, LOOK, NAMES = "袋和标签", "页面的样子", "文件名"
CLIMBING = (
    "../evil.txt", "../../evil.txt", "/etc/evil", "C:\\evil.txt", "C:evil.txt", "a/../b.txt", "./a.txt", "a//b.txt", "a\\b.txt", "政策\u202excod.exe",
    "政策文稿.docx ", "政策文稿.docx.", "con.txt", "政策\u200b文稿.docx", "a\u2028b.txt", "a\nb.txt", "",
    "签名/打开我.exe", "签名/报送.exe", "原件/加的.docx",
)  # fmt: skip


def thing_of(name: str) -> str:
    """Return which thing a file of a packet is."""
    if name.startswith("签名/"):
        return LINES if name == RECORD else SIGNED_FILES
    if name == TOML:
        return REVIEWS
    if name.startswith("原件/"):
        return ORIGINALS
    if name == "check.json":
        return FINDINGS
    return SET_FILES if name.startswith(("政策文稿", "解读", BOUND)) else FORMS


def file_changes(files: Files) -> Iterator[tuple[str, Callable[[Files], object]]]:
    """Yield each file with its content changed, exchanged, removed, renamed, and doubled."""
    names = sorted(files)
    for name, following in pairwise([*names, names[0]]):
        if name.startswith(SUBMITTED):
            continue
        content = files[name]
        yield name, lambda held, name=name, content=content: held.update({name: content + b"\n"})
        yield name, lambda held, name=name, content=content: held.update({name: content[:-7] + b"another"})
        yield name, lambda held, name=name, other=files[following]: held.update({name: other + b" "})
        yield name, lambda held, name=name: held.pop(name)
        yield name, lambda held, name=name: held.update({f"{name}.bak": held.pop(name)})
        yield name, lambda held, name=name, content=content: held.update({f"副本-{name.replace('/', '-')}": content})


def other_value(value: Any) -> Any:
    """Return a value of the same type that says something else."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        try:
            return (datetime.fromisoformat(value) + timedelta(hours=1)).isoformat(timespec="microseconds")
        except ValueError:
            return {"passed": "failed", "failed": "passed"}.get(value, f"{value}改")
    if isinstance(value, list):
        return [*value, *value[-1:]] if value else ["x"]
    return {**value, "more": 1} if isinstance(value, dict) else "x"


def outsiders(forger: Forger) -> Iterator[Forgery]:
    """Yield what somebody without any key does: files changed and the bag made to fit, and what is laid beside the payload."""
    for name, change in file_changes(dict(forger.opened.payload)):
        yield OUTSIDER, thing_of(name), lambda change=change: forger.repacked(change)
    label, payload = forger.opened.label, forger.opened.payload
    for field in label.info:
        for value in ("别的", label.info[field] + "1"):
            info = {**label.info, field: value}
            yield OUTSIDER, BAG, lambda info=info: make_bag(BagLabel(label.folder, info), payload)
        left = {key: value for key, value in label.info.items() if key != field}
        yield OUTSIDER, BAG, lambda left=left: make_bag(BagLabel(label.folder, left), payload)
    for folder in ("baosong-9-9", "..", ".", "a b", "C:", f"{label.folder}2"):
        yield OUTSIDER, BAG, lambda folder=folder: make_bag(BagLabel(folder, label.info), payload)
    held = _entries(forger)
    for beside in ("说明.txt", "打开我.exe", "fetch.txt", "manifest-md5.txt", "tagmanifest-md5.txt", "../../evil.txt", "data", "bagit.txt.bak"):
        yield OUTSIDER, BAG, lambda beside=beside: write_zip([*held.items(), (f"{label.folder}/{beside}", b"x")], packed=False)
    for tag in ("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"):
        for content in (held[f"{label.folder}/{tag}"] + b"\n", held[f"{label.folder}/{tag}"].replace(b"\n", b"\r\n"), b""):
            yield OUTSIDER, BAG, lambda tag=tag, content=content: write_zip({**held, f"{label.folder}/{tag}": content}.items(), packed=False)


def _entries(forger: Forger) -> Files:
    return dict(read_archive(forger.packet, "a.zip").entries)


def drafters(forger: Forger) -> Iterator[Forgery]:
    """Yield what the drafter changes after the sign-off and submits with the own signature over it."""
    payload = dict(forger.opened.payload)
    for name, change in file_changes(payload):
        yield THE_DRAFTER, thing_of(name), lambda change=change: forger.resubmitted(change)
    for name in CLIMBING:
        yield THE_DRAFTER, NAMES, lambda name=name: forger.resubmitted(lambda held: held.update({name: b"x"}))
    manifest = json.loads(payload[f"{SUBMITTED}.json"])
    for path in paths_of(manifest, ("files",)):
        yield THE_DRAFTER, MANIFESTS, lambda path=path: forger.resubmitted(nothing, lambda m: set_at(m, path))
    yield from _lines(forger, payload)
    yield from _reviews(forger, payload)
    yield from _looks(forger, payload)


def _looks(forger: Forger, payload: Files) -> Iterator[Forgery]:
    """The drafter's own field elsewhere, larger, with other words, in the form of another place, or on another page."""
    named = signing_place(payload[BOUND], SIGNING_PLACE)
    assert named is not None
    width, height = STAMP
    left, foot = named.left + STAMP_EDGE + width + STAMP_BESIDE, named.bottom + STAMP_EDGE
    own = Stamped("报送", "张立", Role.DRAFTER, "东江市住房和城乡建设局", datetime(2026, 1, 1))
    right_place = (left, foot, left + width, foot + height)
    for box in (
        (0, 0, 595, 842),
        (left, foot, left + 2 * width, foot + height),
        (left + 40, foot, left + 40 + width, foot + height),
        (79, 300, 79 + width, 300 + height),
    ):
        yield THE_DRAFTER, LOOK, lambda box=box: forger.stamped(box, own, named.page)
    others = (own, Stamped("同意", "市人民政府", None, "", own.moment), replace(own, act="审签", name="周正", role=Role.PRINCIPAL_LEADER))
    for shown in others:
        yield THE_DRAFTER, LOOK, lambda shown=shown: forger.stamped(right_place, shown, named.page)
    yield THE_DRAFTER, LOOK, lambda: forger.stamped((79, 751, 79 + STAMP_SIZE[0], 751 + STAMP_SIZE[1]), own, named.page, in_place=False)
    for page in (0, 1):
        yield THE_DRAFTER, LOOK, lambda page=page: forger.stamped(right_place, own, page)


def _lines(forger: Forger, payload: Files) -> Iterator[Forgery]:
    lines = json.loads(payload[RECORD])
    for place, line in enumerate(lines):
        without = [*lines[:place], *lines[place + 1 :]]
        if line["line"]["act"] not in ("SEND_TO_REVIEW", "SEND_TO_SIGN_OFF"):
            yield THE_DRAFTER, LINES, lambda without=without: forger.resubmitted(_record(without))
        for field in line["line"]:
            changed = [*lines[:place], {**line, "line": {**line["line"], field: other_value(line["line"][field])}}, *lines[place + 1 :]]
            yield THE_DRAFTER, LINES, lambda changed=changed: forger.resubmitted(_record(changed))


def _record(lines: list[Any]) -> Callable[[Files], object]:
    return lambda held: held.update({RECORD: canonical_json(lines).encode()})


def _reviews(forger: Forger, payload: Files) -> Iterator[Forgery]:
    """Each word of each review in bundle.toml another, each review gone or doubled."""
    text = payload[TOML].decode()
    head, *reviews = text.split("[[reviews]]")
    for place, review in enumerate(reviews):
        others = [*reviews[:place], *reviews[place + 1 :]]
        yield THE_DRAFTER, REVIEWS, lambda others=others: forger.resubmitted(_toml("[[reviews]]".join([head, *others])))
        yield THE_DRAFTER, REVIEWS, lambda review=review: forger.resubmitted(_toml(f"{text}\n[[reviews]]{review}"))
        for field, value in tomllib.loads(review).items():
            line = next(each for each in review.splitlines() if each.startswith(f"{field} ="))
            said = json.dumps(other_value(value), ensure_ascii=False) if isinstance(value, str) else "2020-01-01"
            changed = [*reviews[:place], review.replace(line, f"{field} = {said}"), *reviews[place + 1 :]]
            yield THE_DRAFTER, REVIEWS, lambda changed=changed: forger.resubmitted(_toml("[[reviews]]".join([head, *changed])))


def _toml(text: str) -> Callable[[Files], object]:
    return lambda held: held.update({TOML: text.encode()})


def paths_of(value: Any, left_out: tuple[str, ...] = (), path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value in a JSON value, but for some at its top."""
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        if path or key not in left_out:
            yield from paths_of(each, (), (*path, key))


def set_at(manifest: Manifest, path: tuple[Any, ...]) -> None:
    """Put another value of the same type at a path."""
    place: Any = manifest
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = other_value(place[path[-1]])


def certified(forger: Forger) -> Iterator[Forgery]:
    """Yield what anybody with a certificate signs in place of others: each signature, and all that stand over it, in the own or in their names."""
    accounts = [account.name for account in forger.office.core.store.accounts.all()]
    for place, name in enumerate(forger.names()):
        for by in accounts:
            for own_name in (False, True):
                if name == SUBMITTED and by == DRAFTER:
                    continue
                yield ANYBODY, MANIFESTS, lambda place=place, by=by, own_name=own_name: forger.chained(place, nothing, by, own_name)
    for place in range(len(forger.names()) - 1):
        for field in ("result", "remark", "at", "revision", "content", "statement", "by"):
            yield ANYBODY, REVIEWS, lambda place=place, field=field: forger.chained(place, lambda m: set_at(m, (field,)), DRAFTER, False)
        for role in Role:
            yield ANYBODY, REVIEWS, lambda place=place, role=role: forger.chained(place, lambda m: m["by"].update(role=str(role)), DRAFTER, True)


def other_offices(forger: Forger, other: Forger) -> Iterator[Forgery]:
    """Yield what another office signs, whose people have the same names: the whole packet, and parts of it in this office's."""
    yield ANOTHER_OFFICE, SIGNED_FILES, lambda: other.packet
    for name in (AUTHORITY, REVOKED, *(f"{each}{end}" for each in forger.names() for end in (".json", ".p7s")), RECORD, BOUND):
        yield ANOTHER_OFFICE, SIGNED_FILES, lambda name=name: forger.repacked(lambda held: held.update({name: other.opened.payload[name]}))
        if name.startswith(SUBMITTED):
            continue
        yield ANOTHER_OFFICE, SIGNED_FILES, lambda name=name: forger.resubmitted(lambda held: held.update({name: other.opened.payload[name]}))
        yield ANOTHER_OFFICE, SIGNED_FILES, lambda name=name: other.resubmitted(lambda held: held.update({name: forger.opened.payload[name]}))
