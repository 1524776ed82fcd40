"""Badges: opened by a network, asked for by whoever finished the path, revoked with a reason."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from maillage.common.letters import write_once
from maillage.learning.errors import AlreadyRevoked, BadgeIsRetired, PathIsNotFinished
from maillage.learning.models import Award, Badge, BadgeRequirement, RevocationLetter
from maillage.learning.operations.keys import list_to_change, sign_list, signed_by
from maillage.learning.queries import badges as queries
from maillage.learning.rules.badges import credential_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from maillage.directory.models import Network
    from maillage.learning.models import LearningPath
    from maillage.people.models import User


@transaction.atomic
def open_badge(
    *,
    network: Network,
    path: LearningPath,
    title: str,
    description: str,
    criteria: str,
    language: str,
    now: datetime,
    counts_peers: bool = False,
) -> Badge:
    """counts_peers: an exercise that only a peer accepted may be shown with it. Raises ValidationError when the network has one for this path and language."""
    badge = Badge(
        network=network,
        path=path,
        title=title,
        description=description,
        criteria=criteria,
        language=language,
        counts_peers=counts_peers,
        opened_at=now,
    )
    badge.full_clean()
    badge.save()
    return badge


@transaction.atomic
def retire_badge(*, badge_id: int, now: datetime) -> Badge:
    """Nobody is given it nor asked for it any more; those who have it keep it. A second call changes nothing."""
    badge = Badge.objects.select_for_update(of=("self",)).get(pk=badge_id)
    if badge.retired_at is None:
        badge.retired_at = now
        badge.save(update_fields=["retired_at"])
        badge.requirements.all().delete()
    return badge


@transaction.atomic
def ask_badge_for(*, badge_id: int, need_kinds: Collection[str]) -> None:
    """Of the needs of these kinds, and of no others, the network sends advisors only those who have it.

    Raises BadgeIsRetired when there are some: nobody could earn it.
    """
    badge = Badge.objects.select_for_update(of=("self",)).get(pk=badge_id)
    if need_kinds and badge.retired_at is not None:
        raise BadgeIsRetired
    badge.requirements.exclude(need_kind__in=need_kinds).delete()
    known = set(badge.requirements.values_list("need_kind", flat=True))
    BadgeRequirement.objects.bulk_create(
        BadgeRequirement(badge=badge, need_kind=kind) for kind in sorted(set(need_kinds) - known)
    )


@transaction.atomic
def award_badge(
    *, badge_id: int, person: User, shows_name: bool, evidence: Collection[str], now: datetime
) -> Award:
    """Give it to somebody who finished the path, showing what she chose; given already, nothing changes.

    evidence: keys of `queries.evidence_of`. Raises PathIsNotFinished, BadgeIsRetired, KeyIsUnreadable.
    """
    badge = Badge.objects.select_related("network").get(pk=badge_id)
    revocations = list_to_change(badge.network, now)
    known = badge.awards.filter(person=person, revoked_at=None).first()
    if known is not None:
        return known
    badge.refresh_from_db(fields=["retired_at"])
    if badge.retired_at is not None:
        raise BadgeIsRetired
    enrolment = queries.finished_enrolment(badge, person.pk)
    if enrolment is None:
        raise PathIsNotFinished
    award = Award(
        key=uuid.uuid4(), badge=badge, person=person, enrolment=enrolment, index=revocations.next_index, issued_at=now
    )  # fmt: skip
    shown = [row for row in queries.evidence_of(badge, enrolment) if row.key in evidence]
    told = _credential(award, person.full_name if shows_name else "", shown)
    award.credential = signed_by(badge.network, told, now)
    award.save()
    revocations.next_index += 1
    if not revocations.credential:
        sign_list(revocations, now)
    revocations.save()
    return award


def _credential(award: Award, name: str, evidence: list[queries.Shown]) -> dict[str, Any]:
    badge = award.badge
    return credential_of(
        site=settings.SITE_URL,
        key=award.key,
        network={"slug": badge.network.slug, "name": badge.network.name},
        badge={
            "key": badge.key,
            "title": badge.title,
            "description": badge.description,
            "criteria": badge.criteria,
            "language": badge.language,
        },
        name=name,
        evidence=[{"name": row.name, "narrative": row.narrative, "genre": row.genre} for row in evidence],
        index=award.index,
        issued_at=award.issued_at,
    )


@transaction.atomic
def revoke_award(*, award_id: int, reason: str, now: datetime) -> Award:
    """It verifies no more, says why, and its person is written to. Raises AlreadyRevoked, KeyIsUnreadable."""
    network = Award.objects.select_related("badge__network").get(pk=award_id).badge.network
    revocations = list_to_change(network, now)
    award = Award.objects.select_for_update(of=("self",)).get(pk=award_id)
    if award.revoked_at is not None:
        raise AlreadyRevoked
    award.revoked_at, award.revoked_reason = now, reason
    award.save(update_fields=["revoked_at", "revoked_reason"])
    revocations.revoked = sorted({*revocations.revoked, award.index})
    sign_list(revocations, now)
    write_once(RevocationLetter.objects, "learning.send_revocation_letter", {"award": award}, now=now)
    return award
