"""Reading organisations, their networks and their members."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q, QuerySet

from maillage.common.text import sort_key
from maillage.directory.models import IndustryClass, Membership, Network, Organisation, Territory
from maillage.directory.queries.sectors import reach_of

if TYPE_CHECKING:
    from datetime import date

SHORTEST_WORD_WITH_A_SLIP = 5  # a shorter word resembles too many others


@dataclass(frozen=True, kw_only=True)
class OrganisationFilters:
    """What a list of organisations is narrowed to. What is left out narrows nothing."""

    words: str = ""
    kind: str = ""
    network: Network | None = None
    territory: Territory | None = None
    sector: IndustryClass | None = None

    @property
    def narrows_beyond_words(self) -> bool:
        return bool(self.kind or self.network or self.territory or self.sector)


def organisations_shown() -> QuerySet[Organisation]:
    """Organisations that have a public card: all but the archived ones."""
    return Organisation.objects.active().select_related("territory__parent__parent")


def organisations_listed(filters: OrganisationFilters) -> QuerySet[Organisation]:
    """Organisations narrowed to these filters, in French order. Rows carry what a list shows: names, kind, places, networks.

    Words are parts of the name; when no name holds them all, names that resemble them answer, which costs a query.
    """
    narrowed = _narrowed(filters)
    words = sort_key(filters.words).split()
    rows = narrowed.filter(*(Q(sort_key__contains=word) for word in words))
    if words and not rows.exists():
        rows = narrowed.filter(*(_resembles(word) for word in words))
    places = Territory.objects.select_related("parent__parent").only(
        "name", "parent__name", "parent__parent__name"
    )
    return (
        rows.only("name", "slug", "kind", "is_fictitious", "territory")
        .prefetch_related(  # joins would be paid for every row of the pages before
            Prefetch("territory", queryset=places),
            Prefetch("networks", queryset=Network.objects.only("name").order_by("sort_key", "pk")),
        )
        .order_by("sort_key", "pk")
    )


def _narrowed(filters: OrganisationFilters) -> QuerySet[Organisation]:
    rows = Organisation.objects.active()
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.network:
        members = Organisation.networks.through.objects.filter(network=filters.network)
        rows = rows.filter(pk__in=members.values("organisation"))
    if filters.territory:
        rows = rows.filter(territory__in=Territory.objects.within(filters.territory.path).values("pk"))
    if filters.sector:
        classes = IndustryClass.objects.filter(reach_of(filters.sector)).values("pk")
        in_these = Organisation.sectors.through.objects.filter(industryclass__in=classes)
        rows = rows.filter(pk__in=in_these.values("organisation"))
    return rows


def _resembles(word: str) -> Q:
    """The name holds this word or, for a word long enough, one spelt almost the same."""
    exact = Q(sort_key__contains=word)
    return exact | Q(sort_key__trigram_word_similar=word) if len(word) >= SHORTEST_WORD_WITH_A_SLIP else exact


def members_of(organisation: Organisation, day: date) -> QuerySet[Membership]:
    """Who acts for this organisation on that day, by name. Rows carry their person and network."""
    return (
        organisation.memberships.on(day)
        .select_related("user", "network")
        .order_by("user__full_name", "network__sort_key", "role", "pk")
    )


def networks_in_order() -> QuerySet[Network]:
    """Every network, in French order."""
    return Network.objects.order_by("sort_key", "pk")


def networks_shown() -> QuerySet[Network]:
    """Every network, in French order. Rows carry their territory and `members` (int): active organisations."""
    return (
        networks_in_order()
        .select_related("territory__parent")
        .annotate(members=Count("organisations", filter=Q(organisations__archived_at__isnull=True)))
    )
