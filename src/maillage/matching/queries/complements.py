"""What two organisations could do for each other: the open needs of one, the open offers of the other."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from maillage.common.viewer import Viewer
from maillage.directory.models import Organisation
from maillage.matching.bridge import known_vector, ranking_of
from maillage.matching.models import Need
from maillage.matching.queries.sharing import needs_open_to, offers_open_to

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date


class Fit(NamedTuple):
    """How well an offer answers a need, from 0 to 1; both may be told to both."""

    value: float
    need: str
    offer: str


def complements_of(organisations: Collection[int], day: date) -> dict[tuple[int, int], Fit]:
    """By pair (whose need, whose offer), the best fit: a share of what the best offer of all these is for that need.

    A need counts for those whose organisation may see it, and an offer the same way: meeting opens nothing else.
    """
    viewers = {
        organisation.pk: Viewer(
            day=day,
            organisation_ids=frozenset({organisation.pk}),
            network_ids=frozenset(network.pk for network in organisation.networks.all()),
        )
        for organisation in Organisation.objects.filter(pk__in=organisations)
        .prefetch_related("networks")
        .order_by("pk")
    }
    seen = {pk: _offers_by_holder(viewer, viewers) for pk, viewer in viewers.items()}
    found: dict[tuple[int, int], Fit] = {}
    for need in Need.objects.open().filter(organisation__in=viewers).order_by("pk"):
        told_to = {
            pk for pk, viewer in viewers.items() if pk != need.organisation_id and _may_see(viewer, need)
        }
        hers = {pk: seen[need.organisation_id].get(pk, []) for pk in told_to}
        for holder, fit in _fits(need, hers).items():
            pair = (need.organisation_id, holder)
            found[pair] = max(found.get(pair, fit), fit)
    return found


def _offers_by_holder(viewer: Viewer, holders: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    """The offers of these organisations that the viewer may see: key and title, by holder."""
    offers: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = offers_open_to(viewer).filter(organisation__in=holders)
    for holder, pk, title in rows.values_list("organisation", "pk", "title"):
        offers[holder].append((pk, title))
    return offers


def _may_see(viewer: Viewer, need: Need) -> bool:
    return needs_open_to(viewer).filter(pk=need.pk).exists()


def _fits(need: Need, offers: Mapping[int, list[tuple[int, str]]]) -> dict[int, Fit]:
    """By holder, her best offer for the need, among those that fit it better than chance."""
    titles = {pk: (holder, title) for holder, held in offers.items() for pk, title in held}
    if not titles:
        return {}
    fits: dict[int, Fit] = {}
    best = 0.0
    for candidate in ranking_of(need.whole_text, known_vector(need)).candidates:
        if candidate.offer_id in titles:
            best = best or candidate.total
            holder, title = titles[candidate.offer_id]
            fits.setdefault(holder, Fit(candidate.total / best, need.title, title))
    return fits
