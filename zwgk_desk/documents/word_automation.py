"""Word or WPS on this machine, for the formats that only they and LibreOffice can open: run by PowerShell (COM automation).

Macros are off, nothing is shown, no question is asked; the paths travel in the environment, so that no name can become a command.
"""

from __future__ import annotations

import base64
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..model.errors import UnreadableFile
from .office_suite import SECONDS
from .other_programs import installed, run_program, system_folder

if sys.platform == "win32":
    import winreg

PROGRAMS = (("Microsoft Word", "Word.Application"), ("WPS 文字", "KWPS.Application"), ("WPS 文字", "WPS.Application"))
"""Names of the programs for people, with those under which they are registered."""

SCRIPT = """
$ErrorActionPreference = 'Stop'
$app = New-Object -ComObject $env:ZWGK_PROGRAM
try {
  $app.Visible = $false
  $app.DisplayAlerts = 0
  try { $app.AutomationSecurity = 3 } catch { }
  $document = $app.Documents.Open($env:ZWGK_SOURCE, $false, $true, $false, 'no password')
  $document.SaveAs([ref] $env:ZWGK_TARGET, [ref] 16)
  $document.Close([ref] 0)
} finally {
  $app.Quit()
}
"""
"""3: macros off (msoAutomationSecurityForceDisable); 16: .docx (wdFormatDocumentDefault). A password that is wrong is refused at once, where
none would bring up a question that nobody sees."""


@dataclass(frozen=True)
class WordProgram:
    """A word processor that COM can automate.

    Attributes:
        name: its name for people.
        registered: the name under which it is registered.
        powershell: the path of PowerShell.
    """

    name: str
    registered: str
    powershell: Path

    def convert(self, content: bytes, suffix: str) -> bytes:
        """Convert a document to .docx.

        Args:
            content: the document.
            suffix: the ending that tells its format, with its dot.

        Raises:
            UnreadableFile: the program cannot convert it, or takes too long.
        """
        with tempfile.TemporaryDirectory(prefix="zwgk-word-", ignore_cleanup_errors=True) as name:
            source, target = Path(name) / f"document{suffix}", Path(name) / "converted.docx"
            source.write_bytes(content)
            told = base64.b64encode(SCRIPT.encode("utf-16-le")).decode("ascii")
            command = [str(self.powershell), "-NoProfile", "-NonInteractive", "-EncodedCommand", told]
            environment = {**os.environ, "ZWGK_PROGRAM": self.registered, "ZWGK_SOURCE": str(source), "ZWGK_TARGET": str(target)}
            said = ""
            try:
                said = run_program(command, Path(name), environment, SECONDS).said
                return target.read_bytes()
            except OSError as error:
                why = f"{self.name} 说：{said}" if said else "可能加了密码或已经损坏"
                raise UnreadableFile(f"不能转换，{why}", f"请用 {self.name} 打开确认，另存为 .docx 后重新放入") from error


def find_word_program() -> WordProgram | None:
    """Return Word or WPS, whichever is registered on this Windows machine; None where neither is."""
    system = system_folder()
    powershell = installed([system / "WindowsPowerShell" / "v1.0"], ["powershell.exe"]) if system is not None else None
    if powershell is None:
        return None
    found = next(((name, registered) for name, registered in PROGRAMS if _is_registered(registered)), None)
    return WordProgram(*found, powershell) if found else None


def _is_registered(name: str) -> bool:
    if sys.platform == "win32":
        try:
            winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, name))
        except OSError:
            return False
        return True
    return False
