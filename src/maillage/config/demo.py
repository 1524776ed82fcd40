"""The demonstration: the two stories, made by calling operations, with a fixed seed.

Texts and firms come from content/demo; everything invented there is marked as fictitious.
"""

from __future__ import annotations

import csv
import json
import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from rich.progress import Progress

from maillage.agreements.models import Agreement, Strand
from maillage.agreements.operations import create_agreement, draft_version, sign_version
from maillage.common import clock
from maillage.directory import operations as directory
from maillage.directory.enums import Role
from maillage.directory.models import IndustryClass, Network, Organisation, Territory
from maillage.directory.queries import nearest_class
from maillage.matching.bridge import current_encoder
from maillage.matching.models import Need, Offer
from maillage.matching.operations import encode_needs, encode_offers, publish_need, publish_offer
from maillage.people.models import User
from maillage.people.operations import create_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

SEED = 2016  # the year of the first agreement
OLDEST_DAYS = 240
YES = "true"


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """A fictitious person a visitor may sign in as."""

    email: str
    role: str
    place: str


def sign_ins() -> list[SignIn]:
    """The people that the demonstration presents, one for each role."""
    return [
        SignIn(email=row["email"], role=str(Role(row["role"]).label), place=row["network"])
        for row in rows_of("people.csv")
        if row["headline"] == YES
    ]


def load_demo(console: Console) -> None:
    """Load what is not there yet. A second call changes nothing."""
    if not Agreement.objects.exists():
        console.print("Chargement des deux histoires…")
        with transaction.atomic():
            build_demo(now=clock.now())
    encoder = current_encoder()
    if encoder is None:
        return
    offers = Offer.objects.filter(vector__isnull=True).order_by("pk").values_list("pk", flat=True)
    needs = Need.objects.filter(vector__isnull=True).order_by("pk").values_list("pk", flat=True)
    if not offers and not needs:
        return
    with Progress(console=console) as progress:
        bar = progress.add_task("Lecture du sens des textes", total=len(offers) + len(needs))

        def done(number: int) -> None:
            progress.advance(bar, number)

        encode_offers(offer_ids=offers, encoder=encoder, now=clock.now(), progress=done)
        encode_needs(need_ids=needs, encoder=encoder, now=clock.now(), progress=done)


def build_demo(*, now: datetime) -> None:
    """Networks, organisations, people, agreement, offers and needs of content/demo."""
    chance = random.Random(SEED)  # noqa: S311 - a fixed seed makes the same demonstration each time
    directory.load_reference()
    _add_municipalities()
    networks = _add_networks()
    organisations = _add_organisations(networks)
    _add_people(networks, organisations, now)
    told = _agreement_file()
    strands = _add_strands(told)
    _add_agreement(told, networks, strands)
    _add_offers(networks, organisations, strands, _days_before(now, chance))
    _add_needs(networks, organisations, strands, _days_before(now, chance))


def rows_of(name: str) -> list[dict[str, str]]:
    with (settings.CONTENT / "demo" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


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
            day=now.date() - timedelta(days=OLDEST_DAYS),
        )


def _add_strands(agreement: dict[str, Any]) -> dict[str, Strand]:
    return {
        row["slug"]: Strand.objects.get_or_create(slug=row["slug"], defaults=row)[0]
        for row in agreement["strands"]
    }


def _agreement_file() -> dict[str, Any]:
    with (settings.CONTENT / "demo" / "agreement.json").open(encoding="utf-8") as file:
        content: dict[str, Any] = json.load(file)
    return content


def _add_agreement(told: dict[str, Any], networks: dict[str, Network], strands: dict[str, Strand]) -> None:
    agreement = create_agreement(
        slug=told["slug"],
        name=told["name"],
        purpose=told["versions"][-1]["purpose"],
        parties={party["name"]: networks[party["network"]] for party in told["parties"]},
    )
    parties = {party.shore: party for party in agreement.parties.all()}
    for version in told["versions"]:
        draft = draft_version(
            agreement=agreement,
            starts_on=date.fromisoformat(version["starts_on"]),
            ends_on=date.fromisoformat(version["ends_on"]),
            strands=[strands[slug] for slug in version["strands"]],
            dates_are_fictitious=True,
        )
        sign_version(
            version_id=draft.pk,
            signatories=[
                (parties[row["shore"]], row["office"], row["body"]) for row in version["signatories"]
            ],
            day=date.fromisoformat(version["signed_on"]),
        )


def _days_before(now: datetime, chance: random.Random) -> Iterator[datetime]:
    while True:
        yield now - timedelta(days=chance.randrange(1, OLDEST_DAYS), minutes=chance.randrange(600))


def _add_offers(
    networks: dict[str, Network],
    organisations: dict[str, Organisation],
    strands: dict[str, Strand],
    moments: Iterator[datetime],
) -> None:
    for row in rows_of("offers.csv"):
        publish_offer(
            organisation=organisations[row["organisation"]],
            network=networks[row["network"]],
            title=row["title"],
            text=row["text"],
            kind=row["kind"],
            strand=strands[row["strand"]],
            visibility=row["visibility"],
            text_is_fictitious=True,
            now=next(moments),
        )


def _add_needs(
    networks: dict[str, Network],
    organisations: dict[str, Organisation],
    strands: dict[str, Strand],
    moments: Iterator[datetime],
) -> None:
    for row in rows_of("needs.csv"):
        publish_need(
            organisation=organisations[row["organisation"]],
            network=networks[row["network"]],
            written_by=None,
            title=row["title"],
            text=row["text"],
            kind=row["kind"],
            strand=strands[row["strand"]],
            visibility=row["visibility"],
            text_is_fictitious=True,
            now=next(moments),
        )
