"""Addresses of reports and of the rows behind a figure: the days and the moment go with them."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.outcomes.rules.periods import Span

PAGES = {
    "initiative": "outcomes:report_initiative",
    "agreement": "outcomes:report_agreement",
    "funder": "outcomes:report_funder",
    "network": "outcomes:report_network",
}
FIELDS = {"initiative": "initiative", "agreement": "entente", "funder": "bailleur", "network": "reseau"}
KINDS = {word: kind for kind, word in FIELDS.items()}  # what an address calls them


def report_address(
    kind: str, slug: str, span: Span | None = None, *, as_of: datetime | None = None, paper: bool = False
) -> str:
    """The page of a report, or its paper. Without a span: from the beginning to the day it is read."""
    page = reverse(PAGES[kind], args=[slug])
    address = reverse("outcomes:report_paper", args=[FIELDS[kind], slug]) if paper else page
    return with_query(address, **days_asked(span), **moment_asked(as_of))


def rows_address(kind: str, slug: str, span: Span, *, as_of: datetime | None, **narrowed: str) -> str:
    """The list of outcomes behind a figure of a report; narrowed further by fields of the list."""
    about = {FIELDS[kind]: slug}
    address = reverse("outcomes:outcomes")
    return with_query(address, **about, **narrowed, **days_asked(span), **moment_asked(as_of))


def gifts_address(kind: str, slug: str, span: Span, *, as_of: datetime | None, funder: str = "") -> str:
    """The list of contributions behind a figure of a report; of one funder, by her slug."""
    address = reverse("outcomes:report_gifts", args=[FIELDS[kind], slug])
    return with_query(address, bailleur=funder, **days_asked(span), **moment_asked(as_of))


def detail_address(kind: str, slug: str, span: Span, *, as_of: datetime | None) -> str:
    """The figures of a report, told apart."""
    address = reverse("outcomes:report_details", args=[FIELDS[kind], slug])
    return with_query(address, **days_asked(span), **moment_asked(as_of))


def with_query(address: str, **asked: str) -> str:
    """The address, narrowed by what is told; it may be narrowed already."""
    told = {name: value for name, value in asked.items() if value}
    return f"{address}{'&' if '?' in address else '?'}{urlencode(told)}" if told else address


def days_asked(span: Span | None) -> dict[str, str]:
    if span is None:
        return {}
    return {"depuis": span.first.isoformat() if span.first else "", "jusqu-a": span.last.isoformat()}


def moment_asked(as_of: datetime | None) -> dict[str, str]:
    """In UTC, to the microsecond: rows are recorded so."""
    if as_of is None:
        return {}
    return {"au": as_of.astimezone(UTC).isoformat().replace("+00:00", "Z")}
