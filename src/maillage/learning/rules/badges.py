"""What a badge says: an Open Badges 3.0 credential, without its proof."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


def credential_of(
    *,
    site: str,
    key: object,
    network: Mapping[str, str],
    badge: Mapping[str, Any],
    name: str,
    evidence: Sequence[Mapping[str, str]],
    index: int,
    issued_at: datetime,
) -> dict[str, Any]:
    """The credential. `name`: empty when the person does not show hers; `index`: its bit in the list of the revoked."""
    subject: dict[str, Any] = {"type": ["AchievementSubject"], "achievement": achievement_of(site, badge)}
    if name:
        subject["identifier"] = [
            {"type": "IdentityObject", "identityType": "name", "identityHash": name, "hashed": False}
        ]
    told: dict[str, Any] = {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": f"{site}/badges/{key}.json",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": issuer_of(site, network),
        "validFrom": instant(issued_at),
        "name": badge["title"],
        "credentialSubject": subject,
        "credentialStatus": status_of(site, network["slug"], index),
    }
    if evidence:
        told["evidence"] = [{"type": ["Evidence"], **row} for row in evidence]
    return told


def issuer_of(site: str, network: Mapping[str, str]) -> dict[str, Any]:
    return {"id": controller(site, network["slug"]), "type": ["Profile"], "name": network["name"]}


def achievement_of(site: str, badge: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": f"urn:uuid:{badge['key']}",
        "type": ["Achievement"],
        "name": badge["title"],
        "description": badge["description"],
        "criteria": {"narrative": badge["criteria"]},
        "image": {"id": f"{site}/badges/modeles/{badge['key']}.svg", "type": "Image"},
        "inLanguage": badge["language"],
    }


def status_of(site: str, slug: str, index: int) -> dict[str, Any]:
    address = status_list(site, slug)
    return {
        "id": f"{address}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": address,
    }


def status_credential_of(
    *, site: str, network: Mapping[str, str], encoded: str, issued_at: datetime
) -> dict[str, Any]:
    """The list of a network's revoked badges, without its proof."""
    address = status_list(site, network["slug"])
    return {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": controller(site, network["slug"]),
        "validFrom": instant(issued_at),
        "credentialSubject": {
            "id": f"{address}#liste",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded,
        },
    }


def controller(site: str, slug: str) -> str:
    """Where the public keys of a network are read; also its identifier as an issuer."""
    return f"{site}/reseaux/{slug}/cles.json"


def status_list(site: str, slug: str) -> str:
    return f"{site}/reseaux/{slug}/revocations.json"


def controller_document(address: str, keys: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Who signs: each key by its name and its Multikey, the oldest first. In the form that wallets read, of a DID document."""
    methods = [
        {"id": f"{address}#{name}", "type": "Multikey", "controller": address, "publicKeyMultibase": public}
        for name, public in keys
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": address,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def instant(moment: datetime) -> str:
    """In UTC, to the second, as credentials write it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
