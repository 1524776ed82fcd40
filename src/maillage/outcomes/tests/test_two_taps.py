"""After « réglé », by the link of the letter: two taps, a number, and it counts once."""

import pytest
from django.urls import reverse

from maillage.agreements.tests.factories import agreement_between
from maillage.common import clock
from maillage.common.tests.at_once import at_once
from maillage.directory.tests.factories import NetworkFactory
from maillage.matching import operations as matching
from maillage.matching.enums import FollowUpResult
from maillage.matching.models import Offer
from maillage.matching.rules.links import FOLLOW_UP, signed
from maillage.matching.tests.lives import two_sides
from maillage.outcomes.enums import Certainty, Origin, OutcomeKind
from maillage.outcomes.models import Outcome
from maillage.outcomes.operations.two_taps import tell_what_came
from maillage.outcomes.rules.statements import Said
from maillage.outcomes.tests.declared import coordinator_of, current

pytestmark = pytest.mark.django_db


@pytest.fixture
def sides(run_jobs):  # which first forgets the jobs of other tests
    found = two_sides(now=clock.now())
    matching.accept_introduction(
        introduction_id=found.introduction.pk, by=found.holder, note="", now=clock.now()
    )
    return found


def solved(sides, result=FollowUpResult.SOLVED):
    row = sides.introduction.follow_ups.get(days=30)
    return matching.answer_follow_up(follow_up_id=row.pk, result=result, words="", now=clock.now())


def link(sides, user=None, name="outcomes:what_came"):
    row = sides.introduction.follow_ups.get(days=30)
    token = signed(
        purpose=FOLLOW_UP,
        about=row.pk,
        introduction=sides.introduction,
        user_id=(user or sides.asker).pk,
        now=sides.introduction.asked_at,
    )
    return reverse(name, args=[token])


def test_the_follow_up_leads_to_the_page_and_two_taps_are_enough(client, sides):
    follow_up = link(sides, name="matching:follow_up")
    client.post(follow_up, {"result": "solved"})
    assert link(sides) in client.get(follow_up).content.decode()

    answer = client.post(link(sides), {"kind": "jobs_created", "value": "3", "currency": "CAD"}, follow=True)

    found = Outcome.objects.get()
    assert (found.introduction, found.origin) == (sides.introduction, Origin.FIRM)
    assert (current(found).value, current(found).certainty) == (3, Certainty.CLAIMED)
    assert current(found).recorded_by == sides.asker
    assert "Emplois créés\u00a0: 3" in answer.content.decode()
    client.force_login(coordinator_of(found))
    assert client.get(found.get_absolute_url()).status_code == 200


def test_another_thing_has_its_own_list(client, sides):
    solved(sides)

    answer = client.post(link(sides), {"kind": "autre"}, follow=True)
    assert "Énergie épargnée, en kWh" in answer.content.decode()
    client.post(f"{link(sides)}?autre=1", {"kind": "tool_adopted", "currency": "CAD"})

    assert (Outcome.objects.get().kind, current(Outcome.objects.get()).value) == (OutcomeKind.TOOL_ADOPTED, 1)


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"kind": "contract", "currency": "CAD"}, "Il manque le nombre."),
        ({"value": "3"}, "obligatoire"),
        ({"kind": "jobs_created", "value": "-2", "currency": "CAD"}, "plus grande que zéro"),
        ({"kind": "jobs_created", "value": "2.5", "currency": "CAD"}, "nombre entier"),
    ],
)
def test_a_mistake_is_told_and_keeps_what_was_typed(client, sides, told, message):
    solved(sides)

    answer = client.post(link(sides), told)

    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not Outcome.objects.exists()


def test_what_is_told_twice_counts_once(client, sides):
    solved(sides)
    told = {"kind": "contract", "value": "5000", "currency": "EUR"}
    client.post(link(sides), told)

    answer = client.post(link(sides), told)

    assert answer.status_code == 422
    assert "C’est déjà dit." in answer.content.decode()
    assert Outcome.objects.count() == 1


@pytest.mark.parametrize("result", [FollowUpResult.UNSOLVED, None])
def test_it_is_not_asked_of_whom_nothing_helped(client, sides, result):
    if result is not None:
        solved(sides, result)

    assert client.get(link(sides)).status_code == 404
    follow_up = client.get(link(sides, name="matching:follow_up"))
    assert link(sides) not in follow_up.content.decode()


def test_the_link_is_of_the_asker_alone(client, sides):
    solved(sides)

    assert client.get(link(sides)).status_code == 200
    assert client.get(link(sides, sides.holder)).status_code == 404


def test_it_is_traced_to_the_agreement_that_let_them_meet(sides):
    strand, there = sides.offer.strand, NetworkFactory()
    agreement = agreement_between(sides.need.network, there, strands=[strand])
    Offer.objects.update(network=there)

    found = told(sides)

    assert (found.agreement, found.strand) == (agreement, strand)


def told(sides):
    return tell_what_came(
        introduction_id=sides.introduction.pk,
        kind=OutcomeKind.JOBS_CREATED,
        said=Said(value=3, happened_on=clock.today()),
        by=sides.asker,
        now=clock.now(),
        day=clock.today(),
    )


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_make_one_outcome(sides):
    answers = at_once(*[lambda: told(sides)] * 2)

    assert sorted(answers) == ["AlreadyDeclared", "done"]
    assert Outcome.objects.count() == 1
