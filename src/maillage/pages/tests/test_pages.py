"""The joining screens, tried by those they are for and by strangers."""

from datetime import date

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse

from maillage.agreements.tests.factories import StrandFactory, agreement_between
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.matching.operations import close_need
from maillage.matching.tests.factories import NOON, IntroductionFactory, NeedFactory, OfferFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def member(network, role="firm", organisation=None):
    organisation = organisation or OrganisationFactory()
    organisation.networks.add(network)
    user = UserFactory()
    MembershipFactory(user=user, network=network, organisation=organisation, role=role)
    return user


@pytest.fixture
def shores():
    """Two networks, an agreement in force between them on one strand, an offer on the far shore."""
    here, there = NetworkFactory(), NetworkFactory()
    digital = StrandFactory(name="Numérique")
    agreement = agreement_between(here, there, strands=[digital], ends_on=date(2099, 12, 31))
    OfferFactory(network=there, strand=digital, visibility="partners")
    return here, there, agreement


def test_home_answers_a_visitor_in_each_language(client):
    for language in ("fr-ca", "fr-fr", "en"):
        page = client.get(f"/{language}/").content.decode()
        assert 'name="q"' in page


def test_the_front_door_sends_to_the_reader_s_language(client):
    assert client.get("/", headers={"accept-language": "en"}).headers["Location"] == "/en/"


def test_today_shows_the_holder_what_waits_for_her(client, shores):
    _, there, _ = shores
    introduction = IntroductionFactory(offer__network=there)
    holder = member(there, "offer_holder", introduction.offer.organisation)
    client.force_login(holder)

    page = client.get(reverse("pages:today")).content.decode()

    assert "Un dossier vous attend" in page
    assert introduction.need.title in page


def test_today_tells_an_advisor_why_each_need_of_her_network_waits(client, shores):
    here, there, _ = shores
    need = NeedFactory(network=here)
    kept = NeedFactory(network=here, visibility="organisation")
    pages = {}
    for name, person in {
        "advisor": member(here, "advisor"),
        "colleague": member(here),
        "stranger": member(there, "advisor"),
    }.items():
        client.force_login(person)
        pages[name] = client.get(reverse("pages:today")).content.decode()

    assert "Un dossier vous attend" in pages["advisor"]
    assert "aucune mise en relation en cours" in pages["advisor"]
    assert kept.title not in pages["advisor"]
    assert need.title not in pages["colleague"] + pages["stranger"]
    assert "Rien à faire aujourd’hui" in pages["stranger"]
    assert "Rien à faire aujourd’hui" not in pages["colleague"]


def test_today_costs_as_many_queries_for_three_needs_as_for_one(client, shores, assert_constant_queries):
    here, _, _ = shores
    client.force_login(member(here, "advisor"))

    assert_constant_queries(client, reverse("pages:today"), lambda: NeedFactory(network=here))


def test_only_advisors_are_led_to_their_link(client, shores):
    here, _, _ = shores
    address = reverse("matching:advisor_links")
    for role, is_led in (("advisor", True), ("firm", False)):
        client.force_login(member(here, role))
        assert (address in client.get(reverse("pages:today")).content.decode()) is is_led


def test_an_agreement_counts_what_the_reader_may_see_and_no_more(client, shores):
    here, _, agreement = shores
    address = agreement.get_absolute_url()

    visitor = client.get(address).content.decode()
    client.force_login(member(here))
    partner = client.get(address).content.decode()

    assert "0\u00a0offre" in visitor or "0 offre" in visitor
    assert "1\u00a0offre" in partner or "1 offre" in partner


def test_an_agreement_that_nobody_signed_is_for_its_coordinators(client, shores):
    here, there, _ = shores
    draft = agreement_between(here, there, strands=[StrandFactory()], signed_on=None)

    answers = []
    for person in (None, member(here), member(here, "coordinator")):
        client.logout()
        if person:
            client.force_login(person)
        answers.append(client.get(draft.get_absolute_url()).status_code)

    assert answers == [404, 404, 200]


def test_a_coordinator_ends_an_agreement_and_a_member_cannot(client, shores):
    here, _, agreement = shores
    address = reverse("agreements:end", args=[agreement.slug])
    client.force_login(member(here))
    refused = client.post(address).status_code
    client.force_login(member(here, "coordinator"))
    client.post(address, {"reason": "Élections."})

    page = client.get(agreement.get_absolute_url()).content.decode()
    trail = client.get(reverse("pages:history", args=["entente", agreement.pk])).content.decode()
    assert refused == 404
    assert "Pas en vigueur" in page
    assert "terminée avant terme" in trail.lower()


def test_the_history_of_a_need_tells_who_changed_what_to_those_who_answer_for_it(client, shores):
    here, _, _ = shores
    firm = OrganisationFactory()
    owner = member(here, organisation=firm)
    need = NeedFactory(organisation=firm, network=here, visibility="organisation")
    close_need(need_id=need.pk, now=NOON)
    address = reverse("pages:history", args=["besoin", need.pk])

    answers = {}
    for name, person in {
        "owner": owner,
        "coordinator": member(here, "coordinator"),
        "stranger": member(NetworkFactory()),
    }.items():
        client.force_login(person)
        answers[name] = client.get(address)

    assert {name: answer.status_code for name, answer in answers.items()} == {
        "owner": 200,
        "coordinator": 404,  # it was kept for the organisation
        "stranger": 404,
    }
    assert "closed" in answers["owner"].content.decode()


def test_a_visitor_reads_no_history(client):
    need = NeedFactory(visibility="public")

    assert client.get(reverse("pages:history", args=["besoin", need.pk])).status_code == 302


def test_jobs_are_for_the_people_who_run_the_platform(client, run_jobs):
    IntroductionFactory()
    for person, code in ((UserFactory(), 404), (UserFactory(is_staff=True), 200)):
        client.force_login(person)
        assert client.get(reverse("pages:jobs")).status_code == code


def test_the_mailbox_shows_what_was_sent_in_a_demonstration_only(client, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = settings.MAILBOX_FOLDER = tmp_path
    EmailMessage(subject="Votre code : 123", body="Voici « 123 ».", to=["elle@exemple.test"]).send()

    closed = client.get(reverse("pages:mailbox")).status_code
    settings.DEMO = True
    page = client.get(reverse("pages:mailbox")).content.decode()
    name = next(tmp_path.iterdir()).name
    letter = client.get(reverse("pages:mail", args=[name])).content.decode()

    assert closed == 404
    assert "Votre code : 123" in page
    assert "Voici « 123 »." in letter


@pytest.mark.parametrize("name", ["..", "secret-key", "nothing.log"])
def test_the_mailbox_opens_nothing_else(client, settings, tmp_path, name):
    settings.DEMO, settings.MAILBOX_FOLDER = True, tmp_path / "mailbox"
    (tmp_path / "secret-key").write_text("secret")

    assert client.get(f"/fr-ca/courrier/{name}/").status_code == 404


def test_machines_get_plain_answers(client):
    assert client.get("/sante").json()["status"] == "ok"
    assert "Disallow" in client.get("/robots.txt").content.decode()
    assert client.get("/favicon.ico").status_code == 302
