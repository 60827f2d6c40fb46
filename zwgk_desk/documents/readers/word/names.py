"""Names of XML elements and values that several modules of this room ask for."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from docx.oxml.ns import qn

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATIVES, CHOICE, FALLBACK = (f"{COMPATIBILITY}{name}" for name in ("AlternateContent", "Choice", "Fallback"))
PARAGRAPH, RUN, TEXT, TABLE, ROW, CELL = (qn(f"w:{name}") for name in ("p", "r", "t", "tbl", "tr", "tc"))
TEXT_BOX = qn("w:txbxContent")
DRAWINGS = frozenset({qn("w:drawing"), qn("w:pict"), qn("w:object")})
DELETED = frozenset({qn("w:del"), qn("w:moveFrom")})
WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
"""Text along a path: red heads, watermarks (ISO/IEC 29500-4, 19.1.2.23)."""

FALSE = frozenset({"0", "false", "off", "none"})


KNOWN = ("http://schemas.openxmlformats.org/", "http://schemas.microsoft.com/office/", "urn:schemas-microsoft-com:")
"""How the namespaces begin whose elements Word shows; others it passes over, with all that is in them (ISO/IEC 29500-3, 9)."""


@lru_cache(maxsize=1000)
def is_known(tag: Any) -> bool:
    """Return whether an element, by its tag, is of a namespace that Word shows; comments and instructions are not."""
    return isinstance(tag, str) and tag[1:].startswith(KNOWN)


def chosen(alternatives: Any) -> Any:
    """Return the alternative of mc:AlternateContent that is read: the first that asks for known namespaces alone, else what is for older programs."""
    for choice in alternatives.iterchildren(CHOICE):
        spaces = choice.nsmap
        if all(str(spaces.get(prefix, "")).startswith(KNOWN) for prefix in str(choice.get("Requires") or "").split()):
            return choice
    fallback = alternatives.find(FALLBACK)
    return fallback if fallback is not None else ()


def value(parent: Any, name: str) -> str:
    """Return the w:val of the child with this name; empty where there is none."""
    child = parent.find(qn(f"w:{name}")) if parent is not None else None
    return str(child.get(qn("w:val")) or "") if child is not None else ""


def switch(parent: Any, name: str) -> bool | None:
    """Return what a property that is on or off says (ISO/IEC 29500-1, 17.17.4); None where it is not stated."""
    child = parent.find(qn(f"w:{name}")) if parent is not None else None
    return None if child is None else str(child.get(qn("w:val"), "1")).lower() not in FALSE


def number(text: str | None) -> int | None:
    """Return a whole number, None where the text is none."""
    return int(text) if text and text.lstrip("-").isdecimal() and len(text) < 10 else None
