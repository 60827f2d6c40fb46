"""Word and WPS as converters: what they are told, and what comes of it. The programs themselves are on Windows alone; here a script stands
where PowerShell would, and does to the files what Word would do."""

from __future__ import annotations

import base64
import stat
import sys
from importlib import import_module
from pathlib import Path

import pytest

from zwgk_desk.documents.packed import OLE_MARK
from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.word_automation import WordProgram, find_word_program
from zwgk_desk.documents.writers.docx import write_docx
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree
from zwgk_desk.model.errors import UnreadableFile

from .. import needs

OLE = "zwgk_desk.documents.readers.ole"
"""The module itself, and not what stands for it until it is imported."""

OLD = OLE_MARK + "WordDocument".encode("utf-16-le") + bytes(600)


@pytest.fixture
def powershell(tmp_path: Path) -> Path:
    """A stand-in that keeps what it is told, and gives a document where the source is whole."""
    (tmp_path / "answer.docx").write_bytes(write_docx(DocumentTree((Block(BlockKind.PARAGRAPH, "旧文档的一段。"),)), "x"))
    script = tmp_path / "powershell"
    script.write_text(
        f'#!/bin/sh\necho "$@" > "{tmp_path}/told"\necho "$ZWGK_PROGRAM" > "{tmp_path}/program"\n'
        f'head -c 4 "$ZWGK_SOURCE" | od -An -tx1 | grep -q "d0 cf 11 e0" && cp "{tmp_path}/answer.docx" "$ZWGK_TARGET"\n',
        encoding="utf-8",
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return script


@needs.shell_scripts
def test_word_is_told_without_macros_and_without_a_window(powershell: Path, tmp_path: Path) -> None:
    WordProgram("Microsoft Word", "Word.Application", powershell).convert(OLD, ".doc")
    told = (tmp_path / "told").read_text(encoding="utf-8").split()
    script = base64.b64decode(told[-1]).decode("utf-16-le")
    assert "AutomationSecurity = 3" in script and "Visible = $false" in script and "-NonInteractive" in told
    assert (tmp_path / "program").read_text(encoding="utf-8").strip() == "Word.Application"


@needs.shell_scripts
def test_an_old_document_is_read_through_it(powershell: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module(OLE), "find_suite", lambda: None)
    monkeypatch.setattr(import_module(OLE), "find_word_program", lambda: WordProgram("WPS 文字", "KWPS.Application", powershell))
    tree = read_document("通知.wps", OLD)
    assert tree.text == "旧文档的一段。" and tree.remarks == ("是旧格式，经 WPS 文字 转换后读取",)


@needs.shell_scripts
def test_what_it_cannot_open_is_refused_in_words(powershell: Path) -> None:
    with pytest.raises(UnreadableFile, match="不能转换"):
        WordProgram("Microsoft Word", "Word.Application", powershell).convert(b"broken", ".doc")


@pytest.mark.skipif(sys.platform == "win32", reason="Word or WPS may be installed here")
def test_on_other_systems_there_is_none() -> None:
    assert find_word_program() is None
