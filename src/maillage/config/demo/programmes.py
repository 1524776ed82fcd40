"""The programmes of the demonstration: the real ones of content/programmes, and one that a fictitious fund holds."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings

from maillage.agreements.enums import Currency
from maillage.common.zones import day_of
from maillage.directory.models import Network, Organisation
from maillage.matching.enums import CatalogueFormat, ProgrammeHelp, ProgrammeStatus
from maillage.matching.operations.programme_import import import_programmes
from maillage.matching.operations.programmes import publish_programme
from maillage.matching.rules.conditions import statement
from maillage.matching.rules.content_programmes import MONTREAL
from maillage.matching.rules.programmes import ProgrammeDraft
from maillage.people.models import User

if TYPE_CHECKING:
    from datetime import datetime

FUND, ITS_NETWORK = "fonds-elan-numerique-shawinigan", "shawinigan"
ITS_OFFICER = "programmes.fonds-elan-numerique@demo.maillage.example"
MONTHS_OPEN = timedelta(days=120)


def build_programmes(*, now: datetime) -> None:
    """Real programmes are public and to be confirmed by their operators; the fictitious one has its officer."""
    import_programmes(path=settings.CONTENT / "programmes", format=CatalogueFormat.CATALOGUE, now=now)
    publish_programme(
        draft=_fictitious_programme(now),
        organisation=Organisation.objects.get(slug=FUND),
        network=Network.objects.get(slug=ITS_NETWORK),
        by=User.objects.get(email=ITS_OFFICER),
        text_is_fictitious=True,
        now=now,
    )


def _fictitious_programme(now: datetime) -> ProgrammeDraft:
    return ProgrammeDraft(
        slug="coup-de-pouce-elan-numerique",
        title="Coup de pouce Élan numérique (fictif)",
        text="Programme fictif : une petite entreprise choisit et installe son premier outil numérique, avec quelqu’un du métier.",
        operator="Fonds Élan Numérique Shawinigan",
        gives=ProgrammeHelp.GRANT,
        also_gives=[ProgrammeHelp.ADVICE],
        amount_min=Decimal(1500),
        amount_max=Decimal(10_000),
        amount_share=Decimal("0.5"),
        currency=Currency.CAD,
        cost_text="L’autre moitié des dépenses.",
        closes_on=(now + MONTHS_OPEN).date(),
        time_zone=MONTREAL,
        status=ProgrammeStatus.OPEN,
        steps=[{"text": "Décrivez votre projet en une page.", "links": []}],
        languages=["fr"],
        checked_on=day_of(now),
        condition={
            "all": [
                {"fact": "territory", "within": ["CA/24"], "id": "territory-1"},
                {"fact": "employees", "below": 50, "id": "employees-1"},
                {
                    "any": [
                        {"fact": "founded_on", "at_least": 6, "unit": "months", "id": "founded_on-1"},
                        statement("Une reprise d’entreprise est en cours.") | {"id": "statement-1"},
                    ]
                },
            ]
        },
    )
