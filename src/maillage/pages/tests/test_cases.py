"""What was closed in the field, as learning is told of it."""

import pytest

from maillage.learning.queries.cases import closed_cases
from maillage.matching.enums import IntroductionState
from maillage.matching.tests.factories import AdvisingFactory, IntroductionFactory
from maillage.people.operations import withdraw_consent
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def advising():
    return AdvisingFactory()


def closed(advising, state):
    return IntroductionFactory(need=advising.need, state=state)


def told(advising):
    day = advising.since.date()
    return closed_cases(advising.membership.user_id, day)


@pytest.mark.parametrize("state", [IntroductionState.SOLVED, IntroductionState.PARTLY])
def test_an_introduction_that_helped_a_firm_she_accompanies_is_a_case_of_hers(advising, state):
    introduction = closed(advising, state)

    (case,) = told(advising)

    assert case.source == f"introduction-{introduction.pk}"
    assert case.network == advising.need.network_id
    assert advising.need.organisation.name in case.hidden
    assert introduction.offer.organisation.name in case.hidden
    assert advising.need.organisation.name not in case.matter + case.outcome
    assert closed_cases(UserFactory().pk, advising.since.date()) == []


def test_one_that_did_not_help_or_is_under_way_is_none(advising):
    closed(advising, IntroductionState.UNSOLVED)
    closed(advising, IntroductionState.ASKED)

    assert told(advising) == []


def test_once_the_firm_takes_its_need_back_it_is_none(advising):
    closed(advising, IntroductionState.SOLVED)

    withdraw_consent(consent_id=advising.consent_id, now=advising.since)

    assert told(advising) == []
