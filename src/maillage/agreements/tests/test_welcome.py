"""Firms welcomed on the other shore: across an agreement in force, within the places, seen by those concerned alone."""

from datetime import date

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from maillage.agreements.enums import StaySide, StayState
from maillage.agreements.errors import (
    AlreadyAWelcomeHost,
    AlreadyToldWhatCame,
    ConsentToWelcomeMissing,
    DatesReversed,
    NoPlaceLeft,
    NotAcross,
    PlacesTaken,
    StayMoved,
    StrandNotCovered,
    WelcomeAlreadyAsked,
    WelcomeClosed,
)
from maillage.agreements.models import Notice, Stay
from maillage.agreements.operations import (
    accept_stay,
    change_welcome,
    decline_stay,
    end_agreement,
    move_stay,
    open_welcome,
    tell_what_came,
    write_due_notices,
)
from maillage.agreements.queries.personal_data import gathered_about
from maillage.agreements.rules.welcome import MOVES, free_place, may_become, moves_open_to
from maillage.agreements.tests.crossings import NOON, accepted, answering, asked, crossing, host_of
from maillage.agreements.tests.factories import TODAY, StrandFactory
from maillage.common.days import months_after
from maillage.common.tests.at_once import at_once
from maillage.directory.tests.factories import MembershipFactory
from maillage.people.enums import ConsentPurpose
from maillage.people.tests.factories import UserFactory

FEBRUARY = {"starts_on": date(2027, 2, 1), "ends_on": date(2027, 2, 26)}


@pytest.fixture
def bound():
    return crossing()


@pytest.fixture
def host(bound):
    return host_of(bound.here)


def moved(stay, target):
    return move_stay(stay_id=stay.pk, target=target, note="", by=UserFactory(), now=NOON)


# Rules


def test_a_stay_moves_only_as_its_table_says():
    ends = {StayState.DECLINED, StayState.WITHDRAWN, StayState.ENDED}

    assert not any(may_become(end, target) for end in ends for target in StayState)
    assert all(may_become(*pair) for pair in MOVES)
    assert not may_become(StayState.ASKED, StayState.ENDED)


def test_each_side_moves_what_is_hers():
    assert moves_open_to(StayState.ASKED, [StaySide.FIRM]) == [StayState.WITHDRAWN]
    assert moves_open_to(StayState.ASKED, [StaySide.HOST]) == [StayState.ACCEPTED, StayState.DECLINED]
    assert moves_open_to(StayState.ASKED, []) == []


def test_the_first_free_place_is_given():
    assert [free_place(3, held) for held in ([], [1, 3], [1, 2, 3])] == [1, 2, None]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 9, 15), 3, date(2026, 12, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_one(day, months, later):
    assert months_after(day, months) == later


# Asking


@pytest.mark.django_db
def test_a_request_keeps_the_consent_in_its_words(bound, host):
    stay = asked(bound, host)

    assert (stay.state, stay.consent.purpose) == ("asked", ConsentPurpose.WELCOME_CONTACT)
    assert "transmis à l’organisme d’accueil" in stay.consent.text
    with pytest.raises(ConsentToWelcomeMissing):
        asked(bound, host, consents=False)


@pytest.mark.django_db
def test_dates_reversed_are_refused(bound, host):
    with pytest.raises(DatesReversed):
        asked(bound, host, wished_from=date(2027, 3, 1), wished_until=date(2027, 2, 1))
    with pytest.raises(DatesReversed):
        accepted(bound, host, starts_on=date(2027, 3, 1), ends_on=date(2027, 2, 1))


@pytest.mark.django_db
def test_only_an_agreement_in_force_leads_there(bound, host):
    waiting = asked(bound, host)
    end_agreement(agreement_id=bound.agreement.pk, by=UserFactory(), reason="Fin.", day=TODAY)

    with pytest.raises(NotAcross):
        asked(bound, host)
    with pytest.raises(NotAcross):
        accept_stay(stay_id=waiting.pk, services="", note="", by=UserFactory(), now=NOON, **FEBRUARY)


@pytest.mark.django_db
def test_a_firm_of_the_same_shore_is_not_welcomed_across(bound, host):
    neighbour = MembershipFactory(network=host.network)

    with pytest.raises(NotAcross):
        asked(bound, host, firm=neighbour.organisation, by=neighbour.user)


@pytest.mark.django_db
def test_a_strand_must_be_in_force(bound, host):
    with pytest.raises(StrandNotCovered):
        asked(bound, host, strand=StrandFactory())


@pytest.mark.django_db
def test_a_closed_place_takes_no_request(bound, host):
    change_welcome(host_id=host.pk, places=1, services="…", is_open=False, day=TODAY, read_revision=1)
    host.refresh_from_db()

    with pytest.raises(WelcomeClosed):
        asked(bound, host)


@pytest.mark.django_db
def test_a_firm_asks_a_place_once_at_a_time(bound, host):
    stay = asked(bound, host)

    with pytest.raises(WelcomeAlreadyAsked):
        asked(bound, host, firm=stay.firm, by=stay.asked_by)


@pytest.mark.django_db
def test_an_organisation_is_marked_once(bound, host):
    with pytest.raises(AlreadyAWelcomeHost):
        open_welcome(organisation=host.organisation, network=host.network, places=2, services="…")


# Places


@pytest.mark.django_db
def test_a_full_place_says_so_and_the_request_stays_open(bound, host):
    accepted(bound, host)
    second = asked(bound, host)

    with pytest.raises(NoPlaceLeft):
        accept_stay(stay_id=second.pk, services="", note="", by=UserFactory(), now=NOON, **FEBRUARY)

    second.refresh_from_db()
    assert second.state == "asked"


@pytest.mark.django_db
def test_the_same_place_serves_again_the_next_day(bound, host):
    accepted(bound, host)

    later = accepted(bound, host, starts_on=date(2027, 2, 27), ends_on=date(2027, 3, 5))

    assert later.place == 1


@pytest.mark.django_db
def test_two_places_are_two_numbers(bound):
    host = host_of(bound.here, places=2)

    assert [accepted(bound, host).place for _ in range(2)] == [1, 2]


@pytest.mark.django_db
def test_the_database_refuses_two_firms_in_a_place(bound):
    host = host_of(bound.here, places=2)
    accepted(bound, host)
    second = accepted(bound, host)

    with pytest.raises(IntegrityError, match="stay_one_firm_in_a_place"), transaction.atomic():
        Stay.objects.filter(pk=second.pk).update(place=1)


@pytest.mark.django_db
def test_places_held_are_not_taken_away(bound):
    host = host_of(bound.here, places=2)
    accepted(bound, host)
    accepted(bound, host)

    with pytest.raises(PlacesTaken):
        change_welcome(host_id=host.pk, places=1, services="…", is_open=True, day=TODAY, read_revision=1)


@pytest.mark.django_db(transaction=True)
def test_the_last_place_taken_by_two_at_once_goes_to_one():
    bound = crossing()
    host = host_of(bound.here)
    stays = [asked(bound, host), asked(bound, host)]
    person = answering(host)

    def accept(stay):
        accept_stay(stay_id=stay.pk, services="", note="", by=person, now=NOON, **FEBRUARY)

    results = at_once(*[lambda stay=stay: accept(stay) for stay in stays])

    assert sorted(results) == [NoPlaceLeft.__name__, "done"]
    assert sorted(Stay.objects.values_list("state", flat=True)) == ["accepted", "asked"]


# Life


@pytest.mark.django_db
def test_a_stay_goes_from_request_to_what_came_of_it(bound, host):
    stay = accepted(bound, host, starts_on=date(2026, 11, 1), ends_on=date(2026, 12, 31))
    moved(stay, StayState.UNDER_WAY)

    ended = moved(stay, StayState.ENDED)
    after = list(ended.follow_ups.order_by("months"))

    assert ended.ends_on == TODAY  # its place is free from tomorrow
    assert [(row.months, row.due_on) for row in after] == [(3, date(2027, 2, 21)), (12, date(2027, 11, 21))]
    assert [step.state for step in stay.steps.order_by("pk")] == ["asked", "accepted", "under_way", "ended"]

    say = {"follow_up_id": after[0].pk, "kind": "partner", "words": "Un distributeur.", "by": UserFactory()}
    tell_what_came(**say, now=NOON)
    with pytest.raises(AlreadyToldWhatCame):
        tell_what_came(**say, now=NOON)


@pytest.mark.django_db
def test_what_is_over_does_not_move_again(bound, host):
    stay = asked(bound, host)
    decline_stay(stay_id=stay.pk, reason="full", note="", by=UserFactory(), now=NOON)

    with pytest.raises(StayMoved, match="décliné"):
        moved(stay, StayState.WITHDRAWN)


@pytest.mark.django_db
def test_declined_after_all_it_frees_its_place(bound, host):
    stay = accepted(bound, host)
    decline_stay(stay_id=stay.pk, reason="other", note="", by=UserFactory(), now=NOON)

    assert accepted(bound, host).place == 1


# Letters


@pytest.mark.django_db
def test_each_step_is_written_to_the_other_side_once(bound, host, run_jobs):
    holder = answering(host)
    stay = asked(bound, host)
    run_jobs()
    accept_stay(stay_id=stay.pk, services="", note="", by=holder, now=NOON, **FEBRUARY)
    run_jobs()

    assert [letter.to for letter in mail.outbox] == [[holder.email], [stay.asked_by.email]]
    assert stay.get_absolute_url() in mail.outbox[1].body


@pytest.mark.django_db
def test_without_anybody_there_the_coordination_is_told(bound, host, run_jobs):
    coordinator = bound.coordinator(bound.here)
    asked(bound, host)
    run_jobs()

    assert [letter.to for letter in mail.outbox] == [[coordinator.email]]


@pytest.mark.django_db
def test_what_came_is_asked_when_due_and_once(bound, host):
    stay = accepted(bound, host, starts_on=date(2026, 7, 1), ends_on=date(2026, 8, 21))
    moved(stay, StayState.UNDER_WAY)
    moved(stay, StayState.ENDED)
    Notice.objects.all().delete()

    counts = [write_due_notices(now=NOON) for _ in range(2)]

    assert counts == [1, 0]
    assert Notice.objects.get().user == stay.asked_by


@pytest.mark.django_db
def test_an_export_holds_her_stays_and_nobody_else_s(bound, host):
    hers, others = asked(bound, host), asked(bound, host)

    data = gathered_about(hers.asked_by)

    assert [row["firm__name"] for row in data["stays"]] == [hers.firm.name]
    assert [row["state"] for row in data["stay_steps"]] == ["asked"]
    assert others.asked_by != hers.asked_by
