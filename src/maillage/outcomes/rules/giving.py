"""Grants as a package of the 360Giving Data Standard 1.4. Money only: what is given in kind is no grant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from maillage.common.text import writable
from maillage.outcomes.rules.checks import (
    must,
    must_be_a_country,
    must_be_a_currency,
    must_be_a_number,
    must_be_an_address,
    must_follow,
    must_have_its_zone,
    must_say,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal

VERSION, MEDIA_TYPE = "1.4", "application/json"
LONGEST_TITLE = 140


@dataclass(frozen=True, kw_only=True)
class Organisation:
    id: str
    name: str

    def __post_init__(self) -> None:
        must_say(self.id, self.name)


@dataclass(frozen=True, kw_only=True)
class Place:
    """country: ISO 3166-1, two letters. No code of ours: the standard’s list of types of codes is closed and British."""

    name: str
    country: str

    def __post_init__(self) -> None:
        must_say(self.name)
        must_be_a_country(self.country)


@dataclass(frozen=True, kw_only=True)
class Programme:
    code: str
    title: str

    def __post_init__(self) -> None:
        must_say(self.code, self.title)


@dataclass(frozen=True, kw_only=True)
class Grant:
    """disbursed: None when it is not known. planned: first and last day, the last when it is known."""

    id: str
    title: str
    description: str
    currency: str
    awarded: Decimal
    awarded_on: date
    recipient: Organisation
    funder: Organisation
    modified_at: datetime
    disbursed: Decimal | None = None
    planned: tuple[date, date | None] | None = None
    places: tuple[Place, ...] = ()
    programme: Programme | None = None
    address: str = ""

    def __post_init__(self) -> None:
        must_say(self.id, self.title, self.description)
        must_be_a_currency(self.currency)
        must_be_a_number(self.awarded)
        if self.disbursed is not None:
            must_be_a_number(self.disbursed)
        must_have_its_zone(self.modified_at)
        must_be_an_address(self.address, may_lack=True)
        if self.planned and self.planned[1]:
            must_follow(self.planned[0], self.planned[1])


@dataclass(frozen=True, kw_only=True)
class Package:
    """What is said of the file itself. license: the canonical address of an open licence, or nothing when there is none."""

    identifier: str
    title: str
    description: str
    publisher: Organisation
    website: str
    address: str
    download: str
    license: str
    issued_on: date
    modified_at: datetime

    def __post_init__(self) -> None:
        must_say(self.identifier, self.title, self.description)
        for told in (self.website, self.address, self.download):
            must_be_an_address(told)
        must_be_an_address(self.license, may_lack=True)
        must_have_its_zone(self.modified_at)


def package_of(about: Package, grants: Sequence[Grant]) -> dict[str, Any]:
    """What JSON writes; a number keeps its cents up to thirteen digits before them. One grant at least, each once."""
    must(bool(grants), "a package holds a grant")
    must(len({writable(grant.id) for grant in grants}) == len(grants), "a grant is told once")
    return {
        "version": VERSION,
        "identifier": writable(about.identifier),
        "title": writable(about.title),
        "description": writable(about.description),
        "issued": about.issued_on.isoformat(),
        "modified": _moment(about.modified_at),
        "publisher": {
            "identifier": writable(about.publisher.id),
            "name": writable(about.publisher.name),
            "website": about.website,
        },
        "accessURL": about.address,
        "downloadURL": about.download,
        **({"license": about.license} if about.license else {}),
        "grants": [_grant(grant) for grant in grants],
    }


def _grant(told: Grant) -> dict[str, Any]:
    title = writable(told.title)
    grant: dict[str, Any] = {
        "id": writable(told.id),
        "title": title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…",
        "description": writable(told.description),
        "currency": told.currency,
        "amountAwarded": _number(told.awarded),
        "awardDate": told.awarded_on.isoformat(),
        "recipientOrganization": [_organisation(told.recipient)],
        "fundingOrganization": [_organisation(told.funder)],
        "dateModified": _moment(told.modified_at),
    }
    if told.disbursed is not None:
        grant["amountDisbursed"] = _number(told.disbursed)
    if told.planned:
        first, last = told.planned
        grant["plannedDates"] = [
            {"startDate": first.isoformat()} | ({"endDate": last.isoformat()} if last else {})
        ]
    if told.places:
        grant["beneficiaryLocation"] = [
            {"name": writable(place.name), "countryCode": place.country} for place in told.places
        ]
    if told.programme:
        grant["grantProgramme"] = [
            {"code": writable(told.programme.code), "title": writable(told.programme.title)}
        ]
    if told.address:
        grant["url"] = told.address
    return grant


def _organisation(told: Organisation) -> dict[str, str]:
    return {"id": writable(told.id), "name": writable(told.name)}


def _number(amount: Decimal) -> int | float:
    return int(amount) if amount == int(amount) else float(amount)


def _moment(told: datetime) -> str:
    return told.isoformat(timespec="seconds")
