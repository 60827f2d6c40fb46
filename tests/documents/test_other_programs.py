"""Other programs that open what was handed in: they are found where they are installed, fetch nothing, and end with all that they began."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from zwgk_desk.documents import office_suite
from zwgk_desk.documents.office_suite import convert_to_docx, find_suite
from zwgk_desk.documents.other_programs import installed, run_program, search_folders
from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.word_automation import WordProgram
from zwgk_desk.model.errors import UnreadableFile

from .. import needs

LINKED = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>前文<draw:frame text:anchor-type="as-char"
 svg:width="3cm" svg:height="2cm"><draw:image xlink:href="{}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>后文
</text:p></office:text></office:body></office:document>"""
"""A text with a picture that lies elsewhere."""


class Listener(ThreadingHTTPServer):
    """A server that hears who asks for a picture."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        picture = BytesIO()
        Image.new("RGB", (40, 30), (200, 30, 30)).save(picture, "PNG")
        self.picture = picture.getvalue()
        super().__init__(("127.0.0.1", 0), Answer)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/linked.png"


class Answer(BaseHTTPRequestHandler):
    """Hears any request, and gives the picture."""

    server: Listener

    def _answer(self) -> None:
        self.server.heard.append(f"{self.command} {self.path}")
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Content-Length", str(len(self.server.picture)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(self.server.picture)

    do_GET = do_HEAD = do_OPTIONS = do_PROPFIND = _answer

    def log_message(self, *_: object) -> None:
        """Say nothing on standard error."""


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def old_document(folder: Path, href: str) -> bytes:
    """A .doc with a picture that lies elsewhere, written by the suite with a profile as it is installed."""
    suite = find_suite()
    assert suite is not None
    (folder / "linked.fodt").write_text(LINKED.format(href), encoding="utf-8")
    command = [str(suite), f"-env:UserInstallation={(folder / 'usual').as_uri()}", "--headless", "--convert-to", "doc:MS Word 97"]
    subprocess.run([*command, "--outdir", str(folder), str(folder / "linked.fodt")], check=True, capture_output=True)
    return (folder / "linked.doc").read_bytes()


@needs.suite
def test_a_linked_picture_is_not_fetched(listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = old_document(tmp_path, listener.address)
    suite = find_suite()
    assert suite is not None
    listener.heard.clear()
    convert_to_docx(suite, content, ".doc")
    assert "前文" in read_document("通知.doc", content).text and listener.heard == []
    monkeypatch.setattr(office_suite, "PROFILE", ())
    monkeypatch.setattr(office_suite, "PROXIES", ())
    convert_to_docx(suite, content, ".doc")
    assert listener.heard != [], "with the profile as it is installed it is asked for, or this test hears nothing whatever happens"


@needs.suite
def test_a_linked_picture_of_this_machine_is_not_carried_along(tmp_path: Path) -> None:
    Image.new("RGB", (40, 30)).save(tmp_path / "own.png")
    content = old_document(tmp_path, (tmp_path / "own.png").as_uri())
    suite = find_suite()
    assert suite is not None
    with zipfile.ZipFile(BytesIO(convert_to_docx(suite, content, ".doc"))) as converted:
        assert not [name for name in converted.namelist() if "media" in name]


def script(place: Path, *lines: str) -> Path:
    """A program that does what some lines of the shell say."""
    place.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    place.chmod(0o755)
    return place


@needs.shell_scripts
@pytest.mark.parametrize("path", [".", "", "bin", "./bin"])
def test_a_program_beside_the_documents_is_not_run(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in (tmp_path, tmp_path / "bin"):
        folder.mkdir(exist_ok=True)
        for name in ("soffice", "libreoffice", "soffice.com", "soffice.exe", "soffice.EXE", "powershell.exe"):
            script(folder / name, "touch ran")
    monkeypatch.setenv("PATH", os.pathsep.join([path, "/nowhere"]))
    monkeypatch.setattr(office_suite, "PLACES", ())
    assert find_suite() is None
    assert installed([tmp_path / "bin"], ["soffice"]) == tmp_path / "bin" / "soffice", "at an absolute place it is found"


def test_on_windows_the_search_path_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert search_folders({"PATH": r"C:\Users\somebody\bin"}) == []


@needs.shell_scripts
def test_a_program_that_takes_too_long_ends_with_what_it_began(tmp_path: Path) -> None:
    slow = script(tmp_path / "slow", "sleep 600 &", "echo $! > child", "wait")
    with pytest.raises(UnreadableFile, match="超过"):
        run_program([str(slow)], tmp_path, os.environ, 1.0)
    child = int((tmp_path / "child").read_text(encoding="utf-8"))
    until = time.monotonic() + 10
    while _runs(child) and time.monotonic() < until:
        time.sleep(0.02)
    assert not _runs(child)


def _runs(process: int) -> bool:
    """Whether a process goes on; one that has ended and that nobody has asked about yet does not."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, check=False, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


@needs.shell_scripts
def test_what_powershell_says_is_shown(tmp_path: Path) -> None:
    powershell = script(tmp_path / "powershell", "echo 服务器运行失败 >&2", "exit 1")
    with pytest.raises(UnreadableFile, match="Microsoft Word 说：服务器运行失败"):
        WordProgram("Microsoft Word", "Word.Application", powershell).convert(b"x", ".doc")
