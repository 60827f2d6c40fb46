"""PostgreSQL and its driver, which is imported with this module and not before."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
from peewee import PostgresqlDatabase, Psycopg3Adapter
from psycopg.pq import TransactionStatus
from psycopg.types.json import Json, Jsonb

from .database import Telling


class Driver(Psycopg3Adapter):
    """peewee's adapter for psycopg, with the driver that peewee itself did not find when it was imported."""

    txn_idle = TransactionStatus.IDLE
    txn_inerror = TransactionStatus.INERROR
    txn_unknown = TransactionStatus.UNKNOWN

    def __init__(self) -> None:
        super().__init__()
        self.json_type, self.jsonb_type = Json, Jsonb

    def check_driver(self) -> None:
        """Do nothing: peewee asks here whether the driver is installed, and this module has imported it."""

    def get_binary_type(self) -> type:
        """Return psycopg's wrapper for bytes."""
        return psycopg.Binary

    def connect(self, db: PostgresqlDatabase, **params: Any) -> psycopg.Connection[Any]:
        """Open a connection of psycopg for peewee."""
        return psycopg.connect(**{"dbname": db.database, **params})

    def server_side_cursor(self, conn: psycopg.Connection[Any]) -> Any:
        """Return a named cursor, whose rows stay on the server; outside a transaction it outlives the statement."""
        return conn.cursor(name=str(uuid.uuid1()), withhold=self.txn_status(conn) != TransactionStatus.INTRANS)


class OfficePostgresql(Telling, PostgresqlDatabase):
    """PostgreSQL, with its errors turned into `StoreError`s."""

    psycopg2_adapter = psycopg3_adapter = Driver


def postgresql_database(url: str, password: str | None = None) -> OfficePostgresql:
    """Return a PostgreSQL database, not yet opened.

    Args:
        url: postgresql://user@host:port/name; a `host` query parameter names a socket folder.
        password: the password, kept elsewhere than in the address.
    """
    parts = urlsplit(url)
    query = dict(item.split("=", 1) for item in parts.query.split("&") if "=" in item)
    options = {"host": unquote(query.get("host", parts.hostname or "")), "port": parts.port, "user": unquote(parts.username or "")}
    options["password"] = password or (unquote(parts.password) if parts.password else None)
    given: dict[str, Any] = {key: value for key, value in options.items() if value}
    database = OfficePostgresql(unquote(parts.path.lstrip("/")), **given)
    database.place = f"{parts.hostname or '本机'}{parts.path}"
    return database
