import pytest
from django.urls import reverse

from maillage.activities.operations import make_plan, publish_plan
from maillage.activities.tests.factories import NOON, MeetingPersonFactory, round_of
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def account_of(person):
    person.participant.user = UserFactory()
    person.participant.save()
    return person.participant.user


def mine(round_):
    return reverse("activities:meetings_mine", args=[round_.pk])


def wishes(round_):
    return reverse("activities:meetings_wishes", args=[round_.pk])


def published(round_):
    plan = make_plan(round_id=round_.pk, complements={}, afresh=True, now=NOON)
    return publish_plan(plan_id=plan.pk, by=UserFactory(), now=NOON)


def test_her_schedule_is_hers_alone(client):
    round_, (a, b) = round_of(2, slots=1)
    published(round_)

    client.force_login(account_of(a))
    hers = client.get(mine(round_)).content.decode()
    client.force_login(account_of(b))
    theirs = client.get(mine(round_)).content.decode()
    client.force_login(UserFactory())
    stranger = client.get(mine(round_))

    assert (str(b.participant) in hers, str(a.participant) in theirs) == (True, True)
    assert stranger.status_code == 404


def test_hours_are_those_of_her_own_clocks(client):
    round_, (a, _b) = round_of(2, slots=1)
    a.time_zone, a.is_remote = "Europe/Paris", True
    a.save()
    published(round_)
    client.force_login(account_of(a))

    page = client.get(mine(round_)).content.decode()

    assert ("15\u00a0h<" in page, "15\u00a0h\u00a020" in page) == (True, True)
    assert "Heures de Paris" in page


def test_a_plan_not_published_shows_nothing(client):
    round_, (a, b) = round_of(2, slots=1)
    make_plan(round_id=round_.pk, complements={}, afresh=True, now=NOON)
    client.force_login(account_of(a))

    page = client.get(mine(round_)).content.decode()

    assert "Vos rencontres ne sont pas encore fixées" in page
    assert str(b.participant) not in page


def test_wishes_are_kept_and_come_back_ticked(client):
    round_, (a, b, c) = round_of(3)
    (slot, _other) = round_.slots.order_by("starts_at")
    client.force_login(account_of(a))

    answer = client.post(
        wishes(round_), {"wished": [b.pk], "away": [slot.pk], "is_remote": "on", "time_zone": "Europe/Paris"}
    )

    assert answer.headers["Location"] == mine(round_)
    assert [wish.wished for wish in a.wishes.all()] == [b]
    a.refresh_from_db()
    assert (list(a.away.all()), a.is_remote, a.time_zone) == ([slot], True, "Europe/Paris")
    page = client.get(wishes(round_)).content.decode()
    assert page.count("checked") == 3
    assert str(c.participant) in page


def test_nobody_wishes_for_people_of_another_round(client):
    round_, (a, _b) = round_of(2)
    elsewhere = MeetingPersonFactory()
    client.force_login(account_of(a))

    answer = client.post(wishes(round_), {"wished": [elsewhere.pk], "time_zone": "UTC"})

    assert answer.status_code == 200
    assert not a.wishes.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_a_schedule_costs_the_same_whatever_its_length(client, django_assert_max_num_queries, number):
    round_, people = round_of(number + 1, slots=number, most=9)
    published(round_)
    client.force_login(account_of(people[0]))

    with django_assert_max_num_queries(16):
        client.get(mine(round_))
