"""What was kept, read with care: a disk may have lost a part of it, or somebody changed it behind the program's back. Whatever comes of that is one
`StoreError`, raised where the row is read, so that nothing further on meets a value of another type.

The columns know their types, and which of them are moments and days; `as_kept` stands round what is made of a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, ClassVar

from peewee import AutoField, BlobField, BooleanField, IntegerField, TextField

from ..model.errors import StoreError

REMEDY = "程序没有改动它，请不要再写入，请管理员运行 doctor 检查，或从备份恢复"


def damaged(what: str) -> StoreError:
    """Return the error that something in the database is damaged.

    Args:
        what: what it is, in Chinese.
    """
    return StoreError(f"数据库里保存的{what}已经损坏或被改动，不能读取", REMEDY)


@contextmanager
def as_kept(what: str) -> Iterator[None]:
    """Turn what is raised where a row is made into a value, by a word, number or text that no row of ours has, into a `StoreError`.

    Args:
        what: what the row holds, in Chinese.

    Raises:
        StoreError: the row is damaged; what was met is its cause.
    """
    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise damaged(what) from error


class _Typed:
    """A column that holds one type: SQLite would keep any."""

    types: ClassVar[tuple[type, ...]] = ()
    null: bool
    name: str
    column_name: str
    model: Any

    @property
    def place(self) -> str:
        """Where it is, in Chinese."""
        return f"表 {self.model._meta.table_name} 的“{self.column_name}”一栏"

    def python_value(self, value: Any) -> Any:
        """Return the value as the database gave it.

        Raises:
            StoreError: it is of another type, or absent where it may not be.
        """
        if value is None and self.null:
            return None
        if not isinstance(value, self.types) or (isinstance(value, bool) and int in self.types):
            raise damaged(self.place)
        return self.checked(value)

    def checked(self, value: Any) -> Any:
        """Return the value, whose type is right."""
        return value


class TextColumn(_Typed, TextField):
    """A text."""

    types = (str,)


class MomentColumn(TextColumn):
    """A moment, ISO 8601; empty for none."""

    def checked(self, value: str) -> str:
        """Return the text, which names a moment with its zone.

        Raises:
            StoreError: it does not.
        """
        with as_kept(self.place):
            if value and datetime.fromisoformat(value).tzinfo is None:
                raise ValueError(value)
        return value


class DayColumn(TextColumn):
    """A day, ISO 8601; empty for none."""

    def checked(self, value: str) -> str:
        """Return the text, which names a day.

        Raises:
            StoreError: it does not.
        """
        with as_kept(self.place):
            if value:
                date.fromisoformat(value)
        return value


class NumberColumn(_Typed, IntegerField):
    """A whole number."""

    types = (int,)


class KeyColumn(_Typed, AutoField):
    """A row's own number."""

    types = (int,)


class BytesColumn(_Typed, BlobField):
    """Bytes, as the driver gives them."""

    types = (bytes, bytearray, memoryview)


class FlagColumn(_Typed, BooleanField):
    """True or false, which SQLite keeps as 1 and 0."""

    types = (bool, int)

    def python_value(self, value: Any) -> bool:
        """Return the flag.

        Raises:
            StoreError: it is neither.
        """
        if value not in (0, 1):
            raise damaged(self.place)
        return bool(value)
