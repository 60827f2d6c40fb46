"""Word files of everyday kinds are read, set and told of as Word shows them: held against a table that says of each file what is right."""

from __future__ import annotations

import io
import json
from functools import lru_cache
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.readers.traces import traces_of
from zwgk_desk.documents.writers.clean import cleaned
from zwgk_desk.documents.writers.docx import write_docx
from zwgk_desk.documents.writers.pdf import write_pdf
from zwgk_desk.model.document.tree import BlockKind, DocumentTree

from ..conftest import CASES

FOLDER = CASES / "word"
REMARKS = {
    "formula": "公式", "hidden text": "隐藏的文字", "struck-through text": "删除线", "table of contents left out": "目录",
}  # fmt: skip


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """Return what is right of each file; nothing where the folder is absent."""
    truth = FOLDER / "truth.json"
    return {name: said for name, said in json.loads(truth.read_text("utf-8")).items() if name != "_"} if truth.exists() else {}


@lru_cache(maxsize=64)
def tree_of(name: str) -> DocumentTree:
    return read_document(name, (FOLDER / name).read_bytes())


def bare(text: str) -> str:
    return "".join(text.split())


def text_of_docx(tree: DocumentTree) -> str:
    """Return the text of the Word document that is made of a tree, raised figures as such."""
    return read_document("a.docx", write_docx(tree, "甲")).text


def text_of_pdf(tree: DocumentTree) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(write_pdf(tree, "甲"))).pages)


@pytest.mark.skipif(not table(), reason="the folder of cases is not here")
def test_there_are_files() -> None:
    assert len(table()) >= 31


@pytest.mark.parametrize("name", table())
@pytest.mark.parametrize("way", ["read", "docx", "pdf"])
def test_what_word_shows(name: str, way: str) -> None:
    said, tree = table()[name], tree_of(name)
    text = bare({"read": lambda: tree.text, "docx": lambda: text_of_docx(tree), "pdf": lambda: text_of_pdf(tree)}[way]())
    assert [words for words in said.get("contains", ()) if bare(words) not in text] == []
    assert [words for words in said.get("lacks", ()) if words and words in text] == []


@pytest.mark.parametrize("name", [name for name, said in table().items() if {"title", "addressees", "headings"} & said.keys()])
def test_what_is_recognised(name: str) -> None:
    said, tree = table()[name], tree_of(name)
    found = {
        "title": tree.title,
        "addressees": [block.text for block in tree.of_kind(BlockKind.ADDRESSEE)],
        "headings": [bare(block.text) for block in tree.of_kind(BlockKind.HEADING)],
    }
    assert {key: found[key] for key in found.keys() & said.keys()} == {key: said[key] for key in found.keys() & said.keys()}


@pytest.mark.parametrize("name", [name for name, said in table().items() if "table" in said])
def test_tables_keep_their_shape(name: str) -> None:
    made = docx.Document(io.BytesIO(write_docx(tree_of(name), "甲")))
    (found,) = made.tables
    assert ["|".join(cell.text for cell in row.cells) for row in found.rows] == table()[name]["table"]


@pytest.mark.parametrize("name", [name for name, said in table().items() if "remark" in said])
def test_what_is_not_carried_over_is_told(name: str) -> None:
    words = REMARKS[table()[name]["remark"]]
    assert any(words in remark for remark in tree_of(name).remarks)


@pytest.mark.parametrize("name", [name for name, said in table().items() if "clean" in said])
def test_properties_are_gone_from_a_clean_copy(name: str) -> None:
    content = (FOLDER / name).read_bytes()
    assert traces_of(name, content)
    made = cleaned(name, content)
    assert traces_of(name, made) == ()
    assert read_document(name, made).blocks == tree_of(name).blocks
