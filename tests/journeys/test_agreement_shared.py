"""What two communities share: a budget and the test of the fund, turns to receive, a firm welcomed across."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Page, expect

from maillage.agreements.models import HostingYear, Stay, StayFollowUp
from maillage.agreements.tests.crossings import answering, crossing, host_of
from maillage.common import clock
from maillage.directory.tests.factories import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bound():
    """One community in Québec, one in France, bound for years to come."""
    return crossing(ends_on=clock.today() + timedelta(days=900))


@pytest.fixture
def look(assert_accessible, screenshot):
    def keep(page: Page, name: str) -> None:
        assert_accessible(page)
        screenshot(page, f"ensemble-{name}")

    return keep


def at(name, bound, *more):
    return reverse(f"agreements:{name}", args=[bound.agreement.slug, *more])


def save(page: Page) -> None:
    page.get_by_role("button", name="Enregistrer").click()


def add_line(page: Page, *, who: str, kind: str, amount: str, currency: str) -> None:
    page.get_by_role("link", name="Ajouter une ligne").click()
    page.get_by_label("Qui l’apporte").select_option(who)
    page.get_by_label(kind, exact=True).check()
    page.get_by_label("Objet").fill("Transport")
    page.get_by_label("Montant").fill(amount)
    page.get_by_label("Monnaie").select_option(currency)
    page.get_by_label("Source").fill("Résolution 12")
    save(page)
    expect(page.get_by_text("La ligne est au budget.")).to_be_visible()


def test_a_budget_in_two_currencies_is_tried_against_the_fund(bound, signed_in, look):
    desk = signed_in(bound.coordinator(bound.here))
    desk.goto(bound.agreement.get_absolute_url())
    desk.get_by_role("link", name="Budget").click()
    expect(desk.get_by_role("heading", name="Rien au budget pour l’instant")).to_be_visible()
    desk.get_by_role("link", name="Noter un taux").click()
    desk.get_by_label("Taux", exact=True).fill("1,5")
    desk.get_by_label("Jour").fill((clock.today() - timedelta(days=3)).isoformat())
    desk.get_by_label("Source").fill("Banque du Canada")
    save(desk)
    desk.get_by_role("link", name="Inscrire un projet").click()
    desk.get_by_label("Nom du projet").fill("Ateliers jumelés")
    look(desk, "bureau-1-projet")
    save(desk)

    grant, own = "Subvention du Fonds franco-québécois", "Fonds propres"
    add_line(desk, who=bound.here.name, kind=grant, amount="10 000", currency="CAD")
    add_line(desk, who=bound.here.name, kind=own, amount="8 000", currency="CAD")
    expect(desk.get_by_text("Les chiffres ne passent pas le test du Fonds")).to_be_visible()
    look(desk, "bureau-2-refuse")
    add_line(desk, who=bound.here.name, kind=own, amount="2 000", currency="CAD")
    add_line(desk, who=bound.there.name, kind=own, amount="4 000,50", currency="EUR")
    expect(desk.get_by_text("Les chiffres passent le test du Fonds")).to_be_visible()
    look(desk, "bureau-3-passe")

    phone = signed_in(bound.member(bound.there), phone=True)
    phone.goto(desk.url)
    expect(phone.get_by_text("Les chiffres passent le test du Fonds")).to_be_visible()
    expect(phone.get_by_role("link", name="Ajouter une ligne")).to_have_count(0)
    look(phone, "telephone-1-test")
    phone.goto(at("money", bound))
    expect(phone.get_by_text("Banque du Canada")).to_be_visible()
    look(phone, "telephone-2-budget")


def test_turns_to_receive_are_written_and_two_of_them_swapped(bound, signed_in, look, visitor):
    year = clock.today().year + 1
    desk = signed_in(bound.coordinator(bound.here))
    desk.goto(bound.agreement.get_absolute_url())
    desk.get_by_role("link", name="Visites alternées").click()
    for later, host in enumerate([bound.here, bound.there]):
        desk.get_by_role("link", name="Ajouter une année").click()
        desk.get_by_label("Année").fill(str(year + later))
        desk.get_by_label("Qui reçoit").select_option(host.name)
        save(desk)
        expect(desk.get_by_text("L’année est au calendrier.")).to_be_visible()
    look(desk, "bureau-4-tours")

    phone = signed_in(bound.coordinator(bound.there), phone=True)
    phone.goto(at("rotation", bound))
    phone.get_by_role("link", name="Échanger deux années").click()
    phone.get_by_label("Raison").fill("La salle est en travaux.")
    look(phone, "telephone-3-echanger")
    save(phone)
    expect(phone.get_by_text("Les tours sont échangés")).to_be_visible()
    look(phone, "telephone-4-echanges")

    anybody = visitor()
    anybody.goto(at("rotation", bound))
    expect(anybody.get_by_role("heading", level=1)).to_have_text(f"{bound.there.name} reçoit en {year}")
    expect(anybody.get_by_text("La salle est en travaux.")).to_be_visible()
    hosts = HostingYear.objects.order_by("year").values_list("host__name", flat=True)
    assert list(hosts) == [bound.there.name, bound.here.name]


def test_a_firm_asks_to_be_welcomed_stays_and_tells_what_came(bound, signed_in, run_jobs, look):
    host = host_of(bound.here)
    answerer = answering(host)
    firm = OrganisationFactory(name="Lampes du lac", networks=[bound.there.network])
    head = MembershipFactory(network=bound.there.network, organisation=firm).user
    first = clock.today() + timedelta(days=30)

    hers = signed_in(head, phone=True)
    hers.goto(bound.agreement.get_absolute_url())
    hers.get_by_role("link", name="Accueil d’entreprises").click()
    hers.get_by_role("link", name="Demander un accueil").click()
    hers.get_by_label("Ce que vous venez faire").fill("Rencontrer des distributeurs.")
    hers.get_by_label("Arrivée souhaitée").fill(first.isoformat())
    hers.get_by_label("Départ souhaité").fill((first + timedelta(days=20)).isoformat())
    hers.get_by_label("J’accepte").check()
    look(hers, "telephone-5-demander")
    hers.get_by_role("button", name="Envoyer").click()
    stay = Stay.objects.get()
    expect(hers.get_by_role("heading", name=f"{firm} chez {host}")).to_be_visible()

    run_jobs()
    assert any(answerer.email in letter.to for letter in mail.outbox)
    desk = signed_in(answerer)
    desk.goto(stay.get_absolute_url())
    look(desk, "bureau-5-sejour-demande")
    desk.get_by_role("button", name="Accueillir", exact=True).click()
    for verb in ("L’entreprise est arrivée", "Le séjour est terminé"):
        desk.get_by_role("button", name=verb).click()
        expect(desk.get_by_text("C’est noté des deux côtés.")).to_be_visible()
    look(desk, "bureau-6-sejour-termine")

    StayFollowUp.objects.filter(months=3).update(due_on=clock.today())  # three months later
    hers.goto(stay.get_absolute_url())
    expect(hers.get_by_role("heading", name="3 mois après, qu’en est-il venu")).to_be_visible()
    hers.get_by_label("Un partenaire trouvé").check()
    hers.get_by_label("En quelques mots").fill("Un premier distributeur.")
    look(hers, "telephone-6-suite")
    hers.get_by_role("button", name="Le dire").click()
    expect(hers.get_by_text("Un premier distributeur.")).to_be_visible()
    assert StayFollowUp.objects.get(months=3).kind == "partner"
