"""Keeping what was proposed for a need, with all that led to it; and the weights that a coordination chooses."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.db import transaction

from maillage.common.viewer import Viewer
from maillage.matching.bridge import current_encoder, reference_print
from maillage.matching.enums import SharingState
from maillage.matching.models import Match, MatchRun, Need, RankingWeights
from maillage.matching.queries import help_for_need
from maillage.matching.queries.eligible import facts_known_of
from maillage.matching.rules.score import RULES_VERSION, checked_weights

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from maillage.directory.models import Network
    from maillage.matching.queries import Help, Suggestion


def keep_matches(*, need: Need, viewer: Viewer, now: datetime) -> MatchRun:
    """Compute what this viewer is shown for the need, and keep it. The same list from the same data is kept once."""
    return _kept(need, viewer, help_for_need(need, viewer), now)


def match_need(*, need_id: int, day: date, now: datetime) -> MatchRun | None:
    """Keep what the need's own organisation is shown, as a member of its network. None once it is closed."""
    need = (
        Need.objects.filter(pk=need_id, state=SharingState.OPEN)
        .select_related("organisation__territory", "territory")
        .first()
    )
    if need is None:
        return None
    viewer = Viewer(
        day=day,
        network_ids=frozenset({need.network_id}),
        organisation_ids=frozenset({need.organisation_id}),
    )
    return keep_matches(need=need, viewer=viewer, now=now)


@transaction.atomic
def choose_weights(*, network: Network, points: Mapping[str, int], now: datetime) -> RankingWeights:
    """Say what each part weighs in a network. Each choice that changes something is one more version.

    Raises WeightOutOfBounds.
    """
    checked = checked_weights(points)
    chosen, is_new = RankingWeights.objects.select_for_update(of=("self",)).get_or_create(
        network=network, defaults={"points": checked, "changed_at": now}
    )
    if not is_new and chosen.points != checked:
        chosen.points, chosen.changed_at, chosen.version = checked, now, chosen.version + 1
        chosen.save()
    return chosen


@transaction.atomic
def _kept(need: Need, viewer: Viewer, answer: Help, now: datetime) -> MatchRun:
    inputs, matches = _inputs(need, viewer, answer), [_match(one) for one in answer.suggestions]
    whole = json.dumps([inputs, matches], sort_keys=True, default=str)
    digest = hashlib.sha256(whole.encode()).hexdigest()
    run, is_new = MatchRun.objects.get_or_create(
        need=need, digest=digest, defaults={**inputs, "made_at": now}
    )
    if is_new:
        Match.objects.bulk_create([Match(run=run, **match) for match in matches])
    return run


def _inputs(need: Need, viewer: Viewer, answer: Help) -> dict[str, Any]:
    asked, encoder = answer.contest.asked, current_encoder()
    return {
        "day": viewer.day,
        "networks": sorted(viewer.network_ids),
        "firm_id": need.organisation_id,
        "text_print": hashlib.sha256(need.whole_text.encode()).hexdigest(),
        "kinds": [kind.id for kind in answer.understood],
        "facts": facts_known_of(need.organisation),
        "corpus": answer.contest.ranking.corpus.name,
        "encoder": "" if encoder is None or answer.words_only else encoder.name,
        "reference": reference_print(),
        "rules": RULES_VERSION,
        "weights": asked.weights,
        "weights_version": asked.weights_version,
    }


def _match(suggestion: Suggestion) -> dict[str, Any]:
    verdict = suggestion.eligibility
    return {
        "offer_id": suggestion.offer.pk,
        "rank": suggestion.rank,
        "score": round(suggestion.score, 4),
        "fit": suggestion.fit.value,
        "parts": [part.stored() for part in suggestion.parts],
        "reasons": [reason.stored() for reason in suggestion.reasons],
        "verdict": verdict.answer.value if verdict else "",
        "programme_version": verdict.programme.version if verdict else None,
        "similar": [offer.pk for offer in suggestion.similar],
    }
