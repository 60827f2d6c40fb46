"""Reads what a Word document takes in from other formats (altChunk, ISO/IEC 29500-1, 17.17.2): HTML, MHT, plain text, another Word document."""

from __future__ import annotations

import email
import email.policy
import re

from ....model.errors import DeskError
from ...packed import OLE_MARK
from ...recognise import RawItem, RawParagraph
from ..page_items import html_items
from ..text import decode

MARKUP = re.compile(rb"<(?:!doctype|html|body|p|div|table|h[1-6])\b", re.IGNORECASE)
ZIP_MARK = b"PK\x03\x04"


def read_chunk(content: bytes, content_type: str) -> list[RawItem] | None:
    """Return the paragraphs and tables of such a part; None where it cannot be read, as RTF. A Word document is left to the caller."""
    try:
        if content_type.startswith("message/") or b"multipart/related" in content[:2000].lower():
            return _mht(content)
        if "html" in content_type or MARKUP.search(content[:4000]):
            return html_items(decode(content))
        if content.startswith((b"{\\rtf", OLE_MARK, ZIP_MARK)):
            return None
        return [RawParagraph(line.strip()) for line in decode(content).splitlines()]
    except (DeskError, ValueError, LookupError, RecursionError):
        return None


def _mht(content: bytes) -> list[RawItem] | None:
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            said = part.get_payload(decode=True)
            charset = part.get_content_charset()
            if isinstance(said, bytes):
                return html_items(said.decode(charset, "replace") if charset and charset != "unicode" else decode(said))
    return None
