"""The tables of one database: the models of tables.py, bound to it."""

from __future__ import annotations

from typing import Any

from peewee import Database

from .asked import RowsBy
from .tables import (
    AccountRow,
    AuthorityRow,
    BundleRow,
    CertificateRow,
    DraftRow,
    EmptyListRow,
    EventRow,
    InvolvedUnit,
    PageRemarkRow,
    PersonKeyRow,
    RecordHeadRow,
    RegisteredPacketRow,
    ReturnRow,
    ReviewRow,
    RevisionFile,
    RevisionRow,
    RevocationRow,
    Row,
    SavedFilterRow,
    SearchedTextRow,
    SeenRow,
    SettingRow,
    SignatureRow,
    StoredFile,
    SubmissionRow,
)


class Tables(RowsBy):
    """The tables of one database, so that two offices can be open side by side."""

    def __init__(self, database: Database) -> None:
        """Bind every table to the database."""
        super().__init__()
        self.file = _bound(StoredFile, database)
        self.account = _bound(AccountRow, database)
        self.bundle = _bound(BundleRow, database)
        self.involved_unit = _bound(InvolvedUnit, database)
        self.revision = _bound(RevisionRow, database)
        self.revision_file = _bound(RevisionFile, database)
        self.review = _bound(ReviewRow, database)
        self.submission = _bound(SubmissionRow, database)
        self.return_notice = _bound(ReturnRow, database)
        self.event = _bound(EventRow, database)
        self.authority = _bound(AuthorityRow, database)
        self.person_key = _bound(PersonKeyRow, database)
        self.certificate = _bound(CertificateRow, database)
        self.revocation = _bound(RevocationRow, database)
        self.empty_list = _bound(EmptyListRow, database)
        self.signature = _bound(SignatureRow, database)
        self.record_head = _bound(RecordHeadRow, database)
        self.seen = _bound(SeenRow, database)
        self.draft = _bound(DraftRow, database)
        self.pinned_remark = _bound(PageRemarkRow, database)
        self.registered_packet = _bound(RegisteredPacketRow, database)
        self.saved_filter = _bound(SavedFilterRow, database)
        self.searched_text = _bound(SearchedTextRow, database)
        self.setting = _bound(SettingRow, database)

    def all(self) -> tuple[Any, ...]:
        """Return every table."""
        return tuple(each for each in vars(self).values() if isinstance(each, type))


def _bound(row: type[Row], database: Database) -> Any:
    meta = type("Meta", (), {"database": database, "table_name": row._meta.table_name})
    return type(row.__name__, (row,), {"Meta": meta, "__doc__": row.__doc__})
