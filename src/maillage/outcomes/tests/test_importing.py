"""Outcomes read from a file, indicators, targets: all or nothing, and the same file again changes nothing."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from typer.testing import CliRunner

from maillage.activities.tests.factories import ActivityFactory
from maillage.directory.operations import ImportIsRefused
from maillage.directory.tests.factories import (
    MembershipFactory,
    NetworkFactory,
    OrganisationFactory,
    member_of,
)
from maillage.initiatives.tests.factories import InitiativeFactory
from maillage.outcomes import errors
from maillage.outcomes.commands import indicators_app, outcomes_app
from maillage.outcomes.enums import Origin
from maillage.outcomes.models import Indicator, Outcome, Target
from maillage.outcomes.operations import correct_outcome, withdraw_outcome
from maillage.outcomes.operations.importing import import_outcomes
from maillage.outcomes.operations.indicators import import_indicators, remove_target, set_target
from maillage.outcomes.tests.declared import LATER, NOON, TODAY, current, indicator, said, target_of
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

HEADER = "reference,kind,value,currency,happened_on,organisation,initiative,activity,words"


@pytest.fixture
def book(tmp_path):
    """A network, a firm of it, and a way to import lines there."""
    network = NetworkFactory(slug="colab")
    OrganisationFactory(slug="triade", networks=[network])

    def load(*lines, header=HEADER, now=NOON):
        path = tmp_path / "retombees.csv"
        path.write_text("\n".join([header, *lines]), encoding="utf-8")
        return import_outcomes(path=path, network_slug="colab", now=now, day=TODAY).counts

    load.network, load.path = network, tmp_path / "retombees.csv"
    return load


JOBS = "a-1,jobs_created,12,,2026-11-01,triade,,,Douze embauches."
SAVING = 'a-2,saving,"1 200,50",CAD,2026-10-31,triade,,,'


def test_a_file_enters_whole_and_changes_nothing_the_second_time(book):
    assert book(JOBS, SAVING) == {"created": 2, "updated": 0, "unchanged": 0}
    assert book(JOBS, SAVING, now=LATER) == {"created": 0, "updated": 0, "unchanged": 2}

    saving = Outcome.objects.get(reference="a-2")
    assert (saving.origin, saving.organisation.slug) == (Origin.IMPORTED, "triade")
    assert (current(saving).value, current(saving).currency) == (pytest.approx(1200.50), "CAD")


def test_a_changed_line_says_it_anew(book):
    book(JOBS)

    assert book(JOBS.replace("12", "10", 1), now=LATER)["updated"] == 1

    first, second = Outcome.objects.get().statements.order_by("pk")
    assert (first.value, second.value) == (12, 10)
    assert "retombees.csv" in first.ended_reason


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("b,jobs_created,-3,,2026-11-01,triade,,,", "plus grande que zéro"),
        ("b,jobs_created,beaucoup,,2026-11-01,triade,,,", "n’est pas un nombre"),
        ("b,jobs_created,1.5,,2026-11-01,triade,,,", "nombre entier"),
        ("b,contract,3,USD,2026-11-01,triade,,,", "« USD »"),
        ("b,contract,3,,2026-11-01,triade,,,", "monnaie"),
        ("b,miracle,3,,2026-11-01,triade,,,", "« miracle »"),
        ("b,product,3,,hier,triade,,,", "n’est pas un jour"),
        ("b,product,3,,2027-11-01,triade,,,", "n’est pas encore venu"),
        ("b,product,3,,2026-11-01,inconnue,,,", "« inconnue »"),
        ("b,product,3,,2026-11-01,triade,,atelier,", "commence le"),
        ("a-1,product,3,,2026-11-01,triade,,,", "déjà plus haut"),
        ("maillage:1,product,3,,2026-11-01,triade,,,", "référence"),
        ("b,product,3,,2026-11-01,triade,,", "colonnes"),
    ],
)
def test_one_line_that_cannot_be_refuses_them_all_and_is_told(book, line, why):
    days = {"starts_on": date(2026, 11, 5), "ends_on": date(2026, 11, 6)}
    ActivityFactory(slug="atelier", network=book.network, **days)

    with pytest.raises(ImportIsRefused) as refusal:
        book(JOBS, line)

    (remark,) = refusal.value.report.refusals
    assert remark.number == 3
    assert why.replace("« ", "«\u00a0").replace(" »", "\u00a0»") in remark.reason
    assert not Outcome.objects.exists()


def test_a_column_that_is_missing_or_misspelt_is_told(book):
    for header in (HEADER.replace("value,", "valeur,"), HEADER.replace("kind,", "")):
        with pytest.raises(ImportIsRefused):
            book(header=header)


def test_what_a_person_corrected_or_withdrew_is_hers(book):
    book(JOBS, SAVING)
    jobs, saving = Outcome.objects.order_by("reference")
    by = UserFactory()
    correct_outcome(
        outcome_id=jobs.pk,
        seen=current(jobs).pk,
        said=said(11),
        reason="Un départ.",
        by=by,
        now=LATER,
        day=TODAY,
    )
    withdraw_outcome(outcome_id=saving.pk, seen=current(saving).pk, reason="Faux.", by=by, now=LATER)

    assert book(JOBS, SAVING, now=LATER + timedelta(hours=1))["unchanged"] == 2
    assert current(jobs).value == 11
    assert not saving.statements.filter(ended_at=None).exists()


def test_a_reference_does_not_change_its_nature(book):
    book(JOBS)

    with pytest.raises(ImportIsRefused):
        book(JOBS.replace("jobs_created", "product"))


def test_the_command_imports_and_tells(book):
    book.path.write_text(f"{HEADER}\n{JOBS}\n")
    run = CliRunner().invoke

    done = run(outcomes_app, ["import", str(book.path), "--network", "colab"])
    assert (done.exit_code, done.output) == (
        0,
        "Nouvelles\u00a0: 1. Changées\u00a0: 0. Déjà à jour\u00a0: 0.\n",
    )
    unknown = run(outcomes_app, ["import", str(book.path), "--network", "rien"])
    assert (unknown.exit_code, "« rien »".replace(" ", "\u00a0") in unknown.output) == (1, True)
    assert "relevées" in run(outcomes_app, ["gather"]).output


INDICATOR = {
    "code": "jobs", "kind": "jobs_created", "name": "Emplois", "name_en": "Jobs", "definition": "Des postes.",
    "definition_en": "Posts.", "unit": "poste", "unit_en": "post", "method": "Un par un.", "method_en": "By one.",
    "disaggregation": ["territory"],
}  # fmt: skip


def written(tmp_path, *rows):
    path = tmp_path / "indicators.json"
    path.write_text(json.dumps({"indicators": rows}))
    return path


def test_indicators_enter_once_and_follow_their_file(tmp_path):
    path = written(tmp_path, INDICATOR)
    assert import_indicators(path=path).counts["created"] == 1
    assert import_indicators(path=path).counts["unchanged"] == 1

    assert CliRunner().invoke(
        indicators_app, ["import", str(written(tmp_path, INDICATOR | {"unit": "emploi"}))]
    )

    assert Indicator.objects.get().unit == "emploi"


@pytest.mark.parametrize("wrong", [{"kind": "miracle"}, {"name": ""}, {"unit": "x" * 200}])
def test_an_indicator_that_cannot_be_refuses_them_all(tmp_path, wrong):
    path = written(tmp_path, INDICATOR, INDICATOR | {"code": "other"} | wrong)

    with pytest.raises(errors.UnreadableContent):
        import_indicators(path=path)
    assert not Indicator.objects.exists()


def test_a_file_that_is_not_one_is_told(tmp_path):
    for text in ("", "[]", '{"indicators": [{"code": "x"}]}'):
        path = tmp_path / "x.json"
        path.write_text(text)
        with pytest.raises(errors.UnreadableContent):
            import_indicators(path=path)


def test_a_target_is_replaced_by_what_is_said_again():
    initiative = InitiativeFactory()

    target_of(initiative, 40)
    target = target_of(initiative, 60)

    assert (Target.objects.get(), target.value) == (target, 60)
    remove_target(target_id=target.pk)
    assert not Target.objects.exists()


def test_a_target_that_cannot_be_is_refused():
    initiative = InitiativeFactory()

    with pytest.raises(errors.CurrencyOfATarget):
        target_of(initiative, currency="CAD")
    with pytest.raises(errors.CurrencyOfATarget):
        target_of(initiative, indicator=indicator("contract"))
    for wrong in ({"value": -3}, {"baseline": 3}, {"baseline": 3, "baseline_on": date(2028, 1, 1)}):
        with pytest.raises(ValidationError):
            set_target(
                **{"initiative": initiative, "indicator": indicator(), "value": 3, "by_day": TODAY} | wrong
            )


def test_the_coordination_sets_targets_and_others_read_them(client):
    network = NetworkFactory()
    initiative = InitiativeFactory(network=network, is_published=True)
    address = reverse("outcomes:targets", args=[initiative.slug])
    told = {"indicator": indicator().pk, "value": "40", "by_day": "2027-06-30", "currency": ""}
    firm = OrganisationFactory(networks=[network])

    client.force_login(member_of(firm, network))
    assert client.post(address, told).status_code == 404
    client.force_login(MembershipFactory(role="coordinator").user)
    assert client.post(address, told).status_code == 404
    client.force_login(member_of(firm, network, role="coordinator"))
    assert client.post(address, told | {"value": "0"}).status_code == 422
    assert client.post(address, told).status_code == 302

    client.logout()
    assert "Emplois créés\u00a0: 40" in client.get(address).content.decode()
    target = Target.objects.get()
    remove = reverse("outcomes:target_remove", args=[initiative.slug, target.pk])
    client.force_login(member_of(firm, network))
    assert client.post(remove).status_code == 404
    client.force_login(member_of(firm, network, role="coordinator"))
    client.post(remove)
    assert not Target.objects.exists()


def test_targets_cost_the_same_for_three(client, assert_constant_queries):
    initiative = InitiativeFactory(is_published=True)
    days = iter(range(1, 9))
    address = reverse("outcomes:targets", args=[initiative.slug])

    assert_constant_queries(
        client, address, lambda: target_of(initiative, by_day=TODAY + timedelta(days=next(days)))
    )
