"""Differences between two revisions of a bundle, place by place, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from .bundle import SEVERAL, Bundle, Part
from .document.corrections import corrections_words
from .document.remark import Place
from .document.tree import DocumentTree
from .part_document import PartDocument, place_of, typeset_name
from .terms import PartKind

MOST_DETAILS = 6
LONGEST_QUOTE = 60


@dataclass(frozen=True)
class Change:
    """One difference.

    Attributes:
        where: its place, as findings name places.
        message: the difference, in Chinese.
        details: the passages that changed, for a text; cut to what a person can take in.
        places: the passages of the new text that differ; for removed text an empty range where it stood.
        words: what is stated now, for a statement.
    """

    where: str
    message: str
    details: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    words: str = ""


STATED: tuple[tuple[str, str, Callable[[Bundle], str]], ...] = (
    ("bundle.title", "标题", lambda b: b.title),
    ("bundle.issuing_authority", "发文名义", lambda b: b.issuing_authority.label),
    ("bundle.drafting_unit", "起草单位", lambda b: b.drafting_unit),
    ("bundle.lead_unit", "牵头部门", lambda b: b.lead_unit),
    ("bundle.joint_units", "联合发文部门", lambda b: "、".join(b.joint_units)),
    ("bundle.interpreting_unit", "解读责任单位", lambda b: b.interpreting_unit),
    ("bundle.major_decision", "重大决策", lambda b: "是" if b.major_decision else "否"),
    ("disclosure.attribute", "公开属性", lambda b: b.declaration.attribute.label if b.declaration.attribute else ""),
    ("disclosure.ground", "不公开的法定依据", lambda b: b.declaration.ground),
    ("disclosure.explanation", "公开属性的理由", lambda b: b.declaration.explanation),
    ("bundle.dispatch", "版头和版记", lambda b: b.dispatch.words),
)
"""What a bundle states beside its files: place, label, and the words."""


def changes_between(
    old: Bundle, new: Bundle, old_documents: Sequence[PartDocument] = (), new_documents: Sequence[PartDocument] = ()
) -> tuple[Change, ...]:
    """List the differences: what the bundle states first, then the files in the order of the contract.

    Args:
        old, new: the two revisions.
        old_documents, new_documents: their parts as read, for the passages that changed; without them only the files are named.
    """
    texts = {d.part.sha256: d.tree for d in (*old_documents, *new_documents) if d.tree is not None and d.part.present}
    return (*_stated(old, new), *(change for kind in PartKind for change in _files(old, new, kind, texts)))


def _stated(old: Bundle, new: Bundle) -> Iterator[Change]:
    for where, label, words in STATED:
        before, after = words(old), words(new)
        if before != after:
            yield Change(where, f"{label}：{_quoted(before)}改为{_quoted(after)}", words=after)


def _files(old: Bundle, new: Bundle, kind: PartKind, texts: dict[str, DocumentTree]) -> Iterator[Change]:
    """Compare the files of one kind: identical ones are left out, the others are paired in their order."""
    before, after = [p for p in old.of_kind(kind) if p.present], [p for p in new.of_kind(kind) if p.present]
    gone = [p for p in before if p.sha256 not in {q.sha256 for q in after}]
    come = [(n, p) for n, p in enumerate(after) if p.sha256 not in {q.sha256 for q in before}]
    for number, part in come:
        name = typeset_name(kind, number) if kind in SEVERAL else kind.label
        if gone:
            yield _replaced(name, place_of(part, number), gone.pop(0), part, texts)
        else:
            yield Change(place_of(part, number), f"{name}：放入了“{part.name}”", places=_whole(texts.get(part.sha256)))
    yield from _put_right(old, new, kind)
    for part in gone:
        yield Change(place_of(part, 0), f"{kind.label}：移除了“{part.name}”")


def _put_right(old: Bundle, new: Bundle, kind: PartKind) -> Iterator[Change]:
    """Compare what the officer has put right of what was recognised in the same files."""
    before = {part.sha256: part.elements for part in old.of_kind(kind) if part.present}
    for number, part in enumerate(new.of_kind(kind)):
        words = corrections_words(before[part.sha256], part.elements) if part.sha256 in before else ""
        if words:
            name = typeset_name(kind, number) if kind in SEVERAL else kind.label
            yield Change(place_of(part, number), f"{name}：更正要素，{words}")


def _replaced(name: str, where: str, old: Part, new: Part, texts: dict[str, DocumentTree]) -> Change:
    before, after = texts.get(old.sha256), texts.get(new.sha256)
    if before is None or after is None:
        return Change(where, f"{name}：换了文件“{new.name}”", places=_whole(after))
    found = tuple(passages(before, after))
    if not found:
        return Change(where, f"{name}：换了文件“{new.name}”，文字没有变")
    details = tuple(passage.words for passage in found)
    shown = details if len(details) <= MOST_DETAILS else (*details[:MOST_DETAILS], f"……另有 {len(details) - MOST_DETAILS} 处")
    return Change(where, f"{name}：文字有 {len(details)} 处改动", shown, tuple(passage.place for passage in found))


def _whole(tree: DocumentTree | None) -> tuple[Place, ...]:
    return tuple(Place(number, 0, len(text)) for number, text in enumerate(tree.paragraphs())) if tree is not None else ()


@dataclass(frozen=True)
class Passage:
    """A paragraph that changed.

    Attributes:
        words: how, in words.
        place: the range of the new text that differs; empty where something was removed.
    """

    words: str
    place: Place


def passages(before: DocumentTree, after: DocumentTree) -> Iterator[Passage]:
    """Yield the paragraphs that changed, in the order of the new text."""
    old, new = list(before.paragraphs()), list(after.paragraphs())
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for place in range(max(j - i, m - k)):
            was = old[i + place] if i + place < j else ""
            now = new[k + place] if k + place < m else ""
            if was and now:
                yield Passage(f"改：{_cut(was, now)} → {_cut(now, was)}", _differing(k + place, was, now))
            elif now:
                yield Passage(f"增：{_cut(now)}", Place(k + place, 0, len(now)))
            else:
                yield Passage(f"删：{_cut(was)}", _gap(new, m))


def _differing(paragraph: int, was: str, now: str) -> Place:
    """Return the range of a paragraph that differs: from the first such character to the last."""
    shorter = min(len(was), len(now))
    start = next((n for n in range(shorter) if was[n] != now[n]), shorter)
    left = next((n for n in range(shorter - start) if was[-1 - n] != now[-1 - n]), shorter - start)
    return Place(paragraph, start, len(now) - left)


def _gap(paragraphs: Sequence[str], number: int) -> Place:
    """Return the empty range before a paragraph; the end of the last one where none follows."""
    if number < len(paragraphs):
        return Place(number, 0, 0)
    return Place(len(paragraphs) - 1, len(paragraphs[-1]), len(paragraphs[-1])) if paragraphs else Place(0, 0, 0)


def _cut(text: str, other: str = "") -> str:
    """Return a paragraph cut to a readable length, beginning a little before where the two texts part."""
    same = next((n for n, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), 0)
    start = max(0, same - LONGEST_QUOTE // 3)
    cut = text[start : start + LONGEST_QUOTE]
    return f"{'…' if start else ''}{cut}{'…' if start + LONGEST_QUOTE < len(text) else ''}"


def _quoted(words: str) -> str:
    return f"“{words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE] + '…'}”" if words else "空白"
