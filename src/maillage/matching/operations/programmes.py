"""What happens to a programme: published, revised, archived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.agreements.enums import Visibility
from maillage.matching.enums import OfferKind, SharingState
from maillage.matching.errors import SomebodyRevisedIt
from maillage.matching.models import Programme, ProgrammeFact, ProgrammeRevision
from maillage.matching.operations.sharing import close_offer, publish_offer, rewrite_offer
from maillage.matching.queries.programmes import draft_of, sources_of, territories_at

if TYPE_CHECKING:
    from datetime import date, datetime

    from maillage.directory.models import Network, Organisation
    from maillage.matching.rules.programmes import ProgrammeDraft
    from maillage.people.models import User

TOLD_OF_A_FACT = ["source_url", "checked_on", "nature", "note", "other_urls", "keeper"]


@transaction.atomic
def publish_programme(
    *,
    draft: ProgrammeDraft,
    organisation: Organisation,
    network: Network,
    now: datetime,
    visibility: str = Visibility.PUBLIC,
    by: User | None = None,
    text_is_fictitious: bool = False,
) -> Programme:
    """Enter a programme in the catalogue, with the offer by which people find it and its sources.

    `by` is who describes it and answers for its facts; None when a file does. Raises EmptyNeed or TextTooLong for
    its description.
    """
    offer = publish_offer(
        organisation=organisation,
        network=network,
        title=draft.title,
        text=draft.text,
        kind=OfferKind.PROGRAMME,
        strand=None,
        visibility=visibility,
        text_is_fictitious=text_is_fictitious,
        now=now,
    )
    programme = Programme.objects.create(offer=offer, **draft.own_fields)
    _keep(programme, draft, former=None, by=by, now=now)
    return archive_programme(programme_id=programme.pk, now=now) if draft.archived else programme


@transaction.atomic
def revise_programme(
    *,
    programme_id: int,
    draft: ProgrammeDraft,
    now: datetime,
    by: User | None = None,
    read_version: int | None = None,
) -> bool:
    """Say what a programme has become; one more version, the former ones stay.

    An archived programme comes back unless the draft is of an archived one. `by` answers for what she changed.
    Returns whether anything changed. Raises SomebodyRevisedIt when the programme is no longer at `read_version`.
    """
    programme = Programme.objects.select_for_update(of=("self",)).select_related("offer").get(pk=programme_id)
    if read_version is not None and programme.version != read_version:
        raise SomebodyRevisedIt(version=programme.version)
    former = draft_of(programme)
    if not _differs(programme, former, draft):
        return False
    for name, value in draft.own_fields.items():
        setattr(programme, name, value)
    programme.version += 1
    programme.archived_at = None
    programme.save()
    _keep(programme, draft, former=former, by=by, now=now)
    rewrite_offer(
        offer_id=programme.offer_id, now=now, title=draft.title, text=draft.text, state=SharingState.OPEN
    )
    if draft.archived:
        archive_programme(programme_id=programme.pk, now=now)
    return True


@transaction.atomic
def archive_programme(*, programme_id: int, now: datetime) -> Programme:
    """Take a programme out of every result; it keeps its history and its introductions."""
    programme = Programme.objects.select_for_update(of=("self",)).get(pk=programme_id)
    programme.archived_at = now
    programme.save(update_fields=["archived_at"])
    close_offer(offer_id=programme.offer_id, now=now)
    return programme


@transaction.atomic
def confirm_fact(*, fact_id: int, by: User, day: date) -> ProgrammeFact:
    """Say that a fact is right today; whoever says so answers for it from now on."""
    fact = ProgrammeFact.objects.select_for_update(of=("self",)).get(pk=fact_id)
    fact.checked_on, fact.keeper = day, by
    fact.save(update_fields=["checked_on", "keeper"])
    return fact


def _differs(programme: Programme, former: ProgrammeDraft, draft: ProgrammeDraft) -> bool:
    """Anything else is told, or comes from elsewhere. What a person confirmed keeps her word for it."""
    if (programme.archived_at is not None) != draft.archived or former.as_told != draft.as_told:
        return True
    confirmed = set(
        programme.facts.filter(keeper__isnull=False).order_by("field").values_list("field", flat=True)
    )
    known, told = sources_of(programme), draft.told_facts
    return set(known) != set(told) or any(
        known[name] != source for name, source in told.items() if name not in confirmed
    )


def _keep(
    programme: Programme,
    draft: ProgrammeDraft,
    *,
    former: ProgrammeDraft | None,
    by: User | None,
    now: datetime,
) -> None:
    """Territories served, the version as told, and a source for each fact.

    A fact told as before keeps who answers for it and when; one told anew is answered for by whoever tells it.
    """
    programme.territories.set(territories_at(draft.places_served).values())
    ProgrammeRevision.objects.create(
        programme=programme, version=programme.version, told=draft.as_told, by=by, at=now
    )
    told = draft.told_facts
    programme.facts.exclude(field__in=told).delete()
    known = {fact.field: fact for fact in programme.facts.order_by("field")}
    rows = []
    for name, source in told.items():
        fact = known.get(name) or ProgrammeFact(programme=programme, field=name)
        is_new = former is None or name not in known or former.value_of(name) != draft.value_of(name)
        if is_new or not fact.is_confirmed:
            fact.source_url, fact.checked_on = source.url, source.checked_on
            fact.nature, fact.note, fact.other_urls = source.nature, source.note, list(source.others)
            fact.keeper = by if is_new else None
            rows.append(fact)
    ProgrammeFact.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["programme", "field"], update_fields=TOLD_OF_A_FACT
    )
