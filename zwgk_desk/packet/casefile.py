"""Reads bundle.toml strictly, so that no misspelt line is silently ignored, and writes it."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, TypeVar

import tomli_w

from ..model.bundle import CHOSEN, Bundle, DisclosureDeclaration, Dispatch, Part
from ..model.digest import sha256_of
from ..model.document.corrections import BODY_ELEMENTS, HEADING_LEVELS, Correction, Element, in_order, known_by
from ..model.document.tree import BlockKind
from ..model.errors import InputError
from ..model.review import Review
from ..model.terms import DisclosureAttribute, IssuingAuthority, PartKind, ReviewKind, ReviewResult, Role, Term
from .source import BUNDLE_FILE, CaseSource, check_name

MAX_BYTES = 1024 * 1024
KEYS: dict[str, dict[str, type]] = {
    "bundle": {
        "title": str, "issuing_authority": str, "drafting_unit": str, "lead_unit": str, "joint_units": list, "interpreting_unit": str,
        "major_decision": bool,
    },
    "disclosure": {"attribute": str, "ground": str, "explanation": str},
    "dispatch": {field.name: str for field in fields(Dispatch)},
    "elements": {"file": str, "paragraph": int, "text": str, "kind": str, "level": int},
    "files": {"policy": str, "plan": str, "materials": list, "attachments": list, "opinions_account": str},
    "reviews": {
        "kind": str, "unit": str, "by": str, "role": str, "result": str, "on": date, "content": str, "statement": str, "remark": str,
        "account": str, "revision": int, "at": str,
    },
}  # fmt: skip
TYPE_NAMES = {str: "文字", list: "列表", bool: "true 或 false", date: "日期（如 2026-11-02）", int: "整数"}
T = TypeVar("T", bound=Term)


@dataclass(frozen=True)
class CaseFile:
    """A case as handed in.

    Attributes:
        bundle: the bundle, its parts named by their content.
        reviews: the reviews it claims, in their order.
        contents: the bytes of every file that is there, by SHA-256.
    """

    bundle: Bundle
    reviews: tuple[Review, ...]
    contents: Mapping[str, bytes]


def read_case(source: CaseSource) -> CaseFile:
    """Read the case of a folder or packet.

    Raises:
        InputError: bundle.toml does not parse or says what it cannot say, or a file cannot be read.
    """
    value = _parse(source.read(BUNDLE_FILE))
    contents: dict[str, bytes] = {}
    parts = _put_right(tuple(_part(source, kind, name, contents) for kind, name in _names(_table(value, "files"))), value)
    stated = _table(value, "bundle")
    declared = _table(value, "disclosure")
    for key in ("title", "issuing_authority", "drafting_unit"):
        if not str(stated.get(key, "")).strip():
            raise InputError(f"{BUNDLE_FILE} 的 [bundle] 没有写 {key}", "请补上")
    attribute = declared.get("attribute", "")
    bundle = Bundle(
        title=stated["title"].strip(),
        issuing_authority=_term(IssuingAuthority, stated["issuing_authority"], "issuing_authority"),
        drafting_unit=stated["drafting_unit"].strip(),
        lead_unit=stated.get("lead_unit", "").strip(),
        joint_units=tuple(_texts(stated.get("joint_units", []), "joint_units")),
        interpreting_unit=stated.get("interpreting_unit", "").strip(),
        major_decision=stated.get("major_decision", False),
        declaration=DisclosureDeclaration(
            _term(DisclosureAttribute, attribute, "attribute") if attribute else None,
            declared.get("ground", ""),
            declared.get("explanation", ""),
        ),
        parts=parts,
        dispatch=_dispatch(_table(value, "dispatch")),
    )
    return CaseFile(bundle, tuple(_review(table, where) for table, where in _tables(value, "reviews")), contents)


def _parse(content: bytes | None) -> dict[str, Any]:
    if content is None:
        raise InputError(f"没有 {BUNDLE_FILE}，不是文件包文件夹", f"请在文件夹里写好 {BUNDLE_FILE}")
    if len(content) > MAX_BYTES:
        raise InputError(f"{BUNDLE_FILE} 过大", "请核对文件")
    try:
        value = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"{BUNDLE_FILE} 不是 UTF-8 编码", "请用记事本另存为 UTF-8 编码") from error
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        raise InputError(f"{BUNDLE_FILE} 写法有误：{error}", "请按提示的行列改正（日期、引号、方括号最容易写错）") from error
    _known(value, KEYS, "顶层")
    return value


def _known(value: Mapping[str, Any], keys: Iterable[str], where: str) -> None:
    for key in value:
        if key not in keys:
            close = difflib.get_close_matches(key, list(keys), n=1)
            hint = f"是不是 {close[0]}？请改正" if close else "请删去或改正"
            raise InputError(f"{BUNDLE_FILE} 的 {where} 有不认识的项目“{key}”", hint)


def _table(value: Mapping[str, Any], name: str) -> dict[str, Any]:
    table = value.get(name, {})
    if not isinstance(table, dict):
        raise InputError(f"{BUNDLE_FILE} 的 {name} 应写成 [{name}]", "请改正")
    return _typed(table, name, f"[{name}]")


def _typed(table: dict[str, Any], name: str, where: str) -> dict[str, Any]:
    _known(table, KEYS[name], where)
    for key, entry in table.items():
        kind = KEYS[name][key]
        wrong = isinstance(entry, bool) and kind is not bool
        if kind is date and isinstance(entry, (date, str)):
            continue
        if wrong or not isinstance(entry, kind):
            raise InputError(f"{BUNDLE_FILE} 的 {where} 的 {key} 应写成{TYPE_NAMES[kind]}", "请改正")
    return table


def _texts(values: Any, where: str) -> list[str]:
    if not all(isinstance(value, str) for value in values):
        raise InputError(f"{BUNDLE_FILE} 的 {where} 里只能写文字", "请改正")
    return [value.strip() for value in values if value.strip()]


def _dispatch(table: Mapping[str, str]) -> Dispatch:
    texts = {name: text.strip() for name, text in table.items()}
    for name, terms in CHOSEN.items():
        _term(terms, texts.get(name, ""), name)
    return Dispatch.from_texts(texts)


def _term(terms: type[T], value: str, where: str) -> T:
    try:
        return terms(value)
    except ValueError as error:
        allowed = "、".join(f"{t.value}（{t.label}）" for t in terms if t.value)
        raise InputError(f"{BUNDLE_FILE} 的 {where} 写了“{value}”，没有这个取值", f"可写：{allowed}") from error


def _names(files: dict[str, Any]) -> list[tuple[PartKind, str]]:
    """Return the named files, in the contract's order; refuse a file that is named twice, which can only be a slip."""
    named = [(PartKind.POLICY, files.get("policy", "")), (PartKind.PLAN, files.get("plan", ""))]
    named += [(PartKind.MATERIAL, name) for name in _texts(files.get("materials", []), "materials")]
    named += [(PartKind.ATTACHMENT, name) for name in _texts(files.get("attachments", []), "attachments")]
    named.append((PartKind.OPINIONS_ACCOUNT, files.get("opinions_account", "")))
    kept = [(kind, check_name(name)) for kind, name in named if name]
    seen: set[str] = set()
    for _, name in kept:
        key = "/".join(piece for piece in name.casefold().split("/") if piece not in ("", "."))
        if key in seen:
            raise InputError(f"{BUNDLE_FILE} 的 [files] 里，文件“{name}”写了两次（不分大小写）", "每个文件只能写一次，请改正")
        seen.add(key)
    return kept


def _part(source: CaseSource, kind: PartKind, name: str, contents: dict[str, bytes]) -> Part:
    content = source.read(name)
    if content is None:
        return Part(kind, name)
    sha256 = sha256_of(content)
    contents[sha256] = content
    return Part(kind, name, sha256, len(content))


def _tables(value: Mapping[str, Any], name: str) -> list[tuple[dict[str, Any], str]]:
    """Return the tables of an array of them, such as [[reviews]], each with what it is called in messages."""
    entries = value.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise InputError(f"{BUNDLE_FILE} 的 {name} 应写成 [[{name}]]", "请改正")
    named = [(entry, f"第 {number} 个 [[{name}]]") for number, entry in enumerate(entries, start=1)]
    return [(_typed(entry, name, where), where) for entry, where in named]


def _require(table: Mapping[str, Any], keys: Iterable[str], where: str) -> None:
    for key in keys:
        if key not in table:
            raise InputError(f"{BUNDLE_FILE} 的{where}没有写 {key}", "请补上")


def _put_right(parts: tuple[Part, ...], value: Mapping[str, Any]) -> tuple[Part, ...]:
    """Return the parts, each with what [[elements]] says was put right of what is recognised in it."""
    found: dict[str, list[Correction]] = {part.name: [] for part in parts}
    for table, where in _tables(value, "elements"):
        _require(table, ("file", "paragraph", "text", "kind"), where)
        if table["file"] not in found:
            raise InputError(f"{BUNDLE_FILE} 的{where}的 file 写了“{table['file']}”，[files] 里没有这个文件", "请照 [files] 里的写法改正")
        correction = _correction(table, where)
        same = found[table["file"]]
        if any((each.paragraph, each.text) == (correction.paragraph, correction.text) for each in same):
            raise InputError(f"{BUNDLE_FILE} 的{where}说的那一段，前面已经写过", "每一段只能写一次，请改正")
        if correction.kind is BlockKind.NUMBER and any(each.kind is BlockKind.NUMBER for each in same):
            raise InputError(f"{BUNDLE_FILE} 的{where}又定了一个发文字号", "一份文件只有一个发文字号，请改正")
        same.append(correction)
    return tuple(replace(part, elements=in_order(found[part.name])) for part in parts)


def _correction(table: Mapping[str, Any], where: str) -> Correction:
    kinds = {element.kind.value: element.kind for element in BODY_ELEMENTS}
    if table["kind"] not in kinds:
        allowed = "、".join(f"{name}（{Element(kind, int(kind is BlockKind.HEADING)).label}）" for name, kind in kinds.items())
        raise InputError(f"{BUNDLE_FILE} 的{where}的 kind 写了“{table['kind']}”，没有这个取值", f"可写：{allowed}；层次标题另写 level")
    element = Element(kinds[table["kind"]], table.get("level", 0))
    if not element.in_body:
        levels = f"{HEADING_LEVELS[0]} 至 {HEADING_LEVELS[-1]}"
        wanted = f"层次标题应写 {levels}" if element.kind is BlockKind.HEADING else "只有层次标题写 level"
        raise InputError(f"{BUNDLE_FILE} 的{where}的 level 写了 {element.level}，{wanted}", "请改正")
    if table["paragraph"] < 0:
        raise InputError(f"{BUNDLE_FILE} 的{where}的 paragraph 写了 {table['paragraph']}，应从 0 数起", "请改正")
    if not known_by(table["text"]):
        raise InputError(f"{BUNDLE_FILE} 的{where}的 text 是空的", "请写上那一段开头的文字")
    return Correction(table["paragraph"], known_by(table["text"]), element.kind, element.level)


def _review(table: dict[str, Any], where: str) -> Review:
    _require(table, ("kind", "result", "on"), where)
    return Review(
        kind=_term(ReviewKind, table["kind"], f"{where} 的 kind"),
        unit=table.get("unit", "").strip(),
        by=table.get("by", "").strip(),
        result=_term(ReviewResult, table["result"], f"{where} 的 result"),
        on=_date(table["on"], where),
        role=_term(Role, table["role"], f"{where} 的 role") if table.get("role") else None,
        content=table.get("content", "").strip(),
        statement=table.get("statement", "").strip(),
        remark=table.get("remark", ""),
        account=table.get("account", ""),
        revision=table.get("revision", 0),
        at=table.get("at", ""),
    )


def _date(value: date | str, where: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise InputError(f"{BUNDLE_FILE} 的{where}的 on 写了“{value}”，不是日期", "请写成 2026-11-02 的样子") from error


def case_text(bundle: Bundle, reviews: Iterable[Review], names: Mapping[int, str]) -> bytes:
    """Return the text of a bundle's bundle.toml.

    Args:
        bundle: the bundle.
        reviews: its reviews.
        names: the name of each file, by its place among the ordered parts.
    """
    files: dict[str, Any] = {"policy": "", "plan": "", "materials": [], "attachments": [], "opinions_account": ""}
    keys = {PartKind.MATERIAL: "materials", PartKind.ATTACHMENT: "attachments"}
    for place, part in enumerate(bundle.ordered_parts):
        if part.kind in keys:
            files[keys[part.kind]].append(names[place])
        else:
            files[part.kind.value] = names[place]
    declared = bundle.declaration
    elements = [_element_table(names[place], each) for place, part in enumerate(bundle.ordered_parts) for each in part.elements]
    value = {
        "bundle": {
            "title": bundle.title, "issuing_authority": str(bundle.issuing_authority), "drafting_unit": bundle.drafting_unit,
            "lead_unit": bundle.lead_unit, "joint_units": list(bundle.joint_units), "interpreting_unit": bundle.interpreting_unit,
            "major_decision": bundle.major_decision,
        },
        "disclosure": {
            **({"attribute": str(declared.attribute)} if declared.attribute else {}), "ground": declared.ground, "explanation": declared.explanation,
        },
        **({"dispatch": bundle.dispatch.said} if bundle.dispatch.said else {}),
        "files": files,
        **({"elements": elements} if elements else {}),
        "reviews": [_review_table(review) for review in reviews],
    }  # fmt: skip
    return tomli_w.dumps(value).encode("utf-8")


def _element_table(file: str, each: Correction) -> dict[str, Any]:
    level = {"level": each.level} if each.level else {}
    return {"file": file, "paragraph": each.paragraph, "text": each.text, "kind": each.kind.value, **level}


def _review_table(review: Review) -> dict[str, Any]:
    table = {
        "kind": str(review.kind), "unit": review.unit, "by": review.by, "role": str(review.role or ""), "result": str(review.result),
        "on": review.on, "content": review.content, "statement": review.statement, "remark": review.remark, "account": review.account,
        "revision": review.revision, "at": review.at,
    }  # fmt: skip
    return {key: value for key, value in table.items() if value or key in ("kind", "unit", "by", "result", "on", "content")}
