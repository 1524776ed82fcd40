"""An agreement and its versions: written, signed, ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from maillage.agreements.enums import Shore
from maillage.agreements.errors import AlreadySigned, NotInForce, TooFewParties, VersionsOverlap
from maillage.agreements.models import Agreement, AgreementVersion, Party, Signatory, Strand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from maillage.directory.models import Network

FEWEST_PARTIES = 2


@transaction.atomic
def create_agreement(*, slug: str, name: str, purpose: str, parties: Mapping[str, Network]) -> Agreement:
    """Bind networks, each under its community's name. Raises TooFewParties under two."""
    if len(parties) < FEWEST_PARTIES:
        raise TooFewParties
    agreement = Agreement.objects.create(slug=slug, name=name, purpose=purpose)
    shores = [Shore.A, Shore.B]
    Party.objects.bulk_create(
        Party(agreement=agreement, network=network, name=community, shore=shores[position % len(shores)])
        for position, (community, network) in enumerate(parties.items())
    )
    return agreement


@transaction.atomic
def draft_version(
    *,
    agreement: Agreement,
    starts_on: date,
    ends_on: date,
    strands: Iterable[Strand],
    dates_are_fictitious: bool = False,
) -> AgreementVersion:
    """Write the next version. It opens nothing until it is signed."""
    last = (
        Agreement.objects.select_for_update(of=("self",))
        .get(pk=agreement.pk)
        .versions.order_by("-number")
        .first()
    )
    version = AgreementVersion(
        agreement=agreement,
        number=last.number + 1 if last else 1,
        starts_on=starts_on,
        ends_on=ends_on,
        dates_are_fictitious=dates_are_fictitious,
    )
    version.full_clean(exclude=["strands"])
    version.save()
    version.strands.set(strands)
    return version


@transaction.atomic
def sign_version(
    *, version_id: int, signatories: Iterable[tuple[Party, str, str]], day: date
) -> AgreementVersion:
    """Sign a draft for each (party, office, body). From its first day on, it opens its strands.

    Raises AlreadySigned when someone signed first, VersionsOverlap when a signed version covers these dates.
    """
    version = AgreementVersion.objects.select_for_update(of=("self",)).get(pk=version_id)
    if version.signed_on is not None:
        raise AlreadySigned
    version.signed_on = day
    try:
        with transaction.atomic():
            version.save(update_fields=["signed_on"])
    except IntegrityError as overlap:
        raise VersionsOverlap from overlap
    Signatory.objects.bulk_create(
        Signatory(version=version, party=party, office=office, body=body)
        for party, office, body in signatories
    )
    return version


@transaction.atomic
def end_agreement(*, agreement_id: int, day: date) -> AgreementVersion:
    """End the version in force from this very day: what it opened closes at once.

    Raises NotInForce when no version is in force that day.
    """
    version = (
        AgreementVersion.objects.select_for_update(of=("self",))
        .in_force(day)
        .filter(agreement=agreement_id)
        .order_by("number")
        .first()
    )
    if version is None:
        raise NotInForce
    version.ended_on = day
    version.save(update_fields=["ended_on"])
    return version
