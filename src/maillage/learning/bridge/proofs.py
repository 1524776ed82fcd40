"""Data Integrity proofs of the suite eddsa-rdfc-2022 (W3C Recommendation): signed, and verified by anybody."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from maillage.learning.bridge.canonical import NotCanonical, canonical
from maillage.learning.bridge.multibase import bytes_of, multibase, multikey, public_of
from maillage.learning.rules.badges import instant

if TYPE_CHECKING:
    from datetime import datetime

KIND, SUITE, PURPOSE = "DataIntegrityProof", "eddsa-rdfc-2022", "assertionMethod"


def new_key() -> tuple[str, bytes]:
    """The public part as a Multikey, and the private part."""
    key = Ed25519PrivateKey.generate()
    return multikey(key.public_key().public_bytes_raw()), key.private_bytes_raw()


def signed(document: dict[str, Any], *, method: str, private: bytes, created: datetime) -> dict[str, Any]:
    """The document with its proof. `method`: where the public part is read. Raises NotCanonical."""
    proof = {
        "type": KIND,
        "cryptosuite": SUITE,
        "created": instant(created),
        "verificationMethod": method,
        "proofPurpose": PURPOSE,
    }
    signature = Ed25519PrivateKey.from_private_bytes(private).sign(to_sign(document, proof))
    return document | {"proof": proof | {"proofValue": multibase(signature)}}


def is_genuine(credential: dict[str, Any], public: str) -> bool:
    """The proof is of this key, and of every word of the credential."""
    proof = credential.get("proof")
    if not isinstance(proof, dict) or not isinstance(proof.get("proofValue"), str):
        return False
    if (proof.get("type"), proof.get("cryptosuite"), proof.get("proofPurpose")) != (KIND, SUITE, PURPOSE):
        return False
    document = {name: value for name, value in credential.items() if name != "proof"}
    unsigned = {name: value for name, value in proof.items() if name != "proofValue"}
    try:
        Ed25519PublicKey.from_public_bytes(public_of(public)).verify(
            bytes_of(proof["proofValue"]), to_sign(document, unsigned)
        )
    except (InvalidSignature, NotCanonical, ValueError):
        return False
    return True


def to_sign(document: dict[str, Any], proof: dict[str, Any]) -> bytes:
    """The hash of the proof's options, then that of the document: 64 bytes. Raises NotCanonical."""
    options = {"@context": document.get("@context"), **proof}
    return b"".join(sha256(canonical(part).encode()).digest() for part in (options, document))
