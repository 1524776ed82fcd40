"""An agreement ends: what it hid was said before, and is out of reach afterwards."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from maillage.agreements.tests.factories import StrandFactory, agreement_between, document_for_parties
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.matching.tests.factories import NeedFactory, OfferFactory

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "étui étanche tablette humidité"


@pytest.fixture
def story():
    """Two shores; there, three offers and a need for partners, and one offer for everyone."""
    here, there = NetworkFactory(name="Réseau d’ici"), NetworkFactory(name="Réseau de là-bas")
    strand = StrandFactory(name="Numérique", slug="numerique")
    agreement = agreement_between(here, there, strands=[strand], ends_on=date(2099, 12, 31))
    firm = OrganisationFactory(networks=[there])
    theirs = {"network": there, "organisation": firm, "strand": strand}
    offers = [
        OfferFactory(
            **theirs, visibility="partners", title=f"Étui étanche {n}", text=f"Étui contre l’humidité {n}."
        )
        for n in range(3)
    ]
    OfferFactory(**theirs, visibility="public", title="Atelier ouvert", text="Atelier pour tous.")
    for n in range(12):  # about something else, so that these stand out
        OfferFactory(visibility="public", text=f"Traduction, formule {n}.")
    NeedFactory(**theirs, visibility="partners")
    document_for_parties(agreement.versions.get(), title="Texte de l’entente")
    member = MembershipFactory(
        network=here, role="firm", organisation=OrganisationFactory(networks=[here])
    ).user
    coordinator = MembershipFactory(network=here, role="coordinator").user
    return agreement, offers, member, coordinator


@pytest.mark.parametrize("phone", [False, True])
def test_a_coordinator_sees_what_ending_hides_ends_it_and_the_member_reaches_it_no_more(
    signed_in, story, assert_accessible, screenshot, phone
):
    agreement, offers, member, coordinator = story
    name = "telephone" if phone else "bureau"
    search = f"{reverse('matching:search')}?q={WORDS}"
    catalogue = f"{reverse('matching:offers')}?volet=numerique"

    # a member of one shore finds what the other shares with partners
    page = signed_in(member, phone=phone)
    page.goto(agreement.get_absolute_url())
    expect(page.get_by_text("Numérique – 4 offres, 1 besoin")).to_be_visible()
    assert_accessible(page)
    screenshot(page, f"entente-{name}-1-membre")
    page.goto(catalogue)
    for offer in offers:
        expect(page.get_by_role("link", name=offer.title)).to_be_visible()
    page.goto(search)
    expect(page.get_by_text(offers[0].title).first).to_be_visible()

    # the coordinator looks at what ending would hide: what the member would lose
    desk = signed_in(coordinator, phone=phone)
    desk.goto(agreement.get_absolute_url())
    assert_accessible(desk)
    screenshot(desk, f"entente-{name}-2-coordination")
    desk.get_by_role("link", name="Voir ce que la terminer cacherait").click()
    expect(desk.get_by_text("cacherait 3 offres et 1 besoin à 2 personnes")).to_be_visible()
    expect(desk.get_by_text("4 → 1")).to_be_visible()
    assert_accessible(desk)
    screenshot(desk, f"entente-{name}-3-ce-que-la-fin-cache")

    # she ends it
    desk.goto(reverse("agreements:end", args=[agreement.slug]))
    desk.locator("[name=reason]").fill("Les deux villes passent à une entente de région.")
    desk.get_by_role("button", name="Terminer l’entente").click()
    expect(desk.get_by_text("Pas en vigueur", exact=True)).to_be_visible()
    assert_accessible(desk)

    # the member reaches it no more: search, direct address, counts
    page.goto(search)
    expect(page.get_by_text(offers[0].title)).to_have_count(0)
    page.goto(catalogue)
    expect(page.get_by_role("link", name="Atelier ouvert")).to_be_visible()
    expect(page.get_by_role("link", name="Étui étanche")).to_have_count(0)
    page.goto(agreement.get_absolute_url())
    expect(page.get_by_text("elle n’est pas en vigueur aujourd’hui")).to_be_visible()
    expect(page.get_by_text("4 offres")).to_have_count(0)
    screenshot(page, f"entente-{name}-4-terminee")
    for offer in offers:
        assert page.request.get(offer.get_absolute_url()).status == 404
    assert_accessible(page)


def test_a_coordinator_puts_a_document_and_a_file_refused_leaves_the_form_as_it_was(
    signed_in, story, assert_accessible, screenshot, tmp_path
):
    agreement, _, _, coordinator = story
    program, large, paper = (tmp_path / name for name in ("rapport.pdf", "carte.pdf", "annexe.pdf"))
    program.write_bytes(b"MZ\x90\x00" + b"\x00" * 500)
    large.write_bytes(b"%PDF-1.7" + b"0" * 10_000_000)
    paper.write_bytes(b"%PDF-1.7\nfictif")

    page = signed_in(coordinator, phone=True)
    page.goto(reverse("agreements:document_add", args=[agreement.slug]))
    assert_accessible(page)
    page.get_by_label("Titre").fill("Annexe des volets")
    page.get_by_label("Fichier").set_input_files(large)
    expect(page.get_by_label("Fichier")).to_have_value("")  # refused before it is sent
    page.get_by_label("Fichier").set_input_files(program)
    page.get_by_label("Tout le monde").check()
    with page.expect_response(lambda answer: answer.request.method == "POST") as refused:
        page.get_by_role("button", name="Déposer").click()
    assert refused.value.status == 422
    expect(page.get_by_text("n’est pas un document que nous prenons").first).to_be_visible()
    expect(page.get_by_label("Titre")).to_have_value("Annexe des volets")
    expect(page.get_by_label("Tout le monde")).to_be_checked()
    assert_accessible(page)
    screenshot(page, "entente-telephone-5-fichier-refuse")
    page.get_by_label("Fichier").set_input_files(paper)
    page.get_by_role("button", name="Déposer").click()
    expect(page.get_by_role("link", name="Annexe des volets")).to_be_visible()
    assert_accessible(page)
    address = page.get_by_role("link", name="Annexe des volets").get_attribute("href")
    answer = page.request.get(address)
    assert answer.headers["content-disposition"] == 'attachment; filename="annexe-des-volets.pdf"'
    assert answer.body() == paper.read_bytes()
    page.get_by_role("button", name="Archiver").first.click()
    expect(page.get_by_text("Archivé le")).to_be_visible()
    screenshot(page, "entente-telephone-6-documents")
