"""`python -m outcome_rows OUTCOMES`: a book of invented money and what came of it; what to read in it and how long counting takes, as JSON.

For 200 000 outcomes: 50 000 participations, 2 000 contributions, 40 initiatives that aim at seven things each, 400 activities.
Six outcomes of ten are shared, a third of these by two or three contributions. Rows are written in bulk: the triggers of the database judge each of them.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING

import django

django.setup()

from django.conf import settings  # noqa: E402 - applications must be ready first
from django.db import connection, transaction  # noqa: E402
from django.utils import translation  # noqa: E402
from pages.plan import session_of  # noqa: E402

from maillage.activities.models import Activity, Participant, Placement  # noqa: E402
from maillage.config import database  # noqa: E402
from maillage.directory.enums import Role  # noqa: E402
from maillage.directory.models import Membership, Network, Organisation, Territory  # noqa: E402
from maillage.initiatives.models import (  # noqa: E402
    Allocation,
    Contribution,
    Holder,
    Initiative,
    Instalment,
)
from maillage.outcomes.enums import MONEY_KINDS, Certainty, Origin, OutcomeKind  # noqa: E402
from maillage.outcomes.models import Indicator, Outcome, Share, Statement, Target  # noqa: E402
from maillage.outcomes.queries import Scope, credited, totals  # noqa: E402
from maillage.outcomes.rules import parts_of  # noqa: E402
from maillage.people.models import User  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
TODAY, DAYS = date(2026, 11, 22), 700
NETWORKS, REGIONS, PLACES, FUNDERS, FIRMS = 10, 17, 400, 100, 4_000
INITIATIVES, ACTIVITIES = 40, 400
OUTCOMES_A_CONTRIBUTION, OUTCOMES_A_PARTICIPATION = 100, 4
SHARED, BY_SEVERAL = 0.6, 1 / 3
SEED, SEVERAL, TIMES = 7, 5_000, 5
MONTH, PAST = timedelta(days=30), 5  # between what initiatives aim at; how many are late
EMAIL = "coordination@mesures.maillage.example"


class Book:
    """Everything, written once in an empty database."""

    def __init__(self, outcomes: int) -> None:
        self.chance, self.outcomes = Random(SEED), outcomes

    def write(self) -> None:
        self._places()
        self._initiatives()
        self._money()
        self._results()

    def _places(self) -> None:
        country = Territory.objects.create(
            country="CA", level="country", designation="pays", code="CA", path="CA", name="Canada"
        )
        regions = [
            Territory.objects.create(country="CA", level="region", designation="région", code=f"{n:02}", path=f"CA/{n:02}",
                  parent=country, name=f"Région {n}")
            for n in range(1, REGIONS + 1)
        ]  # fmt: skip
        self.places = [
            Territory.objects.create(country="CA", level="municipality", designation="ville", code=f"{10_000 + n}",
                  path=f"{region.path}/{10_000 + n}", parent=region, name=f"Ville {n}")
            for n in range(PLACES) for region in [regions[n % REGIONS]]
        ]  # fmt: skip
        self.networks = [
            Network.objects.create(
                slug=f"reseau-{n}", name=f"Réseau {n}", territory=regions[n], contact_email=EMAIL
            )
            for n in range(NETWORKS)
        ]
        self.firms = [
            Organisation(
                slug=f"mesure-{n}",
                name=f"Entreprise {n}",
                sort_key=f"entreprise {n}",
                kind="business" if n >= FUNDERS else "funder",
                territory=self.places[n % PLACES],
                is_fictitious=True,
            )
            for n in range(FUNDERS + FIRMS)
        ]
        Organisation.objects.bulk_create(self.firms, batch_size=SEVERAL)
        person = User.objects.create(email=EMAIL, full_name="Mesure", is_fictitious=True, date_joined=NOW)
        for network in self.networks:
            Membership.objects.create(
                user=person, network=network, role=Role.COORDINATOR, starts_on=TODAY - timedelta(days=DAYS)
            )
        self.person = person

    def _initiatives(self) -> None:
        self.initiatives = [
            Initiative.objects.create(
                slug=f"initiative-{n}", title=f"Initiative {n}", purpose="Mesurer.", starts_on=_ago(DAYS),
                is_published=True, is_fictitious=True, created_at=NOW, updated_at=NOW,
            )
            for n in range(INITIATIVES)
        ]  # fmt: skip
        for n, initiative in enumerate(self.initiatives):
            Holder.objects.create(initiative=initiative, network=self.networks[n % NETWORKS], leads=True)
        self.activities = [
            Activity.objects.create(
                organisation=self.firms[0], network=self.networks[n % NETWORKS], kind="workshop", slug=f"atelier-{n}",
                title=f"Atelier {n}", starts_on=_ago(DAYS), ends_on=_ago(DAYS), time_zone="America/Toronto",
                state="announced", initiative=self.initiatives[n % INITIATIVES], created_at=NOW, updated_at=NOW,
            )
            for n in range(ACTIVITIES)
        ]  # fmt: skip
        people = [
            Participant(activity=self.activities[n % ACTIVITIES], name=f"Personne {n}", joined_at=NOW, is_fictitious=True)
            for n in range(self.outcomes // OUTCOMES_A_PARTICIPATION)
        ]  # fmt: skip
        self.people = Participant.objects.bulk_create(people, batch_size=SEVERAL)

    def _money(self) -> None:
        self.books = Contribution.objects.bulk_create(
            Contribution(
                network=self.networks[n % NETWORKS], funder=self.firms[n % FUNDERS], kind="money", purpose="project",
                title=f"Appui {n}", currency="CAD", promised_on=_ago(n % DAYS), is_published=n % 2 == 0,
                is_fictitious=True, created_at=NOW,
            )
            for n in range(self.outcomes // OUTCOMES_A_CONTRIBUTION)
        )  # fmt: skip
        amounts = [Decimal(self.chance.randint(5_000, 250_000)) for _ in self.books]
        Instalment.objects.bulk_create(
            Instalment(contribution=book, amount=amount, due_on=book.promised_on, recorded_at=NOW)
            for book, amount in zip(self.books, amounts, strict=True)
        )
        given = Allocation.objects.bulk_create(
            Allocation(contribution=book, initiative=self._served(n), amount=amount, recorded_at=NOW)
            for n, (book, amount) in enumerate(zip(self.books, amounts, strict=True))
        )
        Placement.objects.bulk_create(
            Placement(
                allocation=row,
                activity=self.activities[n % ACTIVITIES],
                amount=row.amount / 2,
                recorded_at=NOW,
            )
            for n, row in enumerate(given)
        )

    def _served(self, n: int) -> Initiative:
        return self.initiatives[n % INITIATIVES]

    def _results(self) -> None:
        kinds = list(OutcomeKind)
        rows = Outcome.objects.bulk_create(
            (self._outcome(n, kinds[self.chance.randrange(len(kinds))]) for n in range(self.outcomes)),
            batch_size=SEVERAL,
        )
        Statement.objects.bulk_create((self._statement(row) for row in rows), batch_size=SEVERAL)
        Share.objects.bulk_create(
            (share for row in rows if self.chance.random() < SHARED for share in self._shares(row)),
            batch_size=SEVERAL,
        )

    def _outcome(self, n: int, kind: str) -> Outcome:
        activity = self.activities[n % ACTIVITIES]
        person = self.people[n % len(self.people)] if kind == OutcomeKind.PEOPLE_TRAINED else None
        return Outcome(
            network_id=activity.network_id, kind=kind, organisation=self.chance.choice(self.firms),
            territory=self.places[n % PLACES], initiative_id=activity.initiative_id, activity=activity,
            participant=person, origin=Origin.ADVISOR, is_published=n % 3 == 0, is_fictitious=True, created_at=NOW,
        )  # fmt: skip

    def _statement(self, row: Outcome) -> Statement:
        is_money = row.kind in MONEY_KINDS
        return Statement(
            outcome=row, value=self.chance.randint(1_000, 90_000) if is_money else self.chance.randint(1, 12),
            currency="CAD" if is_money else "", happened_on=_ago(self.chance.randrange(DAYS)),
            certainty=self.chance.choice([Certainty.CLAIMED, Certainty.DOCUMENTED]), recorded_at=NOW,
        )  # fmt: skip

    def _shares(self, row: Outcome) -> list[Share]:
        several = self.chance.choice([2, 3]) if self.chance.random() < BY_SEVERAL else 1
        weights = {
            book: Decimal(self.chance.randint(1, 9)) for book in self.chance.sample(self.books, several)
        }
        return [
            Share(outcome=row, contribution=book, share=part, method="pro_rata", recorded_at=NOW)
            for book, part in parts_of(weights).items()
        ]


def aim() -> None:
    """Seven targets of each initiative; a month between one initiative's and the next one's, five of them past."""
    indicators = [
        Indicator.objects.create(
            code=f"mesure-{kind.value.replace('_', '-')}", kind=kind, name=kind.label, name_en=kind.label,
            definition="Mesurer.", definition_en="Measure.", unit="unités", unit_en="units",
            method="Un à un.", method_en="One by one.", position=place,
        )
        for place, kind in enumerate(list(OutcomeKind)[::2])
    ]  # fmt: skip
    Target.objects.bulk_create(
        Target(
            initiative=initiative,
            indicator=indicator,
            currency="CAD" if indicator.kind in MONEY_KINDS else "",
            value=50_000_000 if indicator.kind in MONEY_KINDS else 2_500,
            by_day=TODAY + MONTH * (place - PAST),
        )
        for place, initiative in enumerate(Initiative.objects.order_by("pk"))
        for indicator in indicators
    )


def _ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def _timed(what: Callable[[], object]) -> dict[str, int]:
    """Median of five, in ms: on the clock, and of our own processor."""
    clocks, processors = [], []
    for _ in range(TIMES):
        started, used = perf_counter(), process_time()
        what()
        clocks.append(1000 * (perf_counter() - started))
        processors.append(1000 * (process_time() - used))
    return {"ms": round(median(clocks)), "own_cpu_ms": round(median(processors))}


def _recount() -> None:
    """Everything that is shared, whole and in parts."""
    totals(Scope())
    credited(Scope())


def main() -> None:
    outcomes = int(sys.argv[1])
    database.ready(say=lambda words: print(words, file=sys.stderr))
    if Outcome.objects.count() != outcomes:
        with transaction.atomic():
            Book(outcomes).write()
    if not Target.objects.exists():
        with transaction.atomic():
            aim()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    first, funder = Initiative.objects.earliest("pk"), Contribution.objects.earliest("pk").funder_id
    counted = {
        "recount": _timed(_recount),
        "everything": _timed(lambda: totals(Scope())),
        "funder": _timed(lambda: totals(Scope(funder_id=funder))),
        "initiative": _timed(lambda: credited(Scope(initiative_id=first.pk))),
        "country": _timed(lambda: totals(Scope(territory_path="CA"))),
        "as_of": _timed(lambda: totals(Scope(as_of=NOW))),
    }
    with translation.override(settings.LANGUAGE_CODE):
        cookie = f"{settings.SESSION_COOKIE_NAME}={session_of(User.objects.get(email=EMAIL))}"
        told = {
            "counted": counted,
            "cookie": cookie,
            "initiative": first.pk,
            "shares": Share.objects.count(),
        }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
