"""退文通知单 as a file of its own: the notice as DOCX and signed PDF, the clerk's signature over both and over the grounds, as a BagIt bag."""

from __future__ import annotations

from ..model.digest import sha256_of
from ..model.errors import InputError
from ..model.finding import finding_from_json
from ..model.signature import FORMAT, BundleSignature, SignedAct
from ..signing.certificates import as_pem
from ..signing.pades import check_pdf
from .bag import make_bag
from .checker import END_OF_FILE, PacketChecker, stamps_of
from .forms import NOTICE
from .label import acceptance_label, notice_label
from .signatures import AUTHORITY, MANIFEST_ENDING, REVOKED, SIGNATURE_ENDING, SIGNATURES
from .verification import CheckedSignature, SignedNotice

NOTICE_DOCX, NOTICE_PDF = f"{NOTICE}.docx", f"{NOTICE}.pdf"
NOTICE_SIGNATURE = f"{SIGNATURES}/退文"
ACCEPTANCE_SIGNATURE = f"{SIGNATURES}/受理"
PACKET = "packet"


def notice_bag(signature: BundleSignature, docx: bytes, pdf: bytes, authority: bytes, revoked: bytes) -> bytes:
    """Return the notice as one .zip.

    Args:
        signature: the clerk's.
        docx, pdf: the notice; the PDF with its own signature.
        authority: the authority's certificate, as DER.
        revoked: the newest revocation list, as DER; empty for none.
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
    title = str(signature.said["statement"]["title"])
    return make_bag(notice_label(title, signature.at), files)


def acceptance_bag(signature: BundleSignature, authority: bytes) -> bytes:
    """Return the clerk's signature that a packet is accepted, as one .zip.

    Args:
        signature: the clerk's.
        authority: the authority's certificate, as DER.
    """
    files = {
        f"{ACCEPTANCE_SIGNATURE}{MANIFEST_ENDING}": signature.manifest.encode("utf-8"),
        f"{ACCEPTANCE_SIGNATURE}{SIGNATURE_ENDING}": signature.cms,
        AUTHORITY: as_pem(authority),
    }
    return make_bag(acceptance_label(signature.at), files)


class NoticeChecker(PacketChecker):
    """The check of one notice, with its results so far."""

    def _check_all(self) -> None:
        self._check_signature(NOTICE_SIGNATURE)
        returned = self._last(SignedAct.RETURN)
        if returned is None:
            self._fail("没有退文的签名")
            return
        said = returned.manifest
        if not self._has_label(notice_label(str(said["statement"].get("title")), returned.at)):
            self._fail("退文通知单文件夹的名称或 bag-info.txt 与退文时签的不符")
        own = {f"{NOTICE_SIGNATURE}{MANIFEST_ENDING}", f"{NOTICE_SIGNATURE}{SIGNATURE_ENDING}", AUTHORITY, REVOKED, NOTICE_DOCX, NOTICE_PDF}
        for name in sorted(set(self._files) - own):
            self._fail(f"“{name}”是后来添加的")
        for name in (NOTICE_DOCX, AUTHORITY):
            if sha256_of(self._files.get(name, b"")) != said["files"].get(name):
                self._fail(f"“{name}”与退文时签的不符")
        self._check_carried()
        self._check_list_of_revocations()
        if said["format"] == FORMAT and said["files"].get(REVOKED, "") != (sha256_of(self._files[REVOKED]) if REVOKED in self._files else ""):
            self._fail(f"“{REVOKED}”与退文时签的不符")
        self._notice_pdf(str(said["files"].get(NOTICE_PDF, "")), returned)
        try:
            grounds = tuple(finding_from_json(ground) for ground in said["grounds"])
            self.notice = SignedNotice(str(said["statement"]["title"]), str(said["files"][PACKET]), grounds, str(said["remark"]))
        except (KeyError, TypeError, ValueError, AttributeError, InputError):
            self._fail("退文理由已损坏")

    def _notice_pdf(self, shown: str, returned: CheckedSignature) -> None:
        content = self._files.get(NOTICE_PDF, b"")
        found = check_pdf(content, self._roots, self._revoked, stamps_of([returned]))
        if [facts.signer.account if facts.signer else "" for facts in found] != [returned.manifest["by"]["account"]]:
            self._fail(f"“{NOTICE_PDF}”上的签名不是退文人的")
        for facts in found:
            self._note_signature(f"“{NOTICE_PDF}”上的签名", facts)
        if shown not in {sha256_of(content[: end.end()]) for end in END_OF_FILE.finditer(content)}:
            self._fail(f"“{NOTICE_PDF}”与退文时签的不符")
