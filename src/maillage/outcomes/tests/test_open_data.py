"""Open files: valid, true to the rows, and made of what the reader may read."""

import csv
import io
import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from maillage.common import clock
from maillage.common.xml_files import read_xml
from maillage.directory.tests.factories import (
    MembershipFactory,
    NetworkFactory,
    OrganisationFactory,
    TerritoryFactory,
)
from maillage.initiatives.tests.factories import InitiativeFactory, contribution, given, instalment
from maillage.outcomes.tests.books import a_book
from maillage.outcomes.tests.factories import outcome
from maillage.outcomes.tests.giving_1_4 import faults_in as giving_faults
from maillage.outcomes.tests.iati_2_03 import faults_in as iati_faults
from maillage.outcomes.tests.iati_2_03 import rule_faults_in

pytestmark = pytest.mark.django_db

FILES = ("iati", "grants", "sheets")
NOON = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def book():
    told = a_book()
    told["coordinator"] = MembershipFactory(network=told["network"], role="coordinator").user
    told["colleague"] = MembershipFactory(network=told["network"], role="advisor").user
    told["owner"] = MembershipFactory(network=NetworkFactory(), organisation=told["firm"], role="firm").user
    told["stranger"] = MembershipFactory(network=NetworkFactory(), role="coordinator").user
    return told


def got(client, name, *, by=None, slug="plus"):
    if by:
        client.force_login(by)
    return client.get(reverse(f"open_data:{name}", args=[slug]))


def bytes_of(answer):
    return b"".join(answer.streaming_content)


def activity_in(answer):
    root = read_xml(bytes_of(answer))
    assert list(iati_faults(root)) == []
    activity = root.first("iati-activity")
    assert list(rule_faults_in(activity, NOON)) == []
    return activity


def amounts_in(activity):
    return [
        (one.first("transaction-type").attributes["code"], Decimal(one.first("value").text))
        for one in activity.each("transaction")
    ]


def package_in(answer):
    told = io.BytesIO(bytes_of(answer))
    package = json.load(told)
    assert list(giving_faults(package)) == []
    return package


def sheets_in(answer):
    opened = load_workbook(io.BytesIO(bytes_of(answer)))
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] for sheet in opened
    }


def test_an_activity_tells_what_was_promised_what_came_and_what_is_expected(client, book):
    activity = activity_in(got(client, "iati"))

    assert activity.first("iati-identifier").text == "localhost-net-colab-plus"
    assert amounts_in(activity) == [("11", Decimal("250000.50")), ("1", Decimal(150_000))]
    planned = activity.first("planned-disbursement")
    assert (planned.first("period-start").attributes["iso-date"], planned.first("value").text) == (
        "2027-03-01",
        "100000.50",
    )
    assert [one.attributes for one in activity.each("recipient-country")] == [
        {"code": "CA", "percentage": "50.00"},
        {"code": "FR", "percentage": "50.00"},
    ]


def test_a_result_counts_each_outcome_once_by_certainty_and_within_its_territory(client, book):
    there, everywhere = activity_in(got(client, "iati")).first("result").each("indicator")

    def told(indicator):
        period = indicator.first("period")
        return period.first("target").attributes["value"], [
            (one.attributes["value"], [tuple(each.attributes.values()) for each in one.each("dimension")])
            for one in period.each("actual")
        ]

    assert told(everywhere) == (
        "50.00",
        [("12.00", []), ("4.00", [("certainty", "claimed")]), ("8.00", [("certainty", "documented")])],
    )
    place = ("territory", "Chambéry")
    assert told(there) == ("10.00", [("4.00", [place]), ("4.00", [place, ("certainty", "claimed")])])


def test_a_package_holds_money_only_and_says_what_it_leaves_out(client, book):
    package = package_in(got(client, "grants"))

    assert [
        (grant["title"], grant["amountAwarded"], grant["amountDisbursed"]) for grant in package["grants"]
    ] == [("Laboratoires", 250_000.5, 150_000)]
    assert package["description"].endswith(
        "Un apport en nature n’y est pas\u00a0: ce n’est pas une subvention."
    )
    assert package["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_a_workbook_holds_the_figures_and_the_rows_that_make_them(client, book):
    sheets = sheets_in(got(client, "sheets"))

    assert [row[:4] for row in sheets["Résumé"]] == [
        ["Contributions en argent", 1, 250_000.5, "CAD"],
        ["dont placé sur des activités", 1, 0, "CAD"],
        ["Apports en nature, à leur valeur déclarée", 1, 4_000, "CAD"],
        ["dont placé sur des activités, en nature", 1, 0, "CAD"],
        ["Emplois créés", 2, 12, None],
    ]
    assert [(row[1], row[2], row[5]) for row in sheets["Retombées"]] == [
        ("Emplois créés", "Triade & fils", 8),
        ("Emplois créés", None, 4),
    ]
    assert [(row[2], row[3]) for row in sheets["Parts"]] == [(0.75, 6)]
    assert sheets["Résumé"][0][4] == f"http://testserver{book['initiative'].get_absolute_url()}"


@pytest.mark.parametrize("who", ["stranger", "colleague", None])
def test_what_is_not_published_is_in_no_file_of_who_may_not_read_it(client, book, who):
    reader = book[who] if who else None

    assert len(amounts_in(activity_in(got(client, "iati", by=reader)))) == 2
    assert len(package_in(got(client, "grants", by=reader))["grants"]) == 1
    sheets = sheets_in(got(client, "sheets", by=reader))
    assert "Discrète" not in str(sheets)
    assert [row[0] for row in sheets["Résumé"]][-1] == "Emplois créés"
    assert len(sheets["Parts"]) == 1


def test_the_coordination_reads_all_of_its_book_and_the_file_says_that_it_is_not_open(client, book):
    answers = {name: got(client, name, by=book["coordinator"]) for name in FILES}

    assert all("plus-non-publie-" in answer["Content-Disposition"] for answer in answers.values())
    assert not any(answer.has_header("Access-Control-Allow-Origin") for answer in answers.values())
    assert len(amounts_in(activity_in(answers["iati"]))) == 3
    package = package_in(answers["grants"])
    assert len(package["grants"]) == 2
    assert "license" not in package
    assert package["description"].endswith(
        "Des lignes ne sont pas publiées\u00a0: ce fichier n’est pas une donnée ouverte."
    )
    sheets = sheets_in(answers["sheets"])
    assert len(sheets["Parts"]) == 2
    assert (
        sheets["Résumé"][-1][0]
        == "Des lignes ne sont pas publiées\u00a0: ce classeur n’est pas une donnée ouverte."
    )


def test_a_firm_reads_its_own_outcome_and_not_the_gift_that_nobody_published(client, book):
    sheets = sheets_in(got(client, "sheets", by=book["owner"]))

    assert [row[1] for row in sheets["Retombées"]] == ["Emplois créés", "Emplois créés", "Contrat"]
    assert len(sheets["Contributions"]) == 2


@pytest.mark.parametrize("name", FILES)
def test_an_initiative_that_is_not_published_has_no_file_but_for_its_networks(client, book, name):
    book["initiative"].is_published = False
    book["initiative"].save(update_fields=["is_published"])

    assert got(client, name).status_code == 404
    assert got(client, name, by=book["stranger"]).status_code == 404
    assert got(client, name, by=book["colleague"]).status_code == 200


def test_there_is_no_package_without_a_gift_that_one_may_read(client):
    InitiativeFactory(slug="vide", is_published=True)

    assert got(client, "grants", slug="vide").status_code == 404
    assert activity_in(got(client, "iati", slug="vide")).first("transaction") is None


def test_a_gift_of_which_a_part_goes_elsewhere_tells_that_part_and_no_instalment(client, book):
    half = contribution(
        network=book["network"],
        is_published=True,
        title="Moitié",
        instalments=[instalment(100, received_on=NOON.date())],
    )
    given(half, book["initiative"], 50)

    assert amounts_in(activity_in(got(client, "iati")))[-1] == ("11", Decimal(50))
    assert "amountDisbursed" not in package_in(got(client, "grants"))["grants"][-1]


@pytest.mark.parametrize("name", FILES)
def test_a_file_costs_the_same_with_one_row_and_with_three(client, book, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(14) as first:
        bytes_of(got(client, name))
    for _ in range(2):
        more = contribution(network=book["network"], is_published=True)
        given(more, book["initiative"], 1_000)
        outcome(
            network=book["network"],
            initiative=book["initiative"],
            organisation=OrganisationFactory(),
            is_published=True,
        )
    with django_assert_max_num_queries(len(first)):
        bytes_of(got(client, name))


def research(client):
    answer = client.get(reverse("open_data:research"))
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def test_research_reads_groups_of_ten_firms_and_only_that_smaller_ones_exist(client):
    network = NetworkFactory()
    region = TerritoryFactory(level="region", code="04", name="Mauricie")
    town, village = TerritoryFactory(parent=region), TerritoryFactory(parent=region)
    for place in (town, village):
        for _ in range(5):
            outcome(
                network=network,
                value=2,
                organisation=OrganisationFactory(),
                territory=place,
                is_published=True,
            )
    for _ in range(9):
        outcome(
            1,
            network=network,
            kind="product",
            organisation=OrganisationFactory(),
            territory=town,
            is_published=True,
        )
    outcome(
        1, network=network, kind="product", organisation=OrganisationFactory(), territory=town
    )  # not published

    told = research(client)

    assert [(row["kind"], row["is_told"], row["outcomes"], row["firms"], row["value"]) for row in told] == [
        ("jobs_created", "1", "10", "10", "20.00"),
        ("product", "0", "", "", ""),
    ]
    assert {(row["country"], row["region"], row["year"]) for row in told} == {("CA", "04", "2026")}


def test_ten_outcomes_of_one_firm_are_one_source_and_what_no_firm_holds_counts_alone(client):
    network, firm = NetworkFactory(), OrganisationFactory()
    here, there = TerritoryFactory(level="region"), TerritoryFactory(level="region")
    for _ in range(10):
        outcome(network=network, organisation=firm, territory=here, is_published=True)
        outcome(1, network=network, kind="people_trained", territory=there, is_published=True)

    told = {row["kind"]: row for row in research(client)}

    assert told["jobs_created"]["is_told"] == "0"
    assert (told["people_trained"]["is_told"], told["people_trained"]["firms"]) == ("1", "0")


def test_research_names_nobody(client, book):
    answer = client.get(reverse("open_data:research")).content.decode()

    assert answer.splitlines()[0].split(",") == [
        "year", "country", "region", "kind", "currency", "certainty", "is_fictitious",
        "is_told", "outcomes", "firms", "value", "full_time_equivalents",
    ]  # fmt: skip
    assert "Triade" not in answer
    assert "colab" not in answer.lower()
