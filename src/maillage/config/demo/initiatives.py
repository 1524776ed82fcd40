"""Initiatives of the COlab's network: for whom, where, from when, with whom, at what cost."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from maillage.common.zones import day_of
from maillage.config.demo.files import told_in
from maillage.directory.enums import Role
from maillage.directory.models import Membership, Network, Organisation, Territory
from maillage.initiatives.models import BudgetLine, Initiative, Partnership, Reach
from maillage.initiatives.operations import add_part, found_initiative, publish_initiative

if TYPE_CHECKING:
    from maillage.people.models import User

TOLD = "initiatives.json"


def build_initiatives(*, now: datetime) -> None:
    """Those of content/demo/initiatives.json, published, each founded before its first day."""
    for told in told_in(TOLD)["initiatives"]:
        first = day_from(told["starts"], now)
        founded = min(now, noon(first))
        initiative = found_initiative(
            network=Network.objects.get(slug=told["network"]),
            title=told["title"],
            purpose=told["purpose"],
            audiences=told["audiences"],
            starts_on=first,
            ends_on=day_from(told["ends"], now),
            asked_groups=told["groups"],
            is_fictitious=told["is_fictitious"],
            now=founded,
        )
        assert initiative.slug == told["slug"], initiative.slug
        for part in _parts(initiative, told, now):
            add_part(initiative_id=initiative.pk, part=part, now=founded)
        publish_initiative(initiative_id=initiative.pk, is_published=True, now=founded)


def _parts(
    initiative: Initiative, told: dict[str, Any], now: datetime
) -> list[Reach | Partnership | BudgetLine]:
    reaches = [
        Reach(
            initiative=initiative,
            territory=Territory.objects.get(country="CA", level="region", code=row["region"]),
            from_day=day_from(row["from"], now),
        )
        for row in told["reaches"]
    ]
    partners = [
        Partnership(initiative=initiative, organisation=Organisation.objects.get(slug=slug), role=role)
        for slug, role in told["partners"]
    ]
    budget = [
        BudgetLine(initiative=initiative, label=label, purpose=purpose, amount=amount, currency="CAD")
        for label, purpose, amount in told["budget"]
    ]
    return [*reaches, *partners, *budget]


def day_from(told: str | int, now: datetime) -> date:
    """A day of the story, or so many days from today."""
    return date.fromisoformat(told) if isinstance(told, str) else day_of(now) + timedelta(days=told)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(16), UTC)


def coordination(network: Network) -> User:
    rows = Membership.objects.filter(network=network, role=Role.COORDINATOR).order_by("pk")
    return rows.select_related("user")[0].user
