"""A workshop on two clocks: prepared, announced, filled, subscribed to; then a moment is cancelled and agendas say so."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils.timezone import localdate
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar
from playwright.sync_api import expect

from maillage.agreements.tests.factories import StrandFactory, agreement_between
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory, member_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def networks():
    caches["local"].clear()
    here, there = NetworkFactory(name="Réseau de Shawinigan"), NetworkFactory(name="Réseau de Chambéry")
    agreement_between(here, there, strands=[StrandFactory(name="Numérique")])
    return here, there


def person(network, role):
    return member_of(OrganisationFactory(networks=[network]), network, role)


def statuses(address):
    """What two readers find at this address, once it was fetched without any cookie."""
    file = Client().get("/" + address.split("/", 3)[3]).content
    one = {str(event["SUMMARY"]): str(event["STATUS"]) for event in Calendar.from_ical(file).walk("VEVENT")}
    other = {
        event.summary: event.status.value
        for event in IcsCalendarStream.calendar_from_ics(file.decode()).events
    }
    assert one == other
    return one


def test_a_workshop_from_its_first_word_to_an_agenda_that_knows_what_is_cancelled(
    signed_in, networks, assert_accessible, screenshot
):
    here, there = networks
    coordinator, member, late = person(here, "coordinator"), person(here, "firm"), person(there, "firm")
    day = localdate() + timedelta(days=20)

    desk = signed_in(coordinator)
    prepare(desk, day, assert_accessible, screenshot)
    phone = signed_in(member, phone=True)
    take_the_last_place(phone, assert_accessible, screenshot)
    address = subscribe(phone, assert_accessible, screenshot)
    assert set(statuses(address).values()) == {"CONFIRMED"}

    other = signed_in(late, phone=True)
    other.goto("/fr-ca/activites/")
    other.get_by_role("link", name="Atelier à deux rives").click()
    expect(other.get_by_text("Complet")).to_be_visible()
    other.get_by_role("link", name="Attendre une place").click()
    other.get_by_role("button", name="Attendre une place").click()
    expect(other.get_by_role("heading", name="rang 1 de la liste d’attente")).to_be_visible()

    cancel_a_moment(desk, assert_accessible, screenshot)
    assert statuses(address) == {
        "Atelier à deux rives – Ouverture": "CONFIRMED",
        "Annulé\N{NO-BREAK SPACE}: Atelier à deux rives – En direct de Chambéry": "CANCELLED",
    }

    phone.goto(desk.url.split("#")[0].replace(desk.url.split("/fr-ca")[0], ""))
    phone.get_by_role("link", name="Rendre ma place").click()
    assert_accessible(phone)
    phone.get_by_role("button", name="Rendre ma place").click()
    expect(phone.get_by_text("Votre place est rendue", exact=True)).to_be_visible()
    other.reload()
    expect(other.get_by_role("heading", name="Vous avez une place")).to_be_visible()
    see_who_is_there(signed_in(coordinator, phone=True), assert_accessible, screenshot)


def prepare(desk, day, assert_accessible, screenshot):
    desk.goto("/fr-ca/activites/")
    assert_accessible(desk)
    desk.get_by_role("link", name="Préparer une activité").click()
    desk.get_by_label("Titre").fill("Atelier à deux rives")
    desk.get_by_label("Premier jour").fill(day.isoformat())
    desk.get_by_label("Nombre de places").fill("1")
    assert_accessible(desk)
    screenshot(desk, "activite-1-preparer")
    desk.get_by_role("button", name="Garder le brouillon").click()
    expect(desk.get_by_text("Brouillon").first).to_be_visible()

    add_moment(desk, "Ouverture", f"{day}T09:00", f"{day}T09:30", "America/Toronto")
    add_moment(desk, "En direct de Chambéry", f"{day}T16:00", f"{day}T17:00", "Europe/Paris")
    assert_accessible(desk)
    desk.get_by_role("button", name="Annoncer").click()
    expect(desk.get_by_text("Annoncée").first).to_be_visible()
    screenshot(desk, "activite-2-annoncee")
    desk.goto(f"/fr-ca/activites/?vue=mois&mois={day:%Y-%m}")
    assert_accessible(desk)
    screenshot(desk, "activites-mois")
    desk.get_by_role("link", name="Atelier à deux rives").click()


def add_moment(desk, title, starts, ends, zone):
    desk.get_by_role("link", name="Ajouter un moment").click()
    desk.get_by_label("Titre").fill(title)
    desk.get_by_label("Début").fill(starts)
    desk.get_by_label("Fin").fill(ends)
    desk.get_by_label("Heure de quel endroit").select_option(zone)
    desk.get_by_role("button", name="Mettre au programme").click()
    expect(desk.get_by_role("link", name=f"Modifier : {title}")).to_be_visible()


def take_the_last_place(phone, assert_accessible, screenshot):
    phone.goto("/fr-ca/activites/")
    assert_accessible(phone)
    screenshot(phone, "activites-telephone")
    phone.get_by_role("link", name="Atelier à deux rives").click()
    expect(phone.get_by_text("1 place restante sur 1")).to_be_visible()
    assert_accessible(phone)
    phone.get_by_role("link", name="S’inscrire").click()
    assert_accessible(phone)
    phone.get_by_role("button", name="Prendre une place").click()
    expect(phone.get_by_role("heading", name="Vous avez une place")).to_be_visible()
    screenshot(phone, "activite-3-inscrite")


def subscribe(phone, assert_accessible, screenshot):
    phone.goto("/fr-ca/activites/s-abonner/")
    phone.get_by_role("button", name="Avoir mon adresse").click()
    assert_accessible(phone)
    screenshot(phone, "activites-agenda")
    return phone.get_by_label("Adresse à coller").first.input_value()


def cancel_a_moment(desk, assert_accessible, screenshot):
    desk.get_by_role("link", name="Modifier : En direct de Chambéry").click()
    assert_accessible(desk)
    desk.get_by_role("link", name="Annuler ce moment").click()
    assert_accessible(desk)
    desk.get_by_role("button", name="Annuler ce moment").click()
    expect(desk.locator("s", has_text="En direct de Chambéry")).to_be_visible()
    screenshot(desk, "activite-4-moment-annule")


def see_who_is_there(phone, assert_accessible, screenshot):
    phone.goto("/fr-ca/activites/")
    phone.get_by_role("link", name="Atelier à deux rives").click()
    phone.get_by_role("link", name="Participants et présences").click()
    assert_accessible(phone)
    phone.get_by_role("button", name="Là").click()
    expect(phone.get_by_role("button", name="Là")).to_have_attribute("aria-pressed", "true")
    assert_accessible(phone)
    screenshot(phone, "activite-5-presences")
