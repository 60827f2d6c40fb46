"""Queries that are asked again and again: their SQL is put together once and kept. peewee takes ten times as long to put it together, at each
asking anew, as SQLite takes to answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import CompositeKey, Node


@dataclass(frozen=True)
class _Slot:
    """A place among a statement's parameters, for a value that comes with each asking."""

    name: str


class Hole(Node):
    """A value of a query's condition that comes with each asking, under its name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __sql__(self, ctx: Any) -> Any:
        """Put a parameter in its place."""
        return ctx.value(_Slot(self.name), converter=False)


class Asked:
    """A query of one table whose SQL is kept. May be used from several threads."""

    def __init__(self, query: Any) -> None:
        """Put its SQL together.

        Args:
            query: a peewee query of one table, with holes in its conditions; what it selects are columns.
        """
        meta = query.model._meta
        self._database = meta.database
        self._sql, self._parameters = query.sql()
        self._columns = [(field.name, field.python_value) for field in query._returning]

    def rows(self, **values: object) -> list[dict[str, Any]]:
        """Return the rows with these values in the query's holes, each by the names of its columns.

        Raises:
            StoreError: the database refuses, or a cell holds what its column cannot.
        """
        parameters = [values[each.name] if isinstance(each, _Slot) else each for each in self._parameters]
        found = self._database.execute_sql(self._sql, parameters).fetchall()
        return [{name: value(cell) for (name, value), cell in zip(self._columns, row, strict=True)} for row in found]

    def row(self, **values: object) -> dict[str, Any] | None:
        """Return the first of the rows; None where there is none."""
        return next(iter(self.rows(**values)), None)


class RowsBy:
    """The rows of tables by the values of some of their columns."""

    def __init__(self) -> None:
        self._asked: dict[tuple[Any, ...], Asked] = {}

    def rows(self, table: Any, **equal: object) -> list[dict[str, Any]]:
        """Return the rows of a table in which columns hold these values, in the order in which they were written.

        Raises:
            StoreError: the database refuses, or a cell holds what its column cannot.
        """
        return self._by(table, tuple(equal), 0).rows(**equal)

    def row(self, table: Any, **equal: object) -> dict[str, Any] | None:
        """Return the first of such rows; None where there is none."""
        return self._by(table, tuple(equal), 1).row(**equal)

    def newest(self, table: Any, **equal: object) -> dict[str, Any] | None:
        """Return the last of such rows; None where there is none."""
        return self._by(table, tuple(equal), -1).row(**equal)

    def _by(self, table: Any, names: tuple[str, ...], only: int) -> Asked:
        key = (table, names, only)
        if key not in self._asked:
            place, query = table._meta.primary_key, table.select()
            if not isinstance(place, CompositeKey):
                query = query.order_by(place.desc() if only < 0 else place)
            for name in names:
                query = query.where(getattr(table, name) == Hole(name))
            self._asked[key] = Asked(query.limit(1) if only else query)
        return self._asked[key]
