"""A firm chooses among the needs that its diagnosis revealed, and tells what help depends on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from maillage.agreements.models import Strand
from maillage.assessments.models import Sitting
from maillage.assessments.operations import tell_facts
from maillage.assessments.queries import proposals_revealed
from maillage.directory.models import Organisation
from maillage.matching.bridge.kinds import kinds_named
from maillage.matching.enums import AnsweredAs, RevealedState, ToldIn
from maillage.matching.models import FirmAnswer, Need, RevealedNeed
from maillage.matching.operations.answers import answer_fact, withdraw_answer
from maillage.matching.operations.sharing import publish_need
from maillage.matching.queries.revealed import settled_of
from maillage.matching.rules.firm_facts import answers_from_diagnosis

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from maillage.assessments.rules.revealed import Proposal
    from maillage.directory.models import Network
    from maillage.people.models import User


@transaction.atomic
def settle_revealed(
    *,
    sitting_id: int,
    network: Network,
    kept: Mapping[str, str],
    visibility: str,
    by: User,
    now: datetime,
) -> list[Need]:
    """Make needs of the proposals in `kept`, key → text; those not settled yet that are not there are left aside.

    What a colleague kept meanwhile stays as she said it. Returns the needs made here. Raises EmptyNeed or TextTooLong.
    """
    sitting = Sitting.objects.select_related("instrument", "organisation__territory").get(pk=sitting_id)
    assert sitting.organisation is not None
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=sitting.organisation.pk)
    choosing = _Choosing(sitting=sitting, network=network, visibility=visibility, by=by, now=now)
    settled = settled_of(sitting)
    made = []
    for proposal in proposals_revealed(sitting):
        before = settled.get(proposal.key)
        if before is not None and (before.state == RevealedState.KEPT or proposal.key not in kept):
            continue
        need = choosing.need_from(proposal, kept[proposal.key]) if proposal.key in kept else None
        choosing.settle(proposal, need)
        made += [] if need is None else [need]
    _tell_answers(sitting, by, now)
    return made


@transaction.atomic
def tell_firm_facts(*, sitting_id: int, facts: Mapping[str, Any], by: User, now: datetime) -> Sitting:
    """Keep what a firm tells of itself with its diagnosis, and as its own answers where conditions read them."""
    sitting = tell_facts(sitting_id=sitting_id, facts=facts)
    _tell_answers(sitting, by, now)
    return sitting


@dataclass(frozen=True, kw_only=True)
class _Choosing:
    """Who chooses, for which sitting, and what is the same for all that she keeps."""

    sitting: Sitting
    network: Network
    visibility: str
    by: User
    now: datetime

    def need_from(self, proposal: Proposal, text: str) -> Need:
        kinds = kinds_named([proposal.need, proposal.about])
        assert self.sitting.organisation is not None
        return publish_need(
            organisation=self.sitting.organisation,
            network=self.network,
            written_by=self.by,
            text=text,
            kind=proposal.kind,
            kinds=[kind.id for kind in kinds],
            strand=Strand.objects.filter(slug=kinds[-1].strand).first() if kinds else None,
            visibility=self.visibility,
            now=self.now,
        )

    def settle(self, proposal: Proposal, need: Need | None) -> None:
        """Kept when it is a need, else left aside."""
        RevealedNeed.objects.update_or_create(
            sitting=self.sitting,
            kind=proposal.kind,
            need_kind=proposal.need,
            about=proposal.about,
            defaults={
                "state": RevealedState.DROPPED if need is None else RevealedState.KEPT,
                "need": need,
                "settled_by": self.by,
                "settled_at": self.now,
            },
        )


def _tell_answers(sitting: Sitting, by: User, now: datetime) -> None:
    """An answer given elsewhere is surer than a range, and stays; one told here before and left empty now is withdrawn."""
    assert sitting.organisation_id is not None
    told = answers_from_diagnosis(sitting.facts, sitting.instrument.content["facts"])
    before = dict(
        FirmAnswer.objects.filter(organisation=sitting.organisation_id).values_list("key", "told_in")
    )
    for key in sorted(before.keys() - told.keys()):
        if before[key] == ToldIn.DIAGNOSIS:
            withdraw_answer(organisation_id=sitting.organisation_id, key=key)
    for key in sorted(key for key in told if before.get(key, ToldIn.DIAGNOSIS) == ToldIn.DIAGNOSIS):
        answer_fact(
            organisation_id=sitting.organisation_id,
            key=key,
            value=told[key],
            answered_by=by,
            role=AnsweredAs.FIRM,
            told_in=ToldIn.DIAGNOSIS,
            now=now,
        )
