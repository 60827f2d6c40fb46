"""LibreOffice with the program's own faces under the names that documents ask for, so that it sets pages alike on a machine with Chinese faces and on
one without any."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from zwgk_desk.documents.office_suite import find_suite
from zwgk_desk.places import resources

FACES = {"仿宋": "FandolFang", "黑体": "FandolHei", "楷体": "FandolKai", "宋体": "FandolSong", "方正小标宋简体": "FandolSongBold"}
ALIAS = '<match target="pattern"><test name="family"><string>{}</string></test><edit name="family" mode="assign"><string>{}</string></edit></match>'


def environment(folder: Path) -> dict[str, str]:
    """The environment in which fontconfig knows these faces alone; its cache lies in the folder."""
    aliases = "".join(ALIAS.format(name, face) for name, face in FACES.items())
    settings = f"<fontconfig><dir>{resources() / 'fonts'}</dir><cachedir>{folder / 'fontcache'}</cachedir>{aliases}</fontconfig>"
    (folder / "fonts.conf").write_text(f'<?xml version="1.0"?>{settings}', encoding="utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}


def to_pdf(folder: Path, *documents: Path) -> None:
    """Convert documents to PDF, into the folder."""
    convert(folder, "pdf", *documents)


def convert(folder: Path, form: str, *documents: Path) -> None:
    """Convert documents to a format that is named by its ending, into the folder."""
    suite = find_suite()
    assert suite is not None
    command = [str(suite), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", form, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, documents)], check=True, capture_output=True, env=environment(folder))
