"""Voluntary answers: hers alone, counted by ten and never by difference, deleted when taken back."""

import pytest
from django.urls import reverse

from maillage.activities.models import Participant
from maillage.activities.tests.factories import ActivityFactory, ParticipantFactory
from maillage.directory.tests.factories import NetworkFactory
from maillage.initiatives.tests.factories import InitiativeFactory
from maillage.outcomes import errors
from maillage.outcomes.models import InclusionAnswer, InclusionCount
from maillage.outcomes.operations.inclusion import count_inclusion, say_groups
from maillage.outcomes.operations.personal_data import forget_person
from maillage.outcomes.queries.inclusion import inclusion_told
from maillage.outcomes.queries.personal_data import gathered_about
from maillage.outcomes.tests.declared import LATER
from maillage.people.models import Consent
from maillage.people.operations import erase_person, withdraw_consent
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity():
    network = NetworkFactory()
    initiative = InitiativeFactory(network=network, asked_groups=["women", "young"])
    return ActivityFactory(network=network, initiative=initiative)


def part_in(activity, user=None):
    return ParticipantFactory(activity=activity, user=user or UserFactory(), role="participant")


def say(part, *groups, consents=True):
    say_groups(participant=part, groups=groups, consents=consents, by=part.user, now=LATER)


def people(activity, number, *groups):
    parts = [part_in(activity) for _ in range(number)]
    for part in parts:
        say(part, *groups)
    return parts


def count(activity):
    count_inclusion(initiative_id=activity.initiative_id, now=LATER)
    return {row.group: row.people for row in inclusion_told(activity.initiative)}


def test_nothing_is_kept_without_consent_nor_of_a_group_that_is_not_asked(activity):
    part = part_in(activity)
    with pytest.raises(errors.ConsentNeeded):
        say(part, "women", consents=False)
    say(part, "disability")

    assert not InclusionAnswer.objects.exists()
    assert not Consent.objects.exists()


def test_fewer_than_ten_are_never_told(activity):
    parts = people(activity, 9, "women")
    assert count(activity) == {}

    say(part_in(activity), "women")
    assert count(activity) == {"women": 10}
    assert len(parts) == 9


def test_what_is_told_never_changes_by_fewer_than_ten(activity):
    people(activity, 10, "women")
    count(activity)

    parts = people(activity, 9, "women")
    assert count(activity) == {"women": 10}
    people(activity, 1, "women")
    assert count(activity) == {"women": 20}
    say(parts[0])
    assert count(activity) == {"women": 20}


def test_two_initiatives_do_not_tell_a_person_by_their_difference(activity):
    other = ActivityFactory(
        network=activity.network,
        initiative=InitiativeFactory(network=activity.network, asked_groups=["women"]),
    )
    parts = people(activity, 10, "women")
    assert count(activity) == {"women": 10}

    for part in parts:
        say(part_in(other, part.user), "women")
    people(other, 1, "women")

    assert count(other) == {}


def test_a_person_in_two_activities_counts_once(activity):
    parts = people(activity, 9, "women")
    again = ActivityFactory(network=activity.network, initiative=activity.initiative)
    say(part_in(again, parts[0].user), "women")

    assert count(activity) == {}


def test_taken_back_it_is_deleted_and_its_consent_ends(activity):
    part = part_in(activity)
    say(part, "women", "young")
    say(part, "young")
    assert list(InclusionAnswer.objects.values_list("group", flat=True)) == ["young"]

    say(part)

    assert not InclusionAnswer.objects.exists()
    assert not Consent.objects.standing().exists()


def test_a_consent_that_ends_elsewhere_takes_the_answers_with_it(activity):
    part = people(activity, 10, "women")[0]
    withdraw_consent(consent_id=InclusionAnswer.objects.get(participant=part).consent_id, now=LATER)

    assert count(activity) == {}
    assert InclusionAnswer.objects.count() == 9


def test_what_is_kept_of_a_count_names_nobody(activity):
    parts = people(activity, 10, "women")
    count(activity)

    marks = InclusionCount.objects.get().marks
    assert not {str(part.user.pk) for part in parts} & set(marks)


def test_she_gets_her_answers_and_erasing_deletes_them(activity):
    part = part_in(activity)
    say(part, "women")
    user = part.user

    assert gathered_about(user)["groups"][0]["group"] == "women"
    forget_person(user, LATER)
    assert not InclusionAnswer.objects.exists()

    say(part, "young")
    erase_person(user_id=user.pk, now=LATER)
    assert not InclusionAnswer.objects.exists()


def test_she_answers_on_her_own_page_and_nobody_else_does(client, activity):
    part = part_in(activity)
    address = reverse("outcomes:inclusion", args=[activity.slug])
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404

    client.force_login(part.user)
    refused = client.post(address, {"groups": ["women"]})
    assert refused.status_code == 422
    assert "Sans votre accord" in refused.content.decode()
    assert client.post(address, {"groups": ["women"], "consents": "on"}).status_code == 302
    assert "checked" in client.get(address).content.decode()
    client.post(address, {})
    assert not InclusionAnswer.objects.exists()


def test_an_initiative_that_asks_nothing_has_no_such_page(client, activity):
    part = part_in(activity)
    client.force_login(part.user)
    type(activity.initiative).objects.update(asked_groups=[])

    assert client.get(reverse("outcomes:inclusion", args=[activity.slug])).status_code == 404
    assert Participant.objects.exists()
