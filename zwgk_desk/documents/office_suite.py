"""LibreOffice on this machine, for the formats that only an office suite can open.

A document that is handed in may point anywhere: at a picture on a server, at a file share, at a macro. The suite opens it in a profile made for the
moment, in which none of that takes effect: links blocked, active content and macros off, and for whatever asks the network all the same, a proxy at
which nobody answers.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from ..model.errors import UnreadableFile
from .other_programs import installed, program_folders, run_program, search_folders

if sys.platform == "win32":
    import winreg

SECONDS = 120
NAMES = ("soffice.com", "soffice.exe") if sys.platform == "win32" else ("soffice", "libreoffice")
PLACES = ("/opt/libreoffice/program", "/usr/lib/libreoffice/program", "/usr/lib64/libreoffice/program")
REGISTERED = r"SOFTWARE\LibreOffice\UNO\InstallPath"
"""Where LibreOffice writes its folder into Windows' registry when it is installed."""

NOWHERE, NO_PORT = "127.0.0.1", 9
"""The dead proxy: port 9 of this machine (RFC 863), at which nothing listens."""

SECURITY, INET = "/org.openoffice.Office.Common/Security/Scripting", "/org.openoffice.Inet/Settings"
UPDATES = "/org.openoffice.Office.Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments"
PROFILE: tuple[tuple[str, str, bool | int | str], ...] = (
    (SECURITY, "BlockUntrustedRefererLinks", True),
    (SECURITY, "DisableActiveContent", True),
    (SECURITY, "DisableMacrosExecution", True),
    (SECURITY, "DisableOLEAutomation", True),
    (SECURITY, "DisablePythonRuntime", True),
    (SECURITY, "MacroSecurityLevel", 3),
    (INET, "ooInetProxyType", 2),
    (INET, "ooInetNoProxy", ""),
    *((INET, f"ooInet{kind}ProxyName", NOWHERE) for kind in ("HTTP", "HTTPS", "FTP")),
    *((INET, f"ooInet{kind}ProxyPort", NO_PORT) for kind in ("HTTP", "HTTPS", "FTP")),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", 0),
    (UPDATES, "AutoCheckEnabled", False),
)
"""The settings of the profile: node, property, value. LibreOffice passes over those that a version does not know."""

PROXIES = ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy")


def find_suite() -> Path | None:
    """Return the path of LibreOffice's program, from the places where systems install it; None where it is not installed."""
    return installed((*_registered(), *search_folders(os.environ), *PLACES, *_windows_places()), NAMES)


def _windows_places() -> list[Path]:
    return [folder / "LibreOffice" / "program" for folder in program_folders(os.environ)]


def _registered() -> list[str]:
    """Return the folder of the suite in Windows' registry, for all users: an administrator's entry, not a document's sender's."""
    if sys.platform == "win32":
        try:
            return [str(winreg.QueryValue(winreg.HKEY_LOCAL_MACHINE, REGISTERED))]
        except OSError:
            return []
    return []


def convert_to_docx(suite: Path, content: bytes, suffix: str) -> bytes:
    """Convert a document to .docx by the suite, in a profile and a folder of its own; nothing that the document points at is fetched.

    Args:
        suite: the suite's program.
        content: the document.
        suffix: the ending that tells the suite its format, with its dot.

    Raises:
        UnreadableFile: the suite cannot convert it, or takes too long.
    """
    with tempfile.TemporaryDirectory(prefix="zwgk-suite-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, out = folder / f"document{suffix}", folder / "out"
        source.write_bytes(content)
        command = [str(suite), *quiet_profile(folder), "--convert-to", "docx", "--outdir", str(out), str(source)]
        try:
            run_program(command, folder, _environment(folder, os.environ), SECONDS)
            return (out / "document.docx").read_bytes()
        except OSError as error:
            raise UnreadableFile("不能转换，可能加了密码或已经损坏", "请用 Word 或 WPS 打开确认，另存为 .docx 后重新放入") from error


def quiet_profile(folder: Path) -> list[str]:
    """Write a profile in which nothing is fetched and nothing runs, below a folder; return the arguments that make the suite use it."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_modifications(), encoding="utf-8")
    return [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"]


def _modifications() -> str:
    items = "".join(
        f'<item oor:path={quoteattr(node)}><prop oor:name="{name}" oor:op="fuse"><value>{_value(value)}</value></prop></item>'
        for node, name, value in PROFILE
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'


def _value(value: bool | int | str) -> str:
    return str(value).lower() if isinstance(value, bool) else escape(str(value))


def _environment(folder: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without a display, with the dead proxy, and with a home folder that is thrown away afterwards."""
    kept = {key: value for key, value in environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY") and key.lower() not in (*PROXIES, "no_proxy")}
    nowhere = dict.fromkeys(PROXIES, f"http://{NOWHERE}:{NO_PORT}")
    return {**kept, **nowhere} if sys.platform == "win32" else {**kept, **nowhere, "HOME": str(folder)}
