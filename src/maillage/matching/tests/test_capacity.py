"""What an offer can take, from which day, and the last place wanted by two."""

from datetime import date, timedelta

import pghistory.models
import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from maillage.common.tests.at_once import at_once
from maillage.directory.tests.factories import OrganisationFactory
from maillage.matching.enums import AvailabilityState
from maillage.matching.errors import AbsenceEndsBeforeItStarts, AbsencesOverlap, OfferFull
from maillage.matching.models import Absence, Introduction
from maillage.matching.operations import ask_introduction, cancel_absence, note_absence, state_capacity
from maillage.matching.queries import availability_of
from maillage.matching.rules.availability import availability_on
from maillage.matching.tests.factories import NOON, IntroductionFactory, NeedFactory, OfferFactory
from maillage.people.tests.factories import UserFactory

TODAY = date(2026, 11, 21)
FREE, FULL, ABSENT, UNKNOWN = AvailabilityState


def ask(offer, now=NOON):
    need = NeedFactory()
    return ask_introduction(
        need=need, offer=offer, asker=UserFactory(), message=need.text, consents=True, reasons=[], now=now
    )


def on(day, **changes):
    return availability_on(day, **{"per_month": None, "load": 0, "absences": []} | changes)


def test_nobody_said_is_not_no():
    said = on(TODAY)

    assert (said.state, said.places, said.takes_requests) == (UNKNOWN, None, True)


def test_places_are_counted_down_to_full_and_come_back_on_the_first():
    assert [on(TODAY, per_month=3, load=load).places for load in (0, 2, 3, 4)] == [3, 1, 0, 0]
    assert on(TODAY, per_month=3, load=3).back_on == date(2026, 12, 1)
    assert on(date(2026, 12, 31), per_month=1, load=1).back_on == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("absences", "back_on"),
    [
        ([(TODAY, TODAY)], TODAY + timedelta(1)),
        ([(date(2026, 11, 1), date(2026, 11, 25))], date(2026, 11, 26)),
        ([(date(2026, 11, 20), date(2026, 11, 25)), (date(2026, 11, 26), date(2026, 12, 3))], date(2026, 12, 4)),
        ([(date(2026, 11, 24), date(2026, 11, 28)), (date(2026, 11, 18), date(2026, 11, 25))], date(2026, 11, 29)),
    ],
)  # fmt: skip
def test_both_ends_of_an_absence_are_days_off_and_absences_follow_one_another(absences, back_on):
    said = on(TODAY, absences=absences)

    assert (said.state, said.back_on, said.takes_requests) == (ABSENT, back_on, False)


def test_a_full_offer_that_leaves_next_month_comes_back_after_its_absence():
    said = on(TODAY, per_month=1, load=1, absences=[(date(2026, 12, 1), date(2026, 12, 14))])

    assert (said.state, said.back_on) == (FULL, date(2026, 12, 15))


def test_a_coming_absence_takes_nothing_away_today():
    assert on(TODAY, per_month=1, absences=[(TODAY + timedelta(1), TODAY + timedelta(9))]).state == FREE


@pytest.mark.django_db
def test_what_is_asked_this_month_counts_but_what_was_declined_or_left_unanswered():
    offer = OfferFactory()
    state_capacity(offer_id=offer.pk, per_month=3)
    IntroductionFactory(offer=offer)
    IntroductionFactory(offer=offer, state="solved")  # it took somebody's time
    IntroductionFactory(offer=offer, state="expired")
    IntroductionFactory(offer=offer, state="declined", decline_reason="too_far")
    IntroductionFactory(offer=offer, asked_at=NOON - timedelta(30))

    assert availability_of([offer.pk], TODAY)[offer.pk].places == 1
    assert availability_of([offer.pk], date(2026, 12, 1))[offer.pk].places == 3


@pytest.mark.django_db
def test_a_month_begins_at_midnight_where_the_site_is():
    offer = OfferFactory()
    state_capacity(offer_id=offer.pk, per_month=1)
    last_evening = localtime(NOON).replace(month=10, day=31, hour=23, minute=59)
    IntroductionFactory(offer=offer, asked_at=last_evening)

    assert availability_of([offer.pk], TODAY)[offer.pk].state == FREE


@pytest.mark.django_db
def test_the_absence_of_an_organisation_is_that_of_all_its_offers():
    organisation = OrganisationFactory()
    offers = [
        OfferFactory(organisation=organisation),
        OfferFactory(organisation=organisation),
        OfferFactory(),
    ]
    note_absence(organisation=organisation, starts_on=TODAY, ends_on=TODAY)
    note_absence(offer=offers[1], starts_on=TODAY, ends_on=TODAY + timedelta(2))

    said = availability_of([offer.pk for offer in offers], TODAY)

    assert [said[offer.pk].state for offer in offers] == [ABSENT, ABSENT, UNKNOWN]
    assert said[offers[1].pk].back_on == TODAY + timedelta(3)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 6])
def test_two_queries_whatever_the_number_of_offers(number, django_assert_num_queries):
    offers = [OfferFactory() for _ in range(number)]
    for offer in offers:
        state_capacity(offer_id=offer.pk, per_month=2)
        note_absence(offer=offer, starts_on=TODAY, ends_on=TODAY)

    with django_assert_num_queries(2):
        availability_of([offer.pk for offer in offers], TODAY)


@pytest.mark.django_db
def test_a_capacity_is_said_changed_and_taken_back_and_each_leaves_a_trace():
    offer = OfferFactory()

    for per_month in (2, 5, None):
        state_capacity(offer_id=offer.pk, per_month=per_month)

    assert availability_of([offer.pk], TODAY)[offer.pk].state == UNKNOWN
    trail = pghistory.models.Events.objects.filter(pgh_obj_model="matching.Capacity").order_by("pgh_id")
    assert [(event.pgh_label, event.pgh_data["per_month"]) for event in trail] == [
        ("insert", 2),
        ("update", 5),
        ("delete", 5),
    ]


@pytest.mark.django_db
def test_absences_of_one_offer_never_overlap_not_even_by_a_day():
    offer = OfferFactory()
    note_absence(offer=offer, starts_on=TODAY, ends_on=TODAY + timedelta(3))

    with pytest.raises(AbsencesOverlap):
        note_absence(offer=offer, starts_on=TODAY + timedelta(3), ends_on=TODAY + timedelta(9))

    note_absence(offer=offer, starts_on=TODAY + timedelta(4), ends_on=TODAY + timedelta(9))
    note_absence(offer=OfferFactory(), starts_on=TODAY, ends_on=TODAY)


@pytest.mark.django_db
def test_an_absence_that_ends_before_it_starts_is_refused():
    with pytest.raises(AbsenceEndsBeforeItStarts):
        note_absence(offer=OfferFactory(), starts_on=TODAY, ends_on=TODAY - timedelta(1))


@pytest.mark.django_db
def test_the_database_refuses_an_absence_of_nobody():
    with pytest.raises(IntegrityError, match="offer_or_an_organisation"), transaction.atomic():
        Absence.objects.create(starts_on=TODAY, ends_on=TODAY)


@pytest.mark.django_db
def test_an_absence_taken_back_twice_is_gone_once():
    offer = OfferFactory()
    absence = note_absence(offer=offer, starts_on=TODAY, ends_on=TODAY)

    for _ in range(2):
        cancel_absence(absence_id=absence.pk)

    assert availability_of([offer.pk], TODAY)[offer.pk].state == UNKNOWN


@pytest.mark.django_db
def test_whoever_asks_a_full_offer_is_told_when_it_opens_again():
    offer = OfferFactory()
    state_capacity(offer_id=offer.pk, per_month=1)
    ask(offer)

    with pytest.raises(OfferFull, match="1er\N{NO-BREAK SPACE}décembre 2026"):
        ask(offer)

    assert ask(offer, now=NOON + timedelta(10)).offer == offer


@pytest.mark.django_db
def test_nobody_is_sent_to_an_absent_holder():
    offer = OfferFactory()
    note_absence(organisation=offer.organisation, starts_on=TODAY, ends_on=TODAY)

    with pytest.raises(OfferFull, match="22\N{NO-BREAK SPACE}novembre 2026"):
        ask(offer)


@pytest.mark.django_db(transaction=True)
def test_the_last_place_wanted_by_four_at_once_is_given_once():
    offer = OfferFactory()
    state_capacity(offer_id=offer.pk, per_month=1)

    outcome = sorted(at_once(*[lambda: ask(offer)] * 4))

    assert outcome == ["OfferFull", "OfferFull", "OfferFull", "done"]
    assert Introduction.objects.count() == 1
