"""Finds and opens an office's data: in a folder of the user's, or on a PostgreSQL server named in the environment.

The window asks here before anything else, so what opens a database is imported when one is opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ... import owner_only
from ...late import late
from ...model.errors import StoreError
from ...model.settings import OfficeSettings

if TYPE_CHECKING:
    import keyring
    import platformdirs
    from keyring import errors as keyring_errors

    from ...store import postgresql, store
else:
    keyring = late("keyring")
    keyring_errors = late("keyring.errors")
    platformdirs = late("platformdirs")
    postgresql = late("zwgk_desk.store.postgresql")
    store = late("zwgk_desk.store.store")

APP = "zwgk_desk"
FOLDER_VARIABLE = "ZWGK_DATA"
SERVER_VARIABLE = "ZWGK_DATABASE"
DATABASE = "office.sqlite"
SAMPLE = "sample-office"
WORKING = "working"
"""Name of the folder in it for parts that are being edited in other programs."""

BACKUPS = "backup"
"""What the names begin with of what it holds for backups."""

WINDOW_STATE = "window.ini"
"""Name of the file in it for what the window remembers."""


def data_folder(given: Path | None, environ: Mapping[str, str]) -> Path:
    """Return the data folder: the one given, else $ZWGK_DATA, else the user's own for this program."""
    if given is not None:
        return given
    if environ.get(FOLDER_VARIABLE):
        return Path(environ[FOLDER_VARIABLE])
    return platformdirs.user_data_path(APP, appauthor=False)


def database_exists(folder: Path, environ: Mapping[str, str]) -> bool:
    """Return whether there is a database already: it decides which start window is shown."""
    return bool(environ.get(SERVER_VARIABLE)) or (folder / DATABASE).exists()


def open_store(folder: Path, environ: Mapping[str, str]) -> store.Store:
    """Open the office's store, made where there is none.

    Raises:
        StoreError: the folder cannot be made or written to, or the database cannot be opened.
    """
    _tighten(folder)
    url = environ.get(SERVER_VARIABLE)
    if url:
        return _open_server(url)
    try:
        owner_only.make_folders(folder)
    except OSError as error:
        raise StoreError(f"数据文件夹不能建立：{folder}（{error.strerror or error}）", "请检查磁盘和权限，或用 --data 另选文件夹") from error
    return store.open_sqlite(folder / DATABASE)


def prepare_window_state(folder: Path) -> None:
    """Make the file for what the window remembers, before Qt would make it for everybody to read. Where that is refused, nothing is remembered."""
    with suppress(OSError):
        owner_only.make_folders(folder)
        owner_only.reserve(folder / WINDOW_STATE)


def _tighten(folder: Path) -> None:
    """Take from others than the owner what an earlier version of this program left open to them. The folder itself is left as it is where it holds
    anything else: somebody has said --data of a folder that serves for other things, too."""
    owner_only.tighten(folder / WINDOW_STATE)
    owner_only.tighten_all(folder / WORKING)
    with suppress(OSError):
        if all(path.name.startswith((DATABASE, SAMPLE, WORKING, WINDOW_STATE, BACKUPS)) for path in folder.iterdir()):
            owner_only.tighten(folder)


def _open_server(url: str) -> store.Store:
    """Open the store on a PostgreSQL server. Its password lies in the operating system's keyring: an address would show up in lists of processes."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise StoreError(f"{SERVER_VARIABLE} 不是 PostgreSQL 地址", "请写成 postgresql://用户@主机/库名")
    if parts.password:
        bare = url.replace(f":{parts.password}@", "@")
        raise StoreError(f"{SERVER_VARIABLE} 里写了密码，没有连接", f"请去掉密码，用 keyring set {APP} {bare} 存入系统的凭据库")
    try:
        password = keyring.get_password(APP, url)
    except keyring_errors.KeyringError:
        password = None
    server = postgresql.postgresql_database(url, password)
    return store.Store(server, server.place)


def office_settings(folder: Path, environ: Mapping[str, str]) -> OfficeSettings:
    """Return the settings of the office on this machine; the defaults where there is no office yet.

    Raises:
        StoreError: there is one, and it cannot be opened.
    """
    if not database_exists(folder, environ):
        return OfficeSettings()
    opened = open_store(folder, environ)
    try:
        return opened.settings.load()
    finally:
        opened.release()
