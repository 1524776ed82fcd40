"""A cohort in a second region: opened, joined up to its last place, held, and followed by whoever leads it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from maillage.activities.models import Participant
from maillage.directory.tests.factories import (
    MembershipFactory,
    NetworkFactory,
    OrganisationFactory,
    member_of,
)
from maillage.learning.models import Cohort, Enrolment
from maillage.learning.tests.cohorts import a_path, read, region

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def network():
    return NetworkFactory()


def a_day(*, from_now):
    return timezone.localdate() + timedelta(days=from_now)


def test_a_facilitator_opens_a_cohort_in_a_second_region_and_follows_it(
    network, signed_in, run_jobs, assert_accessible, screenshot
):
    path, here, there = a_path(), region("Saguenay–Lac-Saint-Jean"), region("Mauricie")
    organisation = OrganisationFactory(networks=[network])
    desk = signed_in(member_of(organisation, network, role="coordinator"))

    plan_two_regions(desk, path, here, there, assert_accessible, screenshot)
    cohort = open_and_announce(desk, path, there, assert_accessible, screenshot)
    people = [MembershipFactory(network=network, organisation=None, role="learner").user for _ in range(3)]
    take_the_places(signed_in, people, cohort, assert_accessible, screenshot)
    run_jobs()
    assert len(mail.outbox) == 3

    read(people[0], path, blocks=2, at=timezone.now() - timedelta(days=9))
    note_who_is_there(desk, cohort, assert_accessible, screenshot)
    write_to_whoever_stopped(desk, cohort, run_jobs, assert_accessible, screenshot)
    read_the_roll_out(desk, assert_accessible, screenshot)


def plan_two_regions(page, path, here, there, assert_accessible, screenshot):
    page.goto("/fr-ca/apprendre/cohortes/")
    page.get_by_role("link", name="Où en sont les déploiements").click()
    assert_accessible(page)
    page.get_by_role("link", name="Nouveau déploiement").click()
    page.get_by_label("Titre").fill("Une région, puis l’autre")
    page.get_by_label("Parcours", exact=True).select_option(label=path.title)
    page.get_by_label("Premier jour").fill(a_day(from_now=-40).isoformat())
    page.get_by_label("Dernier jour").fill(a_day(from_now=300).isoformat())
    assert_accessible(page)
    page.get_by_role("button", name="Mettre au plan").click()
    for place, people in ((here, "40"), (there, "20")):
        page.get_by_label("Région", exact=True).select_option(label=place.name)
        page.get_by_label("Personnes à former").fill(people)
        page.get_by_label("Au plus tard le").fill(a_day(from_now=200).isoformat())
        page.get_by_role("button", name="Garder cette cible").click()
        expect(page.get_by_text("La cible est gardée.")).to_be_visible()


def open_and_announce(page, path, place, assert_accessible, screenshot):
    page.goto("/fr-ca/apprendre/cohortes/")
    page.get_by_role("link", name="Nouvelle cohorte").click()
    page.get_by_label("Parcours", exact=True).select_option(label=path.title)
    page.get_by_label("Nom de la cohorte").fill("Cohorte de la Mauricie")
    page.get_by_label("Premier jour", exact=True).fill(a_day(from_now=-10).isoformat())
    page.get_by_label("Dernier jour", exact=True).fill(a_day(from_now=-20).isoformat())
    page.get_by_label("Région", exact=True).select_option(label=place.name)
    page.get_by_label("Nombre de places").fill("2")
    page.get_by_role("button", name="Garder le brouillon").click()
    expect(page.get_by_text("Le dernier jour ne peut pas précéder le premier.").first).to_be_visible()
    assert_accessible(page)

    page.get_by_label("Dernier jour", exact=True).fill(a_day(from_now=60).isoformat())
    page.get_by_role("button", name="Garder le brouillon").click()
    page.get_by_role("link", name="Ajouter une séance").click()
    page.get_by_label("Titre").fill("Première séance")
    page.get_by_label("Début").fill(f"{a_day(from_now=-3)}T09:00")
    page.get_by_label("Fin").fill(f"{a_day(from_now=-3)}T11:00")
    page.get_by_role("button", name="Mettre au programme").click()
    page.get_by_role("button", name="Annoncer la cohorte").click()
    expect(page.get_by_text("2 places libres sur 2")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "cohorte-annoncee")
    return Cohort.objects.select_related("activity").get()


def take_the_places(signed_in, people, cohort, assert_accessible, screenshot):
    for rank, user in enumerate(people):
        phone = signed_in(user, phone=True, javascript=rank != 1)
        phone.goto(cohort.get_absolute_url())
        phone.get_by_label("Je veux bien que mes évaluations").check()
        if rank == 0:
            assert_accessible(phone)
            screenshot(phone, "cohorte-venir")
        phone.get_by_role("button", name="Prendre une place" if rank < 2 else "Attendre une place").click()
        said = "Vous en êtes" if rank < 2 else "Vous êtes au rang 1 de la liste d’attente"
        expect(phone.get_by_role("heading", name=said)).to_be_visible()
    assert set(Enrolment.objects.values_list("person", flat=True)) == {people[0].pk, people[1].pk}


def note_who_is_there(page, cohort, assert_accessible, screenshot):
    part = Participant.objects.filter(role="participant", state="confirmed").order_by("name").first()
    page.goto(cohort.get_absolute_url())
    page.get_by_role("link", name="Présences : Première séance").click()
    page.get_by_role("button", name=f"Présente\u00a0: {part.name}").click()
    expect(page.get_by_text("1 sur 2.")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "cohorte-presences")


def write_to_whoever_stopped(page, cohort, run_jobs, assert_accessible, screenshot):
    Participant.objects.filter(activity=cohort.activity).update(joined_at=timezone.now() - timedelta(days=10))
    page.goto(cohort.get_absolute_url())
    page.get_by_role("link", name="Qui avance, qui s’est arrêté").click()
    expect(page.get_by_role("heading", name="2 personnes se sont arrêtées")).to_be_visible()
    expect(page.get_by_text("N’a rien lu depuis 9 jours.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Prendre de ses nouvelles").first.click()
    expect(page.get_by_text("Un mot est parti le")).to_be_visible()
    run_jobs()
    assert "Comment cela se passe-t-il" in mail.outbox[-1].subject
    screenshot(page, "cohorte-suivi")


def read_the_roll_out(page, assert_accessible, screenshot):
    page.goto("/fr-ca/apprendre/deploiements/")
    page.get_by_role("link", name="Une région, puis l’autre").click()
    expect(page.get_by_text("moins de dix sur 20")).to_be_visible()
    expect(page.get_by_text("aucune cohorte encore").first).to_be_visible()
    assert_accessible(page)
    screenshot(page, "deploiement")
