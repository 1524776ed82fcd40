"""What advisors do with their personal address, and what firms do with their advisor."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.db import transaction

from maillage.directory.models import Membership
from maillage.matching.errors import ConsentNeeded
from maillage.matching.models import Advising, AdvisorLink, Need
from maillage.matching.operations.sharing import publish_need
from maillage.matching.rules.advising import LETTERS, TOKEN_LENGTH, consent_to
from maillage.people.enums import ConsentPurpose
from maillage.people.operations import give_consent, withdraw_consent

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.people.models import User


@transaction.atomic
def open_link(*, membership: Membership, now: datetime) -> AdvisorLink:
    """Give an advisor a new personal address; the one she had stops working."""
    close_link(membership=membership, now=now)
    token = "".join(secrets.choice(LETTERS) for _ in range(TOKEN_LENGTH))
    return AdvisorLink.objects.create(membership=membership, token=token, created_at=now)


@transaction.atomic
def close_link(*, membership: Membership, now: datetime) -> None:
    """Stop the personal address of an advisor, if she has one. What it already brought goes on."""
    Membership.objects.select_for_update(of=("self",), no_key=True).get(pk=membership.pk)  # one at a time
    for link in AdvisorLink.objects.filter(membership=membership, closed_at__isnull=True).order_by("pk"):
        link.closed_at = now
        link.save(update_fields=["closed_at"])


@transaction.atomic
def say_to_advisor(
    *, membership: Membership, written_by: User, consents: bool, now: datetime, **said: Any
) -> Need:
    """Say a need, and open it to an advisor. `said` is what `publish_need` takes.

    Raises ConsentNeeded, EmptyNeed, TextTooLong.
    """
    if not consents:
        raise ConsentNeeded
    need = publish_need(written_by=written_by, now=now, **said)
    consent = give_consent(
        user=written_by,
        purpose=ConsentPurpose.ADVISING,
        text=consent_to(membership),
        language=written_by.language,
        now=now,
    )
    Advising.objects.create(need=need, membership=membership, consent=consent, since=now)
    return need


@transaction.atomic
def end_advising(*, need_id: int, now: datetime) -> Advising:
    """Close a need to its advisor: whoever speaks for the firm may, whoever of it had consented.

    Raises AlreadyWithdrawn when it was ended before.
    """
    advising = Advising.objects.select_for_update(of=("self",)).get(need=need_id)
    withdraw_consent(consent_id=advising.consent_id, now=now)
    return advising
