"""A firm says what it needs; the other shore answers. Told in a real browser, twice in each language."""

import re
from dataclasses import dataclass
from datetime import date

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from maillage.agreements.tests.factories import StrandFactory, agreement_between
from maillage.common import clock
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.matching.tests.factories import OfferFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

NEED = "Notre tablette ne supporte pas l’humidité des égouts."
OTHERS = {
    "Comptabilité de PME": "Clôture, paie et budget de caisse.",
    "Visites guidées": "La vieille ville et la centrale, en petit groupe.",
    "Transport frigorifique": "Livraisons quotidiennes entre les deux vallées.",
    "Traduction de catalogues": "Vers l’anglais et l’espagnol, avec relecture.",
    "Atelier de poterie": "Tournage et cuisson pour débutants.",
    "Relève et transmission": "Préparer le départ d’une personne clé.",
    "Achat local regroupé": "Un bon de commande commun pour dix commerces.",
}


@dataclass
class World:
    """Two networks tied by an agreement, a firm on one shore, the holder of an offer on the other."""

    firm: UserFactory
    holder: UserFactory
    offer: OfferFactory


@pytest.fixture
def world():
    here = NetworkFactory(name="Réseau de Chambéry")
    there = NetworkFactory(name="Réseau de Shawinigan")
    digital = StrandFactory(slug="digital", name="Numérique", name_en="Digital")
    agreement_between(
        here, there, strands=[digital], starts_on=date(2021, 11, 1), signed_on=date(2021, 11, 1)
    )
    for title, text in OTHERS.items():
        OfferFactory(title=title, text=text, network=there, strand=digital, visibility="public")
    offer = OfferFactory(
        title="Tablettes de terrain étanches",
        text="Boîtiers scellés contre l’eau, la boue et les chocs.",
        network=there,
        strand=digital,
        visibility="partners",
        organisation__name="Concept Numérique",
        updated_at=clock.now(),
    )
    return World(
        firm=_member("Direction de Focale Fixe", "Focale Fixe", here, "firm"),
        holder=_member("Direction technique", offer.organisation, there, "offer_holder"),
        offer=offer,
    )


def _member(full_name, organisation, network, role):
    if isinstance(organisation, str):
        organisation = OrganisationFactory(name=organisation)
    organisation.networks.add(network)
    user = UserFactory(full_name=full_name)
    MembershipFactory(user=user, organisation=organisation, network=network, role=role)
    return user


@dataclass
class Way:
    """How a journey is made: in which language, on what, with or without JavaScript."""

    name: str
    language: str
    phone: bool = False
    javascript: bool = True


WAYS = [
    Way("fr-bureau", "fr-ca"),
    Way("fr-telephone", "fr-fr", phone=True),
    Way("en-bureau", "en"),
    Way("en-telephone", "en", phone=True),
    Way("fr-sans-javascript", "fr-ca", javascript=False),
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_need_finds_its_answer_across_the_agreement(way, world, visitor, look, run_jobs):
    asker = visitor(phone=way.phone, javascript=way.javascript)
    start = f"/{way.language}/"

    asker.goto(start)
    look(asker, way, "1-accueil")
    asker.locator("form[role=search] [name=q]").fill(NEED)
    asker.locator("form[role=search] button").click()
    expect(asker.locator("h1")).to_be_visible()
    expect(asker.get_by_text(world.offer.title)).to_have_count(0)  # not public: a visitor never sees it
    look(asker, way, "2-recherche-publique")

    asker.locator("aside a.btn").click()
    sign_in(asker, world.firm, way, look, run_jobs)
    expect(asker.locator("textarea[name=text]")).to_have_value(NEED)
    asker.locator("select[name=strand]").select_option(
        label="Digital" if way.language == "en" else "Numérique"
    )
    look(asker, way, "4-besoin")
    asker.locator("main form button[type=submit], main form button:not([type])").last.click()
    first = asker.locator(".match").first
    expect(first).to_contain_text(world.offer.title)
    look(asker, way, "5-pistes")

    first.locator(".match-act a").click()
    asker.locator("input[name=consents]").check()
    look(asker, way, "6-mise-en-relation")
    asker.locator("main form button").first.click()
    expect(asker).to_have_url(re.compile(r"/mises-en-relation/\d+/$"))
    look(asker, way, "7-demandee")
    address = asker.url
    run_jobs()

    holder = visitor(phone=way.phone, javascript=way.javascript)
    holder.goto(f"{start}compte/login/code/")
    sign_in(holder, world.holder, way, None, run_jobs)
    holder.goto(f"{start}mises-en-relation/")
    look(holder, way, "8-boite-de-la-tenante")
    holder.locator(".case h3 a").first.click()
    expect(holder.get_by_text(world.firm.email)).to_have_count(0)
    holder.locator("form[action$='/accepter/'] button").click()
    expect(holder.get_by_text(world.firm.email)).to_be_visible()
    look(holder, way, "9-acceptee")

    asker.goto(address)
    expect(asker.get_by_text(world.holder.email)).to_be_visible()
    look(asker, way, "10-des-deux-cotes")


@pytest.fixture
def look(assert_accessible, screenshot):
    """What a person sees at one step: free of accessibility faults, and kept when captures are made."""

    def at(page: Page, way: Way, step: str) -> None:
        screenshot(page, f"{way.name}-{step}")
        if way.javascript:  # the checker itself is a script
            assert_accessible(page)

    return at


def sign_in(page: Page, user, way, look, run_jobs):
    """By the code that arrives in the mail."""
    page.locator("main input[name=email]").fill(user.email)
    if look:
        look(page, way, "3-connexion")
    page.locator("main form button").first.click()
    expect(page.locator("main input[name=code]")).to_be_visible()
    run_jobs()
    code = re.search(r"\b\d{3}-?\d{3}-?\d{3}\b|\b[A-Z0-9]{4}-?[A-Z0-9]{4}\b", mail.outbox[-1].body)
    assert code, mail.outbox[-1].body
    page.locator("main input[name=code]").fill(code.group())
    page.locator("main form button").first.click()
    expect(page.locator("main input[name=code]")).to_have_count(0)
