"""The keys of a network: made when first needed, replaced at will. A private part leaves its seal only to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from maillage.learning import bridge
from maillage.learning.errors import KeyIsUnreadable
from maillage.learning.models import RevocationList, SigningKey
from maillage.learning.rules.badges import controller, status_credential_of

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.directory.models import Network


def list_to_change(network: Network, now: datetime) -> RevocationList:
    """The list of the revoked, locked: whoever gives, revokes or changes a key of this network waits here."""
    RevocationList.objects.get_or_create(network=network, defaults={"signed_at": now})
    return RevocationList.objects.select_for_update(of=("self",)).get(network=network)


def signed_by(network: Network, document: dict[str, Any], now: datetime) -> dict[str, Any]:
    """The document with the proof of this network, whose list is locked. Raises KeyIsUnreadable."""
    key = SigningKey.objects.filter(network=network, retired_at=None).first() or _made(network, now)
    assert key.sealed is not None  # held by the database
    try:
        private = bridge.opened(key.sealed)
    except bridge.Unreadable:
        raise KeyIsUnreadable from None
    method = f"{controller(settings.SITE_URL, network.slug)}#{key.name}"
    return bridge.signed(document, method=method, private=private, created=now)


def sign_list(revocations: RevocationList, now: datetime) -> None:
    """Sign the list as it stands. Raises KeyIsUnreadable."""
    network = revocations.network
    document = status_credential_of(
        site=settings.SITE_URL,
        network={"slug": network.slug, "name": network.name},
        encoded=bridge.encoded(revocations.revoked),
        issued_at=now,
    )
    revocations.credential, revocations.signed_at = signed_by(network, document, now), now
    revocations.save()


@transaction.atomic
def change_key(*, network: Network, now: datetime) -> SigningKey:
    """A new key signs from now on; the public part of the old one stays, and verifies what it signed."""
    revocations = list_to_change(network, now)
    SigningKey.objects.filter(network=network, retired_at=None).update(retired_at=now, sealed=None)
    key = _made(network, now)
    sign_list(revocations, now)
    return key


def _made(network: Network, now: datetime) -> SigningKey:
    public, private = bridge.new_key()
    return SigningKey.objects.create(
        network=network,
        number=SigningKey.objects.filter(network=network).count() + 1,
        public=public,
        sealed=bridge.sealed(private),
        made_at=now,
    )
