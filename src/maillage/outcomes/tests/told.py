"""A small story for tests of reports: two funders, one initiative, one activity, what came of it."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from maillage.activities.operations import place
from maillage.activities.tests.factories import ActivityFactory
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory, member_of
from maillage.initiatives.tests.factories import NOW, InitiativeFactory, contribution, given
from maillage.outcomes.models import Indicator, Outcome, Share, Statement, Target


def outcome(network, *, value=3, kind="jobs_created", now=NOW, **also):
    """An outcome and what is said of it; published unless told otherwise."""
    said = {"value": Decimal(value), "happened_on": date(2026, 5, 4), "recorded_at": now}
    said |= {
        name: also.pop(name)
        for name in ("happened_on", "certainty", "currency", "verified_by")
        if name in also
    }
    row = Outcome.objects.create(
        **{"network": network, "kind": kind, "origin": "advisor", "is_published": True, "created_at": now}
        | also
    )
    Statement.objects.create(outcome=row, **said)
    return row


def corrected(row, value, *, now):
    """Said again, otherwise."""
    before = row.statements.current().get()
    row.statements.current().end(now=now, by=None, reason="Recompté")
    Statement.objects.create(
        outcome=row,
        value=Decimal(value),
        happened_on=before.happened_on,
        certainty=before.certainty,
        recorded_at=now,
    )


def shared(row, *parts, now=NOW):
    """`parts`: contributions and their shares."""
    Share.objects.bulk_create(
        Share(outcome=row, contribution=one, share=Decimal(share), method="agreed", recorded_at=now)
        for one, share in parts
    )


def target(initiative, value=100, *, kind="people_trained"):
    indicator = Indicator.objects.create(
        code=f"indicateur-{Indicator.objects.count()}",
        kind=kind,
        name="Personnes formées",
        name_en="People trained",
        definition="Ont fini un parcours.",
        definition_en="Finished a path.",
        unit="personne",
        unit_en="person",
        method="Comptées une fois.",
        method_en="Counted once.",
        position=1,
    )
    return Target.objects.create(
        initiative=initiative, indicator=indicator, value=value, by_day=date(2027, 6, 30)
    )


def story():
    """Two funders give 300 and 100 to an initiative; 200 and 100 of it are placed on a workshop that creates jobs."""
    network = NetworkFactory()
    one, other = OrganisationFactory(name="Aluminerie"), OrganisationFactory(name="Caisse")
    initiative = InitiativeFactory(network=network, title="Plus numérique", is_published=True)
    gifts = [
        contribution(
            sum_, network=network, funder=funder, promised_on=date(2026, 1, 5), is_published=True, now=NOW
        )
        for funder, sum_ in ((one, 500), (other, 100))
    ]
    allocations = [
        given(gift, initiative, sum_, now=NOW) for gift, sum_ in zip(gifts, (300, 100), strict=True)
    ]
    activity = ActivityFactory(
        network=network, initiative=initiative, visibility="public", title="Atelier", starts_on=date(2026, 4, 1),
        ends_on=date(2026, 4, 2),
    )  # fmt: skip
    for allocation, sum_ in zip(allocations, (200, 100), strict=True):
        place(allocation_id=allocation.pk, activity=activity, amount=Decimal(sum_), by=None, now=NOW)
    jobs = outcome(network, initiative=initiative, activity=activity, certainty="documented")
    shared(jobs, (gifts[0], "0.75"), (gifts[1], "0.25"))
    return SimpleNamespace(
        network=network,
        funders=[one, other],
        initiative=initiative,
        gifts=gifts,
        activity=activity,
        jobs=jobs,
        coordinator=member_of(None, network, "coordinator"),
    )
