"""What came of an introduction, as its asker says it from her mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.common.zones import day_of
from maillage.matching.models import Introduction
from maillage.outcomes.enums import Origin
from maillage.outcomes.errors import AlreadyDeclared
from maillage.outcomes.operations.outcomes import declare_outcome
from maillage.outcomes.queries.whence import agreement_behind, told_of
from maillage.outcomes.rules.whence import Whence

if TYPE_CHECKING:
    from datetime import date, datetime

    from maillage.outcomes.models import Outcome
    from maillage.outcomes.rules.statements import Said
    from maillage.people.models import User


@transaction.atomic
def tell_what_came(
    *, introduction_id: int, kind: str, said: Said, by: User, now: datetime, day: date
) -> Outcome:
    """An outcome of the firm in need, traced to the agreement that let the two networks meet. Each kind is told once.

    Raises AlreadyDeclared, and what `declare_outcome` raises.
    """
    introduction = (
        Introduction.objects.select_for_update(of=("self",))
        .select_related("need__organisation__territory", "need__network__territory", "offer")
        .get(pk=introduction_id)
    )
    if told_of(introduction).filter(outcome__kind=kind).exists():
        raise AlreadyDeclared
    need = introduction.need
    agreement, strand = agreement_behind(introduction, day_of(introduction.asked_at)) or (None, None)
    return declare_outcome(
        network=need.network,
        kind=kind,
        said=said,
        whence=Whence(
            organisation=need.organisation, introduction=introduction, agreement=agreement, strand=strand
        ),
        origin=Origin.FIRM,
        by=by,
        now=now,
        day=day,
        is_fictitious=need.text_is_fictitious,
    )
