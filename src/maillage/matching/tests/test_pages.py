"""Pages of needs, offers and introductions, tried by their owner, a colleague, the other side and a stranger."""

import pytest
from django.urls import reverse

from maillage.agreements.tests.factories import StrandFactory
from maillage.directory.tests.factories import (
    NetworkFactory,
    OrganisationFactory,
    member_of,
)
from maillage.matching.models import Introduction, Need
from maillage.matching.operations import accept_introduction
from maillage.matching.tests.factories import NOON, IntroductionFactory, NeedFactory, OfferFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def firm(network):
    organisation = OrganisationFactory()
    organisation.networks.add(network)
    return organisation


@pytest.fixture
def owner(firm, network):
    return member_of(firm, network)


@pytest.fixture
def stranger():
    return member_of(OrganisationFactory(), NetworkFactory())


def status(client, user, name, *args):
    if user:
        client.force_login(user)
    else:
        client.logout()
    return client.get(reverse(name, args=args)).status_code


def test_a_need_kept_for_the_organisation_is_read_by_its_members_alone(
    client, firm, network, owner, stranger
):
    need = NeedFactory(organisation=firm, network=network, visibility="organisation")
    colleague_of_network = member_of(OrganisationFactory(), network)

    people = [owner, member_of(firm, network), colleague_of_network, stranger, None]
    assert [status(client, person, "matching:need", need.pk) for person in people] == [
        200,
        200,
        404,
        404,
        404,
    ]


def test_only_its_organisation_changes_or_closes_a_need(client, firm, network, owner, stranger):
    need = NeedFactory(organisation=firm, network=network, visibility="public")

    for name in ("matching:need_edit", "matching:need_close"):
        assert [status(client, person, name, need.pk) for person in (owner, stranger, None)] == [
            200,
            404,
            302,
        ]


def test_only_its_organisation_changes_or_closes_an_offer(client, firm, network, owner, stranger):
    offer = OfferFactory(organisation=firm, network=network, visibility="public")

    for name in ("matching:offer_edit", "matching:offer_close"):
        assert [status(client, person, name, offer.pk) for person in (owner, stranger, None)] == [
            200,
            404,
            302,
        ]
    assert [status(client, person, "matching:offer", offer.pk) for person in (owner, stranger, None)] == [
        200
    ] * 3


def test_a_stranger_who_closes_a_need_by_post_changes_nothing(client, firm, network, stranger):
    need = NeedFactory(organisation=firm, network=network, visibility="public")
    client.force_login(stranger)

    assert client.post(reverse("matching:need_close", args=[need.pk])).status_code == 404
    need.refresh_from_db()
    assert need.state == "open"


def test_an_introduction_is_read_by_both_sides_and_nobody_else(client, firm, network, owner, stranger):
    introduction = IntroductionFactory(need__organisation=firm, need__network=network)
    holder = member_of(introduction.offer.organisation, introduction.offer.network, "offer_holder")

    people = [owner, holder, stranger, None]
    assert [status(client, p, "matching:introduction", introduction.pk) for p in people] == [
        200,
        200,
        404,
        302,
    ]


def test_the_asker_cannot_answer_for_the_holder(client, firm, network, owner):
    introduction = IntroductionFactory(need__organisation=firm, need__network=network)
    client.force_login(owner)

    answers = [
        client.post(reverse(f"matching:{verb}", args=[introduction.pk])) for verb in ("accept", "decline")
    ]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_contact_details_show_only_once_accepted(client, firm, network, owner):
    introduction = IntroductionFactory(need__organisation=firm, need__network=network, asked_by=owner)
    holder = member_of(introduction.offer.organisation, introduction.offer.network, "offer_holder")
    client.force_login(holder)
    address = introduction.get_absolute_url()

    before = client.get(address).content.decode()
    accept_introduction(introduction_id=introduction.pk, by=holder, note="", now=NOON)
    after = client.get(address).content.decode()

    assert owner.email not in before
    assert owner.email in after


def test_saying_a_need_stores_it_and_shows_its_answers(client, firm, network, owner):
    client.force_login(owner)
    strand = StrandFactory()
    form = {
        "text": "Notre tablette ne supporte pas l’humidité.",
        "kind": "partner",
        "strand": strand.pk,
        "visibility": "partners",
        "organisation": firm.pk,
    }

    answer = client.post(reverse("matching:need_new"), form, follow=True)

    need = Need.objects.get()
    assert (need.network, need.written_by, need.visibility) == (network, owner, "partners")
    assert answer.redirect_chain[-1][0] == need.get_absolute_url()


@pytest.mark.parametrize("text", ["", "   ", "x" * 100_000])
def test_a_refused_need_comes_back_filled_in_with_a_clear_message(client, owner, firm, text):
    client.force_login(owner)

    answer = client.post(
        reverse("matching:need_new"),
        {"text": text, "kind": "training", "visibility": "network", "organisation": firm.pk},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert not Need.objects.exists()
    assert text.strip()[:50] in page
    assert 'value="training"' in page
    assert "Dites en une phrase" in page or "la limite est de 4000" in page


def test_a_need_cannot_be_said_for_somebody_elses_firm(client, owner):
    client.force_login(owner)

    answer = client.post(
        reverse("matching:need_new"),
        {
            "text": "Notre site plante.",
            "kind": "training",
            "visibility": "network",
            "organisation": OrganisationFactory().pk,
        },
    )

    assert answer.status_code == 422
    assert not Need.objects.exists()


def test_markup_in_a_need_is_shown_as_text(client):
    need = NeedFactory(visibility="public", text="<script>alert(1)</script> notre site 🙂 plante")

    page = client.get(reverse("matching:need", args=[need.pk])).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; notre site 🙂 plante" in page


@pytest.mark.parametrize(
    ("text", "code"), [("", 200), ("   ", 422), ("?!", 422), ("x" * 5_000, 422), ("humidité", 200)]
)
def test_the_public_search_answers_every_text_with_a_page(client, text, code):
    answer = client.get(reverse("matching:search"), {"q": text})

    assert answer.status_code == code
    assert "<h1>" in answer.content.decode()


def test_the_search_answers_so_many_times_a_minute(client):
    codes = [client.get(reverse("matching:search"), {"q": "eau"}).status_code for _ in range(41)]

    assert (codes[39], codes[40]) == (200, 429)


def test_asking_goes_from_the_need_to_both_inboxes(client, firm, network, owner, run_jobs, mailoutbox):
    need = NeedFactory(organisation=firm, network=network)
    offer = OfferFactory(visibility="public")
    holder = member_of(offer.organisation, offer.network, "offer_holder")
    client.force_login(owner)

    sent = client.post(
        reverse("matching:ask", args=[need.pk, offer.pk]), {"message": need.text, "consents": "on"}
    )
    run_jobs()

    introduction = Introduction.objects.get()
    assert sent.headers["Location"] == introduction.get_absolute_url()
    assert mailoutbox[0].to == [holder.email]
    for person in (owner, holder):
        client.force_login(person)
        assert need.title in client.get(reverse("matching:introductions")).content.decode()


def test_asking_without_consent_comes_back_and_sends_nothing(client, firm, network, owner):
    need = NeedFactory(organisation=firm, network=network)
    offer = OfferFactory(visibility="public")
    client.force_login(owner)

    answer = client.post(reverse("matching:ask", args=[need.pk, offer.pk]), {"message": "Mes mots à garder"})

    assert answer.status_code == 422
    assert "Mes mots à garder" in answer.content.decode()
    assert not Introduction.objects.exists()


@pytest.mark.parametrize("name", ["matching:needs", "matching:offers", "matching:introductions"])
def test_lists_cost_the_same_at_one_and_three_rows(
    client, name, owner, firm, network, assert_constant_queries
):
    client.force_login(owner)

    def make_row():
        IntroductionFactory(
            need__organisation=firm,
            need__network=network,
            offer__network=network,
            offer__visibility="network",
        )

    assert_constant_queries(client, reverse(name), make_row)


@pytest.mark.parametrize(
    ("language", "label"),
    [("fr-ca", "Rançongiciel et reprise après incident"), ("en", "Ransomware recovery")],
)
def test_a_search_says_what_it_understood_in_the_language_of_the_page(client, language, label):
    path = f"/{language}/" + reverse("matching:search").split("/", 2)[2]

    clear = client.get(path, {"q": "on s'est fait pirater ce matin, tous les postes sont bloqués"})
    unclear = client.get(path, {"q": "zzz"})

    assert label in clear.content.decode()
    assert clear.context["understood"][0] == label
    assert unclear.context["understood"] == []
