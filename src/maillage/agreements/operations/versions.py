"""An agreement and the text of its versions: founded, written, revised, renewed."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from maillage.agreements.enums import Language, Shore, VersionState
from maillage.agreements.errors import (
    SOMEBODY,
    NamedMeanwhile,
    NothingInTheMaking,
    NothingToRenew,
    ReasonNeeded,
    RenewalUnderWay,
    SomebodyWroteIt,
    TooFewParties,
)
from maillage.agreements.models import (
    Agreement,
    AgreementVersion,
    Commitment,
    Opening,
    Party,
    Signatory,
    Strand,
    VersionStep,
)
from maillage.agreements.queries import assents_to, versions_of
from maillage.agreements.rules import VersionText, check_draft, check_text, renewal_days, renewal_of
from maillage.common.text import sort_key, unaccented
from maillage.directory.models import Organisation

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from maillage.agreements.rules import CommitmentText, StrandText
    from maillage.directory.models import Network
    from maillage.people.models import User

FEWEST_PARTIES = 2
LONGEST_SLUG = 50
RESERVED = ("nouvelle",)  # an address of its own
FIRST_LENGTH = timedelta(days=3 * 365)


@transaction.atomic
def create_agreement(*, slug: str, name: str, purpose: str, parties: Mapping[str, Network]) -> Agreement:
    """Name networks as parties, each under its community's name. Raises TooFewParties under two.

    It binds nobody yet: that takes a version that each of them accepted.
    """
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
def found_agreement(
    *, name: str, purpose: str, parties: Mapping[str, Network], by: User, day: date
) -> AgreementVersion:
    """A new agreement under a free address, with a first draft of three years, empty of strands.

    Two of one name at the same instant get two addresses. Raises TooFewParties under two.
    """
    base = _address_of(name)[: LONGEST_SLUG - 5].strip("-") or "entente"
    taken = {
        *RESERVED,
        *Agreement.objects.filter(slug__startswith=base).order_by("pk").values_list("slug", flat=True),
    }
    addresses = (base if n == 1 else f"{base}-{n}" for n in count(1))
    for slug in (address for address in addresses if address not in taken):
        try:
            agreement = create_agreement(slug=slug, name=name, purpose=purpose, parties=parties)
        except IntegrityError:
            if not Agreement.objects.filter(slug=slug).exists():
                raise
        else:
            break
    text = VersionText(starts_on=day, ends_on=day + FIRST_LENGTH, languages=(Language.FRENCH.value,))
    return draft_version(agreement=agreement, text=text, by=by, day=day)


@transaction.atomic
def draft_version(
    *,
    agreement: Agreement,
    text: VersionText,
    by: User | None,
    day: date,
) -> AgreementVersion:
    """Write the next version. It opens nothing until it is signed. Raises what `check_text` refuses."""
    locked = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    check_text(text, locked.parties.order_by("pk"))
    last = locked.versions.order_by("-number").first()
    version = AgreementVersion.objects.create(
        agreement=locked,
        number=last.number + 1 if last else 1,
        starts_on=text.starts_on,
        ends_on=text.ends_on,
        revised_by=by,
    )
    _write(version, text)
    VersionStep.objects.create(version=version, state=VersionState.DRAFT, by=by, on=day)
    return version


@transaction.atomic
def revise_version(
    *, version_id: int, text: VersionText, read_revision: int, by: User, reason: str, day: date
) -> AgreementVersion:
    """Store a draft as it now reads. A text that a party had accepted is a draft again, for a reason.

    Raises AlreadySigned, VersionWithdrawn, SomebodyWroteIt when it was saved since it was read, ReasonNeeded,
    and what `check_text` refuses.
    """
    version = AgreementVersion.objects.select_for_update(of=("self",)).get(pk=version_id)
    check_draft(version)
    if version.revision != read_revision:
        raise SomebodyWroteIt(who=version.revised_by or SOMEBODY)
    check_text(text, version.agreement.parties.order_by("pk"))
    _open_again(version, by=by, reason=reason, day=day)
    version.starts_on, version.ends_on = text.starts_on, text.ends_on
    version.revision, version.revised_by = version.revision + 1, by
    _write(version, text)
    return version


@transaction.atomic
def rename_agreement(
    *, agreement_id: int, name: str, purpose: str, read_revision: int, by: User, reason: str, day: date
) -> Agreement:
    """Say its name and purpose otherwise while a version is in the making; its address stays.

    A draft that a party had accepted is to be accepted anew, for a reason: the name was part of it.
    Raises NothingInTheMaking, NamedMeanwhile when somebody renamed it since it was read, ReasonNeeded.
    """
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement_id)
    drafts = list(agreement.versions.drafts().select_for_update(of=("self",)).order_by("number"))
    if not drafts:
        raise NothingInTheMaking
    if agreement.revision != read_revision:
        raise NamedMeanwhile
    for draft in drafts:
        _open_again(draft, by=by, reason=reason, day=day)
        draft.save(update_fields=["agreed_on"])
    agreement.name, agreement.purpose, agreement.revision = name, purpose, read_revision + 1
    agreement.save(update_fields=["name", "purpose", "revision"])
    return agreement


def _open_again(version: AgreementVersion, *, by: User, reason: str, day: date) -> None:
    """What a party had accepted is a draft again. Raises ReasonNeeded."""
    version.agreed_on = None
    if not assents_to(version):
        return
    if not reason.strip():
        raise ReasonNeeded
    VersionStep.objects.create(
        version=version, state=VersionState.DRAFT, by=by, on=day, reason=reason.strip()
    )


@transaction.atomic
def renew_agreement(*, agreement_id: int, by: User, day: date) -> AgreementVersion:
    """Draft the next version from the last signed one: strands, objectives, signatories, open commitments.

    Raises NothingToRenew before a first signature, RenewalUnderWay when a later draft waits already.
    """
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement_id)
    versions = list(versions_of(agreement))
    last = next((version for version in reversed(versions) if version.signed_on), None)
    if last is None:
        raise NothingToRenew
    for draft in versions:
        if draft.is_draft and draft.number > last.number:
            raise RenewalUnderWay(number=draft.number)
    return draft_version(agreement=agreement, text=renewal_of(last, *renewal_days(last, day)), by=by, day=day)


def _write(version: AgreementVersion, text: VersionText) -> None:
    """Make the rows say what the text says. Commitments keep their rows, hence what they continue."""
    version.languages, version.dates_are_fictitious = list(text.languages), text.dates_are_fictitious
    version.save()
    openings = {row.strand_id: row for row in version.openings.order_by("pk")}
    kept = [owed.pk for told in text.strands for owed in told.commitments if owed.pk is not None]
    Commitment.objects.filter(opening__version=version).exclude(pk__in=kept).delete()
    for told in text.strands:
        strand = told.strand if told.strand.pk else _named_anew(told.strand)
        opening = openings.pop(strand.pk, None) or Opening(version=version, strand=strand)
        _write_opening(opening, told)
    Opening.objects.filter(pk__in=[row.pk for row in openings.values()]).delete()
    _write_signatories(version, text)


def _named_anew(strand: Strand) -> Strand:
    """The strand of that name, after all the others when nobody named it before."""
    last = Strand.objects.select_for_update(of=("self",)).order_by("-position").first()
    strand.position = last.position + 1 if last else 1
    slug = _address_of(strand.name)[:LONGEST_SLUG] or f"{strand.position}"
    named = {"name": strand.name, "name_en": strand.name_en, "position": strand.position}
    return Strand.objects.get_or_create(slug=slug, defaults=named)[0]


def _address_of(name: str) -> str:
    """« Shawinigan–Chambéry » → « shawinigan-chambery »."""
    return slugify(re.sub(r"\W+", "-", unaccented(name)))


def _write_opening(opening: Opening, told: StrandText) -> None:
    opening.objectives, opening.starts_on, opening.ends_on = told.objectives, told.starts_on, told.ends_on
    opening.save()
    rows = {
        row.pk: row for row in Commitment.objects.filter(opening__version=opening.version_id).order_by("pk")
    }
    for owed in told.commitments:
        row = rows.get(owed.pk or 0) or Commitment(carried_from_id=owed.carried_from)
        _write_commitment(row, opening, owed)


def _write_commitment(row: Commitment, opening: Opening, owed: CommitmentText) -> None:
    row.opening, row.text, row.party = opening, owed.text, owed.party
    row.body, row.due_on = owed.body, owed.due_on
    row.save()


def _write_signatories(version: AgreementVersion, text: VersionText) -> None:
    """A body that the directory knows under that name, in the party's network, is linked to it."""
    version.signatories.all().delete()
    names = {sort_key(row.body) for row in text.signatories}
    known = {
        (network, organisation.sort_key): organisation
        for organisation in Organisation.objects.active()
        .filter(sort_key__in=names)
        .prefetch_related("networks")
        .order_by("pk")
        for network in organisation.networks.all()
    }
    for row in text.signatories:
        assert row.party is not None
        Signatory.objects.create(
            version=version,
            party=row.party,
            office=row.office,
            body=row.body,
            organisation=known.get((row.party.network, sort_key(row.body))),
        )
