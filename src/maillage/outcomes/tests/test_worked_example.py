"""The example of docs/explanation/compter-une-fois.md, done again in the database: each figure of its tables holds."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings

from maillage.activities.models import Placement
from maillage.activities.operations import place
from maillage.activities.tests.factories import ActivityFactory
from maillage.agreements.tests.factories import AgreementFactory, PartyFactory, StrandFactory
from maillage.directory.tests.factories import (
    CountryFactory,
    NetworkFactory,
    OrganisationFactory,
    TerritoryFactory,
)
from maillage.initiatives.models import Allocation, Contribution
from maillage.initiatives.operations import StrandOf
from maillage.initiatives.rules import InstalmentTold
from maillage.initiatives.tests.factories import InitiativeFactory, contribution, given, instalment
from maillage.outcomes.models import Share, Statement
from maillage.outcomes.operations import share_outcome, share_what_is_not
from maillage.outcomes.queries import Scope, credited, totals
from maillage.outcomes.tests.factories import OutcomeFactory

pytestmark = pytest.mark.django_db
EXAMPLE = Path(settings.CONTENT).parent / "docs" / "explanation" / "compter-une-fois.md"
FIRST = datetime(2026, 3, 1, tzinfo=UTC)
KINDS = {"emplois": "jobs_created", "contrat": "contract"}
COLUMNS = {
    "emplois": ("jobs_created", ""),
    "contrats CAD": ("contract", "CAD"),
    "contrats EUR": ("contract", "EUR"),
}
LEVELS = {
    "contribution": "contribution_id",
    "bailleur": "funder_id",
    "initiative": "initiative_id",
    "activité": "activity_id",
    "réseau": "network_id",
    "entente": "agreement_id",
}


def tables():
    """By the heading above it, the rows of each table, by column."""
    lines = EXAMPLE.read_text("utf-8").splitlines()
    found, heading, columns = {}, "", []
    for line in lines:
        if line.startswith("#"):
            heading, columns = line.lstrip("# "), []
        elif line.startswith("|") and not line.startswith("|---"):
            cells = [" ".join(cell.split()) for cell in line.strip("|").split("|")]
            if columns:
                found.setdefault(heading, []).append(dict(zip(columns, cells, strict=True)))
            else:
                columns = cells
    return found


def amount(text):
    return Decimal(text.replace(" ", ""))


def part(text):
    return Decimal(float(Fraction(text)))  # halves and quarters


def moment(text):
    return datetime.combine(date.fromisoformat(text), time(), tzinfo=UTC)


@pytest.fixture
def told():
    return tables()


@pytest.fixture
def world(told):
    """Everything that the example names, by its name, made by the operations."""
    made = {}
    for row in told["Lieux"]:
        above = made.get(row["dans"])
        made[row["lieu"]] = (
            TerritoryFactory(name=row["lieu"], parent=above)
            if above
            else CountryFactory(country={"Canada": "CA", "France": "FR"}[row["lieu"]])
        )
    for row in told["Réseaux"]:
        made[row["réseau"]] = NetworkFactory(name=row["réseau"], territory=made[row["lieu"]])
    for row in told["Entente"]:
        made[row["entente"]] = AgreementFactory(name=row["entente"])
        made[row["volet"]] = StrandFactory(name=row["volet"])
        for shore, network in zip("ab", row["réseaux"].split(", "), strict=True):
            PartyFactory(agreement=made[row["entente"]], network=made[network], shore=shore)
        made[f"{row['entente']}, {row['volet']}"] = StrandOf(
            agreement=made[row["entente"]], strand=made[row["volet"]]
        )
    for row in told["Initiatives"]:
        made[row["initiative"]] = InitiativeFactory(title=row["initiative"], network=made[row["portée par"]])
    for row in told["Contributions"]:
        funder = made.setdefault(row["bailleur"], OrganisationFactory(name=row["bailleur"]))
        made[row["contribution"]] = contribution(
            network=made[row["livre"]],
            funder=funder,
            currency=row["monnaie"],
            kind={"argent": "money", "expertise": "expertise"}[row["nature"]],
            instalments=[_brought(row)],
            now=FIRST,
        )
    for row in told["Affectations"]:
        made[row["affectation"]] = given(
            made[row["contribution"]], made[row["à"]], amount(row["montant"]), now=FIRST
        )
    for row in told["Activités"]:
        made[row["activité"]] = ActivityFactory(
            initiative=made.get(row["initiative"]),
            agreement=made.get(row["entente"]),
            strand=made["Numérique"],
        )
    for row in told["Parts placées"]:
        place(
            allocation_id=made[row["affectation"]].pk,
            activity=made[row["activité"]],
            amount=amount(row["montant"]),
            by=None,
            now=FIRST,
        )
    _outcomes(told, made)
    return made


def _brought(row):
    if row["quantité"] == "–":
        return instalment(amount(row["montant"]))
    hours, value = row["quantité"].split(" h à ")
    return InstalmentTold(
        due_on=FIRST.date(),
        quantity=Decimal(hours),
        unit="heure",
        unit_value=Decimal(value),
        method="Tarif publié",
    )


def _outcomes(told, made):
    for row in told["Retombées"]:
        agreement = made.get(row["entente"])
        made[row["retombée"]] = OutcomeFactory(
            network=made[row["livre"]],
            kind=KINDS[row["genre"]],
            territory=made[row["lieu"]],
            initiative=made.get(row["initiative"]),
            agreement=agreement,
            strand=made["Numérique"] if agreement else None,
            activity=made[row["activité"]],
        )
    for row in told["Constats"]:
        Statement.objects.create(
            outcome=made[row["retombée"]],
            value=amount(row["valeur"]),
            currency="" if row["monnaie"] == "–" else row["monnaie"],
            happened_on=FIRST.date(),
            recorded_at=moment(row["du"]),
            ended_at=None if row["au"] == "–" else moment(row["au"]),
        )
    agreed = {}
    for row in told["Parts"]:
        if row["façon"] == "convenue":
            parts = agreed.setdefault(row["retombée"], {})
            parts[made[row["contribution"]].pk] = (
                Decimal(Fraction(row["part"]).numerator) / Fraction(row["part"]).denominator
            )
    for name, parts in agreed.items():
        share_outcome(outcome_id=made[name].pk, parts=parts, method="agreed", by=None, now=FIRST)
    share_what_is_not(now=FIRST)


def scope_of(row, made, as_of=None):
    thing = made.get(row["nom"])
    if row["niveau"] in LEVELS:
        return Scope(**{LEVELS[row["niveau"]]: thing.pk, "as_of": as_of})
    return Scope(territory_path=thing.path if thing else "", as_of=as_of)


def figures(row, made, as_of=None):
    """The row of the table, as the database counts it."""
    scope = scope_of(row, made, as_of)
    whole = {(each.kind, each.currency): each for each in totals(scope)}
    counted = dict.fromkeys(("retombées", *COLUMNS, *(_credited(name) for name in COLUMNS)), Decimal(0))
    counted["retombées"] = Decimal(sum(each.outcomes for each in whole.values()))
    for name, key in COLUMNS.items():
        counted[name] = whole[key].value if key in whole else Decimal(0)
    for each in credited(scope):
        if _is_hers(each, row, made):
            name = next(name for name, key in COLUMNS.items() if key == (each.kind, each.currency))
            counted[_credited(name)] += each.value
    if row["niveau"] == "contribution":  # what `credited` tells by funder, one contribution alone
        counted |= {_credited(name): _credited_alone(made[row["nom"]], *key) for name, key in COLUMNS.items()}
    return counted


def _credited(name):
    first, *rest = name.split(" ")
    return " ".join([first, *rest, "crédités"])


def _is_hers(credit, row, made):
    return (
        credit.funder_id == made[row["nom"]].pk
        if row["niveau"] == "bailleur"
        else credit.funder_id is not None
    )


def _credited_alone(book, kind, currency):
    shares = Share.objects.current().filter(contribution=book, outcome__kind=kind)
    said = {row.outcome_id: row.value for row in Statement.objects.current().filter(currency=currency)}
    return sum((row.share * said.get(row.outcome_id, 0) for row in shares), Decimal(0))


def test_every_total_of_the_example_is_what_the_database_counts(told, world):
    for row in told["Les totaux"]:
        expected = {name: amount(row[name]) for name in row if name not in {"niveau", "nom"}}
        assert figures(row, world) == expected, row["nom"]


def test_the_totals_of_april_are_told_again_after_the_correction_of_june(told, world):
    for row in told["Rejouer"]:
        expected = {name: amount(row[name]) for name in row if name not in {"niveau", "nom"}}
        assert figures(row, world, datetime(2026, 4, 15, tzinfo=UTC)) == expected, row["nom"]


def test_shares_in_proportion_are_those_of_the_example(told, world):
    for row in told["Parts"]:
        share = Share.objects.current().get(
            outcome=world[row["retombée"]], contribution=world[row["contribution"]]
        )
        assert share.share == part(row["part"])
        assert share.method == {"convenue": "agreed", "au prorata": "pro_rata"}[row["façon"]]
    assert Share.objects.count() == len(told["Parts"])


def test_the_book_of_the_example_balances(told, world):
    for row in told["Le livre"]:
        book = Contribution.objects.get(pk=world[row["contribution"]].pk)
        placed = sum(
            each.amount for each in Placement.objects.current().filter(allocation__contribution=book)
        )
        assert (book.total, book.allocated, book.left) == (
            amount(row["montant"]),
            amount(row["affecté"]),
            amount(row["libre"]),
        )
        assert (placed, book.allocated - placed) == (
            amount(row["placé"]),
            amount(row["affecté, pas encore placé"]),
        )
    assert Allocation.objects.current().count() == len(told["Affectations"])
