"""The database. SQL stands only here; SQLite by default, PostgreSQL with the same tables and the same code.

peewee imports each of PostgreSQL's drivers that is installed, which takes twenty times as long as peewee itself. It finds none here:
postgresql.py gives it the driver where PostgreSQL is asked for.

May import: zwgk_desk.model, peewee.
"""

from __future__ import annotations

from ..late import import_without

DRIVERS = ("psycopg", "psycopg2", "psycopg2cffi")

import_without("peewee", *DRIVERS)
