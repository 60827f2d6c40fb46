"""The authority, people's keys and certificates, and signatures in the database. Every method that writes is called inside a transaction."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.digest import canonical_json
from ..model.identity import Guard, KeyUse, ProtectedKey
from ..model.shape import read_json
from ..model.signature import BundleSignature, SignedAct
from .bound_tables import Tables
from .kept import as_kept, damaged


@dataclass(frozen=True)
class KeptAuthority:
    """The authority as it is stored: its certificate (DER), and its key, sealed."""

    certificate: bytes
    protected: ProtectedKey


@dataclass(frozen=True)
class KeptKey:
    """A person's key as it is stored, with its certificate once it has one.

    Attributes:
        id: its number.
        account: whose it is.
        request: the request for its certificate, which holds its public half.
        protected: its private half, sealed; None for a record key, whose private half lies with the account.
        made_at: when it was made.
        certificate, serial: its certificate, as DER, and the certificate's number; empty while it waits.
        revoked_at: since when it no longer counts; empty while it does.
        use: for documents, or for the record.
        delegator: whose authority it signs with, where that was delegated; empty for one's own.
    """

    id: int
    account: str
    request: bytes
    protected: ProtectedKey | None
    made_at: str
    certificate: bytes = b""
    serial: str = ""
    revoked_at: str = ""
    use: KeyUse = KeyUse.SIGNATURE
    delegator: str = ""


class IdentityStore:
    """The authority, keys, certificates and signatures of one database."""

    def __init__(self, tables: Tables) -> None:
        self._t = tables

    def authority(self) -> KeptAuthority | None:
        """Return the office's authority; None where it has none yet."""
        row = self._t.newest(self._t.authority)
        return KeptAuthority(bytes(row["certificate"]), _protected(row["protected"])) if row else None

    def add_authority(self, kept: KeptAuthority, by: str, at: str) -> None:
        """Keep the authority."""
        self._t.authority.insert(certificate=kept.certificate, protected=_text(kept.protected), made_by=by, made_at=at).execute()

    def add_key(self, account: str, request: bytes, protected: ProtectedKey, at: str, delegator: str = "") -> int:
        """Keep a person's new key with the request for its certificate; returns its number."""
        sealed = _text(protected)
        return int(self._t.person_key.insert(account=account, request=request, protected=sealed, made_at=at, delegator=delegator).execute())

    def add_record_key(self, account: str, request: bytes, sealed: ProtectedKey, at: str) -> int:
        """Keep a person's new key for signing the record; returns its number."""
        row = {"account": account, "request": request, "protected": "", "made_at": at, "purpose": KeyUse.RECORD.value}
        number = int(self._t.person_key.insert(**row).execute())
        self.seal_record_key(account, number, sealed)
        return number

    def seal_record_key(self, account: str, number: int, sealed: ProtectedKey) -> None:
        """Keep the private half of a record key, under the account's new password."""
        table = self._t.account
        table.update(record_key=number, record_sealed=_text(sealed)).where(table.name == account).execute()

    def record_key(self, account: str) -> tuple[int, ProtectedKey | None]:
        """Return the number and the sealed private half of an account's record key; 0 where there is none."""
        row = self._t.row(self._t.account, name=account)
        if row is None:
            raise damaged("账号")
        return row["record_key"] or 0, _protected(row["record_sealed"]) if row["record_sealed"] else None

    def person_keys(self, account: str = "") -> tuple[KeptKey, ...]:
        """Return the keys of an account, or of all, oldest first."""
        whose = {"account": account} if account else {}
        issued = {row["person_key"]: row for row in self._t.rows(self._t.certificate, **whose)}
        revoked = dict(self.revoked())
        found = []
        for row in self._t.rows(self._t.person_key, **whose):
            has = issued.get(row["id"])
            content, serial = (bytes(has["content"]), has["serial"]) if has else (b"", "")
            kept = _protected(row["protected"]) if row["protected"] else None
            with as_kept("密钥"):
                use = KeyUse(row["purpose"])
            found.append(
                KeptKey(
                    row["id"], row["account"], bytes(row["request"]), kept, row["made_at"], content, serial, revoked.get(serial, ""),
                    use, row["delegator"],
                )
            )  # fmt: skip
        return tuple(found)

    def key(self, number: int) -> KeptKey | None:
        """Return one key without its private half; None where there is none of that number."""
        row = self._t.row(self._t.person_key, id=number)
        if row is None:
            return None
        has = self._t.row(self._t.certificate, person_key=number)
        content, serial = (bytes(has["content"]), has["serial"]) if has else (b"", "")
        revoked = self._t.row(self._t.revocation, serial=serial) if has else None
        with as_kept("密钥"):
            use = KeyUse(row["purpose"])
        issued = (content, serial, revoked["revoked_at"] if revoked else "")
        return KeptKey(row["id"], row["account"], bytes(row["request"]), None, row["made_at"], *issued, use, row["delegator"])

    def add_certificate(self, key: KeptKey, serial: str, content: bytes, by: str, at: str) -> None:
        """Keep the certificate that was issued for a key."""
        self._t.certificate.insert(person_key=key.id, account=key.account, serial=serial, content=content, issued_by=by, issued_at=at).execute()

    def add_revocation(self, serial: str, reason: str, listed: bytes, by: str, at: str) -> None:
        """Keep a revocation with the list that says so."""
        self._t.revocation.insert(serial=serial, reason=reason, listed=listed, revoked_by=by, revoked_at=at).execute()

    def revoked(self) -> tuple[tuple[str, str], ...]:
        """Return serial number and moment of every revocation."""
        return tuple((row["serial"], row["revoked_at"]) for row in self._t.rows(self._t.revocation))

    def add_first_list(self, listed: bytes, by: str, at: str) -> None:
        """Keep a list that revokes nothing: it says so for everybody who verifies."""
        self._t.empty_list.insert(listed=listed, made_by=by, made_at=at).execute()

    def revocation_list(self) -> bytes:
        """Return the newest list; empty where none was ever made, as in former versions while nothing was revoked."""
        for table in (self._t.revocation, self._t.empty_list):
            row = self._t.newest(table)
            if row:
                return bytes(row["listed"])
        return b""

    def all_lists(self) -> tuple[tuple[str, bytes], ...]:
        """Return every list of revocations, each with its place in words."""
        tables = (self._t.revocation, self._t.empty_list)
        return tuple((f"表 {t._meta.table_name} 第 {row[0]} 行", bytes(row[1])) for t in tables for row in t.select(t.id, t.listed).tuples())

    def add_signature(self, bundle: int, signature: BundleSignature) -> None:
        """Keep a signature on a bundle."""
        self._t.signature.insert(
            bundle=bundle, revision=signature.revision, act=str(signature.act), account=signature.account, manifest=signature.manifest,
            cms=signature.cms, pdf=signature.pdf, made_at=signature.at,
        ).execute()  # fmt: skip

    def signatures(self, bundle: int) -> tuple[BundleSignature, ...]:
        """Return the signatures on a bundle, oldest first."""
        rows = self._t.rows(self._t.signature, bundle=bundle)
        with as_kept("签名"):
            return tuple(
                BundleSignature(SignedAct(r["act"]), r["revision"], r["account"], r["manifest"], bytes(r["cms"]), r["pdf"], r["made_at"])
                for r in rows
            )


def _text(protected: ProtectedKey) -> str:
    value = {"guard": protected.guard.value, "salt": protected.salt.hex(), "cost": list(protected.cost), "sealed": protected.sealed.hex()}
    return canonical_json(value)


@as_kept("密钥")
def _protected(text: str) -> ProtectedKey:
    value = read_json(text, {"guard": str, "salt": str, "cost": [int], "sealed": str})
    time, memory, lanes = value["cost"]
    return ProtectedKey(Guard(value["guard"]), bytes.fromhex(value["salt"]), (time, memory, lanes), bytes.fromhex(value["sealed"]))
