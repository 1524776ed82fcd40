"""The front door of an agreement: what each reader finds behind it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from maillage.activities.tests.factories import ActivityFactory
from maillage.agreements.operations import archive_document
from maillage.agreements.tests.factories import (
    CommitmentFactory,
    StrandFactory,
    VersionFactory,
    agreement_between,
    document_for_parties,
)
from maillage.common import clock
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory
from maillage.matching.tests.factories import IntroductionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return agreement_between(
        NetworkFactory(),
        NetworkFactory(),
        strands=[StrandFactory(name="Numérique")],
        ends_on=date(2099, 12, 31),
    )


def seen(client, agreement):
    """The page, to each."""
    network = agreement.parties.order_by("pk").first().network
    people = {
        "coordinator": MembershipFactory(network=network, role="coordinator").user,
        "member": MembershipFactory(network=network, role="firm").user,
        "stranger": MembershipFactory().user,
        "visitor": None,
    }
    pages = {}
    for name, person in people.items():
        client.logout()
        if person:
            client.force_login(person)
        pages[name] = client.get(agreement.get_absolute_url()).content.decode().replace("\u00a0", " ")
    return pages


def who_reads(pages, words):
    return {name for name, page in pages.items() if words in page}


EVERYBODY = {"coordinator", "member", "stranger", "visitor"}
MEMBERS = {"coordinator", "member"}


def test_a_document_is_shown_to_those_it_is_for(client, agreement):
    version = agreement.versions.get()
    document_for_parties(version, title="Pour les parties")
    document_for_parties(version, title="Pour tout le monde", is_public=True)

    pages = seen(client, agreement)

    assert who_reads(pages, "Pour les parties") == MEMBERS
    assert who_reads(pages, "Pour tout le monde") == EVERYBODY


def test_a_renewal_being_written_is_shown_to_those_who_write_it(client, agreement):
    VersionFactory(agreement=agreement, number=9_999, draft=True)

    assert who_reads(seen(client, agreement), "pas signée") == {"coordinator"}


def test_a_strand_says_what_its_introductions_became_and_no_small_number_to_strangers(client, agreement):
    here, there = (party.network for party in agreement.parties.order_by("pk"))
    strand = agreement.versions.get().strands.get()
    for state in ("asked", "solved"):
        IntroductionFactory(need__network=here, offer__network=there, offer__strand=strand, state=state)

    pages = seen(client, agreement)

    assert who_reads(pages, "2 mises en relation demandées, 1 acceptée, 1 réglée.") == MEMBERS
    assert who_reads(pages, "Quelques mises en relation demandées : un petit nombre.") == EVERYBODY - MEMBERS


@pytest.mark.parametrize("is_followed", [False, True])
def test_members_are_warned_when_few_months_are_left_and_nothing_follows(client, is_followed):
    last = clock.today() + timedelta(days=80)
    agreement = agreement_between(NetworkFactory(), NetworkFactory(), strands=[StrandFactory()], ends_on=last)
    if is_followed:
        VersionFactory(
            agreement=agreement, number=9_999, starts_on=last + timedelta(1), ends_on=last + timedelta(700)
        )

    pages = seen(client, agreement)

    assert who_reads(pages, "il reste moins de 3 mois") == (set() if is_followed else MEMBERS)
    assert who_reads(pages, "La version 9999 entre en vigueur") == (EVERYBODY if is_followed else set())
    assert who_reads(pages, "Dernier jour de la version en vigueur") == EVERYBODY


def test_only_the_coordination_is_led_to_what_changes_an_agreement(client, agreement):
    pages = seen(client, agreement)

    assert who_reads(pages, "Déposer un document") == {"coordinator"}
    assert who_reads(pages, "Terminer l’entente avant terme") == {"coordinator"}


def test_it_costs_as_many_queries_for_three_strands_and_documents_as_for_one(
    client, agreement, assert_constant_queries
):
    def more():
        version = agreement.versions.get()
        version.strands.add(StrandFactory())
        document_for_parties(version, is_public=True)

    assert_constant_queries(client, agreement.get_absolute_url(), more)


def test_the_history_of_an_agreement_tells_that_a_document_was_archived(client, agreement):
    document = document_for_parties(agreement.versions.get())
    archive_document(document_id=document.pk, now=clock.now())
    network = agreement.parties.order_by("pk").first().network
    client.force_login(MembershipFactory(network=network, role="coordinator").user)

    trail = client.get(reverse("pages:history", args=["entente", agreement.pk])).content.decode()

    assert "Archivé le" in trail
    assert document.stored_as not in trail


def test_a_visitor_costs_no_more_than_nine_queries(client, agreement, django_assert_max_num_queries):
    CommitmentFactory(opening__version=agreement.versions.get())
    client.get(agreement.get_absolute_url())  # what a process keeps is read

    with django_assert_max_num_queries(9):
        client.get(agreement.get_absolute_url())


def test_the_nearest_activities_and_the_latest_held_are_told_and_no_cancelled_one(client, agreement):
    day = clock.today()
    days = {"Passée": -30, "Tenue hier": -1, "Bientôt": 10, "Plus tard": 40}
    for title, away in days.items():
        ActivityFactory(
            agreement=agreement,
            title=title,
            visibility="public",
            starts_on=day + timedelta(away),
            ends_on=day + timedelta(away),
        )
    ActivityFactory(
        agreement=agreement, title="Annulée", visibility="public", state="cancelled", reason="Neige"
    )

    page = client.get(agreement.get_absolute_url())

    told = [row["title"] for row in page.context["coming"]]
    assert told == ["Bientôt", "Plus tard", "Dernier jour de la version en vigueur"]
    assert [row["title"] for row in page.context["past"]] == ["Tenue hier", "Passée"]


def test_an_activity_being_prepared_is_told_to_the_coordination_until_its_day(client, agreement):
    day = clock.today()
    for title, away in {"Pas encore annoncée": 10, "Jamais annoncée": -10}.items():
        dates = {"starts_on": day + timedelta(away), "ends_on": day + timedelta(away)}
        ActivityFactory(agreement=agreement, title=title, visibility="public", state="draft", **dates)

    pages = seen(client, agreement)

    assert who_reads(pages, "Pas encore annoncée") == {"coordinator"}
    assert who_reads(pages, "Jamais annoncée") == set()


def test_six_activities_to_come_and_eight_held_are_told_at_most(client, agreement):
    day = clock.today()
    for away in [*range(-20, -10), *range(1, 9)]:
        dates = {"starts_on": day + timedelta(away), "ends_on": day + timedelta(away)}
        ActivityFactory(agreement=agreement, title=f"Jour {away}", visibility="public", **dates)

    page = client.get(agreement.get_absolute_url())

    assert [row["title"] for row in page.context["coming"][:-1]] == [f"Jour {n}" for n in range(1, 7)]
    assert [row["title"] for row in page.context["past"]] == [f"Jour {n}" for n in range(-11, -19, -1)]
