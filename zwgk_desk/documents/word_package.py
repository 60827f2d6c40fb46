"""Packs a Word document so that the same content gives the same bytes: with one fixed time."""

from __future__ import annotations

from typing import Any

from docx.opc.pkgwriter import PackageWriter

from .packed import write_zip


class _Collector:
    """Collects the parts that python-docx's writer would put into an archive of its own."""

    def __init__(self) -> None:
        self.entries: list[tuple[str, bytes]] = []

    def write(self, uri: Any, blob: bytes) -> None:
        """Keep a part of the package under its name, in the order in which python-docx writes them."""
        self.entries.append((uri.membername, blob))


def pack_document(document: Any) -> bytes:
    """Return the bytes of a python-docx document.

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
    return write_zip(collector.entries)
