"""An initiative: founded, written, shown to everybody; its territories, partners, strands, budget and networks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from maillage.common.text import free_name
from maillage.initiatives.errors import ChangedMeanwhile, JustFounded, LeadStays, StillGives
from maillage.initiatives.models import (
    Allocation,
    BudgetLine,
    Holder,
    Initiative,
    Partnership,
    Reach,
    ServedStrand,
)

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.directory.models import Network

RESERVED = ("nouvelle",)  # an address of its own
LONGEST_NAME = 70
Part = Reach | Partnership | ServedStrand | BudgetLine | Holder


@transaction.atomic
def found_initiative(*, network: Network, now: datetime, **fields: Any) -> Initiative:
    """A draft that `network` leads, seen by its members alone. Raises ValidationError, and JustFounded when somebody takes its address at the same instant."""
    initiative = Initiative(slug=_free_slug(fields["title"]), created_at=now, updated_at=now, **fields)
    initiative.full_clean()
    try:
        with transaction.atomic():
            initiative.save()
    except IntegrityError as taken:
        raise JustFounded from taken
    Holder.objects.create(initiative=initiative, network=network, leads=True)
    return initiative


def _free_slug(title: str) -> str:
    taken = {*RESERVED, *Initiative.objects.order_by("pk").values_list("slug", flat=True)}
    return free_name(title.replace("’", " "), taken, longest=LONGEST_NAME, otherwise="initiative")


@transaction.atomic
def change_initiative(*, initiative_id: int, seen: int, now: datetime, **fields: Any) -> Initiative:
    """What it says of itself. `seen`: the revision that the person had before her eyes.

    Raises ChangedMeanwhile when somebody else saved since, ValidationError.
    """
    initiative = _locked(initiative_id)
    if initiative.revision != seen:
        raise ChangedMeanwhile
    for name, value in fields.items():
        setattr(initiative, name, value)
    initiative.revision += 1
    initiative.updated_at = now
    initiative.full_clean()
    initiative.save()
    return initiative


@transaction.atomic
def publish_initiative(*, initiative_id: int, is_published: bool, now: datetime) -> Initiative:
    """Show it to everybody, or to the members of its networks alone. A second call changes nothing."""
    initiative = _locked(initiative_id)
    if initiative.is_published != is_published:
        initiative.is_published, initiative.updated_at = is_published, now
        initiative.save(update_fields=["is_published", "updated_at"])
    return initiative


@transaction.atomic
def add_part(*, initiative_id: int, part: Part, now: datetime) -> Part:
    """A territory, a partner, a strand, a line of the budget, a network that holds it too.

    Raises ValidationError for one that is there already, and for what its model refuses.
    """
    part.initiative = _locked(initiative_id)
    part.full_clean()
    part.save()
    _touch(part.initiative, now)
    return part


@transaction.atomic
def remove_part(*, part: Part, now: datetime) -> None:
    """A second call changes nothing. Raises LeadStays, and StillGives for a network whose money it holds."""
    initiative = _locked(part.initiative_id)
    if isinstance(part, Holder):
        if part.leads:
            raise LeadStays
        gifts = Allocation.objects.current().filter(
            initiative=initiative, contribution__network=part.network_id
        )
        if gifts.exists():
            raise StillGives
    type(part)._default_manager.filter(pk=part.pk).delete()  # noqa: SLF001 - Django's public name
    _touch(initiative, now)


def _locked(initiative_id: int) -> Initiative:
    return Initiative.objects.select_for_update(of=("self",)).get(pk=initiative_id)


def _touch(initiative: Initiative, now: datetime) -> None:
    initiative.updated_at = now
    initiative.save(update_fields=["updated_at"])
