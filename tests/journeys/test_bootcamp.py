"""A bootcamp edition, from its call to its meetings two by two: a coordinator, applicants, a reader."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from maillage.activities import operations
from maillage.activities.models import Application, BootcampEdition, MeetingRound
from maillage.activities.tests.camps import CONSENT, camp, coordinator_of, written
from maillage.activities.tests.factories import ItemFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

EMAIL = "direction@atelier.exemple.test"


@pytest.fixture
def series():
    return camp(announced=False).series


def a_week(*, from_now):
    return timezone.localdate() + timedelta(days=from_now)


def test_an_edition_is_run_from_its_call_to_the_schedule_of_each(
    series, visitor, signed_in, run_jobs, assert_accessible, screenshot
):
    here, there = series.agreement.parties.order_by("shore")
    desk = signed_in(coordinator_of(here.network))
    edition = write_and_announce(desk, series, here, there, assert_accessible, screenshot)

    phone = visitor(phone=True)
    apply_by_phone(phone, edition, there, run_jobs, assert_accessible, screenshot)
    for number in range(2):
        others_apply(edition, here, f"autre{number}@exemple.test")

    user = UserFactory()
    ask_to_read(desk, edition, user, run_jobs, screenshot)
    read_everything(signed_in(user, phone=True), user, assert_accessible, screenshot)

    BootcampEdition.objects.update(closes_at=timezone.now() - timedelta(minutes=1))  # the evening has come
    draw_up(desk, edition, assert_accessible, screenshot)
    run_jobs()
    take_the_place(phone, assert_accessible, screenshot)
    follow_from_the_board(desk, edition, assert_accessible, screenshot)
    at_the_door(signed_in(coordinator_of(there.network), phone=True), edition, assert_accessible, screenshot)
    other = take_the_other_place()
    round_ = ask_for_meetings(desk, edition, assert_accessible, screenshot)
    hers = signed_in(other, phone=True)
    wish_for_one(hers, round_, assert_accessible, screenshot)
    plan_and_publish(desk, round_, run_jobs, assert_accessible, screenshot)
    read_her_schedule(hers, round_, assert_accessible, screenshot)
    print_the_sheet(desk, edition, assert_accessible, screenshot)


def write_and_announce(page, series, here, there, assert_accessible, screenshot):
    page.goto(series.get_absolute_url())
    page.get_by_role("link", name="Préparer une édition").click()
    page.get_by_label("Numéro de l’édition").fill("5")
    page.get_by_label("Premier jour").fill(a_week(from_now=30).isoformat())
    page.get_by_label("Dernier jour").fill(a_week(from_now=34).isoformat())
    page.get_by_label("L’appel ouvre").fill(f"{a_week(from_now=-3)}T09:00")
    page.get_by_label("L’appel ferme").fill(f"{a_week(from_now=5)}T17:00")
    page.get_by_label(f"Places réservées\u00a0: {here.name}").fill("1")
    page.get_by_label(f"Places réservées\u00a0: {there.name}").fill("1")
    page.get_by_label("Condition\u00a0: personnes employées, au plus").fill("50")
    assert_accessible(page)
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("button", name="Annoncer l’édition").click()
    expect(page.get_by_text("L’édition est annoncée")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "camp-bureau-1-appel")
    return BootcampEdition.objects.select_related("activity").get(number=5)


def apply_by_phone(page, edition, party, run_jobs, assert_accessible, screenshot):
    page.goto(edition.activity.get_absolute_url())
    assert_accessible(page)
    screenshot(page, "camp-telephone-1-edition")
    page.get_by_role("link", name="Présenter une candidature").click()
    assert_accessible(page)
    screenshot(page, "camp-telephone-2-appel")
    page.get_by_label("Votre adresse courriel").fill(EMAIL)
    page.get_by_role("button", name="Recevoir mon lien").click()
    expect(page.get_by_role("heading", name="Regardez votre courrier")).to_be_visible()
    run_jobs()
    page.goto(re.search(r"/fr-ca/candidature/\S+", mail.outbox[-1].body).group())
    page.get_by_label("Votre nom").fill("Direction de l’Atelier")
    page.get_by_label("Votre projet").fill("Vendre nos outils plus loin.")
    page.get_by_role("button", name="Garder le brouillon").click()
    expect(page.get_by_text("Le brouillon est gardé")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "camp-telephone-3-brouillon")
    page.get_by_label("Votre entreprise").fill("Atelier")
    page.get_by_label(party.name).check()
    page.get_by_label("Ce que vous cherchez").fill("Un atelier ami.")
    page.get_by_label(re.compile("J’accepte")).check()
    page.get_by_role("button", name="Envoyer ma candidature").click()
    expect(page.get_by_role("heading", name="Votre candidature est envoyée")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "camp-telephone-4-envoyee")


def others_apply(edition, party, email):
    now = timezone.now()
    row = operations.ask_for_link(edition_id=edition.pk, email=email, language="fr-ca", now=now)
    operations.submit_application(
        application_id=row.pk,
        consent_text=CONSENT,
        now=now,
        **written(edition, party, name=email, employees=12),
    )


def ask_to_read(page, edition, user, run_jobs, screenshot):
    page.goto(f"{reverse('activities:board', args=[edition.activity.slug])}?etape=scoring")
    page.get_by_label("Adresse courriel de son compte").fill(user.email)
    page.get_by_role("button", name="Confier les lectures").click()
    expect(page.get_by_text("Un courriel lui dit où sont ses lectures.")).to_be_visible()
    screenshot(page, "camp-bureau-2-lectures")
    run_jobs()


def read_everything(page, user, assert_accessible, screenshot):
    letter = next(m for m in mail.outbox if m.to == [user.email])
    page.goto(re.search(r"/fr-ca/activites/\S+/evaluation/", letter.body).group())
    assert_accessible(page)
    screenshot(page, "camp-telephone-5-a-lire")
    for number, value in ((1, "4"), (2, "5"), (3, "3")):
        page.get_by_role("link", name=f"Candidature {number}").click()
        if number == 1:
            assert_accessible(page)
            screenshot(page, "camp-telephone-6-lecture")
        page.wait_for_load_state()
        for group in page.locator("form.marks fieldset").all():
            group.get_by_label(value, exact=True).check()
        page.get_by_role("button", name="Garder mes notes").click()
    expect(page.get_by_role("heading", name="Vous avez tout lu")).to_be_visible()


def draw_up(page, edition, assert_accessible, screenshot):
    page.goto(reverse("activities:board", args=[edition.activity.slug]))
    expect(page.get_by_text("L’édition en est à l’étape « Sélection »")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "camp-bureau-3-selection")
    page.get_by_role("link", name="Direction de l’Atelier").click()
    assert_accessible(page)
    screenshot(page, "camp-bureau-4-candidature")
    page.go_back()
    page.get_by_role("link", name="Arrêter la liste").click()
    assert_accessible(page)
    screenshot(page, "camp-bureau-5-arreter")
    page.get_by_role("button", name="Arrêter et écrire").click()
    expect(page.get_by_text("La liste est arrêtée")).to_be_visible()


def take_the_place(page, assert_accessible, screenshot):
    letter = next(m for m in mail.outbox if m.to == [EMAIL] and "place vous attend" in m.subject)
    page.goto(re.search(r"/fr-ca/candidature/\S+", letter.body).group())
    assert_accessible(page)
    screenshot(page, "camp-telephone-7-place")
    page.get_by_role("button", name="Je prends la place").click()
    expect(page.get_by_role("heading", name="Votre place est confirmée")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "camp-telephone-8-confirmee")


def follow_from_the_board(page, edition, assert_accessible, screenshot):
    page.goto(reverse("activities:board", args=[edition.activity.slug]))
    expect(page.get_by_role("row", name=re.compile("Direction de l’Atelier"))).to_contain_text(
        "Place confirmée"
    )
    assert_accessible(page)
    screenshot(page, "camp-bureau-6-confirmations")
    assert sorted(Application.objects.values_list("state", flat=True)) == ["confirmed", "offered", "waiting"]


def at_the_door(page, edition, assert_accessible, screenshot):
    item = ItemFactory(activity=edition.activity, kind="session", title="Accueil")
    page.goto(f"{reverse('activities:board', args=[edition.activity.slug])}?etape=edition")
    assert_accessible(page)
    screenshot(page, "camp-telephone-9-seances")
    page.get_by_role("link", name="Accueil").click()
    page.get_by_role("button", name="Présente\u00a0: Direction de l’Atelier").click()
    expect(page.get_by_text("1 sur 1")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "camp-telephone-10-presences")
    assert item.attendances.get().was_there


def take_the_other_place():
    """The one who was offered a place beside her takes it; she has an account."""
    offered = Application.objects.get(state="offered")
    user = UserFactory(email=offered.email)
    operations.confirm_place(application_id=offered.pk, now=timezone.now())
    return user


def ask_for_meetings(page, edition, assert_accessible, screenshot):
    page.goto(f"{reverse('activities:board', args=[edition.activity.slug])}?etape=edition")
    page.get_by_role("link", name="Organiser des rencontres deux à deux").click()
    page.get_by_label("Rencontres par personne, au moins").fill("1")
    page.get_by_label("Rencontres par personne, au plus").fill("2")
    assert_accessible(page)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Combien de créneaux").fill("2")
    assert_accessible(page)
    screenshot(page, "camp-bureau-7-creneaux")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.get_by_role("button", name="Faire le plan")).to_be_visible()
    return MeetingRound.objects.get()


def wish_for_one(page, round_, assert_accessible, screenshot):
    page.goto(reverse("activities:meetings_mine", args=[round_.pk]))
    expect(page.get_by_role("heading", name="Vos rencontres ne sont pas encore fixées")).to_be_visible()
    page.get_by_role("link", name="Dire vos souhaits").click()
    page.get_by_label("Direction de l’Atelier").check()
    assert_accessible(page)
    screenshot(page, "camp-telephone-11-souhaits")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("C’est noté")).to_be_visible()


def plan_and_publish(page, round_, run_jobs, assert_accessible, screenshot):
    page.goto(round_.get_absolute_url())
    page.get_by_role("button", name="Faire le plan").click()
    run_jobs()
    page.goto(round_.get_absolute_url())
    expect(page.get_by_role("heading", name="1 rencontre placée, au moins 1 par personne")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "camp-bureau-8-plan")
    page.get_by_role("button", name="Publier ce plan").click()
    expect(page.get_by_text("Chaque personne voit ses rencontres.")).to_be_visible()


def read_her_schedule(page, round_, assert_accessible, screenshot):
    page.goto(reverse("activities:meetings_mine", args=[round_.pk]))
    expect(page.get_by_role("heading", name="1 rencontre vous attend")).to_be_visible()
    expect(page.get_by_text("Direction de l’Atelier")).to_be_visible()
    expect(page.get_by_text("Vous souhaitiez cette rencontre.")).to_be_visible()
    assert_accessible(page)
    screenshot(page, "camp-telephone-12-horaire")
    page.emulate_media(media="print")
    expect(page.get_by_text("Direction de l’Atelier")).to_be_visible()
    expect(page.get_by_role("link", name="Dire vos souhaits")).to_be_hidden()


def print_the_sheet(page, edition, assert_accessible, screenshot):
    page.goto(f"{reverse('activities:board', args=[edition.activity.slug])}?etape=edition")
    page.get_by_role("link", name="Feuille à imprimer").click()
    expect(page.get_by_role("row", name=re.compile("Direction de l’Atelier"))).to_be_visible()
    assert_accessible(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("row", name=re.compile("Direction de l’Atelier"))).to_be_visible()
    screenshot(page, "camp-bureau-9-feuille")
