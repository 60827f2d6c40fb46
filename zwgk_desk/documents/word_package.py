"""Packs a Word document so that the same content gives the same bytes: with one fixed time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from docx.opc.pkgwriter import PackageWriter

from .packed import write_zip

COMMENT = re.compile(rb"<!--(.*?)-->", re.DOTALL)


class _Collector:
    """Collects the parts that python-docx's writer would put into an archive of its own."""

    def __init__(self) -> None:
        self.entries: list[tuple[str, bytes]] = []

    def write(self, uri: Any, blob: bytes) -> None:
        """Keep a part of the package under its name, in the order in which python-docx writes them."""
        self.entries.append((uri.membername, blob))


def pack_document(document: Any, held: Mapping[str, bytes] | None = None) -> bytes:
    """Return the bytes of a python-docx document.

    Args:
        document: the document.
        held: pieces of XML for its body, by the comments that stand for them there.

    python-docx itself packs with the time of day, so its archive would have to be unpacked and packed anew; its writer's steps, one by one,
    give the parts before that.
    """
    package = document.part.package
    parts = package.parts
    for part in parts:
        part.before_marshal()
    collector, writer = _Collector(), PackageWriter  # type: Any, Any
    writer._write_content_types_stream(collector, parts)
    writer._write_pkg_rels(collector, package.rels)
    writer._write_parts(collector, parts)
    body = document.part.partname.membername
    return write_zip([(name, _filled(blob, held) if held and name == body else blob) for name, blob in collector.entries])


def _filled(content: bytes, held: Mapping[str, bytes]) -> bytes:
    """Return an XML file with the pieces in the places of their comments; a comment with other words stays."""
    pieces = COMMENT.split(content)
    return b"".join(held.get(piece.decode("utf-8"), b"<!--%b-->" % piece) if place % 2 else piece for place, piece in enumerate(pieces))
