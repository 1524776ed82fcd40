"""The diagnosis of a firm: what it says, who reads it, how it goes on."""

from datetime import timedelta

import numpy as np
import pytest
from django.urls import reverse

from maillage.assessments.bridge import LiveSitting
from maillage.assessments.enums import Ending, Unsaid
from maillage.assessments.errors import NothingToAsk, SittingAlreadyOpen
from maillage.assessments.models import Answer, Sitting
from maillage.assessments.operations import continue_sitting
from maillage.assessments.queries import diagnosis_of
from maillage.assessments.queries.bank import finished_sittings
from maillage.assessments.rules.bands import shares_of
from maillage.assessments.tests.diagnoses import SHORT, answered, diagnosed, maturity
from maillage.assessments.tests.factories import NOON, SittingFactory, scale_of_answers
from maillage.common.tests.at_once import at_once
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory, member_of

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=200)


@pytest.fixture
def firm(network):
    return OrganisationFactory(networks=[network], name="Fromagerie Belle-Rive")


@pytest.fixture
def sitting(firm, head):
    return diagnosed(1, organisation=firm, person=head)


def page(client, user, sitting):
    client.force_login(user)
    return client.get(reverse("assessments:result", args=[sitting.key]))


def read(response):
    """Its words, with plain spaces."""
    return response.content.decode().replace("\u00a0", " ")


def by_dimension(*, high):
    """The highest answer in these dimensions, the lowest elsewhere."""
    return lambda item: len(item.body["options"]) - 1 if item.dimension in high else 0


# ---------------------------------------------------------------- what it says


def test_the_overall_score_rises_with_the_answers_and_its_interval_is_shorter_than_those_of_the_dimensions():
    low, high = diagnosis_of(diagnosed(0, seed=1)), diagnosis_of(diagnosed(2, seed=2))

    assert low.overall.low < low.overall.middle < low.overall.high < high.overall.middle
    assert sum(low.overall.levels) == pytest.approx(1)
    shortest = min(one.high - one.low for one in low.dimensions)
    assert low.overall.high - low.overall.low < shortest


def test_the_overall_interval_is_that_of_draws_from_what_is_known():
    sitting = diagnosed(1, most=30)
    found = diagnosis_of(sitting)
    live = LiveSitting(sitting, [(row.item_id, row.category) for row in found.answers])
    live.known(shares=shares_of(sitting.instrument.content))
    known, grid = live._sitting.known, live.bank.tables.grid
    draws = np.random.default_rng(3).multivariate_normal(known.mean, known.covariance, 20_000)

    means = np.mean([np.interp(draws[:, rank], grid, live._shares(rank)) for rank in range(8)], axis=0)
    low, high = 100 * np.quantile(means, [0.025, 0.975])
    assert (found.overall.low, found.overall.high) == (pytest.approx(low, abs=2), pytest.approx(high, abs=2))


def test_a_strength_is_named_only_when_the_intervals_allow_it(client, firm, head):
    reply = by_dimension(high={"strategie"})
    sure = diagnosed(reply, most=65, organisation=firm, person=head)
    vague = diagnosed(Unsaid.DONT_KNOW, organisation=firm, person=head, now=LATER)

    assert diagnosis_of(sure).strongest_first[0].estimate.dimension == "strategie"
    assert "Le plus solide : Cap et priorités." in read(page(client, head, sure))
    said = read(page(client, head, vague))
    assert "on ne peut pas encore dire ce qui est le plus solide" in said
    assert "« Je ne sais pas » ne baisse aucune note" in said


def test_the_page_tells_bands_steps_proposals_and_that_questions_are_being_run_in(client, head, sitting):
    said = page(client, head, sitting).content.decode()

    assert "Fromagerie Belle-Rive" in said
    assert "À ce niveau, le plus souvent" in said
    assert said.count("Premier pas") == 8
    assert "Questions en rodage" in said
    assert reverse("matching:needs_revealed", args=[sitting.key]) in said
    first = diagnosis_of(sitting).proposals[0].text("fr-ca")
    assert first in said.replace("&#x27;", "’")


def test_questions_are_being_run_in_on_a_scale_of_answers_that_one_of_them_lacks(client, firm, head):
    instrument = maturity()
    questions = instrument.items.count()
    said = []
    for placed in (questions - 1, questions):
        scale_of_answers(instrument, answered=placed)
        sitting = diagnosed(1, organisation=firm, person=head, instrument=instrument, seed=placed)
        said.append("Questions en rodage" in read(page(client, head, sitting)))

    assert said == [True, False]


def test_the_page_is_read_in_english(client, head, sitting):
    client.force_login(head)
    said = client.get(f"/en/evaluations/passations/{sitting.key}/resultat/").content.decode()

    assert "At this level, most often" in said


# ------------------------------------------------------------- since last time


def test_a_change_is_told_only_beyond_the_doubt(client, firm, head):
    instrument = maturity()
    first = diagnosed(0, most=65, organisation=firm, person=head, seed=1, instrument=instrument)
    same = diagnosed(0, most=65, organisation=firm, person=head, seed=2, instrument=instrument, now=LATER)
    better = diagnosed(
        2, most=65, organisation=firm, person=head, seed=3, instrument=instrument, now=LATER + timedelta(1)
    )

    assert diagnosis_of(first).earlier == []
    assert {one.moved for one in diagnosis_of(same).dimensions} == {0}
    assert {one.moved for one in diagnosis_of(better).dimensions} == {1}
    assert "au-delà du doute" in page(client, head, better).content.decode()


def test_another_firm_s_diagnoses_are_not_compared(firm, head):
    instrument = maturity()
    diagnosed(0, instrument=instrument)

    assert diagnosis_of(diagnosed(1, organisation=firm, instrument=instrument, now=LATER)).earlier == []


# ------------------------------------------------------------------ who reads it


def test_the_diagnosis_is_read_by_those_who_speak_for_the_firm(client, network, firm, sitting):
    colleague, other, stranger = (
        member_of(firm, network),
        member_of(OrganisationFactory(), network),
        member_of(OrganisationFactory(), NetworkFactory()),
    )

    assert [page(client, person, sitting).status_code for person in (colleague, other, stranger)] == [
        200,
        404,
        404,
    ]


def test_an_open_sitting_leads_its_person_to_its_question_and_nobody_else_anywhere(
    client, network, firm, head
):
    sitting = SittingFactory(organisation=firm, person=head)

    assert page(client, head, sitting).url == reverse("assessments:question", args=[sitting.key])
    for person in (member_of(firm, network), member_of(OrganisationFactory(), NetworkFactory())):
        client.force_login(person)
        assert client.get(reverse("assessments:result", args=[sitting.key]), follow=True).status_code == 404


def test_the_cost_of_a_page_does_not_grow_with_its_past(client, firm, head, django_assert_num_queries):
    instrument = maturity()
    sittings = [
        diagnosed(
            1, organisation=firm, person=head, seed=seed, instrument=instrument, now=NOON + timedelta(seed)
        )
        for seed in range(1, 5)
    ]
    page(client, head, sittings[0])
    counts = []
    for sitting in (sittings[1], sittings[3]):
        with django_assert_num_queries(100, exact=False) as counted:
            page(client, head, sitting)
        counts.append(len(counted))

    assert counts[0] == counts[1]


# --------------------------------------------------------------------- going on


def test_going_on_keeps_every_answer_and_asks_none_of_them_twice(sitting):
    longer = continue_sitting(sitting_id=sitting.pk, now=LATER)

    copied = list(longer.answers.order_by("position").values_list("item_id", "response", "answered_at"))
    assert copied == list(
        sitting.answers.order_by("position").values_list("item_id", "response", "answered_at")
    )
    assert (longer.most, longer.seed, longer.facts, longer.finished_at) == (
        65,
        sitting.seed,
        sitting.facts,
        None,
    )
    answered(longer, 1, now=LATER)
    asked = list(longer.answers.values_list("item_id", flat=True).order_by("position"))
    assert len(asked) == len(set(asked)) > 50
    assert longer.answers.filter(answered_at__gte=longer.started_at).count() == len(asked) - SHORT


def test_what_it_continues_is_not_an_earlier_diagnosis(sitting):
    longer = answered(continue_sitting(sitting_id=sitting.pk, now=LATER), 1, now=LATER)

    assert diagnosis_of(longer).earlier == []


def test_answers_that_go_on_are_counted_once(sitting):
    instrument = sitting.instrument
    longer = continue_sitting(sitting_id=sitting.pk, now=LATER)
    assert list(finished_sittings(instrument)) == [sitting]

    answered(longer, 1, now=LATER)

    assert [row.pk for row in finished_sittings(instrument)] == [longer.pk]


def test_going_on_twice_gives_the_same_sitting_back(sitting):
    assert continue_sitting(sitting_id=sitting.pk, now=NOON) == continue_sitting(
        sitting_id=sitting.pk, now=LATER
    )


def test_nothing_more_is_asked_after_the_last_question(firm, head):
    whole = diagnosed(1, most=65, organisation=firm, person=head)
    Sitting.objects.filter(pk=whole.pk).update(ending=Ending.EXHAUSTED)

    with pytest.raises(NothingToAsk):
        continue_sitting(sitting_id=whole.pk, now=LATER)


def test_one_sitting_at_a_time_is_open(sitting, firm, head):
    SittingFactory(organisation=firm, person=head, scale=sitting.scale, seed=99)

    with pytest.raises(SittingAlreadyOpen):
        continue_sitting(sitting_id=sitting.pk, now=LATER)
    assert Answer.objects.count() == SHORT


def test_only_who_sat_goes_on(client, network, firm, head, sitting):
    address = reverse("assessments:continue", args=[sitting.key])
    client.force_login(member_of(firm, network))
    assert client.post(address).status_code == 404

    client.force_login(head)
    assert "Continuer" in page(client, head, sitting).content.decode()
    assert client.post(address).status_code == 302
    longer = Sitting.objects.get(finished_at=None)
    assert longer.person == head
    assert "Reprendre les questions" in page(client, head, sitting).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_begin_one_sitting():
    sitting = diagnosed(1)
    begun = []

    def click():
        begun.append(continue_sitting(sitting_id=sitting.pk, now=LATER).pk)

    assert at_once(click, click) == ["done", "done"]
    assert begun[0] == begun[1]
    assert Answer.objects.count() == 2 * SHORT
