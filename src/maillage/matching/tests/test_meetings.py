from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from maillage.activities.models import MeetingRound
from maillage.activities.queries import latest_plan, published_plan
from maillage.activities.tests.factories import NOON, ParticipantFactory, RoundFactory, round_of
from maillage.agreements.tests.factories import TODAY
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.matching.operations import plan_meetings
from maillage.matching.operations.meetings import complements_between
from maillage.matching.queries.complements import complements_of
from maillage.matching.tests.factories import NeedFactory, OfferFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NEED = {
    "title": "Protéger une tablette de l’humidité",
    "text": "Notre tablette meurt dans les égouts humides.",
}
OFFER = {
    "title": "Étanchéité des tablettes",
    "text": "Nous protégeons les tablettes de l’humidité des égouts.",
}


@pytest.fixture
def round_and_coordinator():
    round_, people = round_of(4, slots=2)
    user = UserFactory()
    MembershipFactory(
        user=user, network=round_.activity.network, role="coordinator", starts_on=date(2020, 1, 1)
    )
    return round_, people, user


def board(round_):
    return reverse("matching:meetings", args=[round_.pk])


def post(client, name, round_, *keys, **data):
    return client.post(reverse(f"matching:{name}", args=[round_.pk, *keys]), data)


def planned(round_, *, afresh=True):
    return plan_meetings(round_id=round_.pk, afresh=afresh, day=TODAY, now=NOON)


def firms_in_one_network(number):
    network, firms = NetworkFactory(), OrganisationFactory.create_batch(number)
    for firm in firms:
        firm.networks.set([network])
    other_trades(network)
    return firms, network


def other_trades(network):
    """An offer stands out from others: alone, it would fit everything."""
    for trade in (
        "Comptabilité",
        "Menuiserie",
        "Traduction",
        "Livraison",
        "Assurance",
        "Recrutement",
        "Jardinage",
    ):
        OfferFactory(network=network, visibility="network", title=trade, text=f"{trade} pour entreprises.")


def test_a_need_and_an_offer_that_meets_it_make_a_complement_one_way():
    (needy, holder), network = firms_in_one_network(2)
    NeedFactory(organisation=needy, network=network, visibility="network", **NEED)
    OfferFactory(organisation=holder, network=network, visibility="network", **OFFER)

    found = complements_of({needy.pk, holder.pk}, TODAY)

    assert found[needy.pk, holder.pk] == (1.0, NEED["title"], OFFER["title"])
    assert (holder.pk, needy.pk) not in found


def test_what_one_may_not_see_of_the_other_says_nothing():
    (needy, holder), network = firms_in_one_network(2)
    hidden = NeedFactory(organisation=needy, network=network, visibility="organisation", **NEED)
    offer = OfferFactory(organisation=holder, network=network, visibility="network", **OFFER)
    assert complements_of({needy.pk, holder.pk}, TODAY) == {}

    hidden.visibility, offer.visibility = "network", "organisation"
    hidden.save()
    offer.save()

    assert complements_of({needy.pk, holder.pk}, TODAY) == {}


def test_a_plan_takes_its_value_from_needs_and_offers():
    (needy, holder), network = firms_in_one_network(2)
    NeedFactory(organisation=needy, network=network, visibility="network", **NEED)
    OfferFactory(organisation=holder, network=network, visibility="network", **OFFER)
    round_, people = round_of(4, slots=1, most=1)
    for person, firm in [(people[0], needy), (people[3], holder)]:
        person.participant.organisation = firm
        person.participant.save()

    assert set(complements_between(round_, TODAY)) == {(people[0].pk, people[3].pk)}
    plan = planned(round_)

    (side,) = plan.sides.filter(person=people[0])
    assert (side.other, side.reasons) == (
        people[3],
        [{"kind": "help", "need": NEED["title"], "offer": OFFER["title"]}],
    )


def test_a_coordinator_opens_a_round_adds_slots_asks_publishes_and_reads(client, round_and_coordinator):
    round_, _people, user = round_and_coordinator
    ParticipantFactory.create_batch(3, activity=round_.activity)
    client.force_login(user)
    answer = client.post(
        reverse("matching:meetings_new", args=[round_.activity.slug]),
        {"title": "Vendredi", "shape": "everybody", "floor": 1, "most": 2},
    )
    opened = MeetingRound.objects.get(title="Vendredi")
    assert answer.headers["Location"].endswith(f"/rencontres/{opened.pk}/coordination/")

    post(
        client,
        "meetings_slots",
        opened,
        first="2027-05-11T09:00",
        number=3,
        minutes=20,
        pause=5,
        tables=4,
        links=0,
    )
    assert [slot.starts_at for slot in opened.slots.order_by("starts_at")] == [
        datetime(2027, 5, 11, 13, 0, tzinfo=UTC) + timedelta(minutes=25 * turn) for turn in range(3)
    ]

    post(client, "meetings_plan", opened, afresh="1")
    assert "Le plan se calcule" in client.get(board(opened)).content.decode()
    plan = planned(opened)
    post(client, "meetings_publish", opened, plan.pk)

    assert published_plan(opened) == plan
    assert "au moins 1 par personne" in client.get(board(opened)).content.decode()


def test_a_coordinator_takes_somebody_out(client, round_and_coordinator):
    round_, people, user = round_and_coordinator
    planned(round_)
    client.force_login(user)

    post(client, "meetings_leave", round_, people[0].pk)
    planned(round_, afresh=False)

    page = client.get(board(round_)).content.decode()
    assert "ne vient plus" in page
    assert latest_plan(round_).number == 2


def test_a_round_short_of_its_floor_shows_why_and_what_would_do(client, round_and_coordinator):
    round_, _people, user = round_and_coordinator
    MeetingRound.objects.update(floor=2)
    round_.slots.update(tables=1)
    planned(round_)
    client.force_login(user)

    page = client.get(board(round_)).content.decode()

    assert "Un plancher de 1 est possible pour tout le monde." in page
    assert page.count("les tables manquent") >= 1
    assert page.count("Ajouter 1 table") == 2


def test_the_second_of_two_coordinators_keeps_what_she_typed(client, round_and_coordinator):
    round_, _people, user = round_and_coordinator
    client.force_login(user)
    asked = {"title": "Jeudi", "shape": "everybody", "floor": 1, "most": 2, "seen": 0}
    slot = round_.slots.first()
    assert (
        post(
            client, "meetings_change", round_, **asked, **{f"tables-{slot.pk}": 9, f"links-{slot.pk}": 4}
        ).status_code
        == 302
    )
    slot.refresh_from_db()
    assert (slot.tables, slot.links) == (9, 4)

    answer = post(client, "meetings_change", round_, **asked | {"title": "Le jeudi matin"})

    assert answer.status_code == 422
    assert "Le jeudi matin" in answer.content.decode()
    assert MeetingRound.objects.get(pk=round_.pk).title == "Jeudi"
    again = post(client, "meetings_change", round_, **asked | {"title": "Le jeudi matin", "seen": 1})
    assert again.status_code == 302


def test_bad_slots_come_back_filled_in(client, round_and_coordinator):
    round_, _people, user = round_and_coordinator
    client.force_login(user)

    overlap = post(
        client,
        "meetings_slots",
        round_,
        first="2027-05-10T09:10",
        number=1,
        minutes=20,
        pause=0,
        tables=1,
        links=0,
    )
    nonsense = post(
        client, "meetings_slots", round_, first="demain", number=0, minutes=20, pause=0, tables=1, links=0
    )

    type(round_.activity).objects.filter(pk=round_.activity_id).update(time_zone="America/Toronto")
    skipped = post(
        client,
        "meetings_slots",
        round_,
        first="2027-03-14T02:30",
        number=17,
        minutes=20,
        pause=0,
        tables=1,
        links=0,
    )

    assert (overlap.status_code, nonsense.status_code, skipped.status_code) == (422, 422, 422)
    assert "n’existe pas à cet endroit" in skipped.text
    assert (skipped.context["slots_form"]["number"].value(), "2027-03-14T02:30" in skipped.text) == (
        "17",
        True,
    )
    assert "en chevauchent" in overlap.content.decode()
    assert round_.slots.count() == 2


@pytest.mark.parametrize("role", ["advisor", "firm"])
def test_a_colleague_who_does_not_coordinate_finds_nothing(client, round_and_coordinator, role):
    round_, people, _user = round_and_coordinator
    colleague = UserFactory()
    MembershipFactory(user=colleague, network=round_.activity.network, role=role, starts_on=date(2020, 1, 1))
    client.force_login(colleague)

    answers = [
        client.get(board(round_)),
        client.get(reverse("matching:meetings_new", args=[round_.activity.slug])),
        post(client, "meetings_plan", round_),
        post(client, "meetings_leave", round_, people[0].pk),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4


def test_a_coordinator_reaches_her_own_rounds_only(client, round_and_coordinator):
    round_, _people, user = round_and_coordinator
    other, (stranger,) = round_of(1)
    client.force_login(user)

    assert client.get(board(other)).status_code == 404
    assert post(client, "meetings_leave", round_, stranger.pk).status_code == 404


@pytest.mark.parametrize("number", [2, 6])
def test_a_board_costs_the_same_whatever_the_round(client, django_assert_max_num_queries, number):
    round_, _people = round_of(number, slots=number // 2)
    user = UserFactory()
    MembershipFactory(
        user=user, network=round_.activity.network, role="coordinator", starts_on=date(2020, 1, 1)
    )
    planned(round_)
    client.force_login(user)

    with django_assert_max_num_queries(24):
        client.get(board(round_))


def test_a_round_of_nobody_is_planned_empty():
    round_ = RoundFactory()

    assert planned(round_).why is None
