"""Places: never one too many, given in turn, given back in one click; letters that leave once."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core import mail
from django.db import IntegrityError, transaction
from django.db.models import Q

from maillage.activities.enums import LetterMatter, PartState
from maillage.activities.errors import (
    AlreadyCancelled,
    AlreadyOver,
    FewerPlacesThanPeople,
    RegistrationClosed,
)
from maillage.activities.models import Participant, ParticipantLetter, Registration
from maillage.activities.operations import (
    cancel_activity,
    cancel_item,
    note_presence,
    open_registration,
    queue_letters,
    register,
    rewrite_activity,
    send_letter,
    withdraw,
)
from maillage.activities.operations.personal_data import forget_person
from maillage.activities.queries import rank_on_the_list
from maillage.activities.queries.personal_data import gathered_about
from maillage.activities.tests.factories import NOON, ActivityFactory, ItemFactory, ParticipantFactory
from maillage.common.jobs import LOST_AFTER
from maillage.common.tests.at_once import at_once
from maillage.people.tests.factories import UserFactory

TODAY = date(2026, 11, 21)
CONFIRMED, WAITING, WITHDRAWN = PartState.CONFIRMED, PartState.WAITING, PartState.WITHDRAWN


def workshop(places=1, **facts):
    activity = ActivityFactory(**{"kind": "workshop", "visibility": "public"} | facts)
    open_registration(activity_id=activity.pk, audience="anyone", places=places, closes_on=None, now=NOON)
    return activity


def come(activity, who="a", minutes=0, **facts):
    return register(
        activity_id=activity.pk,
        now=NOON + timedelta(minutes=minutes),
        day=TODAY,
        **{"name": who, "email": f"{who}@exemple.test", "language": "fr-ca"} | facts,
    )


def leave(participant, day=TODAY):
    return withdraw(participant_id=participant.pk, now=NOON + timedelta(days=1), day=day)


def states(activity):
    return dict(activity.participants.order_by("pk").values_list("name", "state"))


def matters(participant):
    return list(participant.letters.order_by("pk").values_list("matter", flat=True))


@pytest.mark.django_db
def test_beyond_the_last_place_people_wait_in_the_order_they_came():
    activity = workshop(places=1)
    parts = [come(activity, who, minutes) for minutes, who in enumerate("abc")]

    assert states(activity) == {"a": CONFIRMED, "b": WAITING, "c": WAITING}
    assert [rank_on_the_list(part) for part in parts[1:]] == [1, 2]
    assert [matters(part) for part in parts] == [["registered"], ["waiting"], ["waiting"]]


@pytest.mark.django_db
def test_a_place_given_back_goes_to_the_first_who_waits_and_she_alone_is_told():
    activity = workshop(places=1)
    first, second, third = (come(activity, who, minutes) for minutes, who in enumerate("abc"))

    leave(first)
    leave(first)

    assert states(activity) == {"a": WITHDRAWN, "b": CONFIRMED, "c": WAITING}
    assert matters(second) == ["waiting", "place"]
    assert matters(third) == ["waiting"]
    assert Registration.objects.get().taken == 1


@pytest.mark.django_db
def test_more_places_are_given_at_once_and_fewer_than_people_are_refused():
    activity = workshop(places=1)
    for minutes, who in enumerate("abc"):
        come(activity, who, minutes)

    open_registration(activity_id=activity.pk, audience="anyone", places=2, closes_on=None, now=NOON)
    assert states(activity) == {"a": CONFIRMED, "b": CONFIRMED, "c": WAITING}

    with pytest.raises(FewerPlacesThanPeople, match="2 personnes"):
        open_registration(activity_id=activity.pk, audience="anyone", places=1, closes_on=None, now=NOON)


@pytest.mark.django_db
def test_the_database_refuses_one_person_too_many():
    activity = workshop(places=1)

    with pytest.raises(IntegrityError, match="never_overbooked"), transaction.atomic():
        Registration.objects.filter(activity=activity).update(taken=2)


@pytest.mark.django_db
def test_whoever_leaves_and_comes_back_waits_behind_the_others_and_is_written_to_again():
    activity = workshop(places=1)
    first = come(activity, "a")
    come(activity, "b", 1)
    leave(first)

    again = come(activity, "a", 60 * 48)

    assert again.pk == first.pk
    assert states(activity) == {"a": WAITING, "b": CONFIRMED}
    assert matters(first) == ["registered", "waiting"]


@pytest.mark.django_db
def test_coming_forward_twice_changes_nothing():
    activity, user = workshop(places=2), UserFactory()

    one = come(activity, user=user)
    other = come(activity, who="x", user=user, minutes=3)

    assert one.pk == other.pk
    assert matters(one) == ["registered"]
    assert come(activity, "Z").pk == come(activity, "z").pk


@pytest.mark.django_db
def test_an_address_left_without_an_account_becomes_the_account_s():
    activity, user = workshop(places=1), UserFactory(email="a@exemple.test")
    before = come(activity, "a")
    leave(before)

    assert come(activity, user=user, minutes=5000).pk == before.pk
    before.refresh_from_db()
    assert before.user == user


@pytest.mark.django_db
@pytest.mark.parametrize(
    "facts",
    [{"state": "draft"}, {"starts_on": date(2026, 11, 1), "ends_on": date(2026, 11, 20)}],
)
def test_nobody_comes_forward_for_a_draft_nor_for_what_is_past(facts):
    with pytest.raises(RegistrationClosed):
        come(workshop(**facts))


@pytest.mark.django_db
def test_after_the_last_day_only_the_coordination_adds_people():
    activity = workshop(places=3)
    yesterday = TODAY - timedelta(days=1)
    open_registration(activity_id=activity.pk, audience="anyone", places=3, closes_on=yesterday, now=NOON)

    with pytest.raises(RegistrationClosed):
        come(activity)
    assert come(activity, by_hand=True).state == CONFIRMED


@pytest.mark.django_db
def test_what_is_for_members_is_closed_to_whoever_has_no_account():
    activity = ActivityFactory(kind="workshop", visibility="public")
    open_registration(activity_id=activity.pk, audience="members", places=None, closes_on=None, now=NOON)

    with pytest.raises(RegistrationClosed):
        come(activity)
    assert come(activity, user=UserFactory()).state == CONFIRMED


@pytest.mark.django_db
def test_nothing_is_given_back_once_it_is_over_or_cancelled():
    activity = workshop()
    part = come(activity)
    with pytest.raises(AlreadyOver):
        leave(part, day=date(2027, 6, 1))
    cancel_activity(activity_id=activity.pk, reason="Neige.", now=NOON)

    with pytest.raises(AlreadyCancelled):
        leave(part)
    with pytest.raises(AlreadyCancelled):
        come(activity, "b")


@pytest.mark.django_db
def test_a_cancellation_is_written_once_to_those_who_come_or_wait(run_jobs):
    activity = workshop(places=1, title="Atelier IA")
    first, gone = come(activity, "a"), come(activity, "b", 1)
    leave(gone)
    run_jobs()
    mail.outbox.clear()

    cancel_activity(activity_id=activity.pk, reason="Tempête de neige.", now=NOON)
    queue_letters(now=NOON + LOST_AFTER)
    run_jobs()
    queue_letters(now=NOON + LOST_AFTER)
    run_jobs()

    [letter] = mail.outbox
    assert letter.to == ["a@exemple.test"]
    assert letter.subject == "Annulée : Atelier IA"
    assert "Tempête de neige." in letter.body
    assert matters(first)[-1] == "activity_cancelled"


@pytest.mark.django_db
def test_a_moment_for_some_is_cancelled_to_them_alone(run_jobs):
    activity = workshop(places=5)
    hers, other = come(activity, "a"), come(activity, "b")
    item = ItemFactory(activity=activity, title="Jumelage")
    item.people.add(hers)

    cancel_item(item_id=item.pk, now=NOON)
    cancel_item(item_id=item.pk, now=NOON)

    assert matters(hers).count("item_cancelled") == 1
    assert "item_cancelled" not in matters(other)


@pytest.mark.django_db
def test_nobody_is_written_to_about_a_draft_nor_about_a_moment_of_a_cancelled_activity():
    draft = ItemFactory(activity__state="draft")
    ParticipantFactory(activity=draft.activity, email="a@exemple.test")
    cancel_item(item_id=draft.pk, now=NOON)

    assert not ParticipantLetter.objects.exists()
    with pytest.raises(AlreadyCancelled):
        cancel_item(item_id=ItemFactory(activity__state="cancelled", activity__reason="x").pk, now=NOON)


@pytest.mark.django_db
def test_a_letter_that_is_no_longer_true_does_not_leave():
    activity = workshop(places=1)
    part = come(activity)
    letter = part.letters.get()
    leave(part)

    assert send_letter(letter_id=letter.pk, now=NOON) is False
    assert mail.outbox == []
    assert ParticipantLetter.objects.get(pk=letter.pk).dropped_at == NOON


@pytest.mark.django_db
def test_letters_speak_the_language_of_who_reads_them(run_jobs):
    activity = workshop(places=5)
    come(activity, "a", language="en")
    come(activity, user=UserFactory(language="fr-ca", email="b@exemple.test"), language="en")

    run_jobs()

    by_address = {letter.to[0]: letter for letter in mail.outbox}
    assert ParticipantLetter.objects.get(participant__email="a@exemple.test").language == "en"
    assert by_address["b@exemple.test"].body.startswith("Bonjour")
    assert "/fr-ca/desistement/" in by_address["b@exemple.test"].body


@pytest.mark.django_db
def test_somebody_without_an_address_is_written_nothing():
    part = come(workshop(), email="", by_hand=True)

    assert (part.state, matters(part)) == (CONFIRMED, [])


@pytest.mark.django_db
def test_presence_is_noted_and_unsaid():
    part = ParticipantFactory()

    for said in (True, False, None):
        assert note_presence(participant_id=part.pk, was_there=said).was_there is said


@pytest.mark.django_db
def test_an_erased_account_gives_its_places_back_and_leaves_no_name():
    activity, user = workshop(places=1), UserFactory(full_name="Odile Tremblay")
    come(activity, user=user)
    second = come(activity, "b", 1)
    past = ParticipantFactory(
        user=user, name="Odile Tremblay", email=user.email,
        activity__starts_on=date(2025, 1, 1), activity__ends_on=date(2025, 1, 2),
    )  # fmt: skip
    assert len(gathered_about(user)["participations"]) == 2

    forget_person(user, NOON)

    second.refresh_from_db()
    past.refresh_from_db()
    assert second.state == CONFIRMED
    assert (past.name, past.email, past.user) == ("Compte effacé", "", None)
    assert not Participant.objects.filter(name__contains="Odile").exists()
    states = apps.get_model("activities", "ParticipantEvent").objects
    assert not states.filter(Q(name__contains="Odile") | Q(email=user.email)).exists()


@pytest.mark.django_db(transaction=True)
def test_the_last_place_wanted_by_four_at_once_is_given_once():
    activity = workshop(places=1)

    at_once(*[lambda who=who: come(activity, who) for who in "abcd"])

    assert sorted(states(activity).values()) == [CONFIRMED, WAITING, WAITING, WAITING]
    assert Registration.objects.get(activity=activity).taken == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_leave_at_once_make_place_for_two_and_never_for_the_same_one():
    activity = workshop(places=2)
    parts = [come(activity, who, minutes) for minutes, who in enumerate("abcde")]

    at_once(*[lambda part=part: leave(part) for part in parts[:2]])

    assert states(activity) == {"a": WITHDRAWN, "b": WITHDRAWN, "c": CONFIRMED, "d": CONFIRMED, "e": WAITING}
    assert ParticipantLetter.objects.filter(matter=LetterMatter.PLACE).count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_the_same_page_at_the_same_instant_one_is_told():
    activity = workshop()
    kept = []

    def save(title):
        rewrite_activity(activity_id=activity.pk, seen=0, now=NOON, registration=None, title=title)
        kept.append(title)

    outcome = at_once(lambda: save("Une"), lambda: save("Autre"))

    activity.refresh_from_db()
    assert sorted(outcome) == ["ChangedMeanwhile", "done"]
    assert kept == [activity.title]
