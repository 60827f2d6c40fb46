"""Forgers: what each of them can do to a packet with the keys that they have. Whatever they can sign anew, they sign anew, so that all fits."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from zwgk_desk.desk.common.clock import beijing_now
from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.common.equipment import load_equipment
from zwgk_desk.desk.course.review_and_signoff import Judgement
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.people.keys import OpenKey
from zwgk_desk.desk.sample.sample_bundles import complete
from zwgk_desk.desk.sample.sample_office import PASSPHRASE, fill_sample, sample_office
from zwgk_desk.documents.writers.stamp import Stamped, draw_stamp
from zwgk_desk.model.digest import canonical_json, sha256_of
from zwgk_desk.model.terms import IssuingAuthority, ReviewKind, ReviewResult
from zwgk_desk.packet.archive import read_archive
from zwgk_desk.packet.bag import Bag, make_bag, open_bag
from zwgk_desk.packet.names import BOUND
from zwgk_desk.packet.verification import Verification
from zwgk_desk.packet.verify import verify
from zwgk_desk.signing import cms
from zwgk_desk.signing.certificates import from_pem
from zwgk_desk.signing.pades import VisibleField, sign_pdf
from zwgk_desk.store.store import open_sqlite

Files = dict[str, bytes]
Manifest = dict[str, Any]
ChangeFiles = Callable[[Files], object]
ChangeManifest = Callable[[Manifest], object]
SUBMITTED, RECORD, TOML = "签名/报送", "签名/办理记录.json", "原件/bundle.toml"
DRAFTER = "nigao"


def nothing(_: object) -> None:
    """Change nothing."""


def sent_packet(folder: Path) -> tuple[Office, bytes]:
    """Make an office that has sent a packet; return both."""
    office = sample_office(open_sqlite(folder / "office.sqlite"), load_equipment(), beijing_now)
    fill_sample(office, with_grounds=False)
    drafter, head = Session(DRAFTER), Session("zhuyao")
    case = complete(IssuingAuthority.GOVERNMENT, office.core.clock().date())
    record = office.bundles.create(drafter, replace(case.bundle, parts=()))
    for part in case.bundle.ordered_parts:
        record = office.bundles.put_part(drafter, record.key, record.revision.number, part.kind, part.name, case.contents[part.sha256])
    key, seen = record.key, record.revision.number
    office.course.send_to_review(drafter, key, seen)
    office.course.review(Session("baomi"), key, seen, ReviewKind.SECRECY, Judgement(ReviewResult.PASSED, "可以公开"), PASSPHRASE)
    office.course.send_to_sign_off(drafter, key, seen)
    office.course.sign(head, key, seen, "同意", PASSPHRASE)
    sent = office.submissions.submit(drafter, key, seen, passphrase=PASSPHRASE)
    return office, office.core.store.files.get(sent.submissions[-1].packet)


class Forger:
    """Somebody with a packet, and with the keys of some of the office's people."""

    def __init__(self, office: Office, packet: bytes) -> None:
        """Take the packet of an office, whose people's passphrases are known."""
        self.office, self.packet = office, packet
        self.opened: Bag = open_bag(read_archive(packet, "a.zip").entries, "a.zip")
        self.roots = [from_pem(office.identity.authority_pem())]

    def verified(self, packet: bytes) -> Verification:
        """Verify a packet, as whoever has the authority's certificate from the office itself does."""
        return verify(packet, "报送包.zip", self.roots)

    def key(self, account: str) -> OpenKey:
        """Open somebody's key."""
        return self.office.identity.open_key(self.office.core.store.accounts.get(account), PASSPHRASE)

    def who(self, account: str) -> dict[str, str]:
        """Return somebody as a manifest names a signer."""
        person = self.office.core.store.accounts.get(account)
        return {"account": account, "name": person.display_name, "unit": person.unit, "role": str(person.roles[0])}

    def repacked(self, change: ChangeFiles) -> bytes:
        """Return the packet with its files changed and the bag made to fit; nothing is signed anew."""
        files = dict(self.opened.payload)
        change(files)
        return make_bag(self.opened.label, files)

    def resubmitted(self, change: ChangeFiles = nothing, say: ChangeManifest = nothing, by: str = DRAFTER) -> bytes:
        """Return the packet with its files changed, and everything that the drafter signs signed anew over them.

        Args:
            change: changes the files.
            say: changes what the submission says.
            by: whose key signs it, in the own name where it is not the drafter's.
        """
        files = dict(self.opened.payload)
        change(files)
        manifest = json.loads(files[f"{SUBMITTED}.json"])
        own = {f"{SUBMITTED}.json", f"{SUBMITTED}.p7s"}
        manifest["files"] = {name: sha256_of(content) for name, content in files.items() if name not in own}
        moment = datetime.fromisoformat(manifest["at"])
        if by != DRAFTER:
            manifest["by"] = self.who(by)
        say(manifest)
        self._sign(files, SUBMITTED, manifest, by, moment)
        return make_bag(self.opened.label, files)

    def names(self) -> list[str]:
        """Return the names of the packet's signatures, in their order."""
        numbered = sorted(name.removesuffix(".json") for name in self.opened.payload if name.startswith("签名/0") and name.endswith(".json"))
        return [*numbered, SUBMITTED]

    def chained(self, first: int, say: ChangeManifest, by: str, own_name: bool) -> bytes:
        """Return the packet with what one signature says changed, and that one and all after it signed anew by one person.

        Args:
            first: the place of the signature.
            say: changes what it says.
            by: whose key signs.
            own_name: whether that one's manifest names the person, too; otherwise it still names whoever had signed.
        """
        files, names = dict(self.opened.payload), self.names()
        previous = json.loads(files[f"{names[first]}.json"])["previous"]
        for place in range(first, len(names)):
            manifest = json.loads(files[f"{names[place]}.json"])
            manifest["previous"] = previous
            if place == first:
                say(manifest)
                if own_name:
                    manifest["by"] = self.who(by)
            if names[place] == SUBMITTED:
                own = {f"{SUBMITTED}.json", f"{SUBMITTED}.p7s"}
                manifest["files"] = {name: sha256_of(content) for name, content in files.items() if name not in own}
            self._sign(files, names[place], manifest, by, datetime.fromisoformat(manifest["at"]))
            previous = sha256_of(files[f"{names[place]}.json"] + files[f"{names[place]}.p7s"])
        return make_bag(self.opened.label, files)

    def stamped(self, box: tuple[int, int, int, int], shown: Stamped, page: int, in_place: bool = True) -> bytes:
        """Return the packet with the drafter's own field on the bound PDF drawn otherwise, and signed anew."""
        files = dict(self.opened.payload)
        moment = datetime.fromisoformat(json.loads(files[f"{SUBMITTED}.json"])["at"])
        signoff = json.loads(files[f"{self.names()[-2]}.json"])
        pdf = next(each for each in self.office.core.store.identity.signatures(signoff["bundle"]) if each.pdf).pdf
        key = self.key(DRAFTER)
        field = VisibleField("submission-2", page, box, draw_stamp(shown, in_place))
        signed = sign_pdf(self.office.core.store.files.get(pdf), key.key, key.certificate, key.authority, field, "报送", moment)
        return self.resubmitted(lambda held: held.update({BOUND: signed}))

    def _sign(self, files: Files, name: str, manifest: Manifest, by: str, moment: datetime) -> None:
        key, text = self.key(by), canonical_json(manifest).encode("utf-8", "surrogatepass")
        files[f"{name}.json"], files[f"{name}.p7s"] = text, cms.sign(text, key.key, key.certificate, key.authority, moment)
