"""The signatures that the office keeps, checked: each once, since the same ones are asked about at every check."""

from __future__ import annotations

from functools import lru_cache

from ...model.identity import SignatureFacts
from ...model.rights import impostures
from ...model.signature import BundleSignature, Claim, claim_of_manifest, read_manifest
from ...signing import cms

MOST = 8192


@lru_cache(maxsize=MOST)
def facts_of_signature(signature: BundleSignature, authority: bytes, revoked: bytes) -> SignatureFacts:
    """Check a signature.

    Args:
        signature: the signature.
        authority: the office's authority, as DER.
        revoked: its newest list of revocations, as DER; empty for none.
    """
    return cms.check(signature.manifest.encode("utf-8"), signature.cms, [authority], [revoked] if revoked else [])


@lru_cache(maxsize=MOST)
def claim_of_signature(signature: BundleSignature) -> Claim:
    """Return the claim that a signature contains; of a manifest that cannot be read, one that no review makes."""
    try:
        return claim_of_manifest(read_manifest(signature.manifest.encode("utf-8")))
    except ValueError:
        return ()


def counts(signature: BundleSignature, authority: bytes, revoked: bytes) -> bool:
    """Return whether a signature is valid and trusted, and made by whom it names, in the right to it."""
    facts = facts_of_signature(signature, authority, revoked)
    try:
        manifest = read_manifest(signature.manifest.encode("utf-8"))
    except ValueError:
        return False
    return facts.trusted and manifest["by"]["account"] == signature.account and not any(impostures(manifest, facts))
