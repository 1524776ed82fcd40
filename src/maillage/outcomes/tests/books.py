"""An initiative with its money and its results, for what is exported of it."""

from datetime import date
from decimal import Decimal

from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory, TerritoryFactory
from maillage.initiatives.models import Reach
from maillage.initiatives.tests.factories import (
    NOW,
    InitiativeFactory,
    contribution,
    given,
    instalment,
)
from maillage.outcomes.models import Indicator, Share, Target
from maillage.outcomes.tests.factories import outcome


def an_indicator(kind="jobs_created", **said):
    told = {
        "code": kind.replace("_", "-"),
        "kind": kind,
        "name": "Emplois créés",
        "name_en": "Jobs created",
        "definition": "Postes de plus.",
        "definition_en": "More posts.",
        "unit": "emplois",
        "unit_en": "jobs",
        "method": "Un à un.",
        "method_en": "One by one.",
        "position": 1,
    } | said
    return Indicator.objects.create(**told)


def shared(held, parts):
    """Between contributions: the parts sum to one."""
    Share.objects.bulk_create(
        Share(outcome=held, contribution=one, share=Decimal(part), method="agreed", recorded_at=NOW)
        for one, part in parts.items()
    )


def a_book():
    """Plus: 250 000 $ published and 40 h in kind; 900 $ and a contract that are not; 12 jobs, of which 4 in Chambéry."""
    network = NetworkFactory(name="COlab", slug="colab")
    shawinigan = TerritoryFactory(name="Shawinigan")
    france = TerritoryFactory(parent__country="FR", name="Chambéry")
    plus = InitiativeFactory(
        slug="plus", title="Plus numérique", network=network, is_published=True, ends_on=date(2027, 12, 31)
    )
    for place in (shawinigan, france):
        Reach.objects.create(initiative=plus, territory=place, from_day=date(2026, 1, 1))
    bank = OrganisationFactory(name="Banque", slug="banque", kind="bank")
    firm = OrganisationFactory(name="Triade & fils", slug="triade")
    money = contribution(
        network=network,
        funder=bank,
        title="Laboratoires",
        purpose="labs",
        is_published=True,
        promised_on=date(2026, 2, 1),
        instalments=[
            instalment(150_000, received_on=date(2026, 3, 1)),
            instalment("100000.50", due_on=date(2027, 3, 1)),
        ],
    )
    hours = contribution(
        network=network,
        funder=bank,
        title="Conseils",
        kind="expertise",
        is_published=True,
        instalments=[
            instalment(
                4_000, quantity=Decimal(40), unit="heure", unit_value=Decimal(100), method="Tarif affiché."
            )
        ],
    )
    hidden = contribution(
        900,
        network=network,
        funder=OrganisationFactory(name="Discrète", slug="discrete"),
        title="Sous réserve",
    )
    for one in (money, hours, hidden):
        given(one, plus, one.total)
    jobs = outcome(network=network, value=8, organisation=firm, territory=shawinigan, initiative=plus, is_published=True,
        certainty="documented", full_time_equivalents=Decimal("7.5"), pay_band="high",
    )  # fmt: skip
    outcome(network=network, value=4, territory=france, initiative=plus, is_published=True)
    contract = outcome(
        network=network, kind="contract", value="1200.50", currency="CAD", organisation=firm, initiative=plus
    )
    shared(jobs, {money: "0.75", hidden: "0.25"})
    indicator = an_indicator()
    Target.objects.create(
        initiative=plus,
        indicator=indicator,
        value=50,
        by_day=date(2027, 12, 31),
        baseline=0,
        baseline_on=date(2026, 1, 1),
    )
    Target.objects.create(
        initiative=plus, indicator=indicator, territory=france, value=10, by_day=date(2026, 12, 31)
    )
    return {
        "network": network, "initiative": plus, "money": money, "hours": hours, "hidden": hidden, "jobs": jobs,
        "contract": contract, "bank": bank, "firm": firm,
    }  # fmt: skip
