"""The book of contributions: what is published, for everybody; a network's, for who keeps it; hers, for a funder's people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from maillage.common import clock
from maillage.common.zones import day_of
from maillage.directory.queries import networks_coordinated_by
from maillage.initiatives import permissions
from maillage.initiatives.queries.book import (
    contributions_kept_by,
    contributions_of_hers,
    contributions_published,
    late_in,
    ledgers_of,
    rows_of,
)
from maillage.initiatives.web.book_rows import contribution_link, headline, late_link, ledger_rows
from maillage.ui.fields import DayField

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.directory.models import Network
    from maillage.initiatives.models import Contribution

PAGE = 30
PUBLISHED, HERS = "publiees", "miennes"


class MomentForm(forms.Form):
    """The day as of which the book is read."""

    au = DayField(label=gettext_lazy("Comme le livre était le"), required=False)


@dataclass(frozen=True, kw_only=True)
class Book:
    """One book that she may open."""

    key: str
    label: str
    contributions: QuerySet[Contribution]
    is_accounts: bool  # what is late is told


def books_of(request: Request, networks: Sequence[Network]) -> list[Book]:
    """Those she may open, the one that opens by itself first: her networks', her organisations', what is published."""
    viewer = request.viewer
    kept = [
        Book(
            key=network.slug,
            label=_("Livre : %(network)s") % {"network": network},
            contributions=contributions_kept_by(network),
            is_accounts=True,
        )
        for network in networks
    ]
    hers = Book(
        key=HERS,
        label=_("Ce que vous donnez"),
        contributions=contributions_of_hers(viewer),
        is_accounts=True,
    )
    everybody = Book(
        key=PUBLISHED,
        label=_("Ce qui est publié"),
        contributions=contributions_published(),
        is_accounts=False,
    )
    gives = bool(viewer.organisation_ids) and hers.contributions.exists()
    return [*kept, *([hers] if gives else []), everybody]


@require_GET
def book(request: Request) -> HttpResponse:
    """`?livre=` one of the books that she may open, `?bailleur=` narrows it, `?au=` reads it as of the end of a day."""
    books = books_of(request, list(networks_coordinated_by(request.viewer)))
    chosen = _chosen(request, books)
    funder = request.GET.get("bailleur", "")
    contributions = chosen.contributions
    if funder:
        contributions = contributions.filter(funder__slug=funder)
    form = MomentForm(request.GET or None)
    moment = _moment(form)
    keep = f"{reverse('initiatives:contributions')}?{urlencode({'livre': chosen.key, **_asked_day(form)})}"
    ledgers = ledgers_of(contributions, moment)
    rows = rows_of(contributions, moment).select_related("funder")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    is_now = not _asked_day(form)
    late = list(late_in(contributions, request.viewer)) if chosen.is_accounts and is_now else []
    context = {
        "title": headline(ledgers),
        "moment": moment,
        "form": form,
        "chosen": chosen,
        "funder": funder,
        "whole": keep,
        "tabs": [
            {
                "label": each.label,
                "url": f"?livre={each.key}",
                "current": each.key == chosen.key,
                "count": None,
            }
            for each in books
        ],
        "ledgers": [ledger_rows(each, keep=keep, shows_late=chosen.is_accounts) for each in ledgers],
        "late": [late_link(row, request.viewer.day) for row in late],
        "page": page,
        "address": f"{keep}&{urlencode({'bailleur': funder})}&page=" if funder else f"{keep}&page=",
        "links": [contribution_link(row) for row in page],
        "may_record": permissions.may_found(request.viewer),
    }
    return render(request, "initiatives/book.html", context)


def _chosen(request: Request, books: list[Book]) -> Book:
    """Raises Http404 for a book that is not hers, as for what does not exist."""
    asked = request.GET.get("livre", "")
    found = next((each for each in books if each.key == asked), None) if asked else books[0]
    if found is None:
        raise Http404
    return found


def _asked_day(form: MomentForm) -> dict[str, str]:
    day: date | None = form.cleaned_data.get("au") if form.is_bound and form.is_valid() else None
    return {"au": day.isoformat()} if day and day < day_of(clock.now()) else {}


def _moment(form: MomentForm) -> datetime:
    """The end of the day that is asked; now, for today or no day."""
    asked: Any = _asked_day(form).get("au")
    if asked is None:
        return clock.now()
    ends = datetime.combine(datetime.fromisoformat(asked).date() + timedelta(days=1), time.min)
    return timezone.make_aware(ends)
