"""The first catalogue, as content/programmes tells it."""

import json
from datetime import date, timedelta

import pytest
from django.conf import settings
from typer.testing import CliRunner

from maillage.common.viewer import Viewer
from maillage.directory.operations import ImportIsRefused, load_reference
from maillage.matching.commands import programmes_app
from maillage.matching.models import Programme, ProgrammeFact
from maillage.matching.operations.programme_import import import_programmes
from maillage.matching.operations.programmes import confirm_fact, revise_programme
from maillage.matching.queries import offers_open_to
from maillage.matching.queries.programmes import draft_of
from maillage.matching.tests.factories import NOON
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def _reference():
    load_reference()


def record(**changes):
    """A loan and advice for young firms of Québec, with a source for each fact."""
    source = {"nature": "government", "read_on": "2026-11-21", "note": ""}
    return {
        "id": "qc-essai",
        "name_fr": "Essai numérique",
        "name_en": "Digital Trial",
        "operator": "ministère de l’essai",
        "country": "CA",
        "gives": ["loan", "advice"],
        "summary": "Un prêt pour un premier outil.",
        "archived": False,
        "status_known": {"value": "unknown", "text": None},
        "amount": {"min": 1000, "max": 5000, "share": 0.5, "currency": "CAD", "text": "La moitié."},
        "cost_to_firm": "Gratuit.",
        "window": {
            "opens": None,
            "closes": "2026-12-31",
            "timezone": "America/Toronto",
            "text": "En continu.",
        },
        "conditions": {
            "all": [
                {"kind": "territory", "any_of": ["CA/24"], "id": "territory-1"},
                {"kind": "headcount", "min": 1, "below": 250, "id": "headcount-1"},
                {"kind": "revenue", "currency": "CAD", "below": 2000000, "id": "revenue-1"},
                {"kind": "age_months", "min": 6, "id": "age_months-1"},
                {"kind": "statement", "text": "Être à jour.", "id": "statement-1"},
            ]
        },
        "steps": ["Appelez."],
        "contact": {"page": "https://example.org"},
        "languages": ["fr"],
        "sources": [
            source | {"field": "summary", "url": "https://example.org/blogue", "nature": "third_party"},
            source | {"field": "summary", "url": "https://example.org/page"},
            source | {"field": "conditions.headcount-1", "url": "https://example.org/taille"},
        ],
    } | changes


def load(folder, *records, now=NOON):
    path = folder / "essai.json"
    path.write_text(json.dumps({"language": "fr", "programmes": records}))
    return import_programmes(path=path, format="catalogue", now=now)


def test_the_delivered_catalogue_loads_whole_and_a_second_time_changes_nothing():
    def run():
        path = str(settings.CONTENT / "programmes")
        return CliRunner().invoke(programmes_app, ["import", path, "--format", "catalogue"])

    first, second = run(), run()

    programmes = Programme.objects.order_by("slug")
    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    assert (len(programmes), programmes.filter(archived_at__isnull=False).count()) == (83, 6)
    assert f"{len(programmes)}." in second.output
    assert set(programmes.values_list("version", flat=True)) == {1}
    assert not ProgrammeFact.objects.filter(keeper__isnull=False).exists()


def test_a_record_keeps_all_its_helps_and_the_surest_source_of_each_fact(tmp_path):
    load(tmp_path, record())

    programme = Programme.objects.get()
    assert programme.helps == ["loan", "advice"]
    assert (programme.name_en, programme.offer.organisation.name) == ("Digital Trial", "Ministère de l’essai")
    summary = programme.facts.get(field="text")
    assert (summary.source_url, summary.other_urls) == (
        "https://example.org/page",
        ["https://example.org/blogue"],
    )
    assert (summary.checked_on, summary.is_confirmed) == (date(2026, 11, 21), False)
    assert programme.facts.get(field="conditions.headcount-1").source_url == "https://example.org/taille"
    assert programme.condition["all"][1] == {
        "fact": "employees",
        "at_least": 1,
        "below": 250,
        "id": "headcount-1",
    }


def test_one_record_that_cannot_be_read_refuses_them_all(tmp_path):
    with pytest.raises(ImportIsRefused) as refusal:
        load(tmp_path, record(), record(id="qc-autre", gives=["cadeau"]))

    assert [row.code for row in refusal.value.report.refusals] == ["qc-autre"]
    assert not Programme.objects.exists()


def test_what_a_person_confirmed_survives_the_next_import_until_the_file_says_otherwise(tmp_path):
    load(tmp_path, record())
    keeper = UserFactory()
    for fact in ProgrammeFact.objects.filter(field__in=("cost", "text")):
        confirm_fact(fact_id=fact.pk, by=keeper, day=TODAY)

    load(tmp_path, record(cost_to_firm="Cent dollars."), now=NOON + timedelta(days=1))

    programme = Programme.objects.get()
    assert programme.version == 2
    assert programme.facts.get(field="text").keeper == keeper
    assert programme.facts.get(field="cost").keeper is None


def test_a_programme_that_a_person_revised_is_left_alone_by_files(tmp_path):
    load(tmp_path, record())
    programme = Programme.objects.get()
    changed = draft_of(programme)
    changed = type(changed)(**{**vars(changed), "cost_text": "Cent dollars."})
    revise_programme(programme_id=programme.pk, draft=changed, by=UserFactory(), now=NOON)

    report = load(tmp_path, record())

    programme.refresh_from_db()
    assert (programme.cost_text, programme.version) == ("Cent dollars.", 2)
    assert [row.code for row in report.remarks if "révisé depuis" in row.reason] == ["qc-essai"]


def test_the_last_day_of_a_programme_ends_at_midnight_in_its_own_time_zone(tmp_path):
    load(tmp_path, record())
    programme = Programme.objects.get()
    last_minute = NOON.replace(year=2027, month=1, day=1, hour=4, minute=59)  # 23:59 in Montréal
    midnight = last_minute + timedelta(minutes=1)

    def offered(now):
        return offers_open_to(Viewer(day=now.date(), now=now)).filter(pk=programme.offer_id).exists()

    assert [offered(last_minute), offered(midnight)] == [True, False]
    assert [programme.is_open(last_minute), programme.is_open(midnight)] == [True, False]
