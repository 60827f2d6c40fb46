"""Reads what stands beside a Word document's text: headers and footers, which are not set, but must not carry what may not get out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn

from ...marks import DRAFT_MARK
from .names import PARAGRAPH, TEXT, TEXT_BOX, WORD_ART
from .opening import root_of

KINDS = (RT.HEADER, RT.FOOTER)
PAGE_NUMBER = re.compile(r"[\s\d\-—–·/|第页共版，,PageofOF]*")
"""Pattern of a header or footer that says no more than the page's number."""

NOT_SHOWN = frozenset({qn("w:del"), qn("w:moveFrom")})


def header_texts(document: Document) -> Iterator[str]:
    """Yield the text of every paragraph in headers and footers that says more than the page's number, each text once."""
    seen = set()
    for relation in document.part.rels.values():
        if relation.reltype not in KINDS or relation.is_external:
            continue
        for paragraph in root_of(relation.target_part).iter(PARAGRAPH):
            texts = (t for t in paragraph.iter(TEXT) if next(t.iterancestors(PARAGRAPH)) is paragraph and not _deleted(t, paragraph))
            text = "".join([*(t.text or "" for t in texts), *(path.get("string") or "" for path in paragraph.iter(WORD_ART))]).strip()
            if text and text != DRAFT_MARK and not PAGE_NUMBER.fullmatch(text) and text not in seen:
                seen.add(text)
                yield text


def _deleted(text: object, paragraph: object) -> bool:
    for above in text.iterancestors():  # type: ignore[attr-defined]
        if above is paragraph or above.tag == TEXT_BOX:
            return False
        if above.tag in NOT_SHOWN:
            return True
    return False
