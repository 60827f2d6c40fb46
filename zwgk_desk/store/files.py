"""Files by their content: each kept once, named by its SHA-256."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.digest import sha256_of
from ..model.errors import NotFound, StoreError
from .bound_tables import Tables


class FileStore:
    """The files of one database."""

    def __init__(self, tables: Tables) -> None:
        self._file, self._rows = tables.file, tables

    def put(self, content: bytes) -> str:
        """Store a content, unless it is there already, and return its SHA-256. Call it inside the transaction of the rows that name it."""
        name = sha256_of(content)
        self._file.insert(sha256=name, size=len(content), content=content).on_conflict_ignore().execute()
        return name

    def get(self, sha256: str) -> bytes:
        """Return the content of a SHA-256.

        Raises:
            NotFound: there is none.
            StoreError: what is kept under the name no longer has that digest.
        """
        row = self._rows.row(self._file, sha256=sha256)
        if row is None:
            raise NotFound("数据库里没有这个文件", "请刷新后重试")
        content = bytes(row["content"])
        if sha256_of(content) != sha256:
            raise StoreError("数据库里保存的文件与其摘要不符，可能已经损坏或被改动", "请不要使用它，请管理员运行 doctor 检查并从备份恢复")
        return content

    def has(self, sha256: str) -> bool:
        """Return whether there is a content of that name."""
        return bool(self._file.select().where(self._file.sha256 == sha256).exists())

    def names(self) -> Iterable[str]:
        """Return the SHA-256 of every file kept."""
        return [row[0] for row in self._file.select(self._file.sha256).order_by(self._file.sha256).tuples()]
