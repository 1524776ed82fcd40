"""CASE: what we write has the shape of the standard, and what we read we keep or name."""

import re
from datetime import datetime

import pytest

from maillage.skills.enums import CaseVersion, FrameworkFormat, Language
from maillage.skills.errors import FrameworkIsRefused, NotInThisLanguage
from maillage.skills.models import FrameworkVersion
from maillage.skills.operations import case_package
from maillage.skills.tests.case_1_1 import faults_in
from maillage.skills.tests.frameworks import framework, imported, written

pytestmark = pytest.mark.django_db

UUID_SHAPE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
REQUIRED = {
    "CFDocument": {"identifier", "uri", "creator", "title", "lastChangeDateTime"},
    "CFItems": {"identifier", "fullStatement", "uri", "lastChangeDateTime"},
    "CFAssociations": {
        "identifier", "associationType", "uri", "originNodeURI", "destinationNodeURI", "lastChangeDateTime",
    },
    "CFRubrics": {"identifier", "uri", "lastChangeDateTime"},
}  # fmt: skip


@pytest.fixture
def package():
    version = framework()
    return lambda language="fr", edition=CaseVersion.CASE_1_0: case_package(
        slug=version.slug, language=Language(language), edition=edition
    )


def objects_in(value):
    """Every object that has an identifier, however deep."""
    if isinstance(value, dict):
        if "identifier" in value:
            yield value
        for below in value.values():
            yield from objects_in(below)
    elif isinstance(value, list):
        for below in value:
            yield from objects_in(below)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_package_of_1_1_is_valid_against_the_official_schema(package, language):
    assert list(faults_in(package(language, CaseVersion.CASE_1_1))) == []


def test_the_schema_refuses_what_it_does_not_know():
    told = {"CFDocument": {"identifier": "x", "caseVersion": "1.0", "invented": ""}}

    assert {fault.split(": ", 1)[1] for fault in faults_in(told)} == {
        "no uri", "no creator", "no title", "no lastChangeDateTime", "invented is not allowed", "'x'", "'1.0'",
    }  # fmt: skip


@pytest.mark.parametrize("edition", list(CaseVersion))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_object_has_what_the_standard_requires(package, language, edition):
    told = package(language, edition)

    assert REQUIRED["CFDocument"] <= set(told["CFDocument"])
    for name in ("CFItems", "CFAssociations", "CFRubrics"):
        assert told[name]
        assert all(REQUIRED[name] <= set(row) for row in told[name])
    for row in objects_in(told):
        assert UUID_SHAPE.fullmatch(row["identifier"])
        assert row["uri"].startswith("http")
        if "lastChangeDateTime" in row:
            assert datetime.fromisoformat(row["lastChangeDateTime"]).tzinfo


def test_only_case_1_1_says_its_version(package):
    assert "caseVersion" not in package()["CFDocument"]
    assert package(edition=CaseVersion.CASE_1_1)["CFDocument"]["caseVersion"] == "1.1"


def test_every_item_hangs_on_the_tree_and_every_link_leads_somewhere(package):
    told = package()
    there = {told["CFDocument"]["identifier"], *(row["identifier"] for row in told["CFItems"])}
    ends = [
        (row["originNodeURI"]["identifier"], row["destinationNodeURI"]["identifier"])
        for row in told["CFAssociations"]
    ]

    assert {origin for origin, _destination in ends} == there - {told["CFDocument"]["identifier"]}
    assert {destination for _origin, destination in ends} <= there


def test_the_levels_of_a_competence_are_a_criterion_of_the_rubric(package):
    told = package()
    criteria = told["CFRubrics"][0]["CFRubricCriteria"]
    levels = [
        (row["score"], row["quality"], row["description"]) for row in criteria[1]["CFRubricCriterionLevels"]
    ]

    assert [row["CFItemURI"]["title"] for row in criteria] == ["Compétence 1.1", "Compétence 1.2"]
    assert levels[2] == (3, "Nom 3", "Fait 1.2 au niveau 3.")


def test_identifiers_differ_by_language_and_never_by_edition(package):
    french, newer, english = package(), package(edition=CaseVersion.CASE_1_1), package("en")

    assert [row["identifier"] for row in french["CFItems"]] == [row["identifier"] for row in newer["CFItems"]]
    assert not {row["identifier"] for row in french["CFItems"]} & {
        row["identifier"] for row in english["CFItems"]
    }


def test_each_english_item_names_the_french_one(package):
    french, english = package(), package("en")
    named = {
        row["destinationNodeURI"]["identifier"]
        for row in english["CFAssociations"]
        if row["associationType"] == "exactMatchOf"
    }

    assert named == {row["identifier"] for row in french["CFItems"]}


def test_our_own_export_read_again_changes_nothing(package, tmp_path):
    files = [written(tmp_path, package(language), name=f"{language}.json") for language in ("fr", "en")]

    done = imported(*files, written_in=FrameworkFormat.CASE)

    assert done.counts == {"created": 0, "unchanged": 1}


def test_a_foreign_framework_comes_out_as_it_came_in(package, tmp_path):
    told = package()
    told["CFDocument"] |= {"identifier": "11111111-1111-4111-8111-111111111111", "title": "Ailleurs"}
    for row in told["CFAssociations"]:
        if row["destinationNodeURI"]["title"] == "Référentiel":
            row["destinationNodeURI"]["identifier"] = told["CFDocument"]["identifier"]

    imported(written(tmp_path, told), written_in=FrameworkFormat.CASE)
    again = case_package(slug="ailleurs-1.0", language=Language.FRENCH, edition=CaseVersion.CASE_1_0)

    kept = ("identifier", "fullStatement", "abbreviatedStatement", "humanCodingScheme", "notes")
    assert [[row.get(name) for name in kept] for row in again["CFItems"]] == [
        [row.get(name) for name in kept] for row in told["CFItems"]
    ]
    texts = [
        [
            row["description"]
            for criterion in one["CFRubrics"][0]["CFRubricCriteria"]
            for row in criterion["CFRubricCriterionLevels"]
        ]
        for one in (told, again)
    ]
    assert texts[0] == texts[1]


def bare(*links, items=("a", "b", "c")):
    """A package with nothing but a tree: pairs of a child and its parent, `d` being the document."""
    name = {key: f"{key * 8}-0000-4000-8000-000000000000" for key in "abcd"}
    return {
        "CFDocument": {
            "identifier": name["d"],
            "uri": "https://ailleurs.example/d",
            "creator": "Ailleurs",
            "title": "Savoirs",
            "lastChangeDateTime": "2025-03-01T08:00:00",
            "language": "en-CA",
        },
        "CFItems": [{"identifier": name[key], "fullStatement": f"Item {key}"} for key in items],
        "CFAssociations": [
            {
                "associationType": "isChildOf",
                "originNodeURI": {"identifier": name[child]},
                "destinationNodeURI": {"identifier": name[parent]},
            }
            for child, parent in links
        ],
    }


def test_items_without_codes_are_numbered_in_their_order(tmp_path):
    imported(written(tmp_path, bare(("a", "d"), ("c", "a"), ("b", "a"))), written_in=FrameworkFormat.CASE)

    version = FrameworkVersion.objects.get()
    codes = version.competences.order_by("position").values_list("code", "title_en")
    assert (version.slug, version.languages) == ("savoirs-2025-03-01", ["en"])
    assert list(codes) == [("1.1", "Item c"), ("1.2", "Item b")]


def test_a_version_is_not_exported_in_a_language_it_does_not_speak(tmp_path):
    imported(written(tmp_path, bare(("a", "d"), ("b", "a"), ("c", "a"))), written_in=FrameworkFormat.CASE)

    with pytest.raises(NotInThisLanguage):
        case_package(slug="savoirs-2025-03-01", language=Language.FRENCH, edition=CaseVersion.CASE_1_0)


def test_a_flat_list_stands_in_one_area(tmp_path):
    imported(written(tmp_path, bare(("a", "d"), ("b", "d"), ("c", "d"))), written_in=FrameworkFormat.CASE)

    assert list(FrameworkVersion.objects.get().areas.values_list("title_en", flat=True)) == ["Savoirs"]


def test_a_grouping_that_cannot_be_kept_is_named(tmp_path):
    done = imported(
        written(tmp_path, bare(("a", "d"), ("b", "a"), ("c", "b"))), written_in=FrameworkFormat.CASE
    )

    assert [row.reason for row in done.remarks] == ["regroupement laissé de côté\u00a0: «\u00a0Item a\u00a0»"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"CFDocument": {}}, "identifier"),
        ({"CFAssociations": []}, "rattaché à rien"),
        ({"CFItems": [], "CFAssociations": []}, "aucune compétence"),
        ({"CFAssociations": bare(("a", "b"), ("b", "c"), ("c", "a"))["CFAssociations"]}, "rattaché à rien"),
        ({"CFDocument": bare()["CFDocument"] | {"language": "es"}}, "ni fr ni en"),
        ({"CFDocument": bare()["CFDocument"] | {"lastChangeDateTime": "hier"}}, "pas une date"),
    ],
)
def test_a_package_that_cannot_be_understood_stores_nothing(tmp_path, change, reason):
    told = bare(("a", "d"), ("b", "a"), ("c", "a")) | change

    with pytest.raises(FrameworkIsRefused, match=reason):
        imported(written(tmp_path, told), written_in=FrameworkFormat.CASE)

    assert not FrameworkVersion.objects.exists()
