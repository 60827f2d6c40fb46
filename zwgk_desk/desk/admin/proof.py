"""doctor's walk through certificates, record and signatures: whatever was changed behind the program's back is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ...model.errors import NotWhole
from ...model.identity import KeyUse
from ...model.record import Link
from ...model.rights import impostures
from ...model.signature import Claim, claim_of_manifest, claim_of_review
from ...model.terms import OfficeAct
from ...signing import cms
from ...signing.certificates import facts_of
from ...signing.pen import line_fits
from ...store.identity import KeptKey
from ...store.states import WHO
from ...store.store import Store
from ..common.bundle_truth import BundleTruth
from ..common.kept_signatures import facts_of_signature
from ..common.truth import ACTS, OfficeTruth


def _at_once(store: Store, faults: Iterable[str]) -> list[str]:
    """Go through faults in the database as it is at one moment: people go on working meanwhile."""
    with store.snapshot():
        return list(faults)


def account_faults(store: Store) -> Iterator[str]:
    """Check that everybody is who the record says, with the rights and keys that it says, and that nobody has vanished."""
    truth = OfficeTruth(store)
    names = store.accounts.names()
    for name in names:
        yield from _at_once(store, truth.of_person(name))
    yield from (f"办理记录里的账号“{name}”不见了" for name in store.record.subjects(ACTS[WHO]) if name not in names)


def office_faults(store: Store) -> Iterator[str]:
    """Check that authority and settings are what the record says, and that every list of revocations is the authority's."""
    yield from OfficeTruth(store).of_office()
    kept = store.identity.authority()
    for place, listed in store.identity.all_lists():
        if kept is None or cms.list_issued_at(listed, [kept.certificate]) is None:
            yield f"{place}的吊销清单不是本办公室签发的"


def bundle_faults(store: Store) -> Iterator[str]:
    """Check that every bundle is what the record says: who saved it, who judged it, where it stands."""
    truth = OfficeTruth(store)
    for key in list(store.bundles.keys()):
        yield from _at_once(store, BundleTruth(store, truth, key).faults())


def register_faults(store: Store) -> Iterator[str]:
    """Check that every packet that was handed in stands in the register as the record says."""
    truth = OfficeTruth(store)
    for number in store.registered_packets.numbers():
        yield from _at_once(store, truth.of_packet(number))


def certificate_faults(store: Store) -> Iterator[str]:
    """Check that every certificate comes from the office's authority, and is for the account and the key it is stored with."""
    kept = store.identity.authority()
    for key in store.identity.person_keys():
        if key.certificate:
            facts = facts_of(key.certificate)
            if kept is None or not cms.issued_by(key.certificate, kept.certificate) or (facts.account, facts.serial) != (key.account, key.serial):
                yield f"账号“{key.account}”的一张证书不是本办公室签发给这个账号的"
            elif not cms.same_key(key.certificate, key.request):
                yield f"账号“{key.account}”的一张证书不是给所存的那把密钥的"


def record_faults(store: Store) -> Iterator[str]:
    """Check that every line of the record follows the one before, and was signed with the record key of the person who acted."""
    yield from store.record.faults()
    keys = record_keys(store)
    revoked = revoking_lines(store)
    for link in store.record.links():
        fault = line_fault(link, keys, revoked)
        if fault:
            yield f"办理记录第 {link.entry.number} 条{fault}"


def revoking_lines(store: Store) -> dict[int, int]:
    """Return the numbers of the lines by which record keys were revoked, by the keys' numbers: a key's lines are before or after by their place in
    the record, whatever the clocks of two machines say."""
    revoked = {number: key for number, key in record_keys(store).items() if key.revoked_at}
    return {number: store.record.line_of(str(OfficeAct.REVOKE), key.account, key.revoked_at) for number, key in revoked.items()}


def line_fault(link: Link, keys: Mapping[int, KeptKey], revoked: Mapping[int, int]) -> str:
    """Return what is wrong with the signature of a line of the record, as the end of a Chinese sentence; empty where nothing is.

    Args:
        link: the line.
        keys: everybody's record keys, by number.
        revoked: the lines by which keys were revoked, likewise.
    """
    key = keys.get(link.key)
    if key is None:
        return "没有签名"
    if key.account != link.entry.by or not line_fits(key.request, link.digest, link.signature):
        return f"的签名不是“{link.entry.by}”的，或与内容不符"
    if 0 < revoked.get(link.key, 0) < link.entry.number:
        return "是用已吊销的记录密钥签的"
    return ""


def record_notes(store: Store) -> tuple[str, ...]:
    """Name the people whose lines were signed with a key that no administrator has certified: anybody with the database file could have made it."""
    keys = record_keys(store)
    waiting = sorted({keys[link.key].account for link in store.record.links() if link.key in keys and not keys[link.key].certificate})
    return (f"还有人的记录密钥没有签发证书：{'、'.join(waiting)}；请在“人员与密钥”里签发",) if waiting else ()


def signature_faults(store: Store) -> Iterator[str]:
    """Check that every signature fits what it signs, comes from the office's authority, is over the one before it and over the record then; every
    judgement, submission and return that was kept bears one."""
    kept = store.identity.authority()
    if kept is None:
        return
    revoked = store.identity.revocation_list()
    for key in list(store.bundles.keys()):
        before = ""
        moments, claims = set(), set()
        for signature in store.identity.signatures(key):
            facts = facts_of_signature(signature, kept.certificate, revoked)
            name = f"文件包 {key} 的{signature.act.label}签名（{signature.at[:16].replace('T', ' ')}）"
            yield from (f"{name}：{problem}" for problem in facts.problems)
            try:
                said = signature.said
            except NotWhole as error:
                yield f"{name}：{error.what}"
                continue
            if said["previous"] != before or (said["bundle"], said["revision"], said["act"]) != (key, signature.revision, str(signature.act)):
                yield f"{name}不是接着前一个签的，或被移到了别处"
            if (said["by"]["account"], said["at"]) != (signature.account, signature.at):
                yield f"{name}所记的人或时间与签的不同"
            yield from (f"{name}：{problem}" for problem in impostures(said, facts))
            if signature.pdf and not store.files.has(signature.pdf):
                yield f"{name}的 PDF 不见了"
            if store.record.digest_at(said["record"]["number"]) != said["record"]["head"]:
                yield f"{name}之后，它所签的办理记录被改动过"
            before = signature.digest
            moments.add((said["act"], said["at"]))
            claims.add(claim_of_manifest(said))
        yield from _unsigned(store, key, moments)
        yield from _told_otherwise(store, key, moments, claims)


def _unsigned(store: Store, key: int, signed: set[tuple[str, str]]) -> Iterator[str]:
    """Name the judgements, submissions and returns of a bundle without a signature, among those since the record has been a chain."""
    record = store.bundles.record(key)
    since = min((link.entry.at for link in store.record.of_bundle(key)), default="")
    if not since:
        return
    claims = [(str(r.kind), r.at, r.kind.label) for r in record.reviews]
    claims += [("submission", s.at, "报送") for s in record.submissions]
    claims += [("return", n.at, "退文") for n in record.returns]
    for act, at, label in claims:
        if at >= since and (act, at) not in signed:
            yield f"文件包 {key} 的一次{label}（{at[:16].replace('T', ' ')}）没有签名，不算数"


def _told_otherwise(store: Store, key: int, signed: set[tuple[str, str]], claims: set[Claim]) -> Iterator[str]:
    """Name the judgements of a bundle that bear a signature and say something else than was signed."""
    for review in store.bundles.record(key).reviews:
        if (str(review.kind), review.at) in signed and claim_of_review(review) not in claims:
            yield f"文件包 {key} 的一次{review.kind.label}（{review.at[:16].replace('T', ' ')}）与签名时说的不同，不算数"


def record_keys(store: Store) -> dict[int, KeptKey]:
    """Return everybody's record keys, by number."""
    return {key.id: key for key in store.identity.person_keys() if key.use is KeyUse.RECORD}
