"""Places and stays on their pages: who sees them, what is refused, what is kept."""

import pytest
from django.urls import reverse

from maillage.agreements.enums import StayState
from maillage.agreements.models import Stay, WelcomeHost
from maillage.agreements.operations import change_welcome, end_agreement, move_stay
from maillage.agreements.tests.crossings import NOON, accepted, answering, asked, crossing, host_of
from maillage.agreements.tests.factories import TODAY
from maillage.directory.tests.factories import MembershipFactory, OrganisationFactory
from maillage.people.operations import withdraw_consent
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
WRITTEN = {
    "purpose": "Rencontrer des distributeurs.",
    "needs": "Un bureau",
    "wished_from": "2027-02-01",
    "wished_until": "2027-02-26",
    "consents": "on",
}


@pytest.fixture
def bound():
    return crossing()


@pytest.fixture
def host(bound):
    return host_of(bound.here)


def text_of(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def at(name, bound, *more):
    return reverse(f"agreements:{name}", args=[bound.agreement.slug, *more])


def test_everyone_reads_who_welcomes_and_nobody_else_s_stays(client, bound, host):
    stay = asked(bound, host)

    page = text_of(client.get(at("welcome", bound)))

    assert str(host) in page
    assert "1 place libre aujourd’hui" in page
    assert str(stay.firm) not in page
    assert "Demander un accueil" not in page


def test_a_stay_is_read_by_its_firm_its_host_and_the_coordinations(client, bound, host):
    stay = asked(bound, host)
    url = at("stay", bound, stay.pk)
    colleague = MembershipFactory(network=bound.there.network, organisation=stay.firm, role="offer_holder")
    learner = MembershipFactory(network=bound.there.network, organisation=stay.firm, role="learner")

    def status(user):
        client.force_login(user)
        return client.get(url).status_code

    assert status(stay.asked_by) == 200
    assert status(colleague.user) == 200
    assert status(answering(host)) == 200
    assert status(bound.coordinator(bound.here)) == 200
    assert status(bound.coordinator(bound.there)) == 200
    assert status(learner.user) == 404
    assert status(bound.member(bound.here)) == 404
    assert status(bound.member(bound.there)) == 404
    assert status(UserFactory()) == 404


def test_each_side_acts_for_itself(client, bound, host):
    stay = asked(bound, host)
    accept, decline, move = (
        at(name, bound, stay.pk) for name in ("stay_accept", "stay_decline", "stay_move")
    )

    client.force_login(stay.asked_by)
    assert [client.post(url).status_code for url in (accept, decline)] == [404, 404]
    client.force_login(bound.coordinator(bound.there))  # she reads it, and acts for neither side
    assert [client.post(url, {"to": "withdrawn"}).status_code for url in (accept, decline, move)] == [404] * 3
    client.force_login(answering(host))
    client.post(move, {"to": "withdrawn"})

    stay.refresh_from_db()
    assert stay.state == "asked"


def test_a_firm_of_the_other_shore_asks(client, bound, host):
    head = MembershipFactory(network=bound.there.network)
    client.force_login(head.user)

    listed = text_of(client.get(at("welcome", bound)))
    answer = client.post(
        at("welcome_ask", bound, host.pk), WRITTEN | {"firm": head.organisation_id}, follow=True
    )

    assert "Demander un accueil" in listed
    assert Stay.objects.get().firm == head.organisation
    assert "Rencontrer des distributeurs." in text_of(answer)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"wished_until": "2027-01-01"}, "Le dernier jour ne peut pas précéder le premier."),
        ({"consents": ""}, "Sans votre accord"),
    ],
)
def test_a_refused_request_says_why_and_keeps_what_was_typed(client, bound, host, wrong, said):
    head = MembershipFactory(network=bound.there.network)
    client.force_login(head.user)

    answer = client.post(at("welcome_ask", bound, host.pk), WRITTEN | {"firm": head.organisation_id} | wrong)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "Rencontrer des distributeurs." in text_of(answer)
    assert not Stay.objects.exists()


def test_nobody_asks_in_the_name_of_a_firm_of_others(client, bound, host):
    other = OrganisationFactory(networks=[bound.there.network])
    client.force_login(bound.member(bound.there))

    answer = client.post(at("welcome_ask", bound, host.pk), WRITTEN | {"firm": other.pk})

    assert answer.status_code == 422
    assert not Stay.objects.exists()


def test_a_neighbour_finds_nothing_to_ask(client, bound, host):
    client.force_login(bound.member(bound.here))

    assert client.get(at("welcome_ask", bound, host.pk)).status_code == 404


def test_an_ended_agreement_asks_nothing_and_keeps_its_stays(client, bound, host):
    stay = asked(bound, host)
    end_agreement(agreement_id=bound.agreement.pk, by=UserFactory(), reason="Fin.", day=TODAY)
    client.force_login(stay.asked_by)

    assert "Demander un accueil" not in text_of(client.get(at("welcome", bound)))
    assert client.get(at("stay", bound, stay.pk)).status_code == 200


def test_a_host_accepts_with_dates_and_services(client, bound, host):
    stay = asked(bound, host)
    client.force_login(answering(host))
    days = {"starts_on": "2027-02-01", "ends_on": "2027-02-26", "services": "Un bureau et trois rencontres."}

    refused = client.post(at("stay_accept", bound, stay.pk), days | {"ends_on": "2027-01-01"})
    answer = client.post(at("stay_accept", bound, stay.pk), days, follow=True)

    assert refused.status_code == 422
    assert "Un bureau et trois rencontres." in text_of(refused)
    assert "La place est gardée." in text_of(answer)
    assert "1er février 2027" in text_of(answer).replace("<sup>er</sup>", "er")


def test_a_full_host_is_told_and_keeps_what_was_typed(client, bound, host):
    accepted(bound, host)
    stay = asked(bound, host)
    client.force_login(answering(host))

    answer = client.post(
        at("stay_accept", bound, stay.pk),
        {"starts_on": "2027-02-20", "ends_on": "2027-02-28", "services": "Un bureau d’angle."},
    )

    assert answer.status_code == 422
    assert "Plus de place à ces dates : 1 au plus en même temps." in text_of(answer)
    assert "Un bureau d’angle." in text_of(answer)


def test_a_host_declines_with_a_reason(client, bound, host):
    stay = asked(bound, host)
    client.force_login(answering(host))

    without = client.post(at("stay_decline", bound, stay.pk), {"note": "Désolées."})
    answer = client.post(
        at("stay_decline", bound, stay.pk), {"reason": "full", "note": "Désolées."}, follow=True
    )

    assert without.status_code == 422
    assert "Pas de place à ces dates" in text_of(answer)


def test_the_firm_tells_what_came_when_it_is_due(client, bound, host):
    stay = accepted(bound, host)
    for target in (StayState.UNDER_WAY, StayState.ENDED):
        move_stay(stay_id=stay.pk, target=target, note="", by=stay.asked_by, now=NOON)
    url = at("stay_what_came", bound, stay.pk, 3)
    client.force_login(stay.asked_by)

    early = client.post(url, {"kind": "partner", "words": "Un distributeur."})
    stay.follow_ups.update(due_on=TODAY)
    due = client.post(url, {"kind": "partner", "words": "Un distributeur."}, follow=True)

    assert early.status_code == 404
    assert "Un distributeur." in text_of(due)
    assert "Un partenaire trouvé" in text_of(due)


def test_a_withdrawn_consent_hides_the_contact(client, bound, host):
    stay = asked(bound, host)
    client.force_login(answering(host))
    url = at("stay", bound, stay.pk)

    before = text_of(client.get(url))
    withdraw_consent(consent_id=stay.consent_id, now=NOON)
    after = text_of(client.get(url))

    assert stay.asked_by.email in before
    assert stay.asked_by.email not in after


def test_a_coordinator_marks_an_organisation_of_her_network(client, bound):
    mine = OrganisationFactory(kind="incubator", networks=[bound.here.network])
    theirs = OrganisationFactory(kind="incubator", networks=[bound.there.network])
    client.force_login(bound.coordinator(bound.here))
    url = at("welcome_host_new", bound)

    refused = client.post(url, {"organisation": theirs.pk, "places": "2", "services": "Un bureau."})
    client.post(url, {"organisation": mine.pk, "places": "2", "services": "Un bureau."})

    assert refused.status_code == 422
    assert WelcomeHost.objects.get().organisation == mine


def test_only_its_own_people_change_a_place(client, bound, host):
    url = at("welcome_host", bound, host.pk)

    def status(user):
        client.force_login(user)
        return client.get(url).status_code

    assert status(answering(host)) == 200
    assert status(bound.coordinator(bound.here)) == 200
    assert status(bound.coordinator(bound.there)) == 404
    assert status(bound.member(bound.here)) == 404


def test_the_second_to_change_a_place_reads_the_first_and_keeps_her_words(client, bound, host):
    say = {"host_id": host.pk, "is_open": True, "day": TODAY, "read_revision": 1}
    change_welcome(places=3, services="Trois bureaux.", **say)
    client.force_login(answering(host))
    url = at("welcome_host", bound, host.pk)
    hers = {"places": "2", "services": "Deux bureaux.", "is_open": "on"}

    refused = client.post(url, hers | {"revision": "1"})
    again = client.post(url, hers | {"revision": refused.context["revision"]})

    assert refused.status_code == 422
    assert "Trois bureaux." in text_of(refused)
    assert "Deux bureaux." in text_of(refused)
    assert again.status_code == 302


def test_the_places_cost_the_same_queries_whatever_their_number(client, bound, assert_constant_queries):
    client.force_login(bound.coordinator(bound.here))

    assert_constant_queries(client, at("welcome", bound), lambda: asked(bound, host_of(bound.there)))
