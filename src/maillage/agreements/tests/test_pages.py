"""An agreement's life as coordinators of its parties, their members and strangers meet it."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from maillage.agreements.models import Commitment, Strand
from maillage.agreements.operations import follow_commitment, publish_terms
from maillage.agreements.tests.factories import (
    CommitmentFactory,
    OpeningFactory,
    StrandFactory,
    VersionFactory,
    agreement_between,
)
from maillage.common import clock
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LAST, ONE_DAY = date(2099, 12, 31), timedelta(days=1)


def member(network, role="coordinator", **user):
    person = UserFactory(**user)
    MembershipFactory(user=person, network=network, organisation=OrganisationFactory(), role=role)
    return person


@pytest.fixture
def shores():
    return NetworkFactory(name="Réseau d’ici"), NetworkFactory(name="Réseau de là-bas")


@pytest.fixture
def hers(shores):
    return member(shores[0], full_name="Coordination d’ici")


@pytest.fixture
def theirs(shores):
    return member(shores[1], full_name="Coordination de là-bas")


@pytest.fixture
def signed(shores):
    """In force, with one commitment on its strand."""
    strand = StrandFactory(name="Culture")
    version = agreement_between(*shores, strands=[strand], number=1, ends_on=LAST).versions.get()
    CommitmentFactory(opening=version.openings.get(), text="Accueillir une résidence")
    return version


@pytest.fixture
def draft(signed):
    version = VersionFactory(agreement=signed.agreement, number=2, draft=True, ends_on=LAST)
    OpeningFactory(version=version, strand=signed.strands.get())
    return version


def at(version, name):
    return reverse(f"agreements:{name}", args=[version.agreement.slug, version.number])


def page(client, user, url):
    client.logout()
    if user:
        client.force_login(user)
    answer = client.get(url)
    return answer.status_code, re.sub(r"\s+", " ", answer.content.decode().replace("\u00a0", " "))


def typed(client, url, **changes):
    """What the form holds when it opens, with what she changes."""
    answer = client.get(url)
    forms = [answer.context["draft"].days]
    data = {"revision": answer.context["revision"]}
    for part in answer.context["draft"].strands:
        forms += [part.form, part.owed.management_form, *part.owed]
    forms += [answer.context["draft"].signatories.management_form, *answer.context["draft"].signatories]
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                data[field.html_name] = value
    return data | changes


def test_a_draft_is_for_those_who_run_the_agreement(client, draft, shores, hers, theirs):
    strangers = (None, UserFactory(), member(shores[0], "firm"), member(NetworkFactory()))

    for url in (at(draft, "version"), at(draft, "edit-version"), at(draft, "sign")):
        assert [page(client, user, url)[0] for user in (hers, theirs)] == [200, 200]
        assert {page(client, user, url)[0] for user in strangers} <= {302, 404}
    front = draft.agreement.get_absolute_url()
    assert "Projet" in page(client, hers, front)[1]
    assert "Projet" not in page(client, None, front)[1]


def test_commitments_are_for_members_until_they_are_published(client, signed, shores, hers):
    owed = Commitment.objects.get()
    url = reverse("agreements:commitment", args=[signed.agreement.slug, owed.pk])
    firm = member(shores[1], "firm")

    for user, sees in ((hers, True), (firm, True), (UserFactory(), False), (None, False)):
        assert (owed.text in page(client, user, at(signed, "version"))[1]) == sees
        assert (page(client, user, url)[0] == 200) == sees
    publish_terms(version_id=signed.pk, published=True)
    assert owed.text in page(client, None, at(signed, "version"))[1]
    assert page(client, None, url)[0] == 200
    assert client.post(url, {"state": "under_way", "read": "0"}).status_code == 404


def test_who_decided_and_why_is_told_to_members_alone(client, signed, hers, shores):
    client.force_login(hers)
    client.post(reverse("agreements:end", args=[signed.agreement.slug]), {"reason": "Élections."})

    assert "Élections." in page(client, member(shores[1], "firm"), at(signed, "version"))[1]
    assert "Élections." not in page(client, None, at(signed, "version"))[1]


def test_ending_asks_why_and_keeps_the_agreement_until_it_is_said(client, signed, hers):
    client.force_login(hers)
    url = reverse("agreements:end", args=[signed.agreement.slug])

    assert client.post(url, {"reason": " "}).status_code == 422
    signed.refresh_from_db()
    assert signed.ended_on is None


def test_a_draft_is_written_with_a_new_strand_what_is_owed_and_who_signs(client, draft, hers, shores):
    client.force_login(hers)
    url, energy = at(draft, "edit-version"), StrandFactory(name="Énergie")
    prefix = f"strand-{energy.pk}"
    party = draft.agreement.parties.get(network=shores[1])
    data = typed(client, url) | {
        f"{prefix}-is_open": "on",
        f"{prefix}-objectives": "Économiser.",
        f"{prefix}-owed-0-text": "Choisir un bâtiment",
        f"{prefix}-owed-0-party": party.pk,
        "new_strand": "Jeunesse",
        "new_strand_en": "Youth",
        "signatories-0-office": "Mairie",
        "signatories-0-body": "Ville",
        "signatories-0-party": party.pk,
        "languages": ["fr", "en"],
    }

    answer = client.post(url, data)

    assert answer.url == at(draft, "version")
    draft.refresh_from_db()
    assert [str(strand) for strand in draft.strands.all()] == ["Culture", "Énergie", "Jeunesse"]
    owed = Commitment.objects.get(opening__version=draft)
    assert (owed.text, owed.party, owed.opening.objectives) == ("Choisir un bâtiment", party, "Économiser.")
    assert (str(draft.signatories.get()), draft.languages, draft.revision) == (
        "Mairie, Ville",
        ["fr", "en"],
        2,
    )


def test_a_strand_goes_with_its_commitments_and_a_struck_commitment_goes_alone(client, draft, hers):
    client.force_login(hers)
    opening = draft.openings.get()
    CommitmentFactory(opening=opening)
    url, prefix = at(draft, "edit-version"), f"strand-{opening.strand_id}"
    data = typed(client, url)
    without = {name: value for name, value in data.items() if name != f"{prefix}-is_open"}

    refused = client.post(url, without)
    assert refused.status_code == 422
    assert "porte encore des engagements" in refused.content.decode()
    client.post(url, data | {f"{prefix}-owed-0-DELETE": "on"})
    assert Commitment.objects.filter(opening__version=draft).count() == 0
    client.post(
        url, {name: value for name, value in typed(client, url).items() if name != f"{prefix}-is_open"}
    )
    assert draft.openings.count() == 0


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"ends_on": "2021-01-01"}, "Le dernier jour ne peut pas précéder le premier."),
        ({"ends_on": "2021-02-30"}, "Saisissez une date valide."),
        (
            {"signatories-0-office": "Mairie", "signatories-0-body": "Ville"},
            "Dites pour quelle partie signe cette fonction.",
        ),
        ({"new_strand": "Jeunesse"}, "Dites-le aussi en anglais"),
        (
            {"S-starts_on": "2025-01-02", "S-ends_on": "2025-01-01"},
            "Un volet ne peut pas se fermer avant de s’ouvrir.",
        ),
        ({"S-ends_on": "2100-01-01"}, "Un volet ne s’ouvre que pendant sa version"),
    ],
)
def test_a_fault_in_a_draft_is_told_beside_its_field_and_what_was_typed_stays(
    client, draft, hers, fault, words
):
    client.force_login(hers)
    url, strand = at(draft, "edit-version"), draft.strands.get()
    changes = {name.replace("S-", f"strand-{strand.pk}-"): value for name, value in fault.items()}

    answer = client.post(url, typed(client, url) | changes | {f"strand-{strand.pk}-objectives": "Mon texte."})

    text = answer.content.decode().replace("\u00a0", " ")
    assert answer.status_code == 422
    assert words in text
    assert all(f'value="{value}"' in text for value in changes.values())
    assert "Mon texte." in text
    draft.refresh_from_db()
    assert draft.revision == 1


def test_the_second_to_save_reads_what_differs_and_her_text_is_still_there(client, draft, hers, theirs):
    url, strand = at(draft, "edit-version"), draft.strands.get()
    objectives = f"strand-{strand.pk}-objectives"
    client.force_login(hers)
    mine = typed(client, url) | {objectives: "Les miens."}
    client.force_login(theirs)
    client.post(url, typed(client, url) | {objectives: "Les leurs."})
    client.force_login(hers)

    told = client.post(url, mine)

    text = told.content.decode()
    assert told.status_code == 422
    assert "Coordination de là-bas a enregistré ce projet pendant que vous écriviez" in text
    assert "<del>Les leurs.</del>" in text
    assert "<ins>Les miens.</ins>" in text
    assert draft.openings.get().objectives == "Les leurs."
    client.post(url, mine | {"revision": told.context["revision"]})
    assert draft.openings.get().objectives == "Les miens."


def test_what_is_signed_meanwhile_is_no_longer_written_nor_signed_and_what_was_typed_stays(
    client, draft, hers
):
    client.force_login(hers)
    url = at(draft, "edit-version")
    data = typed(client, url) | {f"strand-{draft.strands.get().pk}-objectives": "Mon texte."}
    draft.starts_on, draft.ends_on, draft.signed_on = LAST + ONE_DAY, LAST + ONE_DAY, clock.today()
    draft.save()

    late = client.post(url, data)

    assert late.status_code == 422
    assert "déjà signée" in late.content.decode()
    assert "Mon texte." in late.content.decode()
    for name in ("edit-version", "sign"):
        assert client.get(at(draft, name)).url == at(draft, "version")
    assert client.post(at(draft, "sign"), {"signed_on": str(clock.today())}).status_code == 422


def test_overlapping_days_are_told_while_drafting_and_refused_at_the_signature_until_one_replaces(
    client, draft, signed, hers, theirs
):
    starts_on = clock.today()
    client.force_login(hers)
    url = at(draft, "edit-version")
    told = client.post(url, typed(client, url) | {"starts_on": str(starts_on)}, follow=True)
    assert "Ces dates chevauchent une version signée" in told.content.decode()
    for user in (hers, theirs):
        client.force_login(user)
        client.post(at(draft, "agree"), {"revision": 2})

    refused = client.post(at(draft, "sign"), {"signed_on": str(starts_on), "reason": "Mission."})
    assert refused.status_code == 422
    assert "la version 1, déjà signée" in refused.content.decode().replace("\u00a0", " ")
    assert "Mission." in refused.content.decode()
    client.post(at(draft, "sign"), {"signed_on": str(starts_on), "replaces": "on"})

    signed.refresh_from_db()
    assert signed.ended_on == starts_on
    assert "Renouvelée" in page(client, None, at(signed, "version"))[1]


def test_a_renewal_is_started_once_and_then_leads_to_its_draft(client, signed, hers):
    client.force_login(hers)
    url = reverse("agreements:renew", args=[signed.agreement.slug])

    first, second = client.post(url), client.post(url)

    assert first.url == second.url == reverse("agreements:edit-version", args=[signed.agreement.slug, 2])
    assert "Accueillir une résidence" in client.get(first.url).content.decode()


def test_a_commitment_is_followed_with_its_evidence_and_the_second_word_is_kept_on_the_form(
    client, signed, hers
):
    owed = Commitment.objects.get()
    url = reverse("agreements:commitment", args=[signed.agreement.slug, owed.pk])
    client.force_login(hers)

    bare = client.post(url, {"state": "kept", "read": "0", "note": ""})
    assert bare.status_code == 422
    assert "Dites ce qui le montre" in bare.content.decode()
    follow_commitment(
        commitment_id=owed.pk, state="under_way", read_step=0, note="", url="", by=None, day=clock.today()
    )
    late = client.post(url, {"state": "kept", "read": "0", "note": "Deux artistes."})
    assert late.status_code == 422
    assert "Deux artistes." in late.content.decode()
    done = client.post(
        url,
        {
            "state": "kept",
            "read": late.context["read"],
            "note": "Deux artistes.",
            "url": "https://exemple.test/r",
        },
    )

    assert done.url == url
    assert 'href="https://exemple.test/r"' in page(client, hers, at(signed, "version"))[1]


def test_two_versions_are_compared_and_a_draft_is_compared_by_those_who_run_it(client, signed, draft, hers):
    url = reverse("agreements:compare", args=[signed.agreement.slug])
    draft.openings.get().delete()
    OpeningFactory(version=draft, strand=StrandFactory(name="Tourisme"))

    code, text = page(client, hers, url)
    assert code == 200
    assert re.search(r"Ajoutés <span class=\"note\">1</span>.*?Tourisme.*?Retirés.*?Culture", text)
    assert "Restés ouverts" in text
    assert "Une seule version" in page(client, None, url)[1]
    assert page(client, hers, f"{url}?de=2&a=1")[1].count("Ajoutés") == 1
    assert page(client, hers, f"{url}?de=x&a=99")[0] == 200


def test_a_version_costs_the_same_with_one_commitment_and_with_three(
    client, signed, hers, assert_constant_queries
):
    client.force_login(hers)

    def one_more():
        strand = OpeningFactory(version=signed)
        CommitmentFactory(opening=strand)
        VersionFactory(agreement=signed.agreement, draft=True, ends_on=LAST)

    assert_constant_queries(client, at(signed, "version"), one_more)
    assert_constant_queries(
        client, reverse("agreements:compare", args=[signed.agreement.slug]) + "?de=1&a=2", one_more
    )


def test_a_draft_costs_the_same_to_open_with_one_strand_and_with_three(
    client, draft, hers, assert_constant_queries
):
    client.force_login(hers)

    assert_constant_queries(
        client, at(draft, "edit-version"), lambda: CommitmentFactory(opening__version=draft)
    )
    assert Strand.objects.count() > 3


def test_a_coordinator_takes_a_commitment_for_her_own_community_alone(client, signed, shores, hers):
    url = reverse("agreements:commitment_new", args=[signed.agreement.slug])
    mine, other = (signed.agreement.parties.get(network=network) for network in shores)
    typed = {"text": "Prêter l’imprimante", "opening": signed.openings.get().pk}
    client.force_login(hers)

    refused = client.post(url, typed | {"party": other.pk})
    assert (refused.status_code, refused.context["form"]["text"].value()) == (422, "Prêter l’imprimante")
    assert client.post(url, typed | {"party": mine.pk}).status_code == 302
    assert Commitment.objects.filter(party=mine, text="Prêter l’imprimante").exists()
    assert url in page(client, hers, at(signed, "version"))[1]
    for user in (member(shores[0], "firm"), UserFactory()):
        assert page(client, user, url)[0] == 404


@pytest.mark.parametrize("day", ["2027-02-30", "demain", "2027-09-01"])
def test_whatever_day_comes_with_the_address_the_form_opens(client, signed, hers, day):
    url = reverse("agreements:commitment_new", args=[signed.agreement.slug])

    assert page(client, hers, f"{url}?q=Essai&avant={day}&volet=inconnu")[0] == 200


def test_nothing_in_force_leaves_nothing_to_commit_to(client, signed, hers):
    client.force_login(hers)
    client.post(reverse("agreements:end", args=[signed.agreement.slug]), {"reason": "Fin."})

    url = reverse("agreements:commitment_new", args=[signed.agreement.slug])
    assert "Aucun volet n’est en vigueur" in page(client, hers, url)[1]


def test_ending_leads_to_what_it_would_hide(client, signed, hers):
    shown = page(client, hers, reverse("agreements:end", args=[signed.agreement.slug]))[1]

    assert f"{reverse('pages:opens', args=[signed.agreement.slug])}?si=fin#si" in shown
