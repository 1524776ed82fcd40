"""Searches that a person keeps: told what is new, once, and never what she may not see."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from maillage.common.viewer import Viewer
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory
from maillage.matching.errors import EmptyNeed
from maillage.matching.models import SavedSearch
from maillage.matching.operations import alert_everyone, alert_person, keep_search
from maillage.matching.operations.alerts import stop_token
from maillage.matching.operations.saved_searches import forget_searches
from maillage.matching.queries.saved_searches import people_to_alert
from maillage.matching.tests.factories import NOON, OfferFactory, SavedSearchFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TOMORROW = NOON + timedelta(days=1)


@pytest.fixture
def person():
    return UserFactory(full_name="Odile Tremblay", language="fr-ca")


def keep(person, query="", frequency="daily", viewer=None, name="Formations"):
    return keep_search(
        owner=person, viewer=viewer or Viewer(day=NOON.date(), user_id=person.pk),
        name=name, query=query, frequency=frequency, now=NOON,
    )  # fmt: skip


def public(**facts):
    return OfferFactory(**{"visibility": "public", "kind": "training"} | facts)


def test_a_person_is_told_what_is_new_and_only_once(person):
    old = public(title="Déjà là")
    keep(person, "genre=training")
    public(title="Nouvelle formation")
    public(title="Autre genre", kind="expertise")

    assert alert_person(user_id=person.pk, now=TOMORROW) == 1
    assert alert_person(user_id=person.pk, now=TOMORROW + timedelta(days=1)) == 0

    [letter] = mail.outbox
    assert letter.to == [person.email]
    assert letter.subject == "1 nouvelle offre dans vos recherches"
    assert "Nouvelle formation" in letter.body
    assert old.title not in letter.body
    assert "Autre genre" not in letter.body


def test_nothing_new_sends_nothing(person):
    public()
    search = keep(person)

    assert alert_person(user_id=person.pk, now=TOMORROW) == 0

    search.refresh_from_db()
    assert mail.outbox == []
    assert search.looked_at == TOMORROW


def test_what_opens_to_her_is_news_and_what_she_may_not_see_never_is(person):
    network = NetworkFactory()
    public(visibility="network", network=network, title="Du réseau")
    keep(person)
    assert alert_person(user_id=person.pk, now=TOMORROW) == 0

    MembershipFactory(user=person, network=network)

    assert alert_person(user_id=person.pk, now=TOMORROW + timedelta(days=1)) == 1
    assert "Du réseau" in mail.outbox[0].body


def test_two_searches_make_one_letter_and_an_offer_is_told_once(person):
    keep(person, "genre=training", name="Formations")
    keep(person, name="Tout")
    public(title="Une seule fois")

    assert alert_person(user_id=person.pk, now=TOMORROW) == 1

    [letter] = mail.outbox
    assert letter.body.count("Une seule fois") == 1


def test_each_rhythm_waits_its_turn(person):
    SavedSearchFactory(owner=person, frequency="weekly")
    SavedSearchFactory(frequency="never")
    SavedSearchFactory(owner__is_active=False)

    assert people_to_alert(TOMORROW) == []
    assert people_to_alert(NOON + timedelta(days=7)) == [person.pk]


def test_when_mail_fails_nothing_is_marked(person, settings):
    search = keep(person)
    public()
    settings.EMAIL_BACKEND = "maillage.matching.tests.broken_mail.Backend"

    with pytest.raises(OSError, match="no route"):
        alert_person(user_id=person.pk, now=TOMORROW)

    search.refresh_from_db()
    assert (search.known, search.looked_at) == ([], NOON)


def test_everyone_whose_turn_it_is_gets_one_job(person):
    SavedSearchFactory(owner=person)
    SavedSearchFactory(owner=person)
    SavedSearchFactory()

    assert alert_everyone(now=TOMORROW) == 2


def test_words_that_are_none_are_not_kept(person):
    with pytest.raises(EmptyNeed):
        keep(person, "q=%3F")
    assert not SavedSearch.objects.exists()


def test_an_account_that_goes_takes_its_searches(person):
    SavedSearchFactory(owner=person)
    other = SavedSearchFactory()

    forget_searches(person, NOON)

    assert list(SavedSearch.objects.all()) == [other]


# --- pages ---


def test_a_search_is_kept_from_its_address_listed_changed_and_dropped(client, person):
    client.force_login(person)
    url = reverse("matching:search_keep") + "?genre=training&page=2"
    assert client.get(url).status_code == 200
    assert client.post(url, {"name": "", "frequency": "weekly"}).status_code == 422

    answer = client.post(url, {"name": "Formations", "frequency": "weekly"})

    kept = SavedSearch.objects.get()
    assert answer.url == reverse("matching:offers") + "?genre=training"
    assert "Formations" in client.get(reverse("matching:searches")).content.decode()
    one = reverse("matching:search_change", args=[kept.pk])
    client.post(one, {"name": "Cours", "frequency": "never"})
    kept.refresh_from_db()
    assert (kept.name, kept.frequency) == ("Cours", "never")
    client.post(one, {"drop": "1"})
    assert not SavedSearch.objects.exists()


def test_nobody_reads_changes_or_drops_the_search_of_another(client):
    kept = SavedSearchFactory()
    client.force_login(UserFactory())
    one = reverse("matching:search_change", args=[kept.pk])

    assert client.get(one).status_code == client.post(one, {"drop": "1"}).status_code == 404
    assert kept.name not in client.get(reverse("matching:searches")).content.decode()
    assert SavedSearch.objects.get() == kept


def test_the_letter_stops_without_signing_in_by_its_link_or_by_the_mail_program(person):
    keep(person)
    public()
    alert_person(user_id=person.pk, now=TOMORROW)
    headers = mail.outbox[0].extra_headers
    address = urlsplit(headers["List-Unsubscribe"].strip("<>")).path
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in mail.outbox[0].body
    visitor = Client(enforce_csrf_checks=True)

    assert visitor.get(address).status_code == 200
    assert SavedSearch.objects.get().frequency == "daily"
    assert visitor.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200

    assert SavedSearch.objects.get().frequency == "never"


def test_a_forged_link_stops_nothing(client):
    kept = SavedSearchFactory()
    token = stop_token(kept.owner_id)

    for forged in (str(kept.owner_id), token[:-1] + ("A" if token[-1] != "A" else "B")):
        assert client.post(reverse("matching:searches_stop", args=[forged])).status_code == 404
    assert SavedSearch.objects.get().frequency == "daily"


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(client, person, number, django_assert_max_num_queries):
    for _row in range(number):
        SavedSearchFactory(owner=person)
    client.force_login(person)

    with django_assert_max_num_queries(6):
        client.get(reverse("matching:searches"))
