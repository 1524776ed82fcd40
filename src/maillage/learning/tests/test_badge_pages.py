"""The pages and the files of badges: who opens what, and what each says."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from maillage.directory.tests.factories import MembershipFactory
from maillage.learning import bridge
from maillage.learning.models import Award, Badge, Enrolment
from maillage.learning.operations import revoke_award
from maillage.learning.queries.badges import evidence_of
from maillage.learning.tests.badges import NAME, awarded, badge, earner
from maillage.learning.tests.factories import LATER, NOON, module, path
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def address(name, row=None):
    return reverse(f"badges:{name}", args=[row.key] if row else [])


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def given():
    return badge()


@pytest.fixture
def award(given):
    return awarded(badge=given)


@pytest.fixture
def coordinator(given, client):
    user = UserFactory()
    MembershipFactory(user=user, network=given.network, organisation=None, role="coordinator")
    client.force_login(user)
    return user


def test_whoever_finished_asks_and_ticks_what_she_shows(client, given):
    person = earner(given)
    client.force_login(person)
    key = evidence_of(given, Enrolment.objects.get())[0].key

    before = text_of(client.get(address("mine")))
    page = text_of(client.get(address("ask", given)))
    answer = client.post(address("ask", given), {"name": "name", "evidence": [key]}, follow=True)

    award = Award.objects.get()
    assert "Demander mon badge" in before
    assert f'value="{key}"' in page
    assert "checked" not in page.split('name="evidence"', 1)[1].split("</form>")[0]
    assert award.credential["evidence"][0]["name"] == "Module compter-ses-planches"
    assert answer.redirect_chain[-1][0] == award.get_absolute_url()
    assert "Valide" in text_of(answer)
    assert "Demander mon badge" not in text_of(client.get(address("mine")))


def test_a_double_click_ends_on_the_same_badge(client, given):
    client.force_login(earner(given))
    client.post(address("ask", given), {"name": "none"})

    assert client.post(address("ask", given), {"name": "none"}).status_code == 404
    assert Award.objects.count() == 1


def test_a_badge_is_asked_by_who_finished_in_that_network_only(client, given):
    stranger, unfinished = UserFactory(), earner(given)
    Enrolment.objects.filter(person=unfinished).update(finished_at=None)
    elsewhere = earner(badge(path=given.path))

    for person in (stranger, unfinished, elsewhere):
        client.force_login(person)
        assert client.get(address("ask", given)).status_code == 404
        assert client.post(address("ask", given), {"name": "none"}).status_code == 404
    assert not Award.objects.exists()


def test_the_public_page_says_what_she_chose_and_no_more(client, given):
    shown, hidden = awarded(badge=given), awarded(badge=given, shows_name=False)

    page, other = client.get(address("badge", shown)), client.get(address("badge", hidden))

    assert NAME in text_of(page)
    assert NAME not in text_of(other)
    assert "ne montre pas son nom" in text_of(other)
    for answer in (page, other):
        assert shown.person.email not in text_of(answer)
        assert hidden.person.email not in text_of(answer)
        assert 'content="noindex"' in text_of(answer)
        assert answer["X-Robots-Tag"] == "noindex"
        assert "Compter ses planches" in text_of(answer)


def test_a_revoked_badge_says_it_and_why_on_the_page_and_on_paper(client, award):
    from io import BytesIO

    from pypdf import PdfReader

    revoke_award(award_id=award.pk, reason="Donné par erreur.", now=LATER)

    page, paper = client.get(address("badge", award)), client.get(address("paper", award))

    assert "Révoqué" in text_of(page)
    assert "Donné par erreur." in text_of(page)
    pages = PdfReader(BytesIO(paper.content)).pages
    assert len(pages) == 1
    assert "Révoqué" in pages[0].extract_text()
    assert "Donné par erreur." in pages[0].extract_text()


def test_what_was_changed_in_the_database_is_told_on_the_page(client, award):
    award.credential["credentialSubject"]["identifier"][0]["identityHash"] = "Une autre personne"
    award.save()

    assert "Modifié" in text_of(client.get(address("badge", award)))


@pytest.mark.parametrize(
    ("change", "word"),
    [({}, "Valide"), ({"name": "Autre"}, "Modifié"), ({"id": "urn:x"}, "Inconnu")],
)
def test_a_pasted_badge_is_verified_in_plain_words(client, award, change, word):
    pasted = json.dumps(award.credential | change, ensure_ascii=False)

    answer = client.post(address("verify"), {"text": pasted})

    assert f"{word}</span>" in text_of(answer)
    assert (address("badge", award) in text_of(answer)) == (word != "Inconnu")


def test_nothing_or_a_book_is_refused_and_kept_on_the_form(client):
    assert client.post(address("verify"), {"text": ""}).status_code == 422
    assert client.post(address("verify"), {"text": "x" * 50_001}).status_code == 422


def test_the_baked_drawing_verifies_when_pasted(client, award):
    drawing = client.get(reverse("credentials:baked", args=[award.key]))

    answer = client.post(address("verify"), {"text": text_of(drawing)})

    assert drawing["Content-Type"] == "image/svg+xml"
    assert "Valide</span>" in text_of(answer)


def test_machines_verify_with_what_the_addresses_of_the_badge_give(client, award, settings):
    """As a wallet does: the credential, then the key and the list at the addresses that it names."""
    told = client.get(award.credential["id"].removeprefix(settings.SITE_URL)).json()
    method = told["proof"]["verificationMethod"]
    keys = client.get(method.split("#")[0].removeprefix(settings.SITE_URL))
    listed = client.get(
        told["credentialStatus"]["statusListCredential"].removeprefix(settings.SITE_URL)
    ).json()

    found = next(row for row in keys.json()["verificationMethod"] if row["id"] == method)
    assert keys["Access-Control-Allow-Origin"] == "*"
    assert found["controller"] == told["issuer"]["id"] == listed["issuer"]
    assert method in keys.json()["assertionMethod"]
    assert bridge.is_genuine(told, found["publicKeyMultibase"])
    assert bridge.is_genuine(listed, found["publicKeyMultibase"])
    assert not bridge.is_set(
        listed["credentialSubject"]["encodedList"], int(told["credentialStatus"]["statusListIndex"])
    )


def test_the_drawing_holds_the_title_and_whatever_it_contains(client, given):
    other = badge(
        network=given.network, path=path(module("autre"), code="autre").path, title='Scier <&> "a" ]]>'
    )
    award = awarded(badge=other)

    import xml.etree.ElementTree as ET

    for name, key in (("drawing", other.key), ("baked", award.key)):
        root = ET.fromstring(client.get(reverse(f"credentials:{name}", args=[key])).content)  # noqa: S314 - ours
        assert 'Scier <&> "a" ]]>' in "".join(root.itertext())
    held = root.find("{https://purl.imsglobal.org/ob/v3p0}credential").text
    assert json.loads(held) == award.credential


def test_a_network_that_never_signed_has_neither_keys_nor_list(client, given):
    for name in ("keys", "revocations"):
        assert client.get(reverse(f"credentials:{name}", args=[given.network.slug])).status_code == 404


def test_coordination_opens_a_badge_and_revokes_one(client, coordinator, given):
    other = path(module("autre"), code="autre").path
    told = {"network": given.network_id, "path": other.pk, "title": "Autre", "description": "Sait.", "criteria": "Fait.", "language": "fr"}  # fmt: skip

    client.post(address("new"), told)
    again = client.post(address("new"), told | {"title": "Encore"})

    assert Badge.objects.filter(title="Autre", network=given.network).exists()
    assert again.status_code == 422
    assert "a déjà un badge" in text_of(again)
    assert 'value="Encore"' in text_of(again)

    award = awarded(badge=given, now=NOON - timedelta(days=30))
    assert client.post(address("revoke", award), {"reason": ""}).status_code == 422
    client.post(address("revoke", award), {"reason": "Donné par erreur."})
    award.refresh_from_db()
    assert award.revoked_reason == "Donné par erreur."
    assert client.get(address("revoke", award)).status_code == 404
    assert "révoqué" in text_of(client.get(address("model", given)))


def test_the_desk_of_a_network_is_closed_to_its_learners_and_to_other_coordinations(client, given, award):
    neighbour = UserFactory()
    MembershipFactory(
        user=neighbour, network=badge(path=given.path).network, organisation=None, role="coordinator"
    )
    learner = award.person

    for person, sees_desk in ((neighbour, 200), (learner, 404)):
        client.force_login(person)
        assert client.get(address("desk")).status_code == sees_desk
        assert client.get(address("new")).status_code == sees_desk
        for name, row in (("model", given), ("revoke", award)):
            assert client.get(address(name, row)).status_code == 404
        assert client.post(address("retire", given)).status_code == 404
        assert client.post(address("revoke", award), {"reason": "Non."}).status_code == 404
    award.refresh_from_db()
    assert award.revoked_at is None


def test_a_coordination_opens_badges_for_its_own_networks_only(client, coordinator, given):
    other = badge(path=given.path).network
    told = {"network": other.pk, "path": given.path_id, "title": "Autre", "description": "Sait.", "criteria": "Fait.", "language": "en"}  # fmt: skip

    assert client.post(address("new"), told).status_code == 422
    assert not Badge.objects.filter(title="Autre").exists()


def test_a_badge_that_is_retired_is_offered_no_more(client, coordinator, given):
    person = earner(given)
    client.post(address("retire", given))
    client.force_login(person)

    assert "Demander mon badge" not in text_of(client.get(address("mine")))
    assert client.get(address("ask", given)).status_code == 404


def test_her_badges_cost_the_same_however_many(client, given, assert_constant_queries):
    person = earner(given)
    client.force_login(person)
    ranks = iter(range(9))

    def another():
        code = f"parcours-{next(ranks)}"
        one = badge(network=given.network, path=path(module(code), code=code).path)
        two = badge(network=given.network, path=path(module(f"{code}-b"), code=f"{code}-b").path)
        for row in (one, two):
            Enrolment.objects.create(
                person=person, path=row.path, version=row.path.versions.get(), started_at=LATER, finished_at=LATER + timedelta(days=1)
            )  # fmt: skip
        awarded(badge=one, person=person)

    assert_constant_queries(client, address("mine"), another)


def test_the_page_of_a_badge_costs_the_same_however_many_have_it(
    client, coordinator, given, assert_constant_queries
):
    assert_constant_queries(client, address("model", given), lambda: awarded(badge=given))
