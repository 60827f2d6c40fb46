"""The packet as a bag: whole, or said not to be."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zwgk_desk.documents.packed import write_zip
from zwgk_desk.model.errors import InputError
from zwgk_desk.packet.bag import BagLabel, make_bag
from zwgk_desk.packet.source import ZipSource

PAYLOAD = {"原件/bundle.toml": b"[bundle]\n", "原件/政策 100%.docx": b"policy", "报送包.pdf": b"%PDF" * 400}
LABEL = BagLabel("baosong-1-1", {"Source-Organization": "市住建局"})
BAG = make_bag(LABEL, PAYLOAD)


def entries() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(BAG)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_is_a_bag_as_rfc_8493_has_it() -> None:
    found = entries()
    assert found["baosong-1-1/bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    assert "data/原件/政策 100%25.docx" in found["baosong-1-1/manifest-sha256.txt"].decode()
    assert f"Payload-Oxum: {sum(map(len, PAYLOAD.values()))}.3" in found["baosong-1-1/bag-info.txt"].decode()


def test_the_originals_come_out_as_they_went_in() -> None:
    source = ZipSource(BAG, "包.zip")
    assert source.read("政策 100%.docx") == b"policy"
    assert source.read("没有.docx") is None


def test_the_same_payload_gives_the_same_bytes() -> None:
    assert make_bag(LABEL, PAYLOAD) == BAG


@pytest.mark.parametrize("name", sorted(entries()))
def test_every_entry_removed_or_changed_is_found(name: str) -> None:
    for changed in (None, entries()[name] + b"x"):
        spoilt = {**entries(), name: changed}
        if name.endswith("tagmanifest-sha256.txt") and changed is not None:
            spoilt[name] = b"0" * 64 + b"  bagit.txt\n"
        with pytest.raises(InputError):
            ZipSource(write_zip([(n, c) for n, c in spoilt.items() if c is not None]), "包.zip")


def test_an_entry_added_is_found() -> None:
    with pytest.raises(InputError, match="被改动"):
        ZipSource(write_zip([*entries().items(), ("baosong-1-1/data/多余.docx", b"x")]), "包.zip")


@settings(max_examples=300)
@given(st.integers(0, len(BAG) - 1), st.integers(1, 255))
def test_a_flipped_byte_never_changes_what_is_read(place: int, flip: int) -> None:
    content = bytearray(BAG)
    content[place] ^= flip
    try:
        source = ZipSource(bytes(content), "包.zip")
    except InputError:
        return
    assert source.read("政策 100%.docx") == b"policy" and source.read("bundle.toml") == b"[bundle]\n"
