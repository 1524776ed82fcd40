"""One closed object behind each address of initiatives, contributions, outcomes and reports, and the arguments that lead to it."""

from datetime import date

from maillage.activities.operations import place
from maillage.activities.tests.factories import NOON, ActivityFactory
from maillage.directory.tests.factories import NetworkFactory
from maillage.initiatives.tests.factories import InitiativeFactory, contribution, document_for_the_book, given
from maillage.outcomes.models import Period
from maillage.outcomes.tests import declared as outcomes
from maillage.outcomes.tests.declared import outcome


def initiative() -> dict[str, object]:
    return {"slug": InitiativeFactory().slug}


def kind_of_part() -> dict[str, object]:
    return {**initiative(), "what": "territoire"}


def part_of_an_initiative() -> dict[str, object]:
    held = InitiativeFactory()
    return {"slug": held.slug, "what": "reseau", "pk": held.holders.get().pk}


def an_outcome() -> dict[str, object]:
    return {"pk": outcomes.outcome().pk}


def evidence_of_an_outcome() -> dict[str, object]:
    proof = outcomes.proof_of(outcomes.outcome())
    return {"pk": proof.outcome_id, "evidence_pk": proof.pk}


def gift() -> dict[str, object]:
    return {"pk": contribution().pk}


def instalment_of_a_gift() -> dict[str, object]:
    made = contribution()
    return {"pk": made.pk, "row": made.instalments.get().pk}


def allocation() -> dict[str, object]:
    held = InitiativeFactory()
    made = contribution(network=held.holders.get().network)
    return {"pk": made.pk, "row": given(made, held, 5).pk}


def document_of_a_gift() -> dict[str, object]:
    document = document_for_the_book(contribution())
    return {"pk": document.contribution_id, "row": document.pk}


def placement() -> dict[str, object]:
    held = InitiativeFactory()
    allocated = given(contribution(network=held.holders.get().network), held, 5)
    activity = ActivityFactory(initiative=held)
    placed = place(
        allocation_id=allocated.pk,
        activity=activity,
        amount=allocated.amount,
        by=None,
        now=allocated.recorded_at,
    )
    return {"slug": activity.slug, "pk": placed.pk}


def target_of_an_initiative() -> dict[str, object]:
    target = outcomes.target_of(InitiativeFactory())
    return {"slug": target.initiative.slug, "pk": target.pk}


def an_outcome_of_the_chain() -> dict[str, object]:
    return {"kind": "retombee", "pk": str(outcome().pk)}


def report_of_an_initiative() -> dict[str, object]:
    return {"kind": "initiative", "slug": InitiativeFactory().slug}


def a_period() -> dict[str, object]:
    days = {"starts_on": date(2026, 4, 1), "ends_on": date(2026, 6, 30)}
    kept = {"outcomes": [], "money": []}
    return {"pk": Period.objects.create(network=NetworkFactory(), **days, closed_at=NOON, figures=kept).pk}
