"""Pages of cohorts: opened, found, joined; by whom, and by nobody else."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.activities.models import Activity, Participant
from maillage.activities.operations import cancel_activity
from maillage.activities.tests.factories import ActivityFactory
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory, member_of
from maillage.learning.models import Cohort, Counting, Enrolment, PathVersion
from maillage.learning.tests.cohorts import OPENED, a_path, cohort, join, region, session_of, somebody_of
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"learning:{name}", args=args)


def text(answer):
    words = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", words.replace("\xa0", " "))


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def organisation(network):
    return OrganisationFactory(networks=[network])


@pytest.fixture
def coordinator(network, organisation):
    return member_of(organisation, network, role="coordinator")


@pytest.fixture
def filled(network, organisation, coordinator):
    return {
        "version": a_path().pk, "title": "Cohorte du Fjord", "summary": "Gardez-moi.", "places": "12",
        "starts_on": "2027-01-12", "ends_on": "2027-03-30", "time_zone": "America/Toronto",
        "territory": region().pk, "visibility": "network", "network": network.pk, "organiser": organisation.pk,
        "facilitator": coordinator.pk,
    }  # fmt: skip


@pytest.fixture
def signed(client, coordinator):
    client.force_login(coordinator)
    return client


def soon(network, **said):
    """Under way today."""
    today = localdate()
    return cohort(
        network=network, starts_on=today - timedelta(days=2), ends_on=today + timedelta(days=60), **said
    )


def test_a_coordinator_opens_a_cohort_and_announces_it(signed, filled, coordinator):
    answer = signed.post(url("cohort_new"), filled)

    found = Cohort.objects.get()
    assert answer.url == found.get_absolute_url() == found.activity.get_absolute_url()
    assert (found.activity.state, found.facilitator) == ("draft", coordinator)
    page = text(signed.get(found.get_absolute_url()))
    assert "12 places libres sur 12" in page
    assert "Ajouter une séance" in page

    signed.post(reverse("activities:announce", args=[found.activity.slug]))
    assert "Annoncer la cohorte" not in text(signed.get(found.get_absolute_url()))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ends_on": "2027-01-11"}, "Le dernier jour ne peut pas précéder le premier."),
        ({"places": "0"}, "supérieure ou égale à 1"),
        ({"version": "0"}, "Ce parcours n’est plus offert"),
        ({"closes_on": "2027-03-31"}, "au plus tard le dernier jour"),
        ({"territory": ""}, "Région"),
    ],
)
def test_what_cannot_be_is_refused_and_the_form_is_kept(signed, filled, change, said):
    answer = signed.post(url("cohort_new"), filled | change)

    assert answer.status_code == 422
    assert said in text(answer)
    assert "Gardez-moi." in answer.content.decode()
    assert not Activity.objects.exists()


def test_a_path_withdrawn_between_the_page_and_the_form_is_told_and_nothing_is_lost(signed, filled):
    PathVersion.objects.update(withdrawn_at=OPENED, withdrawn_reason="Dépassé.")

    answer = signed.post(url("cohort_new"), filled)

    assert answer.status_code == 422
    assert "il a été retiré ou remplacé" in text(answer)
    assert "Cohorte du Fjord" in answer.content.decode()


def test_only_a_coordinator_opens_one(client, network):
    client.force_login(member_of(OrganisationFactory(networks=[network]), network, role="advisor"))

    assert client.get(url("cohort_new")).status_code == 404


def test_the_form_of_an_activity_makes_no_cohort_and_that_of_a_cohort_keeps_its_kind(signed, network):
    found = soon(network)

    new = signed.get(reverse("activities:new")).content.decode()
    edit = signed.get(reverse("activities:edit", args=[found.activity.slug])).content.decode()

    assert 'value="cohort"' not in new
    assert 'value="cohort" selected' in edit


def test_a_member_joins_and_is_told_where_she_stands(client, network):
    found = soon(network, places=1)
    first, second = somebody_of(found), somebody_of(found)
    for user, said in ((first, "Vous en êtes"), (second, "Vous êtes au rang 1 de la liste d’attente")):
        client.force_login(user)
        client.post(url("cohort_join", found.activity.slug), {"counts": "yes"})
        page = text(client.get(found.get_absolute_url()))
        assert said in page
        assert "Prendre une place" not in page

    assert [row.person for row in Enrolment.objects.all()] == [first]
    assert Counting.objects.count() == 2


def test_what_she_agreed_to_is_taken_back_with_one_button(client, network):
    found = soon(network)
    user = join(found, counts=True).user
    client.force_login(user)
    assert "Ne plus me compter" in text(client.get(found.get_absolute_url()))

    client.post(url("cohort_count", found.activity.slug), {"counts": "no"})

    assert not Counting.objects.exists()
    client.force_login(somebody_of(found))
    assert client.post(url("cohort_count", found.activity.slug), {"counts": "yes"}).status_code == 404


def test_the_link_of_a_session_is_for_those_who_come(client, network):
    found = soon(network)
    session_of(found, starts_at=OPENED + timedelta(days=20))
    member = somebody_of(found)
    client.force_login(member)
    assert "visio.exemple.test" not in client.get(found.get_absolute_url()).content.decode()

    join(found, member)

    assert "visio.exemple.test" in client.get(found.get_absolute_url()).content.decode()


def test_a_stranger_a_visitor_and_a_neighbour_find_nothing(client, network):
    found, draft = soon(network), soon(network, is_announced=False)
    address = found.get_absolute_url()
    assert client.get(address).status_code == 404
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
    assert client.post(url("cohort_join", found.activity.slug)).status_code == 404
    client.force_login(somebody_of(found))
    assert client.get(address).status_code == 200
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert not Participant.objects.filter(role="participant").exists()


def test_a_cohort_of_one_organisation_is_found_by_its_people_alone(client, network):
    theirs = OrganisationFactory(networks=[network])
    found = soon(network, organisation=theirs)
    client.force_login(somebody_of(found))
    assert client.get(found.get_absolute_url()).status_code == 404

    client.force_login(member_of(theirs, network, role="learner"))

    assert client.get(found.get_absolute_url()).status_code == 200


def test_the_page_of_its_activity_leads_to_the_cohort_and_other_activities_keep_theirs(client, network):
    found, other = soon(network), ActivityFactory(network=network, visibility="public")
    client.force_login(somebody_of(found))

    answer = client.get(reverse("activities:activity", args=[found.activity.slug]))

    assert answer.url == found.get_absolute_url()
    assert client.get(other.get_absolute_url()).status_code == 200


def test_the_list_costs_the_same_for_one_cohort_and_for_three(client, network, django_assert_num_queries):
    version = a_path()
    client.force_login(member_of(OrganisationFactory(networks=[network]), network))
    soon(network, version=version)
    with django_assert_num_queries(5):
        assert "Cohorte de la Mauricie" in text(client.get(url("cohorts")))

    soon(network, version=version)
    soon(network, version=version)

    with django_assert_num_queries(5):
        client.get(url("cohorts"))


def test_a_visitor_reads_a_public_cohort_and_is_asked_to_sign_in_to_join(client, network):
    found = soon(network, visibility="public")

    assert "Il faut un compte pour s’inscrire" in text(client.get(found.get_absolute_url()))
    assert client.post(url("cohort_join", found.activity.slug)).url.startswith(reverse("account_login"))


def test_a_cancelled_cohort_says_why_and_takes_nobody(client, network):
    found = soon(network)
    cancel_activity(activity_id=found.activity_id, reason="Trop peu de monde.", now=OPENED)
    client.force_login(somebody_of(found))

    page = text(client.get(found.get_absolute_url()))

    assert "Annulée" in page
    assert "Trop peu de monde." in page
    assert "Prendre une place" not in page


def test_a_visitor_reads_that_nothing_is_public_yet(client):
    assert "Aucune cohorte pour l’instant" in text(client.get(url("cohorts")))
