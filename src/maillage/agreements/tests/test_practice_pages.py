"""Pages of practices, tried by who wrote them, colleagues, twins and strangers."""

import pytest
from django.urls import reverse

from maillage.agreements.models import Practice, Transfer
from maillage.agreements.operations import propose_practice, rewrite_practice
from maillage.agreements.tests.factories import StrandFactory, agreement_between
from maillage.agreements.tests.practices import NOON, adopted, draft, member, practice_of
from maillage.directory.tests.factories import NetworkFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

WRITTEN = {
    "title": "Prêter les outils",
    "context": "Chacun achète la même machine.",
    "method": "Un registre et un soir de prêt.",
    "contact": "Direction technique",
    "languages": ["fr"],
    "visibility": "network",
    "cost_amount": "1200,50",
    "cost_currency": "CAD",
}


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def twin(network):
    """Another network, the strand and the agreement that bind the two."""
    strand, there = StrandFactory(), NetworkFactory()
    agreement_between(network, there, strands=[strand])
    return there, strand


def status(client, person, name, *args):
    if person:
        client.force_login(person)
    else:
        client.logout()
    return client.get(reverse(f"agreements:{name}", args=args)).status_code


def test_it_is_written_with_its_cost_and_read_again(client, network):
    author, organisation = member(network)
    client.force_login(author)

    answer = client.post(
        reverse("agreements:practice_new"), WRITTEN | {"organisation": organisation.pk}, follow=True
    )

    practice = Practice.objects.get()
    assert (practice.organisation, practice.network, practice.written_by) == (organisation, network, author)
    assert "1\u00a0200,50\u00a0$" in answer.content.decode()


def test_what_is_missing_is_told_and_what_was_typed_is_kept(client, network):
    author, organisation = member(network)
    client.force_login(author)

    answer = client.post(
        reverse("agreements:practice_new"),
        WRITTEN | {"organisation": organisation.pk, "visibility": "partners", "cost_currency": ""},
    )

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"strand", "cost_currency"}
    assert "Chacun achète la même machine." in answer.content.decode()


def test_its_organisation_and_its_coordination_change_it_and_nobody_else(client, network):
    author, organisation = member(network)
    colleague, _ = member(network, organisation=organisation)
    coordinator, _ = member(network, "coordinator")
    neighbour, _ = member(network)
    stranger, _ = member(NetworkFactory())
    practice = practice_of(organisation, network, visibility="network")

    people = [author, colleague, coordinator, neighbour, stranger, None]
    for name in ("practice_edit", "practice_retire", "practice_propose"):
        statuses = [status(client, person, name, practice.pk) for person in people]
        assert statuses == [200, 200, 200, 404, 404, 302], name


def test_who_writes_it_reads_who_changed_what_and_others_do_not(client, network):
    author, organisation = member(network)
    neighbour, _ = member(network)
    practice = practice_of(organisation, network, visibility="public")
    address = reverse("pages:history", args=["pratique", practice.pk])

    for person, expected in [(author, 200), (neighbour, 404)]:
        client.force_login(person)
        assert client.get(address).status_code == expected


def test_who_speaks_for_no_organisation_is_told_so(client):
    client.force_login(UserFactory())

    page = client.get(reverse("agreements:practice_new")).content.decode()

    assert "Vous ne parlez pour aucune organisation" in page
    assert "Mettre la pratique en ligne" not in page


def test_a_learner_of_the_organisation_reads_it_and_does_not_change_it(client, network):
    _author, organisation = member(network)
    learner, _ = member(network, "learner", organisation)
    practice = practice_of(organisation, network, visibility="organisation")

    assert status(client, learner, "practice", practice.pk) == 200
    assert status(client, learner, "practice_edit", practice.pk) == 404


def test_who_saves_second_reads_what_the_first_wrote_and_keeps_her_words(client, network):
    author, organisation = member(network)
    practice = practice_of(organisation, network, visibility="network")
    client.force_login(author)
    address = reverse("agreements:practice_edit", args=[practice.pk])
    rewrite_practice(
        practice_id=practice.pk,
        draft=draft(contact="Atelier", visibility="network"),
        read_version=1,
        now=NOON,
    )

    refused = client.post(address, WRITTEN | {"version": 1})

    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Atelier" in page
    assert "Chacun achète la même machine." in page
    client.post(address, WRITTEN | {"version": refused.context["version"]})
    practice.refresh_from_db()
    assert (practice.contact, practice.version) == ("Direction technique", 3)


def test_a_coordinator_takes_over_what_was_proposed_for_a_firm_of_her_network(client, network, twin):
    there, strand = twin
    author, organisation = member(network)
    coordinator, _ = member(there, "coordinator")
    _, firm = member(there)
    practice = practice_of(organisation, network, strand=strand)
    assert status(client, author, "practice_propose", practice.pk) == 200
    client.post(reverse("agreements:practice_propose", args=[practice.pk]), {"networks": [there.pk]})
    client.force_login(coordinator)
    assert practice.title in client.get(reverse("agreements:practices")).content.decode()

    client.post(
        reverse("agreements:practice_adopt", args=[practice.pk]),
        {"organisation": firm.pk, "adaptation": "Un soir."},
    )

    transfer = Transfer.objects.get()
    assert (transfer.organisation, transfer.network, transfer.state) == (firm, there, "adopting")


def test_a_coordinator_to_whom_it_was_not_proposed_acts_for_her_own_organisation_alone(client, network, twin):
    there, strand = twin
    practice = practice_of(network=network, strand=strand)
    coordinator, own = member(there, "coordinator")
    _, firm = member(there)
    client.force_login(coordinator)

    answer = client.post(
        reverse("agreements:practice_adopt", args=[practice.pk]), {"organisation": firm.pk, "adaptation": ""}
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].fields["organisation"].queryset) == [own]


def test_nobody_takes_over_what_she_may_not_read(client, network):
    outsider, _ = member(NetworkFactory())
    practice = practice_of(network=network, visibility="network")

    assert status(client, outsider, "practice_adopt", practice.pk) == 404


def test_who_takes_it_over_tells_how_it_goes_and_others_do_not(client, network):
    author, organisation = member(network)
    practice = practice_of(organisation, network, visibility="public")
    there = NetworkFactory()
    transfer = adopted(practice, there)
    adopter, _ = member(there, organisation=transfer.organisation)
    coordinator, _ = member(there, "coordinator")
    neighbour, _ = member(there)

    people = [adopter, coordinator, neighbour, author, None]
    assert [status(client, person, "transfer", transfer.pk) for person in people] == [200, 200, 404, 404, 302]

    client.force_login(adopter)
    client.post(
        reverse("agreements:transfer", args=[transfer.pk]),
        {
            "version": transfer.version,
            "state": "adopted",
            "adaptation": "",
            "result": "Douze prêts.",
            "reason": "",
        },
    )
    assert "Douze prêts." in client.get(practice.get_absolute_url()).content.decode()


def test_a_proposal_is_declined_with_a_reason_and_not_without(client, network, twin):
    there, strand = twin
    coordinator, _ = member(there, "coordinator")
    practice = practice_of(network=network, strand=strand)
    (proposal,) = propose_practice(practice_id=practice.pk, networks=[there], by=UserFactory(), now=NOON)
    client.force_login(coordinator)
    address = reverse("agreements:transfer", args=[proposal.pk])
    said = {"version": proposal.version, "state": "given_up", "reason": ""}

    refused = client.post(address, said)
    assert refused.status_code == 422
    client.post(address, said | {"reason": "Nous avons déjà une outilthèque."})

    proposal.refresh_from_db()
    assert proposal.state == "given_up"
    assert "Nous avons déjà une outilthèque." in client.get(practice.get_absolute_url()).content.decode()


def test_the_list_costs_the_same_for_one_and_for_three(client, assert_constant_queries):
    assert_constant_queries(
        client, reverse("agreements:practices"), lambda: adopted(practice_of(visibility="public"))
    )


def test_a_practice_costs_the_same_with_one_transfer_and_with_three(client, assert_constant_queries):
    practice = practice_of(visibility="public")

    assert_constant_queries(client, practice.get_absolute_url(), lambda: adopted(practice))
