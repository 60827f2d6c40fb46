"""Forgeries by those who have a key, and by those who have none: what each of them changes in a packet shows."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from benchmarks.forging import RECORD, SUBMITTED, TOML, Files, Forger, Manifest
from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.common.equipment import load_equipment
from zwgk_desk.desk.course.intake import office_ground
from zwgk_desk.desk.local.local_desk import LocalDesk
from zwgk_desk.desk.sample.sample_office import PASSPHRASE
from zwgk_desk.documents.packed import write_zip
from zwgk_desk.model.digest import canonical_json
from zwgk_desk.model.errors import DeskError
from zwgk_desk.model.terms import Role
from zwgk_desk.packet.archive import read_archive
from zwgk_desk.packet.bag import make_bag, open_bag

from .. import made_once
from ..conftest import TestClock, filled_office
from .test_signing import draft, entries, sign, submit
from .test_signing_killed import reopened

BOUND = "报送包.pdf"


def sent(folder: Path) -> None:
    """An office that has sent a packet, and the packet."""
    office = filled_office(folder / "office.sqlite", load_equipment(), TestClock())
    (folder / "packet").write_bytes(submit(office, sign(office, draft(office))))
    office.release()


@pytest.fixture(scope="module")
def forger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forger]:
    made, own = made_once.folder("forged", sent), tmp_path_factory.mktemp("forger") / "office.sqlite"
    shutil.copyfile(made / "office.sqlite", own)
    office = reopened(own)
    yield Forger(office, (made / "packet").read_bytes())
    office.release()


def put(name: str, content: bytes) -> Callable[[Files], object]:
    return lambda files: files.update({name: content})


def swap(name: str, old: str, new: str) -> Callable[[Files], object]:
    def change(files: Files) -> None:
        assert old.encode() in files[name]
        files[name] = files[name].replace(old.encode(), new.encode())

    return change


def without_review(files: Files) -> None:
    text = files[TOML].decode()
    first, *reviews = text.split("[[reviews]]")
    files[TOML] = "[[reviews]]".join([first, *(each for each in reviews if "secrecy" not in each)]).encode()


def lines_left(keep: Callable[[dict[str, Any]], bool]) -> Callable[[Files], object]:
    def change(files: Files) -> None:
        files[RECORD] = canonical_json([line for line in json.loads(files[RECORD]) if keep(line["line"])]).encode()

    return change


def covered(files: Files) -> None:
    """An empty field of a whole page behind the last signature."""
    writer = IncrementalPdfFileWriter(io.BytesIO(files[BOUND]))
    append_signature_field(writer, SigFieldSpec("more", box=(0, 0, 595, 842), on_page=0))
    buffer = io.BytesIO()
    writer.write(buffer)
    files[BOUND] = buffer.getvalue()


DRAFTER: dict[str, Callable[[Files], object]] = {
    "another policy to open": put("政策文稿.docx", b"PK another"),
    "another policy to read": put("政策文稿.pdf", b"%PDF-1.7 another"),
    "another sign-off sheet": put("审签单.pdf", b"%PDF-1.7 another"),
    "other findings": put("check.json", b'{"cases":[]}'),
    "a file more": put("说明.docx", b"x"),
    "a program more": put("签名/打开我.exe", b"MZ"),
    "a name that climbs": put("../../evil.txt", b"x"),
    "an absolute name": put("/etc/evil", b"x"),
    "a name with a drive": put("C:\\evil.txt", b"x"),
    "a name that turns round": put("政策\u202excod.exe", b"x"),
    "a file less": lambda files: files.pop("解读方案.docx"),
    "a reviewer's words": swap(TOML, "可以公开", "不宜公开"),
    "a review less": without_review,
    "an empty record": put(RECORD, b"[]"),
    "a record without the sign-off": lines_left(lambda line: line["act"] != "SIGN"),
    "a field behind the last signature": covered,
}


@pytest.mark.parametrize("name", DRAFTER)
def test_what_a_drafter_changes_after_the_sign_off_shows(name: str, forger: Forger) -> None:
    assert forger.verified(forger.resubmitted(lambda files: None)).ok, "what is signed anew without a change verifies"
    found = forger.verified(forger.resubmitted(DRAFTER[name]))
    assert not found.ok and found.problems


SAYS: dict[str, Callable[[Manifest], object]] = {
    "another moment": lambda m: m.update(at=(datetime.fromisoformat(m["at"]) + timedelta(days=1)).isoformat()),
    "no role": lambda m: m["by"].update(role=""),
    "another role": lambda m: m["by"].update(role=str(Role.PRINCIPAL_LEADER)),
    "another unit": lambda m: m["by"].update(unit="东江市财政局"),
    "another revision": lambda m: m.update(revision=99),
    "another bundle": lambda m: m.update(bundle=99),
    "another submission": lambda m: m.update(remark="第7次报送"),
    "no number": lambda m: m.update(remark="报送"),
    "a result": lambda m: m.update(result="passed"),
    "a former format": lambda m: m.update(format="zwgk-manifest/0"),
    "a list for a text": lambda m: m.update(remark=["第1次报送"]),
    "a list for the bundle": lambda m: m.update(bundle=[1]),
    "a field more": lambda m: m.update(more=1),
    "a field less": lambda m: m.pop("grounds"),
    "a number that is none": lambda m: m["statement"].update(title=float("nan")),
}


@pytest.mark.parametrize("name", SAYS)
def test_what_a_drafter_says_otherwise_shows(name: str, forger: Forger) -> None:
    found = forger.verified(forger.resubmitted(lambda files: None, SAYS[name]))
    assert not found.ok and found.problems


@pytest.mark.parametrize("who", ["zhidu", "baomi", "zhuyao", "shouwen", "guanli", "huiqian-caizheng"])
def test_nobody_submits_who_may_not(who: str, forger: Forger) -> None:
    assert not forger.verified(forger.resubmitted(lambda files: None, by=who)).ok


def tag(name: str, content: bytes) -> Callable[[Files], Files]:
    return lambda found: {**found, f"{next(iter(found)).split('/')[0]}/{name}": content}


def renamed(top: str) -> Callable[[Files], Files]:
    return lambda found: {f"{top}/{name.split('/', 1)[1]}": content for name, content in found.items()}


def changed_info(found: Files) -> Files:
    top = next(iter(found)).split("/")[0]
    opened = open_bag(found, "a.zip")
    return entries(make_bag(type(opened.label)(top, {**opened.label.info, "Source-Organization": "东江市财政局"}), opened.payload))


OUTSIDER: dict[str, Callable[[Files], Files]] = {
    "a note": tag("说明.txt", b"x"), "a program": tag("打开我.exe", b"MZ"), "files to be fetched": tag("fetch.txt", b"http://a 1 data/x\n"),
    "a second manifest": tag("manifest-md5.txt", b""), "a tag file that climbs": tag("../../evil.txt", b"x"), "another label": changed_info,
    "another folder": renamed("baosong-9-9"), "a folder that climbs": renamed(".."), "a folder without a name": renamed(""),
}  # fmt: skip


@pytest.mark.parametrize("name", OUTSIDER)
def test_what_an_outsider_adds_beside_the_payload_shows(name: str, forger: Forger) -> None:
    changed = OUTSIDER[name](entries(forger.packet))
    assert not forger.verified(write_zip(changed.items(), packed=False)).ok


def test_a_packet_that_was_packed_anew_is_told_as_such_and_not_accused(forger: Forger, tmp_path: Path) -> None:
    held = entries(forger.packet)
    for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
        for order in (list(held), sorted(held), list(held)[::-1]):
            buffer = io.BytesIO()
            with zipfile.ZipFile(buffer, "w", method) as archive:
                archive.mkdir(order[0].split("/")[0])
                for name in order:
                    archive.writestr(name, held[name])
            found = forger.verified(buffer.getvalue())
            assert found.ok and found.signed and any("重新打包" in note for note in found.notes), found.problems


def test_an_archive_that_holds_more_than_its_list_says_is_found(forger: Forger) -> None:
    hidden = write_zip([("政策文稿.docx", b"another")], packed=False)
    assert not forger.verified(forger.packet + b"more").ok
    assert not forger.verified(hidden + forger.packet).ok


def test_an_unpacked_packet_and_its_bound_pdf_are_verified_too(forger: Forger, tmp_path: Path, local_desk: LocalDesk) -> None:
    (tmp_path / "a.pem").write_bytes(forger.office.identity.authority_pem())
    with zipfile.ZipFile(io.BytesIO(forger.packet)) as archive:
        archive.extractall(tmp_path / "报送包")
    inner = next((tmp_path / "报送包").iterdir())
    for place in (inner, tmp_path / "报送包"):
        found = local_desk.verify(place, [tmp_path / "a.pem"])
        assert found.ok and found.signed, found.problems
    alone = local_desk.verify(inner / "data" / BOUND, [tmp_path / "a.pem"])
    assert (
        alone.ok and alone.signed and [s.by for s in alone.signatures] == ["周正", "张立"] and any("只核对了这个 PDF" in note for note in alone.notes)
    )
    assert local_desk.verify(inner / "data" / BOUND).ok
    (inner / "data" / "政策文稿.docx").write_bytes(b"another")
    assert not local_desk.verify(inner, [tmp_path / "a.pem"]).ok


def test_check_says_of_a_packet_what_verify_says(forger: Forger, tmp_path: Path, local_desk: LocalDesk) -> None:
    (tmp_path / "a.zip").write_bytes(forger.packet)
    assert all(f.rule != "packet-not-whole" for f in local_desk.check(tmp_path / "a.zip"))
    (tmp_path / "b.zip").write_bytes(forger.resubmitted(put("政策文稿.docx", b"PK another")))
    told = {f.message for f in local_desk.check(tmp_path / "b.zip") if f.rule == "packet-not-whole"}
    assert told == set(local_desk.verify(tmp_path / "b.zip").problems) and told


def test_a_newer_list_of_revocations_is_taken_along(forger: Forger, tmp_path: Path, local_desk: LocalDesk) -> None:
    (tmp_path / "a.zip").write_bytes(forger.packet)
    (tmp_path / "no.crl").write_bytes(b"none")
    with pytest.raises(DeskError, match="吊销清单"):
        local_desk.verify(tmp_path / "a.zip", [], [tmp_path / "no.crl"])


@pytest.mark.parametrize("depth", [200_000])
def test_a_manifest_nested_too_deep_is_damage(depth: int, forger: Forger) -> None:
    files = dict(open_bag(read_archive(forger.packet, "a.zip").entries, "a.zip").payload)
    files[f"{SUBMITTED}.json"] = b"[" * depth + b"]" * depth
    assert not forger.verified(make_bag(open_bag(entries(forger.packet), "a.zip").label, files)).ok


def test_an_archive_that_other_programs_unpack_otherwise_is_found(forger: Forger) -> None:
    """The list says that a file is packed; what stands before it says that it is not, and gives its bytes as they lie there."""
    held = entries(forger.packet)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
        place = archive.infolist()[0].header_offset
    whole = bytearray(buffer.getvalue())
    assert forger.verified(bytes(whole)).ok
    whole[place + 8 : place + 10] = b"\0\0"
    assert not forger.verified(bytes(whole)).ok


def test_a_folder_with_something_beside_the_bag_is_not_called_whole(forger: Forger, tmp_path: Path, local_desk: LocalDesk) -> None:
    with zipfile.ZipFile(io.BytesIO(forger.packet)) as archive:
        archive.extractall(tmp_path / "报送包")
    inner = next((tmp_path / "报送包").iterdir())
    copy = inner.rename(inner.with_name("收到的报送包 - 副本"))
    (copy / "data" / "Thumbs.db").write_bytes(b"x")
    found = local_desk.verify(tmp_path / "报送包")
    assert found.ok and any("Thumbs.db" in note for note in found.notes), "a copied folder, and what Windows lays there, are no forgery"
    (tmp_path / "报送包" / "政策文稿.pdf").write_bytes(b"%PDF-1.7 another")
    assert not local_desk.verify(tmp_path / "报送包").ok


@pytest.mark.parametrize("content", [b"", b"MZ"])
def test_the_list_of_a_notice_is_signed_along(content: bytes, forger: Forger, tmp_path: Path) -> None:
    office, clerk = forger.office, Session("shouwen")
    key = json.loads(forger.opened.payload[f"{SUBMITTED}.json"])["bundle"]
    if office.core.store.bundles.record(key).returns == ():
        office.intake.receive(clerk, key)
        office.intake.return_bundle(clerk, key, (office_ground("没有写明", "三(二)"),), passphrase=PASSPHRASE)
    office.intake.write_notice(clerk, key, tmp_path / "a.zip")
    opened = open_bag(entries((tmp_path / "a.zip").read_bytes()), "a.zip")
    assert forger.verified((tmp_path / "a.zip").read_bytes()).confirmed
    files = {name: each for name, each in opened.payload.items() if name != "签名/吊销清单.crl"}
    assert not forger.verified(make_bag(opened.label, {**files, **({"签名/吊销清单.crl": content} if content else {})})).ok
