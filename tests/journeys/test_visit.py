"""A three-day visit with eight hosts, from its draft to its minutes: at a desk, without JavaScript, in a corridor."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from maillage.activities.models import Activity, FollowUp, ProgrammeItem
from maillage.agreements.tests.factories import StrandFactory, agreement_between
from maillage.common import clock
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

HOSTS = [
    "Culture",
    "Office de tourisme",
    "Centre d’entrepreneuriat",
    "Pôle numérique",
    "Accueil des nouveaux arrivants",
    "Bibliothèques",
    "Développement économique",
    "Aménagement du territoire",
]
# Today, so that the corridor has something to show; late in the evening, so that it is still ahead.
MOMENTS = [(0, "22:00", "22:30"), (0, "22:45", "23:15"), (0, "23:30", "23:45")] + [
    (1 + n // 3, f"{9 + 2 * (n % 3):02}:00", f"{10 + 2 * (n % 3):02}:00") for n in range(5)
]


@dataclass
class World:
    """An agreement between two networks, those who coordinate them, and the eight who receive."""

    here: UserFactory
    there: UserFactory
    first: date


@pytest.fixture
def world():
    shawinigan, chambery = (
        NetworkFactory(name="Réseau de Shawinigan"),
        NetworkFactory(name="Réseau de Chambéry"),
    )
    agreement_between(
        shawinigan,
        chambery,
        strands=[StrandFactory()],
        starts_on=date(2021, 11, 18),
        signed_on=date(2021, 11, 18),
    )
    for name in HOSTS:
        OrganisationFactory(name=name, networks=[shawinigan])
    return World(
        here=_coordinator("Coordination de Shawinigan", shawinigan, "Ville de Shawinigan"),
        there=_coordinator("Coordination de Chambéry", chambery, "Ville de Chambéry"),
        first=clock.now().date(),
    )


def _coordinator(full_name, network, organisation):
    organisation = OrganisationFactory(name=organisation, networks=[network])
    user = UserFactory(full_name=full_name)
    MembershipFactory(user=user, organisation=organisation, network=network, role="coordinator")
    return user


@pytest.fixture
def look(assert_accessible, screenshot):
    def keep(page: Page, name: str) -> None:
        assert_accessible(page)
        screenshot(page, f"mission-{name}")

    return keep


def send(page: Page) -> None:
    """Press the button of the page's first form."""
    page.locator("main form button:not([formnovalidate])").first.click()


def place(page: Page, visit: str, world: World, number: int, **changed: str) -> None:
    """Fill in one moment, at one host, without sending it."""
    days, starts, ends = MOMENTS[number]
    page.goto(f"/fr-ca/missions/{visit}/moments/nouveau/")
    page.locator("[name=title]").fill(f"Rencontre : {HOSTS[number]}")
    page.locator("[name=day]").select_option((world.first + timedelta(days=days)).isoformat())
    page.locator("[name=starts]").fill(changed.get("starts", starts))
    page.locator("[name=ends]").fill(changed.get("ends", ends))
    page.locator("[name=place]").fill(HOSTS[number])
    page.get_by_label(HOSTS[number], exact=True).check()


def test_a_visit_from_draft_to_minutes(world, signed_in, look):
    desk = signed_in(world.here)
    visit = prepare(desk, world, look)
    invite(desk, visit, world, look)
    for number in range(len(HOSTS)):
        place(desk, visit, world, number)
        send(desk)
        expect(desk).to_have_url(re.compile(r"/programme/$"))
    meet_a_conflict_while_typing(desk, visit, world, look)
    without_javascript(signed_in(world.there, javascript=False), visit, world)
    announce(desk, visit, look)
    in_the_corridor(signed_in(world.there, phone=True), visit, world, look)


def prepare(desk: Page, world: World, look) -> str:
    desk.goto("/fr-ca/missions/nouvelle/")
    desk.locator("[name=title]").fill("Mission à Shawinigan")
    desk.locator("[name=starts_on]").fill(world.first.isoformat())
    desk.locator("[name=ends_on]").fill((world.first + timedelta(days=2)).isoformat())
    desk.locator("[name=time_zone]").select_option("America/Toronto")
    desk.locator("[name=place]").fill("Shawinigan")
    look(desk, "1-brouillon")
    send(desk)
    expect(desk.locator("h1")).to_have_text("Mission à Shawinigan")
    return Activity.objects.get().slug


def invite(desk: Page, visit: str, world: World, look) -> None:
    for name in HOSTS:
        desk.goto(f"/fr-ca/missions/{visit}/hote/")
        desk.locator("[name=organisation]").select_option(label=name)
        send(desk)
        expect(desk).to_have_url(re.compile(r"/personnes/$"))
    for name, email in [("Mairie", ""), ("Coordination de Chambéry", world.there.email)]:
        desk.goto(f"/fr-ca/missions/{visit}/delegation/")
        desk.locator("[name=name]").fill(name)
        desk.locator("[name=email]").fill(email)
        send(desk)
    look(desk, "2-personnes")


def meet_a_conflict_while_typing(desk: Page, visit: str, world: World, look) -> None:
    place(desk, visit, world, 3)
    desk.get_by_label("Mairie").check()
    told = desk.locator("#conflicts")
    expect(told).to_contain_text("Mairie est déjà à")
    expect(told).to_contain_text("Pôle numérique reçoit déjà")
    look(desk, "3-conflit")
    send(desk)
    expect(desk.locator("#conflicts")).to_contain_text("Mairie est déjà à")
    desk.locator("#kept").check()
    send(desk)
    expect(desk).to_have_url(re.compile(r"/programme/$"))
    look(desk, "4-programme")


def without_javascript(page: Page, visit: str, world: World) -> None:
    """The other shore places the same host at the same hour: told at save, and everything typed is still there."""
    place(page, visit, world, 4)
    send(page)
    expect(page.locator("#conflicts")).to_contain_text("reçoit déjà")
    expect(page.locator("[name=title]")).to_have_value(f"Rencontre : {HOSTS[4]}")
    assert ProgrammeItem.objects.count() == len(HOSTS) + 1


def announce(desk: Page, visit: str, look) -> None:
    desk.goto(f"/fr-ca/activites/{visit}/")
    desk.get_by_role("button", name="Annoncer la mission").click()
    expect(desk.get_by_text("La mission est annoncée.")).to_be_visible()
    look(desk, "5-annoncee")


def in_the_corridor(phone: Page, visit: str, world: World, look) -> None:
    phone.goto(f"/fr-ca/missions/{visit}/jour/?jour={world.first.isoformat()}")
    look(phone, "6-jour")
    phone.get_by_role("link", name="Compte rendu").click()
    phone.locator("[name=text]").fill("Une tablette craint l’humidité ; ici, on sait la protéger.")
    phone.locator("[name=decisions]").fill("Mettre les deux entreprises en relation.")
    phone.get_by_role("button", name="Garder").click()
    expect(phone.get_by_role("heading", name="Décisions")).to_be_visible()
    phone.get_by_role("link", name="Noter une suite").click()
    phone.locator("[name=text]").fill("Écrire le besoin de la tablette")
    phone.locator("[name=due_on]").fill((world.first + timedelta(days=30)).isoformat())
    phone.locator("[name=user]").select_option(label="Coordination de Chambéry")
    send(phone)
    look(phone, "7-compte-rendu")

    phone.goto(FollowUp.objects.get().get_absolute_url())
    look(phone, "8-suite")
    phone.get_by_role("link", name="En faire un besoin").click()
    expect(phone.locator("textarea[name=text]")).to_have_value("Écrire le besoin de la tablette")
    phone.locator("[name=visibility][value=network]").check()
    send(phone)
    expect(phone).to_have_url(re.compile(r"/besoins/\d+/$"))
    need = phone.url

    phone.goto(FollowUp.objects.get().get_absolute_url())
    phone.locator("[name=address]").fill(need)
    phone.get_by_role("button", name="C’est fait").click()
    expect(phone.get_by_role("link", name="Un besoin")).to_have_attribute(
        "href", re.compile(r"/besoins/\d+/$")
    )
    assert FollowUp.objects.get().state == "done"
