"""The searchable texts of a bundle, and the normal form in which words are searched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import PurePosixPath

from ...assist.text.scripts import plain
from ...model.bundle import Bundle
from ...model.digest import sha256_of
from ...model.part_document import PartDocument
from ...model.search import Hit, Searchable

TITLE = "bundle.title"
NARROW = {**{full: full - 0xFEE0 for full in range(0xFF10, 0xFF5B) if chr(full).isalnum()}, 0x3000: 0x20}
LOWER = {ord(letter): ord(letter.lower()) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
BOUNDARY = re.compile(r"[。！？；\n]")
LEAD, TAIL = 24, 48
"""Characters of a hit's sentence that are shown before and after the found words."""


def looked_for(text: str) -> str:
    """Return a text in its searched form: simplified characters, full-width marks, narrow figures and small letters, each character
    where it stood."""
    return plain(text).translate(NARROW).translate(LOWER)


def searchable_texts(bundle: Bundle, document_number: str, documents: Sequence[PartDocument]) -> tuple[Searchable, ...]:
    """Return the texts of a bundle: its title with its numbers and departments, and each part that can be read."""
    said = asdict(bundle.dispatch)
    stated = "\n".join(filter(None, (bundle.title, document_number, said["number"], "、".join(sorted(bundle.units)))))
    made = [Searchable(TITLE, sha256_of(stated.encode()), stated, looked_for(stated))]
    for document in documents:
        if document.has_text and document.tree is not None:
            version = document.part.sha256 + PurePosixPath(document.part.name).suffix.lower()
            text = "\n".join(document.tree.paragraphs())
            made.append(Searchable(document.where, version, text, looked_for(text)))
    return tuple(made)


def hits_in(texts: Sequence[Searchable], words: Sequence[str], most: int = 2) -> tuple[Hit, ...]:
    """Find words in a bundle's texts: the first place of each, those in files before those in the title.

    Args:
        texts: the bundle's texts.
        words: the words, in their searched form.
        most: how many at most.
    """
    ordered = sorted(texts, key=lambda text: text.place == TITLE)
    firsts = [(next((text for text in ordered if word in text.plain), None), word) for word in words]
    return tuple(_hit(text, text.plain.find(word), len(word)) for text, word in firsts if text is not None)[:most]


def _hit(text: Searchable, start: int, length: int) -> Hit:
    """Return the hit at a place with the sentence around it, cut where it is long."""
    whole, end = text.text, start + length
    begin = max((m.end() for m in BOUNDARY.finditer(whole, max(0, start - 400), start)), default=max(0, start - 400))
    stop = BOUNDARY.search(whole, end)
    finish = stop.end() if stop else len(whole)
    before, after = whole[begin:start].lstrip(), whole[end:finish].strip()
    before = f"…{before[-LEAD:]}" if len(before) > LEAD else before
    after = f"{after[:TAIL]}…" if len(after) > TAIL else after
    return Hit(text.place, before, whole[start:end], after)
