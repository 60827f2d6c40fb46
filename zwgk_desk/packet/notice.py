"""退文通知单 as a file of its own: the notice as DOCX and signed PDF, the clerk's signature over both and over the grounds, as a BagIt bag."""

from __future__ import annotations

from ..model.digest import sha256_of
from ..model.errors import InputError
from ..model.finding import finding_from_json
from ..model.signature import BundleSignature, SignedAct
from ..signing.certificates import as_pem
from ..signing.pades import check_pdf
from .bag import make_bag
from .checker import END_OF_FILE, PacketChecker
from .signatures import AUTHORITY, MANIFEST_ENDING, REVOKED, SIGNATURE_ENDING, SIGNATURES
from .verification import SignedNotice

NOTICE = "退文通知单"
NOTICE_DOCX, NOTICE_PDF = f"{NOTICE}.docx", f"{NOTICE}.pdf"
NOTICE_SIGNATURE = f"{SIGNATURES}/退文"
ACCEPTANCE_SIGNATURE = f"{SIGNATURES}/受理"
PACKET = "packet"


def notice_bag(signature: BundleSignature, docx: bytes, pdf: bytes, authority: bytes, revoked: bytes, info: dict[str, str]) -> bytes:
    """Return the notice as one .zip.

    Args:
        signature: the clerk's.
        docx, pdf: the notice; the PDF with its own signature.
        authority: the authority's certificate, as DER.
        revoked: the newest revocation list, as DER; empty for none.
        info: the entries of bag-info.txt.
    """
    files = {
        NOTICE_DOCX: docx,
        NOTICE_PDF: pdf,
        f"{NOTICE_SIGNATURE}{MANIFEST_ENDING}": signature.manifest.encode("utf-8"),
        f"{NOTICE_SIGNATURE}{SIGNATURE_ENDING}": signature.cms,
        AUTHORITY: as_pem(authority),
    }
    if revoked:
        files[REVOKED] = revoked
    return make_bag("tuiwen", files, info)


def acceptance_bag(signature: BundleSignature, authority: bytes, info: dict[str, str]) -> bytes:
    """Return the clerk's signature that a packet is accepted, as one .zip.

    Args:
        signature: the clerk's.
        authority: the authority's certificate, as DER.
        info: the entries of bag-info.txt.
    """
    files = {
        f"{ACCEPTANCE_SIGNATURE}{MANIFEST_ENDING}": signature.manifest.encode("utf-8"),
        f"{ACCEPTANCE_SIGNATURE}{SIGNATURE_ENDING}": signature.cms,
        AUTHORITY: as_pem(authority),
    }
    return make_bag("shouli", files, info)


class NoticeChecker(PacketChecker):
    """The check of one notice, with its results so far."""

    def check(self) -> NoticeChecker:
        """Run all checks, and return their results."""
        self._check_signature(NOTICE_SIGNATURE)
        returned = self._last(SignedAct.RETURN)
        if returned is None:
            self._fail("没有退文的签名")
            return self
        said = returned.manifest
        own = {f"{NOTICE_SIGNATURE}{MANIFEST_ENDING}", f"{NOTICE_SIGNATURE}{SIGNATURE_ENDING}", AUTHORITY, REVOKED, NOTICE_DOCX, NOTICE_PDF}
        for name in sorted(set(self._files) - own):
            self._fail(f"“{name}”是后来添加的")
        for name in (NOTICE_DOCX, AUTHORITY):
            if sha256_of(self._files.get(name, b"")) != said["files"].get(name):
                self._fail(f"“{name}”与退文时签的不符")
        self._notice_pdf(str(said["files"].get(NOTICE_PDF, "")), str(said["by"].get("account")))
        try:
            grounds = tuple(finding_from_json(ground) for ground in said["grounds"])
            self.notice = SignedNotice(str(said["statement"]["title"]), str(said["files"][PACKET]), grounds, str(said["remark"]))
        except (KeyError, TypeError, ValueError, AttributeError, InputError):
            self._fail("退文理由已损坏")
        return self

    def _notice_pdf(self, shown: str, account: str) -> None:
        content = self._files.get(NOTICE_PDF, b"")
        found = check_pdf(content, self._roots, self._revoked)
        if [facts.signer.account if facts.signer else "" for facts in found] != [account]:
            self._fail(f"“{NOTICE_PDF}”上的签名不是退文人的")
        for facts in found:
            self._note_signature(f"“{NOTICE_PDF}”上的签名", facts)
        if shown not in {sha256_of(content[: end.end()]) for end in END_OF_FILE.finditer(content)}:
            self._fail(f"“{NOTICE_PDF}”与退文时签的不符")
