"""What past introductions change in an answer, and what of them may be said."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.agreements.tests.factories import TODAY
from maillage.common.viewer import Viewer
from maillage.matching.bridge import ranking_of
from maillage.matching.enums import IntroductionState
from maillage.matching.models import Introduction
from maillage.matching.queries import help_for
from maillage.matching.rules import past_reason
from maillage.matching.tests.factories import IntroductionFactory, NeedFactory, OfferFactory
from maillage.matching.tests.test_help import ANYONE, UNRELATED, public_offers

pytestmark = pytest.mark.django_db

TEXT = "humidité dans la cave"
ENOUGH = 20  # past needs from which the ranking learns


def helped(offer, *, firms, text=TEXT, state=IntroductionState.SOLVED, **need):
    for _ in range(firms):
        IntroductionFactory(offer=offer, need=NeedFactory(title="Cave", text=text, **need), state=state)


@pytest.fixture
def offers():
    """Two that say the same, and enough past needs that have nothing to do with the text."""
    public_offers(*UNRELATED)
    helped(OfferFactory(), firms=ENOUGH, text="Comptabilité et clôture de l’exercice.")
    return public_offers("Humidité des caves, diagnostic.", "Humidité des caves, diagnostic.")


def suggestion_of(offer, viewer=ANYONE):
    (found,) = [one for one in help_for(TEXT, viewer).suggestions if one.offer == offer]
    return found


def said(offer, viewer=ANYONE):
    """The words in common, and what is said of past needs."""
    codes = [reason.code for reason in suggestion_of(offer, viewer).reasons]
    return [code for code in codes if code == "words" or code.startswith("similar_")]


def total(offer):
    return ranking_of(TEXT).candidate(offer.pk).total


def test_what_helped_needs_like_this_one_comes_first_and_says_how_many_firms(offers):
    before, after = offers
    assert help_for(TEXT, ANYONE).suggestions[0].offer == before

    helped(after, firms=4)

    best = help_for(TEXT, ANYONE).suggestions[0]
    assert best.offer == after
    assert "A aidé 4 entreprises au besoin semblable." in [reason.text for reason in best.reasons]
    assert best.score > suggestion_of(before).score


def test_two_needs_of_one_firm_are_one_firm(offers):
    firm = NeedFactory().organisation
    helped(offers[0], firms=4, organisation=firm)

    assert "similar_firms" not in said(offers[0])


def test_fewer_than_three_firms_are_told_only_to_whoever_may_see_one_of_the_needs(offers):
    helped(offers[0], firms=2, visibility="organisation")
    need = Introduction.objects.latest("pk").need
    owner = Viewer(day=TODAY, user_id=1, organisation_ids=frozenset({need.organisation_id}))

    assert said(offers[0], owner) == ["words", "similar_need"]
    assert said(offers[0], ANYONE) == ["words"]


def test_what_is_under_way_counts_a_little_and_is_not_said_to_have_helped(offers):
    before = suggestion_of(offers[0]).score
    helped(offers[0], firms=3, state=IntroductionState.ACCEPTED)
    taken = suggestion_of(offers[0]).score
    Introduction.objects.filter(offer=offers[0]).update(state=IntroductionState.SOLVED)

    assert before < taken < suggestion_of(offers[0]).score
    assert "similar_firms" in said(offers[0])


def test_what_did_not_help_and_needs_of_another_sort_change_nothing(offers):
    before = total(offers[0])
    helped(offers[0], firms=4, state=IntroductionState.UNSOLVED)
    helped(offers[0], firms=2, text="Traduire un catalogue vers l’anglais.")

    assert total(offers[0]) == pytest.approx(before)
    assert said(offers[0]) == ["words"]


def test_what_was_undone_is_forgotten_even_when_as_much_came_in_its_place_at_the_same_moment(offers):
    helped(offers[0], firms=3)
    assert "similar_firms" in said(offers[0])
    Introduction.objects.filter(offer=offers[0]).delete()
    helped(offers[1], firms=3)

    assert said(offers[0]) == ["words"]
    assert "similar_firms" in said(offers[1])


def test_with_too_few_past_needs_nothing_is_learnt():
    public_offers(*UNRELATED)
    (offer,) = public_offers("Humidité des caves, diagnostic.")
    helped(offer, firms=4)

    assert said(offer) == ["words"]


def test_an_offer_that_closed_since_does_not_come_back(offers):
    helped(offers[0], firms=4)
    offers[0].state = "closed"
    offers[0].save()

    assert offers[0] not in [one.offer for one in help_for(TEXT, ANYONE).suggestions]


def test_the_number_of_firms_is_said_from_three_on():
    assert past_reason(firms=2, one_is_visible=False) is None
    assert past_reason(firms=2, one_is_visible=True).code == "similar_need"
    assert past_reason(firms=3, one_is_visible=False).facts == {"firms": 3}


def test_the_past_costs_one_question_more_only_where_firms_are_too_few_to_count(offers):
    helped(offers[0], firms=3)
    counted = questions()
    helped(offers[1], firms=1)

    assert questions() == counted + 1


def questions():
    """How many the database gets for a search, once what changed has been read."""
    help_for(TEXT, ANYONE)
    with CaptureQueriesContext(connection) as asked:
        help_for(TEXT, ANYONE)
    return len(asked)
