"""What the parties decide about a version: accept its text, sign it, end it, publish its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from maillage.agreements.enums import VersionState
from maillage.agreements.errors import (
    SOMEBODY,
    AlreadyAgreed,
    NoStrandYet,
    NotInForce,
    NotYetAgreed,
    ReasonNeeded,
    SignedTooSoon,
    TextChanged,
    VersionsOverlap,
)
from maillage.agreements.models import Agreement, AgreementVersion, VersionStep
from maillage.agreements.queries import assents_to, signed_beside
from maillage.agreements.rules import check_draft

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from maillage.people.models import User


@transaction.atomic
def agree_version(
    *,
    version_id: int,
    network_ids: Collection[int],
    read_revision: int,
    by: User,
    reason: str,
    day: date,
) -> AgreementVersion:
    """Accept this very text for one's networks; the last party to do so makes it ready to sign.

    Raises AlreadySigned, VersionWithdrawn, TextChanged when the text is no longer the one that was read,
    NoStrandYet, and AlreadyAgreed.
    """
    version = _locked(version_id)
    check_draft(version)
    if version.revision != read_revision:
        raise TextChanged(who=version.revised_by or SOMEBODY)
    if not version.openings.exists():
        raise NoStrandYet
    agreed = assents_to(version)
    parties = list(version.agreement.parties.order_by("pk"))
    mine = [party for party in parties if party.network_id in network_ids and party.pk not in agreed]
    if not mine:
        raise AlreadyAgreed
    for party in mine:
        VersionStep.objects.create(
            version=version, state=VersionState.AGREED, party=party, by=by, on=day, reason=reason.strip()
        )
    if {party.pk for party in parties} == agreed | {party.pk for party in mine}:
        version.agreed_on = day
        version.save(update_fields=["agreed_on"])
    return version


@transaction.atomic
def sign_version(
    *, version_id: int, signed_on: date, replaces: bool, by: User | None, reason: str, day: date
) -> AgreementVersion:
    """Note the signature of an accepted version. From its first day on, it opens its strands.

    `replaces`: the earlier version whose dates it meets stops on the first day of this one.

    Raises AlreadySigned when someone signed first, VersionWithdrawn, NotYetAgreed, SignedTooSoon, VersionsOverlap when a signed
    version covers these dates.
    """
    Agreement.objects.select_for_update(of=("self",)).get(
        versions=version_id
    )  # of two that overlap, one waits
    version = _locked(version_id)
    check_draft(version)
    if version.agreed_on is None:
        raise NotYetAgreed
    if signed_on > day:
        raise SignedTooSoon
    version.signed_on = signed_on
    try:
        with transaction.atomic():
            if replaces:
                _stop_those_before(version, by)
            version.save(update_fields=["signed_on"])
    except IntegrityError as overlap:
        raise VersionsOverlap(number=signed_beside(version)[0].number) from overlap
    VersionStep.objects.create(
        version=version, state=VersionState.SIGNED, by=by, on=signed_on, reason=reason.strip()
    )
    return version


def _stop_those_before(version: AgreementVersion, by: User | None) -> None:
    met = [row.pk for row in signed_beside(version)]
    former = AgreementVersion.objects.select_for_update(of=("self",)).filter(
        pk__in=met, starts_on__lt=version.starts_on
    )
    for row in former.order_by("number"):
        _end(
            row,
            version.starts_on,
            by=by,
            reason=_("Remplacée par la version %(number)s.") % {"number": version.number},
        )


@transaction.atomic
def withdraw_version(*, version_id: int, by: User | None, reason: str, day: date) -> AgreementVersion:
    """Give a draft up; its text and what it went through stay to be read.

    Raises AlreadySigned, VersionWithdrawn when somebody did so before, ReasonNeeded.
    """
    version = _locked(version_id)
    check_draft(version)
    if not reason.strip():
        raise ReasonNeeded
    version.withdrawn_on = day
    version.save(update_fields=["withdrawn_on"])
    VersionStep.objects.create(
        version=version, state=VersionState.WITHDRAWN, by=by, on=day, reason=reason.strip()
    )
    return version


@transaction.atomic
def end_agreement(*, agreement_id: int, by: User | None, reason: str, day: date) -> AgreementVersion:
    """End the version in force from this very day: what it opened closes at once.

    Raises ReasonNeeded, and NotInForce when no version is in force that day.
    """
    if not reason.strip():
        raise ReasonNeeded
    version = (
        AgreementVersion.objects.select_for_update(of=("self",))
        .in_force(day)
        .filter(agreement=agreement_id)
        .order_by("number")
        .first()
    )
    if version is None:
        raise NotInForce
    _end(version, day, by=by, reason=reason.strip())
    return version


def _end(version: AgreementVersion, ended_on: date, *, by: User | None, reason: str) -> None:
    version.ended_on = ended_on
    version.save(update_fields=["ended_on"])
    VersionStep.objects.create(version=version, state=VersionState.ENDED, by=by, on=ended_on, reason=reason)


@transaction.atomic
def publish_terms(*, version_id: int, published: bool) -> AgreementVersion:
    """Let everyone read objectives and commitments of a version, or its parties alone again."""
    version = _locked(version_id)
    version.terms_are_public = published
    version.save(update_fields=["terms_are_public"])
    return version


def _locked(version_id: int) -> AgreementVersion:
    return AgreementVersion.objects.select_for_update(of=("self",)).get(pk=version_id)
