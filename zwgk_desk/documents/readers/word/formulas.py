"""Writes Word's formulas (OMML, ISO/IEC 29500-1, 22.1) in one line of text: 总价/户数, √(a+b), x², ∑_(i=1)^n."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.oxml.ns import qn

from ....model.document.scripts import lowered, raised
from .names import FALSE, MATH, TEXT

SIMPLE = 1
"""Characters of a term that needs no brackets, at most; longer ones that are one word or one number need none either."""

DEEPEST = 60
OPERATORS = frozenset("+-−–×÷·*/=<>≤≥≠±∓∑∏∫√ ,，、；;")
MANY_LINES = frozenset({f"{MATH}m", f"{MATH}eqArr"})


def linear(element: Any, depth: int = 0) -> str:
    """Return a formula, or a part of one, in one line."""
    if depth > DEEPEST:
        return "".join(element.itertext())
    write = WRITERS.get(element.tag)
    if write is not None:
        return write(element, depth + 1)
    if element.tag in (f"{MATH}t", TEXT):
        return element.text or ""
    if not isinstance(element.tag, str) or element.tag.endswith("Pr"):
        return ""
    return "".join(linear(child, depth + 1) for child in element)


def has_many_lines(element: Any) -> bool:
    """Return whether a formula has a matrix or several lines in it, whose shape one line loses."""
    return any(True for _ in element.iter(*MANY_LINES))


def _part(element: Any, name: str, depth: int) -> str:
    child = element.find(f"{MATH}{name}")
    return linear(child, depth).strip() if child is not None else ""


def _said(element: Any, properties: str, name: str, usual: str) -> str:
    """Return a character that the properties state (m:chr and its like), the usual one where they do not."""
    found = element.find(f"{MATH}{properties}/{MATH}{name}")
    return usual if found is None else str(found.get(f"{MATH}val") or "")


def _off(element: Any, properties: str, name: str) -> bool:
    found = element.find(f"{MATH}{properties}/{MATH}{name}")
    return found is not None and str(found.get(f"{MATH}val", "1")).lower() in FALSE


def _term(text: str) -> str:
    """Return a text as a term: in brackets where an operator stands in it."""
    wrapped = text.startswith(("(", "（", "[")) and text.endswith((")", "）", "]"))
    return f"({text})" if len(text) > SIMPLE and not wrapped and OPERATORS & set(text) else text


def _above(text: str) -> str:
    """Return a text as an exponent."""
    made = raised(text) if text else ""
    return f"^{_term(text)}" if made is None else made


def _below(text: str) -> str:
    """Return a text as an index."""
    made = lowered(text) if text else ""
    return f"_{_term(text)}" if made is None else made


def _fraction(element: Any, depth: int) -> str:
    top, bottom = _part(element, "num", depth), _part(element, "den", depth)
    if _said(element, "fPr", "type", "bar") == "noBar":
        return f"({top} {bottom})"
    return f"{_term(top)}/{_term(bottom)}"


def _root(element: Any, depth: int) -> str:
    degree, inner = _part(element, "deg", depth), _part(element, "e", depth)
    hidden = element.find(f"{MATH}radPr/{MATH}degHide") is not None and not _off(element, "radPr", "degHide")
    sign = "" if hidden or not degree else _above(degree)
    return f"{sign}√{inner if len(inner) == 1 else f'({inner})'}"


def _large(element: Any, depth: int) -> str:
    sign = _said(element, "naryPr", "chr", "∫")
    return f"{sign}{_below(_part(element, 'sub', depth))}{_above(_part(element, 'sup', depth))}{_term(_part(element, 'e', depth))}"


def _brackets(element: Any, depth: int) -> str:
    begin, end = _said(element, "dPr", "begChr", "("), _said(element, "dPr", "endChr", ")")
    between = _said(element, "dPr", "sepChr", "|")
    return begin + between.join(linear(each, depth) for each in element.findall(f"{MATH}e")) + end


def _accent(element: Any, depth: int) -> str:
    return _part(element, "e", depth) + _said(element, "accPr", "chr", "\u0302")


def _matrix(element: Any, depth: int) -> str:
    rows = (", ".join(linear(cell, depth) for cell in row.findall(f"{MATH}e")) for row in element.findall(f"{MATH}mr"))
    return f"[{'; '.join(rows)}]"


def _lines(element: Any, depth: int) -> str:
    return "; ".join(linear(each, depth) for each in element.findall(f"{MATH}e"))


def _phantom(element: Any, depth: int) -> str:
    return "" if _off(element, "phantPr", "show") else _part(element, "e", depth)


WRITERS: dict[str, Callable[[Any, int], str]] = {
    f"{MATH}f": _fraction,
    f"{MATH}rad": _root,
    f"{MATH}nary": _large,
    f"{MATH}d": _brackets,
    f"{MATH}acc": _accent,
    f"{MATH}bar": lambda e, depth: _part(e, "e", depth) + "\u0305",
    f"{MATH}m": _matrix,
    f"{MATH}eqArr": _lines,
    f"{MATH}phant": _phantom,
    f"{MATH}sSup": lambda e, depth: _term(_part(e, "e", depth)) + _above(_part(e, "sup", depth)),
    f"{MATH}sSub": lambda e, depth: _part(e, "e", depth) + _below(_part(e, "sub", depth)),
    f"{MATH}sSubSup": lambda e, depth: _part(e, "e", depth) + _below(_part(e, "sub", depth)) + _above(_part(e, "sup", depth)),
    f"{MATH}sPre": lambda e, depth: _below(_part(e, "sub", depth)) + _above(_part(e, "sup", depth)) + _part(e, "e", depth),
    f"{MATH}func": lambda e, depth: f"{_part(e, 'fName', depth)} {_part(e, 'e', depth)}",
    f"{MATH}limLow": lambda e, depth: _part(e, "e", depth) + _below(_part(e, "lim", depth)),
    f"{MATH}limUpp": lambda e, depth: _part(e, "e", depth) + _above(_part(e, "lim", depth)),
    qn("w:del"): lambda e, depth: "",
    qn("w:moveFrom"): lambda e, depth: "",
}
