"""The two stories: networks, people, the agreement, needs and offers."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from maillage.agreements.models import Strand
from maillage.common.zones import day_of
from maillage.config.demo.agreement import agreement_file, build_agreement
from maillage.config.demo.files import YES, rows_of
from maillage.directory import operations as directory
from maillage.directory.models import IndustryClass, Network, Organisation, Territory
from maillage.directory.queries import nearest_class
from maillage.matching.operations import publish_need, publish_offer
from maillage.people.models import User
from maillage.people.operations import create_person

if TYPE_CHECKING:
    from collections.abc import Iterator


SEED = 2016  # the year of the first agreement
OLDEST_DAYS = 240


def build_stories(*, now: datetime) -> None:
    """Networks, organisations, people, agreement, offers and needs of content/demo."""
    chance = random.Random(SEED)  # noqa: S311 - a fixed seed makes the same demonstration each time
    directory.load_reference()
    _add_municipalities()
    networks = _add_networks()
    organisations = _add_organisations(networks)
    _add_people(networks, organisations, now)
    strands = _add_strands(agreement_file())
    build_agreement()
    for row, at in zip(rows_of("offers.csv"), _days_before(now, chance), strict=False):
        publish_offer(now=at, **_published(row, networks, organisations, strands))
    for row, at in zip(rows_of("needs.csv"), _days_before(now, chance), strict=False):
        publish_need(now=at, written_by=None, **_published(row, networks, organisations, strands))


def _add_municipalities() -> None:
    for row in rows_of("territories.csv"):
        directory.add_municipality(
            country=row["country"],
            code=row["code"],
            name=row["name"],
            designation=row["designation"],
            parent_code=row["county_code"] or row["region_code"],
        )


def _add_networks() -> dict[str, Network]:
    return {
        row["slug"]: directory.create_network(
            slug=row["slug"],
            name=row["name"],
            territory=_place(row["territory_country"], row["territory_code"]),
            contact_email=row["contact_email"],
            description=row["description"],
        )
        for row in rows_of("networks.csv")
    }


def _add_organisations(networks: dict[str, Network]) -> dict[str, Organisation]:
    return {
        row["slug"]: directory.create_organisation(
            slug=row["slug"],
            name=row["name"],
            kind=row["kind"],
            networks=[networks[row["network"]]],
            territory=_place(row["country"], row["territory_code"]),
            sectors=_sectors(row["sector_scheme"], row["sector_code"]),
            description=row["description"],
            employees=int(row["employees"]) if row["employees"] else None,
            is_fictitious=row["is_fictitious"] == YES,
        )
        for row in rows_of("organisations.csv")
    }


def _place(country: str, code: str) -> Territory:
    return Territory.objects.get(country=country, level="municipality", code=code)


def _sectors(scheme: str, code: str) -> list[IndustryClass]:
    """The shipped reference stops at divisions: the nearest heading that it holds."""
    found = nearest_class(scheme, code) if code else None
    return [found] if found else []


def _add_people(networks: dict[str, Network], organisations: dict[str, Organisation], now: datetime) -> None:
    for row in rows_of("people.csv"):
        user = User.objects.filter(email=row["email"]).first() or create_person(
            email=row["email"],
            full_name=row["full_name"],
            language=row["language"],
            is_fictitious=row["is_fictitious"] == YES,
            now=now,
        )
        directory.join_network(
            user=user,
            network=networks[row["network"]],
            organisation=organisations[row["organisation"]] if row["organisation"] else None,
            role=row["role"],
            day=day_of(now) - timedelta(days=OLDEST_DAYS),
        )


def _add_strands(agreement: dict[str, Any]) -> dict[str, Strand]:
    return {
        row["slug"]: Strand.objects.get_or_create(slug=row["slug"], defaults=row)[0]
        for row in agreement["strands"]
    }


def _days_before(now: datetime, chance: random.Random) -> Iterator[datetime]:
    while True:
        yield now - timedelta(days=chance.randrange(1, OLDEST_DAYS), minutes=chance.randrange(600))


def _published(
    row: dict[str, str],
    networks: dict[str, Network],
    organisations: dict[str, Organisation],
    strands: dict[str, Strand],
) -> dict[str, Any]:
    """What a row says of an offer as of a need."""
    return {
        "organisation": organisations[row["organisation"]],
        "network": networks[row["network"]],
        "strand": strands[row["strand"]],
        "text_is_fictitious": True,
        **{name: row[name] for name in ("title", "text", "kind", "visibility")},
    }
