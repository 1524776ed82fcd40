"""Pages of outcomes: who reads them, who says what, how a mistake is told."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from maillage.activities.tests.factories import ActivityFactory
from maillage.common import clock
from maillage.directory.tests.factories import (
    MembershipFactory,
    NetworkFactory,
    OrganisationFactory,
    member_of,
)
from maillage.matching.tests.factories import IntroductionFactory, NeedFactory
from maillage.outcomes.enums import Certainty, Origin, OutcomeKind
from maillage.outcomes.models import Evidence, Outcome, Statement
from maillage.outcomes.operations import correct_outcome, withdraw_outcome
from maillage.outcomes.tests.declared import (
    LATER,
    NOON,
    TODAY,
    coordinator_of,
    current,
    head_of,
    initiative_of,
    outcome,
    proof_of,
    said,
)
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

LIST, NEW = "/fr-ca/retombees/", "/fr-ca/retombees/nouvelle/"
WORDS = {"value": "12", "happened_on": "2026-11-01", "currency": "", "pay_band": ""}


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: LATER)
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def there(found, name="outcome", *more):
    return reverse(f"outcomes:{name}", args=[found.pk, *more])


def people_of(found):
    return {
        "head": head_of(found),
        "colleague": MembershipFactory(
            network=found.network, organisation=found.organisation, role="researcher"
        ).user,
        "coordinator": coordinator_of(found),
        "advisor": member_of(OrganisationFactory(networks=[found.network]), found.network, role="advisor"),
        "stranger": MembershipFactory(role="coordinator").user,
        "visitor": None,
    }


def statuses(client, people, address, method="get"):
    found = {}
    for name, person in people.items():
        client.logout()
        if person:
            client.force_login(person)
        found[name] = getattr(client, method)(address).status_code
    return found


def test_an_outcome_is_read_by_the_firm_and_the_coordination_until_it_is_published(client):
    found = outcome()
    people = people_of(found)

    kept = statuses(client, people, there(found))
    Outcome.objects.update(is_published=True)
    opened = statuses(client, people, there(found))

    assert kept == {
        "head": 200, "colleague": 200, "coordinator": 200, "advisor": 404, "stranger": 404, "visitor": 404,
    }  # fmt: skip
    assert set(opened.values()) == {200}


@pytest.mark.parametrize("name", ["correct", "withdraw", "evidence_add"])
def test_who_speaks_for_the_firm_and_the_coordination_say_what_becomes_of_it(client, name):
    found = outcome(is_published=True)
    people = people_of(found)

    assert statuses(client, people, there(found, name)) == {
        "head": 200, "colleague": 404, "coordinator": 200, "advisor": 404, "stranger": 404, "visitor": 302,
    }  # fmt: skip


def test_the_coordination_alone_verifies_and_publishes(client):
    found = outcome(is_published=True)
    people = people_of(found)
    only = {
        "head": 404, "colleague": 404, "coordinator": 200, "advisor": 404, "stranger": 404, "visitor": 302,
    }  # fmt: skip

    assert statuses(client, people, there(found, "verify")) == only
    assert statuses(client, people, there(found, "publish"), "post") == only | {"coordinator": 302}


def test_an_advisor_reads_and_corrects_what_she_declared(client):
    network = NetworkFactory()
    advisor = member_of(OrganisationFactory(networks=[network]), network, role="advisor")
    hers, other = outcome(network=network, by=advisor), outcome(network=network)
    client.force_login(advisor)

    assert client.get(there(hers, "correct")).status_code == 200
    assert client.get(there(other)).status_code == 404


def test_a_file_is_opened_by_those_it_was_put_for(client):
    found = outcome(is_published=True)
    people = people_of(found)
    kept, opened = proof_of(found), proof_of(found, is_public=True)

    assert statuses(client, people, there(found, "file", kept.pk)) == {
        "head": 200, "colleague": 200, "coordinator": 200, "advisor": 404, "stranger": 404, "visitor": 404,
    }  # fmt: skip
    assert set(statuses(client, people, there(found, "file", opened.pk)).values()) == {200}
    page = client.get(there(found)).content.decode()
    assert there(found, "file", opened.pk) in page
    assert there(found, "file", kept.pk) not in page


def test_a_stranger_does_not_learn_who_said_it(client):
    head = UserFactory(full_name="Camille Unique")
    found = outcome(is_published=True, by=head)

    assert "Camille Unique" not in client.get(there(found)).content.decode()
    client.force_login(coordinator_of(found))
    assert "Camille Unique" in client.get(there(found)).content.decode()


def test_a_firm_declares_and_reads_it_back(client):
    network = NetworkFactory()
    firm = OrganisationFactory(networks=[network])
    client.force_login(member_of(firm, network))
    told = {"kind": OutcomeKind.JOBS_CREATED, "organisation": firm.pk, "network": network.pk}

    answer = client.post(
        NEW, WORDS | told | {"full_time_equivalents": "11.5", "pay_band": "high"}, follow=True
    )

    found = Outcome.objects.get()
    assert answer.redirect_chain[-1][0] == there(found)
    assert (found.origin, current(found).certainty) == (Origin.FIRM, Certainty.CLAIMED)
    page = answer.content.decode()
    assert "Emplois créés\u00a0: 12" in page
    assert "11,5" in page


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": "-4"}, "plus grande que zéro"),
        ({"currency": "USD"}, "USD"),
        ({"happened_on": "2026-12-24"}, "n’est pas encore venu"),
    ],
)
def test_a_mistake_is_told_and_nothing_typed_is_lost(client, change, message):
    network = NetworkFactory()
    firm = OrganisationFactory(networks=[network])
    client.force_login(member_of(firm, network))
    told = {"kind": OutcomeKind.JOBS_CREATED, "organisation": firm.pk, "network": network.pk}

    answer = client.post(NEW, WORDS | told | {"words": "Une équipe entière."} | change)

    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert "Une équipe entière." in answer.content.decode()
    assert not Outcome.objects.exists()


def test_an_activity_that_begins_after_is_told_by_its_name(client):
    network = NetworkFactory()
    firm = OrganisationFactory(networks=[network])
    client.force_login(member_of(firm, network, role="coordinator"))
    activity = ActivityFactory(
        network=network, title="Atelier du 5", starts_on=TODAY - timedelta(days=5), ends_on=TODAY
    )
    told = {"kind": OutcomeKind.PRODUCT, "network": network.pk, "activity": activity.pk}

    answer = client.post(NEW, WORDS | told)

    assert "« Atelier du 5 » commence le 16 novembre 2026".replace(" »", "\u00a0»").replace(
        "« ", "«\u00a0"
    ) in (answer.content.decode().replace("16\u00a0novembre", "16 novembre"))


def test_nobody_declares_for_a_firm_that_is_not_hers(client):
    network = NetworkFactory()
    firm, other = OrganisationFactory(networks=[network]), OrganisationFactory(networks=[network])
    client.force_login(member_of(firm, network))
    told = {"kind": OutcomeKind.JOBS_CREATED, "network": network.pk}

    assert client.post(NEW, WORDS | told | {"organisation": other.pk}).status_code == 422
    assert client.post(NEW, WORDS | told).status_code == 422
    assert not Outcome.objects.exists()


def test_who_corrects_second_is_told_what_the_first_one_kept(client):
    found = outcome()
    client.force_login(head_of(found))
    seen = current(found).pk
    correct_outcome(
        outcome_id=found.pk, seen=seen, said=said(10), reason="Ici.", by=UserFactory(), now=NOON, day=TODAY
    )

    answer = client.post(
        there(found, "correct"), WORDS | {"seen": seen, "value": "9", "reason": "Mes deux départs."}
    )

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Mes deux départs." in page
    assert "10" in page
    again = WORDS | {"seen": current(found).pk, "value": "9", "reason": "Mes deux départs."}
    assert client.post(there(found, "correct"), again).status_code == 302
    assert current(found).value == 9


def test_evidence_is_added_verified_and_withdrawn(client):
    found = outcome()
    head, coordinator = head_of(found), coordinator_of(found)
    client.force_login(head)
    file = SimpleUploadedFile("paie.pdf", b"%PDF-1.7\nfictif")
    client.post(there(found, "evidence_add"), {"title": "Paie", "readers": "inside", "file": file})
    assert current(found).certainty == Certainty.DOCUMENTED

    client.force_login(coordinator)
    by = OrganisationFactory(networks=[found.network])
    client.post(there(found, "verify"), {"seen": current(found).pk, "verified_by": by.pk})
    assert current(found).verified_by == by

    proof = Evidence.objects.get()
    client.post(there(found, "evidence_withdraw", proof.pk), {"reason": "Illisible."})
    page = client.get(there(found)).content.decode()
    assert current(found).certainty == Certainty.CLAIMED
    assert "Preuve retirée\u00a0: Illisible." in page


def test_evidence_without_link_nor_file_is_asked_for(client):
    found = outcome()
    client.force_login(head_of(found))

    answer = client.post(there(found, "evidence_add"), {"title": "Paie", "readers": "inside"})

    assert answer.status_code == 422
    assert "Donnez un lien ou un fichier." in answer.content.decode()


def test_a_withdrawn_outcome_leaves_the_list_and_keeps_its_page(client):
    found = outcome(is_published=True)
    withdraw_outcome(
        outcome_id=found.pk, seen=current(found).pk, reason="En double.", by=UserFactory(), now=LATER
    )

    assert there(found) not in client.get(LIST).content.decode()
    assert "En double." in client.get(there(found)).content.decode()
    client.force_login(head_of(found))
    assert client.get(there(found, "correct")).status_code == 404


def test_the_list_is_narrowed_and_never_shows_those_of_others(client):
    network = NetworkFactory()
    initiative = initiative_of(network, is_published=True)
    shown = outcome(network=network, initiative=initiative, is_published=True)
    saving = outcome("90.50", kind=OutcomeKind.SAVING, currency="CAD", is_published=True)
    outcome()

    def listed(query=""):
        page = client.get(f"{LIST}?{query}").content.decode()
        return {found for found in Outcome.objects.order_by("pk") if f'{there(found)}"' in page}

    assert listed() == {shown, saving}
    assert listed("nature=saving") == {saving}
    assert listed(f"initiative={initiative.slug}") == {shown}
    assert listed("certitude=verified") == set()
    assert listed("depuis=2026-11-02") == set()
    assert listed("jusqu-a=2026-11-01&monnaie=CAD") == {saving}
    assert listed(f"reseau={network.slug}&territoire={shown.territory.path}") == {shown}
    assert client.get(f"{LIST}?nature=rien").status_code == 422


def test_the_list_is_replayed_as_of_a_moment(client):
    found = outcome(is_published=True)
    correct_outcome(
        outcome_id=found.pk,
        seen=current(found).pk,
        said=said(7),
        reason="Recompte.",
        by=UserFactory(),
        now=LATER,
        day=TODAY,
    )

    assert "Emplois créés\u00a0: 7" in client.get(LIST).content.decode()
    assert (
        "Emplois créés\u00a0: 12"
        in client.get(f"{LIST}?au={NOON.isoformat()}".replace("+", "%2B")).content.decode()
    )


def test_the_list_costs_the_same_for_three_rows(client, assert_constant_queries):
    assert_constant_queries(client, LIST, lambda: outcome(is_published=True))


def test_a_page_costs_the_same_whatever_was_said(client, django_assert_max_num_queries):
    found = outcome(is_published=True)
    proof_of(found)
    client.force_login(coordinator_of(found))
    client.get(there(found))

    with django_assert_max_num_queries(18):
        client.get(there(found))


def test_the_introduction_behind_it_stays_between_its_two_sides(client):
    need = NeedFactory()
    need.organisation.networks.add(need.network)
    introduction = IntroductionFactory(need=need, asked_at=NOON - timedelta(days=60))
    found = outcome(network=need.network, organisation=need.organisation, introduction=introduction)

    client.force_login(coordinator_of(found))
    assert introduction.get_absolute_url() not in client.get(there(found)).content.decode()
    client.force_login(head_of(found))
    assert introduction.get_absolute_url() in client.get(there(found)).content.decode()


def test_statements_are_what_the_list_shows(client):
    found = outcome(is_published=True)
    Statement.objects.filter(outcome=found).end(now=LATER, by=None, reason="Ailleurs.")

    assert "Aucune retombée à lire" in client.get(LIST).content.decode()
