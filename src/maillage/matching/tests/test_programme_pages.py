"""The page of a programme, its facts to confirm, and its editor, as firm, officer and stranger meet them."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.directory.models import Territory
from maillage.directory.operations import load_reference
from maillage.directory.tests.factories import (
    NetworkFactory,
    OrganisationFactory,
    member_of,
)
from maillage.matching.models import Programme, ProgrammeFact
from maillage.matching.operations.programmes import publish_programme
from maillage.matching.rules.programmes import ProgrammeDraft
from maillage.matching.tests.factories import NOON
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
READ_ON = date(2026, 11, 1)
SAVOIE = {"fact": "territory", "within": ["FR/84/73"], "id": "territory-1"}
SMALL = {"fact": "employees", "below": 50, "id": "employees-1"}


@pytest.fixture
def network():
    load_reference()
    return NetworkFactory()


@pytest.fixture
def holder():
    return OrganisationFactory(kind="funder")


@pytest.fixture
def officer(holder, network):
    return member_of(holder, network, "funder")


@pytest.fixture
def stranger():
    return member_of(OrganisationFactory(), NetworkFactory(), "funder")


@pytest.fixture
def programme(holder, network):
    return told(holder, network)


def told(holder, network, slug="essai", **changes):
    facts = {
        "slug": slug,
        "title": "Essai numérique",
        "text": "Un prêt pour un premier outil.",
        "operator": "Fonds d’essai",
        "gives": "loan",
        "also_gives": ["advice"],
        "amount_min": 1000,
        "amount_max": 5000,
        "currency": "CAD",
        "closes_on": date(2027, 3, 31),
        "time_zone": "America/Toronto",
        "steps": [{"text": "Appelez.", "links": [{"url": "https://example.org", "text": "ici"}]}],
        "languages": ["fr"],
        "source_url": "https://www.example.org/page",
        "checked_on": READ_ON,
        "condition": {"all": [SAVOIE, {"any": [SMALL, {"statement": "abc", "text": "Être une coop."}]}]},
    } | changes
    return publish_programme(draft=ProgrammeDraft(**facts), organisation=holder, network=network, now=NOON)


def page_of(client, name, *args, user=None, **query):
    if user:
        client.force_login(user)
    answer = client.get(reverse(name, args=args), query)
    return re.sub(r"\s+", " ", answer.content.decode().replace("\u00a0", " "))


def status(client, user, name, *args):
    client.logout()
    if user:
        client.force_login(user)
    return client.get(reverse(name, args=args)).status_code


def test_anybody_reads_what_a_programme_gives_until_when_on_what_conditions_and_how_we_know(
    client, programme
):
    page = page_of(client, "matching:offer", programme.offer_id)

    for words in (
        "Prêt, Accompagnement",
        "De 1 000 $ à 5 000 $",
        "Jusqu’au 31 mars 2027 inclus, heure de Montréal",
        "Être établi ici : Savoie",
        "Au moins une de ces conditions :</p>",
        "Moins de 50 personnes",
        "Être une coop.",
        "D’après des sources publiques, à confirmer par l’opérateur.",
        'href="https://www.example.org/page" rel="nofollow">example.org</a>',
    ):
        assert words in page
    assert "Je confirme" not in page
    assert "Pour Entreprise" not in page


def test_a_firm_reads_the_verdict_of_each_condition(client, programme, network):
    firm = OrganisationFactory(
        employees=12, territory=Territory.objects.get(path="FR/84/73"), kind="business"
    )

    page = page_of(client, "matching:offer", programme.offer_id, user=member_of(firm, network, "firm"))

    verdicts = re.findall(r'verdict--(\w+)"><svg.*?</svg>([^<]*)</span>', page)
    said = {text.strip(): kind for kind, text in verdicts}
    assert said["Admissible"] == "yes"
    assert said["Être établi ici : Savoie"] == "yes"
    assert said["Moins de 50 personnes"] == "yes"
    assert said["Être une coop."] == "unknown"


def test_who_keeps_the_programme_confirms_a_fact_in_one_click_and_answers_for_it(
    client, programme, officer, stranger
):
    fact = programme.facts.get(field="amount")
    address = reverse("matching:fact_confirm", args=[fact.pk])

    client.force_login(stranger)
    assert client.post(address).status_code == 404
    client.force_login(officer)
    assert "Je confirme" in page_of(client, "matching:offer", programme.offer_id)
    assert client.post(address).status_code == 302

    fact.refresh_from_db()
    assert fact.keeper == officer
    assert fact.checked_on > READ_ON
    assert f"par {officer.full_name}" in page_of(client, "matching:offer", programme.offer_id)


def test_a_fact_checked_too_long_ago_is_said_so_and_waits_for_its_keeper(
    client, programme, officer, stranger
):
    programme.facts.update(keeper=officer, checked_on=date.today())  # noqa: DTZ011 - as the page counts
    old = programme.facts.get(field="amount")
    ProgrammeFact.objects.filter(pk=old.pk).update(keeper=stranger, checked_on=READ_ON, valid_days=1)

    assert "Vérifié il y a trop longtemps" in page_of(client, "matching:offer", programme.offer_id)
    mine = page_of(client, "matching:facts_to_review", user=officer)
    assert "1 fait à revoir" in mine
    assert "De 1 000 $ à 5 000 $" in mine
    assert "1 fait à revoir" in page_of(
        client, "matching:facts_to_review", user=stranger
    )  # she answers for it
    assert "Rien à revoir" in page_of(client, "matching:facts_to_review", user=UserFactory())


def test_the_list_of_facts_to_review_costs_the_same_for_one_programme_and_for_three(
    client, programme, holder, network, officer
):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            page_of(client, "matching:facts_to_review", user=officer)
        return len(seen)

    queries()
    one = queries()
    for number in range(2):
        told(holder, network, slug=f"autre-{number}")
    assert queries() == one


def test_its_editor_opens_to_who_speaks_for_its_holder_and_to_nobody_else(
    client, programme, officer, stranger
):
    for name in ("matching:programme_edit", "matching:programme_versions", "matching:programme_archive"):
        people = (officer, stranger, None)
        assert [status(client, one, name, programme.offer_id) for one in people] == [200, 404, 302]
    assert status(client, officer, "matching:offer_edit", programme.offer_id) == 302


def sent_by(page):
    """The fields of the form as a browser would send them."""
    form = page.partition('<form class="stack gap-6"')[2].partition("</form>")[0]
    fields = {}
    for tag in re.findall(r"<(?:input)[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ('type="checkbox"' not in tag or "checked" in tag):
            fields.setdefault(name[1], []).append(value[1] if value else "")
    for name, value in re.findall(r'<textarea[^>]*?name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        fields[name] = [value.strip()]
    for name, options in re.findall(r'<select[^>]*?name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        fields[name] = [chosen[1] if chosen else re.search(r'value="([^"]*)"', options)[1]]
    return fields


def open_editor(client, programme, user):
    client.force_login(user)
    return sent_by(client.get(reverse("matching:programme_edit", args=[programme.offer_id])).content.decode())


def send(client, programme, fields, do, **changes):
    address = reverse("matching:programme_edit", args=[programme.offer_id])
    return client.post(address, fields | {"do": do} | changes)


def test_saving_what_was_read_changes_nothing(client, programme, officer):
    answer = send(client, programme, open_editor(client, programme, officer), "save")

    assert answer.status_code == 302
    programme.refresh_from_db()
    assert programme.version == 1


def test_a_changed_fact_makes_a_version_that_says_by_whom_and_its_officer_answers_for_it(
    client, programme, officer
):
    fields = open_editor(client, programme, officer)

    send(client, programme, fields, "save", cost_text="Gratuit.", **{"c.0.1.0.high": "100"})

    programme.refresh_from_db()
    assert (programme.version, programme.cost_text) == (2, "Gratuit.")
    assert programme.condition["all"][1]["any"][0] == SMALL | {"below": 100}
    assert programme.steps[0]["links"]  # untouched words keep their links
    keepers = {fact.field: fact.keeper for fact in programme.facts.select_related("keeper").order_by("field")}
    assert (keepers["cost"], keepers["conditions.employees-1"], keepers["text"]) == (officer, officer, None)
    page = page_of(client, "matching:programme_versions", programme.offer_id)
    assert "<del>– Moins de 50 personnes</del>" in page
    assert "<ins>– Moins de 100 personnes</ins>" in page
    assert officer.full_name in page


def test_the_buttons_draw_the_conditions_again_and_keep_nothing_until_it_is_saved(client, programme, officer):
    fields = open_editor(client, programme, officer)

    added = send(client, programme, fields, "add:0", title="Autre nom", **{"add.0": "industry"})
    assert added.status_code == 200
    fields = sent_by(added.content.decode())
    assert fields["title"] == ["Autre nom"]
    assert fields["c.0.2.kind"] == ["industry"]
    fields = sent_by(send(client, programme, fields, "up:0.2").content.decode())
    assert fields["c.0.1.kind"] == ["industry"]
    fields = sent_by(send(client, programme, fields, "remove:0.0").content.decode())
    fields = sent_by(send(client, programme, fields, "group:0").content.decode())
    assert [fields[f"c.0.{n}.kind"] for n in range(3)] == [["industry"], ["any"], ["any"]]
    programme.refresh_from_db()
    assert programme.version == 1

    fields["c.0.2.kind"] = ["none"]
    fields = sent_by(send(client, programme, fields, "add:0.2", **{"add.0.2": "territory"}).content.decode())
    values = {"c.0.0.values": "naf2/C", "c.0.2.0.values": "Savoie\nCA/24"}
    assert send(client, programme, fields, "save", **values).status_code == 302
    programme.refresh_from_db()
    sector, _group, none_of = programme.condition["all"]
    assert sector == {"fact": "industry", "within": ["naf2/C"], "id": "industry-1"}
    place = {"fact": "territory", "within": ["FR/84/73", "CA/24"], "id": "territory-1"}
    assert none_of == {"not": {"any": [place]}}


def test_a_place_that_may_be_several_or_none_comes_back_with_its_codes_and_nothing_is_lost(
    client, programme, officer
):
    fields = open_editor(client, programme, officer)

    answer = send(client, programme, fields, "save", cost_text="Gratuit.", **{"c.0.0.values": "Nulle-Part"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nulle-Part » ne se trouve pas" in page.replace("\u00a0", " ")
    assert sent_by(page)["cost_text"] == ["Gratuit."]
    assert sent_by(page)["c.0.0.values"] == ["Nulle-Part"]
    programme.refresh_from_db()
    assert programme.version == 1


def test_the_second_of_two_officers_is_told_and_overwrites_nothing_unawares(
    client, programme, holder, network, officer
):
    other = member_of(holder, network, "offer_holder")
    mine = open_editor(client, programme, officer)
    theirs = open_editor(client, programme, other)
    send(client, programme, theirs, "save", cost_text="Cent dollars.")

    client.force_login(officer)
    redrawn = sent_by(send(client, programme, mine, "add:0", **{"add.0": "revenue"}).content.decode())
    assert redrawn["version"] == ["1"]  # drawing the form again is not reading the other's version
    refused = send(client, programme, mine, "save", cost_text="Gratuit.")

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Cent dollars." in page
    assert other.full_name in page
    assert sent_by(page)["cost_text"] == ["Gratuit."]
    programme.refresh_from_db()
    assert programme.cost_text == "Cent dollars."
    assert send(client, programme, sent_by(page), "save").status_code == 302


def test_an_officer_describes_a_programme_that_everyone_reads_and_archives_it(
    client, officer, holder, network
):
    client.force_login(officer)
    address = reverse("matching:programme_new")
    fields = sent_by(client.get(address).content.decode()) | {
        "title": "Coup de pouce",
        "text": "Un bon.",
        "helps": ["grant"],
        "operator": "Fonds",
        "amount_max": "10",
    }
    refused = client.post(address, fields | {"do": "save"})
    assert refused.status_code == 422
    assert "Dites la monnaie" in refused.content.decode()

    assert client.post(address, fields | {"do": "save", "currency": "EUR"}).status_code == 302
    programme = Programme.objects.get(slug="coup-de-pouce")
    assert programme.offer.organisation == holder
    assert set(programme.facts.values_list("keeper", flat=True)) == {officer.pk}
    assert status(client, None, "matching:offer", programme.offer_id) == 200

    client.force_login(officer)
    client.post(reverse("matching:programme_archive", args=[programme.offer_id]))
    programme.refresh_from_db()
    assert programme.archived_at is not None
    assert status(client, None, "matching:offer", programme.offer_id) == 404
