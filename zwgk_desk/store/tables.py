"""The tables as peewee models. Their shape is made by the numbered migrations, never by peewee; a test compares the two.

Moments are text, ISO 8601, Beijing time, and structured values canonical JSON text, so that both databases hold the same.
"""

from __future__ import annotations

from peewee import AutoField, BlobField, BooleanField, CompositeKey, IntegerField, Model, TextField


class Row(Model):
    """The base class of all tables. The classes here are bound to no database; `bound_tables.Tables` derives those that are."""

    class Meta:
        legacy_table_names = False


class StoredFile(Row):
    """A file's bytes, once for each content."""

    sha256 = TextField(primary_key=True)
    size = IntegerField()
    content = BlobField()

    class Meta:
        table_name = "file"


class AccountRow(Row):
    """An account with its password's hash and the state of the lock-out."""

    id = AutoField()
    name = TextField(unique=True)
    display_name = TextField()
    unit = TextField()
    roles = TextField()
    password_hash = TextField()
    active = BooleanField()
    failures = IntegerField()
    locked_until = TextField()
    created_at = TextField()
    record_key = IntegerField(null=True)
    record_sealed = TextField(default="")

    class Meta:
        table_name = "account"


class BundleRow(Row):
    """The part of a bundle that changes. `current` guards against two people saving over one another."""

    id = AutoField()
    title = TextField()
    drafting_unit = TextField()
    stage = TextField()
    return_count = IntegerField()
    current = IntegerField()
    document_number = TextField()
    issued_on = TextField()
    updated_at = TextField()
    updated_by = TextField()
    due_on = TextField(default="")
    return_reason = TextField(column_name="came_back", default="")
    indexed_revision = IntegerField(column_name="searched", default=0)

    class Meta:
        table_name = "bundle"


class InvolvedUnit(Row):
    """The departments that a bundle concerns: a list for one of them is a join, not a search in snapshots."""

    id = AutoField()
    bundle = IntegerField(column_name="bundle_id")
    unit = TextField()

    class Meta:
        table_name = "involved_unit"


class RevisionRow(Row):
    """One saved state; the database itself refuses to change or delete it."""

    id = AutoField()
    bundle = IntegerField(column_name="bundle_id")
    number = IntegerField()
    snapshot = TextField()
    content = TextField()
    statement = TextField()
    saved_by = TextField()
    saved_at = TextField()

    class Meta:
        table_name = "revision"


class RevisionFile(Row):
    """Which stored file a revision names, so that a file that is named cannot go."""

    id = AutoField()
    revision = IntegerField(column_name="revision_id")
    sha256 = TextField()

    class Meta:
        table_name = "revision_file"


class ReviewRow(Row):
    """A review, countersignature or sign-off."""

    id = AutoField()
    bundle = IntegerField(column_name="bundle_id")
    revision = IntegerField()
    kind = TextField()
    unit = TextField()
    given_by = TextField()
    account = TextField()
    role = TextField()
    result = TextField()
    content = TextField()
    statement = TextField()
    remark = TextField()
    given_at = TextField()

    class Meta:
        table_name = "review"


class SubmissionRow(Row):
    """A submission with the packet that left."""

    id = AutoField()
    bundle = IntegerField(column_name="bundle_id")
    number = IntegerField()
    revision = IntegerField()
    packet = TextField()
    submitted_by = TextField()
    submitted_at = TextField()

    class Meta:
        table_name = "submission"


class ReturnRow(Row):
    """A return with its grounds."""

    id = AutoField()
    bundle = IntegerField(column_name="bundle_id")
    number = IntegerField()
    submission = IntegerField()
    grounds = TextField()
    remark = TextField()
    returned_by = TextField()
    returned_at = TextField()

    class Meta:
        table_name = "return_notice"


class EventRow(Row):
    """One line of the record, with its place in the chain and its signature. Append-only."""

    id = AutoField()
    bundle = IntegerField(column_name="bundle_id", null=True)
    act = TextField()
    done_by = TextField()
    role = TextField()
    revision = IntegerField()
    remark = TextField()
    done_at = TextField()
    subject = TextField(default="")
    previous = TextField(null=True)
    digest = TextField(null=True, unique=True)
    record_key = IntegerField(null=True)
    signature = BlobField(null=True)
    state = TextField(default="")

    class Meta:
        table_name = "event"


class AuthorityRow(Row):
    """The office's certificate authority; its key sealed. Append-only."""

    id = AutoField()
    certificate = BlobField()
    protected = TextField()
    made_by = TextField()
    made_at = TextField()

    class Meta:
        table_name = "authority"


class PersonKeyRow(Row):
    """A person's key, sealed, with the request for its certificate and what it is for. Append-only."""

    id = AutoField()
    account = TextField()
    request = BlobField()
    protected = TextField()
    made_at = TextField()
    purpose = TextField(default="signature")
    delegator = TextField(column_name="lender", default="")

    class Meta:
        table_name = "person_key"


class CertificateRow(Row):
    """A certificate that the authority issued for a person's key. Append-only."""

    id = AutoField()
    person_key = IntegerField(column_name="person_key_id")
    account = TextField()
    serial = TextField()
    content = BlobField()
    issued_by = TextField()
    issued_at = TextField()

    class Meta:
        table_name = "certificate"


class RevocationRow(Row):
    """A certificate that no longer counts, with the signed list that says so. Append-only."""

    id = AutoField()
    serial = TextField()
    reason = TextField()
    listed = BlobField()
    revoked_by = TextField()
    revoked_at = TextField()

    class Meta:
        table_name = "revocation"


class EmptyListRow(Row):
    """The signed list of revocations from before the first of them. Append-only."""

    id = AutoField()
    listed = BlobField()
    made_by = TextField()
    made_at = TextField()

    class Meta:
        table_name = "empty_list"


class SignatureRow(Row):
    """A signature on a bundle: the manifest, and the signature over it. Append-only."""

    id = AutoField()
    bundle = IntegerField(column_name="bundle_id")
    revision = IntegerField()
    act = TextField()
    account = TextField()
    manifest = TextField()
    cms = BlobField()
    pdf = TextField()
    made_at = TextField()

    class Meta:
        table_name = "signature"


class RecordHeadRow(Row):
    """The end of the record, and the number of the last line that is older than the chain. One row, locked by whoever appends."""

    id = IntegerField(primary_key=True)
    number = IntegerField()
    digest = TextField()
    base = IntegerField()

    class Meta:
        table_name = "record_head"


class SeenRow(Row):
    """Which revision of a bundle a person saw last."""

    account = TextField()
    bundle = IntegerField(column_name="bundle_id")
    revision = IntegerField()
    seen_at = TextField()

    class Meta:
        table_name = "seen"
        primary_key = CompositeKey("account", "bundle")


class DraftRow(Row):
    """A person's edits of a revision that are not saved as another one yet."""

    account = TextField()
    bundle = IntegerField(column_name="bundle_id")
    revision = IntegerField()
    snapshot = TextField()
    typed_at = TextField()

    class Meta:
        table_name = "draft"
        primary_key = CompositeKey("account", "bundle")


class PageRemarkRow(Row):
    """A signer's remark on a place of a page; `sent_at` is empty until the bundle is sent back with it."""

    id = AutoField()
    bundle = IntegerField(column_name="bundle_id")
    revision = IntegerField()
    account = TextField()
    page = IntegerField()
    part = TextField()
    paragraph = IntegerField()
    quote = TextField()
    remark = TextField()
    sent_at = TextField()

    class Meta:
        table_name = "pinned_remark"


class RegisteredPacketRow(Row):
    """A packet that was handed to the government office as a file, and what became of it."""

    id = AutoField()
    packet = TextField(unique=True)
    name = TextField()
    title = TextField()
    unit = TextField()
    bundle_identity = TextField(column_name="matter")
    number = IntegerField()
    state = TextField()
    judged = TextField()
    taken_by = TextField()
    taken_at = TextField()
    decided_by = TextField()
    decided_at = TextField()
    grounds = TextField()
    remark = TextField()
    notice = TextField()

    class Meta:
        table_name = "arrival"


class SavedFilterRow(Row):
    """A filter that a person keeps, as JSON text."""

    account = TextField()
    name = TextField()
    value = TextField()

    class Meta:
        table_name = "saved_filter"
        primary_key = CompositeKey("account", "name")


class SearchedTextRow(Row):
    """One text of a bundle as it stands, for the search; what belongs to earlier revisions is taken out."""

    id = AutoField()
    bundle = IntegerField(column_name="bundle_id")
    place = TextField()
    version = TextField()
    text = TextField()
    plain = TextField()

    class Meta:
        table_name = "searched_text"


class SettingRow(Row):
    """One setting of the office, as JSON text."""

    name = TextField(primary_key=True)
    value = TextField()

    class Meta:
        table_name = "setting"
