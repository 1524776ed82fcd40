"""What narrows a calendar of activities, read from the address."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.activities.enums import ActivityKind
from maillage.activities.queries import CalendarFilters
from maillage.agreements.models import Strand
from maillage.agreements.queries import agreements_open_to
from maillage.directory.queries import networks_in_order
from maillage.ui.choices import Choice, Group, Option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.agreements.models import Agreement
    from maillage.common.http import Request

MONTH, LIST = "mois", ""
FIRST_YEAR, LAST_YEAR = 2000, 2100


class Narrowing:
    """What the address asks. An unknown value narrows nothing."""

    def __init__(self, request: Request) -> None:
        asked = request.GET
        self.networks = list(networks_in_order())
        self.agreements: list[Agreement] = list(agreements_open_to(request.viewer))
        self.strands = list(Strand.objects.order_by("position"))
        self.network = _by_slug(self.networks, asked.get("reseau", ""))
        self.agreement = _by_slug(self.agreements, asked.get("entente", ""))
        self.strand = _by_slug(self.strands, asked.get("volet", ""))
        self.kind = asked.get("genre", "") if asked.get("genre", "") in ActivityKind.values else ""
        self.view = MONTH if asked.get("vue") == MONTH else LIST
        self.month = _month_asked(asked.get("mois", ""))
        year = _month_asked(f"{asked.get('annee', '')}-01")
        self.year = year.year if year else 0

    @property
    def filters(self) -> CalendarFilters:
        return CalendarFilters(
            network=self.network, agreement=self.agreement, strand=self.strand, kind=self.kind
        )

    def address(self, **more: object) -> str:
        """The same narrowing, seen otherwise."""
        told = {
            "reseau": _slug(self.network),
            "entente": _slug(self.agreement),
            "volet": _slug(self.strand),
            "genre": self.kind,
            **more,
        }
        return "?" + urlencode({name: value for name, value in told.items() if value})

    @property
    def is_narrowed(self) -> bool:
        return any((self.network, self.agreement, self.strand, self.kind))

    @property
    def subscribe_url(self) -> str:
        """Where the calendar of this network or agreement is subscribed to."""
        about = self.network or self.agreement
        return reverse("activities:subscribe") + (f"?pour={about.slug}" if about else "")

    @property
    def title(self) -> str:
        about = self.network or self.agreement
        title = _("En %(year)s") % {"year": self.year} if self.year else _("Ce qui se prépare")
        return _("%(title)s : %(name)s") % {"title": title, "name": about} if about else title

    @property
    def choices(self) -> list[Choice]:
        """The lists that show it."""
        kinds = [(str(value), str(label)) for value, label in ActivityKind.choices]
        return [
            _choice("reseau", _("Réseau"), _("Tous les réseaux"), _slugs(self.networks), _slug(self.network)),
            _choice("entente", _("Entente"), _("Toutes"), _slugs(self.agreements), _slug(self.agreement)),
            _choice("volet", _("Volet"), _("Tous"), _slugs(self.strands), _slug(self.strand)),
            _choice("genre", _("Genre"), _("Tous"), kinds, self.kind),
        ]


def _choice(name: str, label: str, anything: str, told: list[tuple[str, str]], chosen: str) -> Choice:
    options = [Option(value=value, label=words, is_chosen=value == chosen) for value, words in told]
    return Choice(name=name, label=label, anything=anything, groups=[Group(label="", options=options)])


def _month_asked(text: str) -> date | None:
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return month if FIRST_YEAR <= month.year <= LAST_YEAR else None


def _by_slug(rows: Iterable[Any], slug: str) -> Any:
    return next((row for row in rows if row.slug == slug), None)


def _slugs(rows: Iterable[Any]) -> list[tuple[str, str]]:
    return [(row.slug, str(row)) for row in rows]


def _slug(row: Any) -> str:
    return getattr(row, "slug", "")
