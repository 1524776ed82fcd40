"""A path computed for one person: what it holds, what it says, who reads it."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse

from maillage.assessments.models import Estimate
from maillage.assessments.tests.factories import result_of
from maillage.common.tests.at_once import at_once
from maillage.learning.errors import OutOfTime
from maillage.learning.models import Plan, Reading
from maillage.learning.operations import drop_plan, make_plan
from maillage.learning.tests.factories import LATER, NOON, module, skills
from maillage.people.tests.factories import UserFactory
from maillage.skills.models import RequiredLevel, RoleProfile

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
COUNTING, COMPARING = "6.7", "6.8"


@pytest.fixture
def role():
    return role_that_asks({COUNTING: 3})


def role_that_asks(levels):
    version = skills()
    role = RoleProfile.objects.create(
        version=version, slug="compteuse", identifier=uuid.uuid4(), position=90, title_fr="Compteuse"
    )
    for code, level in levels.items():
        RequiredLevel.objects.create(
            role=role, competence=version.competences.get(code=code), level=level, why_fr="Pour compter."
        )
    return role


def catalogue():
    """Two steps to level 3, a detour that leads there too, and one module that serves nothing here."""
    return [
        module("compter", gains={COUNTING: 2}, minutes=30),
        module("recompter", gains={COUNTING: 3}, requires={COUNTING: 2}, minutes=40),
        module("detour", gains={COUNTING: 3}, minutes=200),
        module("comparer", gains={COMPARING: 2}, minutes=20),
    ]


def made(person, role, *, minutes=60, finish_by=None, now=NOON):
    return make_plan(
        person_id=person.pk, role=role, minutes_a_week=minutes, finish_by=finish_by, today=TODAY, now=now
    )


def codes(plan):
    return [step.module.code for step in plan.steps.select_related("module").order_by("position")]


def test_a_plan_holds_the_shortest_way_and_says_why(role):
    catalogue()
    plan = made(UserFactory(), role)

    steps = list(plan.steps.order_by("position"))
    assert codes(plan) == ["compter", "recompter"]
    assert (plan.fewest, plan.is_proved, plan.changes) == (70, True, 0)
    assert [(step.first_week, step.last_week) for step in steps] == [(0, 0), (0, 1)]
    assert steps[0].opens == ["recompter"]
    assert steps[1].fills == [{"competence": COUNTING, "level": 3}]


def test_what_is_measured_is_left_out_with_its_chance(role):
    catalogue()
    person = UserFactory()
    known(person, {COUNTING: 0.5})

    plan = made(person, role)

    assert codes(plan) == ["recompter"]
    assert {row["module"]: (row["level"], round(row["chance"], 2)) for row in plan.skipped} == {
        "compter": (2, 0.97)
    }


def known(person, middles):
    """A finished sitting about these competences."""
    sitting = result_of(person)
    for position, (code, middle) in enumerate(middles.items(), start=1):
        levels = [1 / 30, 0.9, 1 / 30, 1 / 30] if middle < 1 else [1 / 30, 1 / 30, 0.9, 1 / 30]
        Estimate.objects.create(
            sitting=sitting, dimension=code, position=position, mean=middle, error=0.3, low=middle - 0.6,
            middle=middle, high=middle + 0.6, levels=levels, asked=4,
        )  # fmt: skip
    return sitting


def test_a_module_that_was_read_is_not_taken_again(role):
    first, *_rest = catalogue()
    person = UserFactory()
    Reading.objects.create(
        person=person, module=first.module, version=first, started_at=NOON, finished_at=LATER
    )

    assert codes(made(person, role)) == ["recompter"]


def test_a_withdrawn_module_is_asked_of_nobody(role):
    _first, again, *_rest = catalogue()
    again.withdrawn_at, again.withdrawn_reason = LATER, "Dépassé."
    again.save(update_fields=["withdrawn_at", "withdrawn_reason"])

    assert codes(made(UserFactory(), role)) == ["detour"]


def test_what_no_module_gives_is_told_and_asked_of_nobody():
    role = role_that_asks({COUNTING: 4, COMPARING: 2})
    catalogue()
    module("trier", gains={COMPARING: 2}, requires={"1.1": 3}, minutes=10)

    plan = made(UserFactory(), role)

    assert codes(plan) == ["trier"]
    assert plan.beyond == [
        {"competence": COUNTING, "level": 4, "module": ""},
        {"competence": "1.1", "level": 3, "module": "trier"},
    ]


def test_a_second_plan_keeps_what_it_can_and_the_first_stays(role):
    catalogue()
    person = UserFactory()
    first = made(person, role)
    module("raccourci", gains={COUNTING: 3}, requires={COUNTING: 2}, minutes=39)

    second = made(person, role, now=LATER)

    first.refresh_from_db()
    assert (codes(second), second.changes) == (codes(first), 0)
    assert (first.replaced_at, second.replaced_at) == (LATER, None)


def test_a_day_too_near_is_refused_with_what_would_do(role):
    catalogue()

    with pytest.raises(OutOfTime) as refused:
        made(UserFactory(), role, minutes=15, finish_by=TODAY + timedelta(days=10))

    said = str(refused.value).replace("\u00a0", " ")
    assert "il faudrait 1 h 30 par semaine, ou bien il se finit le 27 décembre 2026" in said
    assert not Plan.objects.exists()


def test_her_page_tells_weeks_reasons_and_what_is_new(client, role):
    first, *_rest = catalogue()
    person = UserFactory()
    client.force_login(person)
    made(person, role)
    Reading.objects.create(
        person=person,
        module=first.module,
        version=first,
        started_at=NOON,
        finished_at=NOON + timedelta(days=1),
    )

    page = client.get(reverse("learning:plan")).text.replace("\u00a0", " ")

    assert "Semaine du 23 novembre 2026" in page
    assert "prépare « Module recompter »" in page
    assert "Vous avez avancé depuis." in page
    assert "30 min sur 1 h 10" in page


def test_a_plan_is_asked_for_on_the_page_and_a_past_day_is_told(client, role):
    catalogue()
    person = UserFactory()
    client.force_login(person)
    sent = {"role": role.pk, "minutes_a_week": "60", "finish_by": "2020-01-01"}

    refused = client.post(reverse("learning:plan"), sent)
    accepted = client.post(reverse("learning:plan"), sent | {"finish_by": ""})

    assert refused.status_code == 422
    assert "Laissez-vous une semaine au moins." in refused.text
    assert accepted.status_code == 302
    assert Plan.objects.get(replaced_at=None).person == person


def test_nobody_reads_the_plan_of_another(client, role):
    catalogue()
    made(UserFactory(), role)
    client.force_login(UserFactory())

    page = client.get(reverse("learning:plan")).text

    assert "Module compter" not in page
    assert "Situez-vous d’abord" in page


def test_whoever_drops_her_plan_has_none_and_keeps_what_was(role):
    catalogue()
    person = UserFactory()
    plan = made(person, role)

    drop_plan(person_id=person.pk, now=LATER)

    plan.refresh_from_db()
    assert plan.replaced_at == LATER


@pytest.mark.parametrize("more", [0, 4])
def test_the_page_costs_the_same_for_two_steps_and_for_six(client, role, more, django_assert_max_num_queries):
    catalogue()
    for competence in skills().competences.filter(area__code="2")[:more]:
        module(f"autre-{competence.pk}", gains={competence.code: 3}, minutes=30)
        RequiredLevel.objects.create(role=role, competence=competence, level=3, why_fr="Pour voir.")
    person = UserFactory()
    client.force_login(person)
    made(person, role)
    client.get(reverse("learning:plan"))

    with django_assert_max_num_queries(22):
        client.get(reverse("learning:plan"))


@pytest.mark.django_db(transaction=True)
def test_two_plans_asked_for_at_once_leave_one_in_use():
    role = role_that_asks({COUNTING: 3})
    catalogue()
    person = UserFactory()

    assert at_once(lambda: made(person, role), lambda: made(person, role)) == ["done", "done"]
    assert Plan.objects.filter(replaced_at=None).count() == 1
    assert Plan.objects.count() == 2
