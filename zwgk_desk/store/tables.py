"""The tables as peewee models. Their shape is made by the numbered migrations, never by peewee; a test compares the two.

Moments are text, ISO 8601, Beijing time, and structured values canonical JSON text, so that both databases hold the same.
"""

from __future__ import annotations

from peewee import CompositeKey, Model

from .kept import BytesColumn, DayColumn, FlagColumn, KeyColumn, MomentColumn, NumberColumn, TextColumn


class Row(Model):
    """The base class of all tables. The classes here are bound to no database; `bound_tables.Tables` derives those that are."""

    class Meta:
        legacy_table_names = False


class StoredFile(Row):
    """A file's bytes, once for each content."""

    sha256 = TextColumn(primary_key=True)
    size = NumberColumn()
    content = BytesColumn()

    class Meta:
        table_name = "file"


class AccountRow(Row):
    """An account with its password's hash and the state of the lock-out."""

    id = KeyColumn()
    name = TextColumn(unique=True)
    display_name = TextColumn()
    unit = TextColumn()
    roles = TextColumn()
    password_hash = TextColumn()
    active = FlagColumn()
    failures = NumberColumn()
    locked_until = MomentColumn()
    created_at = TextColumn()
    record_key = NumberColumn(null=True)
    record_sealed = TextColumn(default="")

    class Meta:
        table_name = "account"


class BundleRow(Row):
    """The part of a bundle that changes. `current` guards against two people saving over one another."""

    id = KeyColumn()
    title = TextColumn()
    drafting_unit = TextColumn()
    stage = TextColumn()
    return_count = NumberColumn()
    current = NumberColumn()
    document_number = TextColumn()
    issued_on = DayColumn()
    updated_at = MomentColumn()
    updated_by = TextColumn()
    due_on = DayColumn(default="")
    return_reason = TextColumn(column_name="came_back", default="")
    indexed_revision = NumberColumn(column_name="searched", default=0)

    class Meta:
        table_name = "bundle"


class InvolvedUnit(Row):
    """The departments that a bundle concerns: a list for one of them is a join, not a search in snapshots."""

    id = KeyColumn()
    bundle = NumberColumn(column_name="bundle_id")
    unit = TextColumn()

    class Meta:
        table_name = "involved_unit"


class RevisionRow(Row):
    """One saved state; the database itself refuses to change or delete it."""

    id = KeyColumn()
    bundle = NumberColumn(column_name="bundle_id")
    number = NumberColumn()
    snapshot = TextColumn()
    content = TextColumn()
    statement = TextColumn()
    saved_by = TextColumn()
    saved_at = TextColumn()

    class Meta:
        table_name = "revision"


class RevisionFile(Row):
    """Which stored file a revision names, so that a file that is named cannot go."""

    id = KeyColumn()
    revision = NumberColumn(column_name="revision_id")
    sha256 = TextColumn()

    class Meta:
        table_name = "revision_file"


class ReviewRow(Row):
    """A review, countersignature or sign-off."""

    id = KeyColumn()
    bundle = NumberColumn(column_name="bundle_id")
    revision = NumberColumn()
    kind = TextColumn()
    unit = TextColumn()
    given_by = TextColumn()
    account = TextColumn()
    role = TextColumn()
    result = TextColumn()
    content = TextColumn()
    statement = TextColumn()
    remark = TextColumn()
    given_at = MomentColumn()

    class Meta:
        table_name = "review"


class SubmissionRow(Row):
    """A submission with the packet that left."""

    id = KeyColumn()
    bundle = NumberColumn(column_name="bundle_id")
    number = NumberColumn()
    revision = NumberColumn()
    packet = TextColumn()
    submitted_by = TextColumn()
    submitted_at = MomentColumn()

    class Meta:
        table_name = "submission"


class ReturnRow(Row):
    """A return with its grounds."""

    id = KeyColumn()
    bundle = NumberColumn(column_name="bundle_id")
    number = NumberColumn()
    submission = NumberColumn()
    grounds = TextColumn()
    remark = TextColumn()
    returned_by = TextColumn()
    returned_at = MomentColumn()

    class Meta:
        table_name = "return_notice"


class EventRow(Row):
    """One line of the record, with its place in the chain and its signature. Append-only."""

    id = KeyColumn()
    bundle = NumberColumn(column_name="bundle_id", null=True)
    act = TextColumn()
    done_by = TextColumn()
    role = TextColumn()
    revision = NumberColumn()
    remark = TextColumn()
    done_at = TextColumn()
    subject = TextColumn(default="")
    previous = TextColumn(null=True)
    digest = TextColumn(null=True, unique=True)
    record_key = NumberColumn(null=True)
    signature = BytesColumn(null=True)
    state = TextColumn(default="")

    class Meta:
        table_name = "event"


class AuthorityRow(Row):
    """The office's certificate authority; its key sealed. Append-only."""

    id = KeyColumn()
    certificate = BytesColumn()
    protected = TextColumn()
    made_by = TextColumn()
    made_at = TextColumn()

    class Meta:
        table_name = "authority"


class PersonKeyRow(Row):
    """A person's key, sealed, with the request for its certificate and what it is for. Append-only."""

    id = KeyColumn()
    account = TextColumn()
    request = BytesColumn()
    protected = TextColumn()
    made_at = TextColumn()
    purpose = TextColumn(default="signature")
    delegator = TextColumn(column_name="lender", default="")

    class Meta:
        table_name = "person_key"


class CertificateRow(Row):
    """A certificate that the authority issued for a person's key. Append-only."""

    id = KeyColumn()
    person_key = NumberColumn(column_name="person_key_id")
    account = TextColumn()
    serial = TextColumn()
    content = BytesColumn()
    issued_by = TextColumn()
    issued_at = TextColumn()

    class Meta:
        table_name = "certificate"


class RevocationRow(Row):
    """A certificate that no longer counts, with the signed list that says so. Append-only."""

    id = KeyColumn()
    serial = TextColumn()
    reason = TextColumn()
    listed = BytesColumn()
    revoked_by = TextColumn()
    revoked_at = MomentColumn()

    class Meta:
        table_name = "revocation"


class EmptyListRow(Row):
    """The signed list of revocations from before the first of them. Append-only."""

    id = KeyColumn()
    listed = BytesColumn()
    made_by = TextColumn()
    made_at = MomentColumn()

    class Meta:
        table_name = "empty_list"


class SignatureRow(Row):
    """A signature on a bundle: the manifest, and the signature over it. Append-only."""

    id = KeyColumn()
    bundle = NumberColumn(column_name="bundle_id")
    revision = NumberColumn()
    act = TextColumn()
    account = TextColumn()
    manifest = TextColumn()
    cms = BytesColumn()
    pdf = TextColumn()
    made_at = TextColumn()

    class Meta:
        table_name = "signature"


class RecordHeadRow(Row):
    """The end of the record, and the number of the last line that is older than the chain. One row, locked by whoever appends."""

    id = NumberColumn(primary_key=True)
    number = NumberColumn()
    digest = TextColumn()
    base = NumberColumn()

    class Meta:
        table_name = "record_head"


class SeenRow(Row):
    """Which revision of a bundle a person saw last."""

    account = TextColumn()
    bundle = NumberColumn(column_name="bundle_id")
    revision = NumberColumn()
    seen_at = TextColumn()

    class Meta:
        table_name = "seen"
        primary_key = CompositeKey("account", "bundle")


class DraftRow(Row):
    """A person's edits of a revision that are not saved as another one yet."""

    account = TextColumn()
    bundle = NumberColumn(column_name="bundle_id")
    revision = NumberColumn()
    snapshot = TextColumn()
    typed_at = TextColumn()

    class Meta:
        table_name = "draft"
        primary_key = CompositeKey("account", "bundle")


class PageRemarkRow(Row):
    """A signer's remark on a place of a page; `sent_at` is empty until the bundle is sent back with it."""

    id = KeyColumn()
    bundle = NumberColumn(column_name="bundle_id")
    revision = NumberColumn()
    account = TextColumn()
    page = NumberColumn()
    part = TextColumn()
    paragraph = NumberColumn()
    quote = TextColumn()
    remark = TextColumn()
    sent_at = TextColumn()

    class Meta:
        table_name = "pinned_remark"


class RegisteredPacketRow(Row):
    """A packet that was handed to the government office as a file, and what became of it."""

    id = KeyColumn()
    packet = TextColumn(unique=True)
    name = TextColumn()
    title = TextColumn()
    unit = TextColumn()
    bundle_identity = TextColumn(column_name="matter")
    number = NumberColumn()
    state = TextColumn()
    judged = TextColumn()
    taken_by = TextColumn()
    taken_at = TextColumn()
    decided_by = TextColumn()
    decided_at = TextColumn()
    grounds = TextColumn()
    remark = TextColumn()
    notice = TextColumn()

    class Meta:
        table_name = "arrival"


class SavedFilterRow(Row):
    """A filter that a person keeps, as JSON text."""

    account = TextColumn()
    name = TextColumn()
    value = TextColumn()

    class Meta:
        table_name = "saved_filter"
        primary_key = CompositeKey("account", "name")


class SearchedTextRow(Row):
    """One text of a bundle as it stands, for the search; what belongs to earlier revisions is taken out."""

    id = KeyColumn()
    bundle = NumberColumn(column_name="bundle_id")
    place = TextColumn()
    version = TextColumn()
    text = TextColumn()
    plain = TextColumn()

    class Meta:
        table_name = "searched_text"


class SettingRow(Row):
    """One setting of the office, as JSON text."""

    name = TextColumn(primary_key=True)
    value = TextColumn()

    class Meta:
        table_name = "setting"
