"""The data dictionary: it tells what is named and nothing else, and machines read it as Table Schema."""

import pytest
from django.apps import apps
from django.urls import reverse

from maillage.pages.rules.dictionary import EXPORTED, UNITS, described, tables

# facts of Table Schema 2.0: the types that we write, and what a field may say of them
TYPES = {"string", "number", "integer", "boolean", "date", "datetime", "array", "any"}
SAID = {
    "name",
    "title",
    "type",
    "format",
    "unit",
    "categories",
    "constraints",
}  # `unit` is ours: any property may be added
CONSTRAINTS = {"required": bool, "unique": bool, "maxLength": int, "enum": list}
HEAVIEST_PAGE = 150_000


def told():
    return {table["name"]: table["schema"] for table in map(described, tables())}


def test_a_table_tells_the_fields_that_are_named_and_no_other():
    for label, names in EXPORTED.items():
        model = apps.get_model(label)
        attributes = ["id", *(model._meta.get_field(name).attname for name in names.split())]
        assert [field["name"] for field in told()[label.lower().replace(".", "-")]["fields"]] == attributes


def test_no_table_leads_to_people_nor_to_a_table_that_is_not_told():
    known = told()

    for schema in known.values():
        leads = [key["reference"].get("resource") for key in schema.get("foreignKeys", [])]
        assert {name for name in leads if name} <= known.keys()
    assert not [name for name in known if name.startswith("people-")]
    assert not {
        "sort_key",
        "recorded_by_id",
        "ended_by_id",
        "asked_by_id",
        "message",
        "participant_id",
        "contact_email",
    } & {field["name"] for schema in known.values() for field in schema["fields"]}


def test_machines_read_it_as_table_schema():
    for name, schema in told().items():
        fields = {field["name"]: field for field in schema["fields"]}
        assert len(fields) == len(schema["fields"]), name
        assert schema["primaryKey"] == ["id"]
        for field in fields.values():
            assert field.keys() <= SAID
            assert field["type"] in TYPES, field
            assert all(
                isinstance(value, CONSTRAINTS[said]) for said, value in field["constraints"].items()
            ), field
            values = [one["value"] for one in field.get("categories", [])]
            assert values == field["constraints"].get("enum", [])
        for key in schema.get("foreignKeys", []):
            assert fields[key["fields"][0]]["type"] == "integer"
            assert key["reference"]["fields"] == ["id"]


def test_a_field_says_its_words_its_values_and_what_it_leads_to():
    schema = told()["initiatives-contribution"]
    fields = {field["name"]: field for field in schema["fields"]}

    assert fields["kind"]["categories"][0] == {"value": "money", "label": "Argent"}
    assert fields["total"] | {"constraints": None} == {
        "name": "total",
        "title": "Total",
        "type": "number",
        "unit": "dans la monnaie de la ligne",
        "constraints": None,
    }
    assert fields["restricted_to_id"]["constraints"] == {"required": False}
    assert fields["title"]["constraints"] == {"required": True, "maxLength": 160}
    assert {
        "fields": ["funder_id"],
        "reference": {"resource": "directory-organisation", "fields": ["id"]},
    } in schema["foreignKeys"]


def test_every_unit_is_of_a_field_that_is_told():
    told_names = {f"{label}.{name}" for label, names in EXPORTED.items() for name in names.split()}

    assert UNITS.keys() <= told_names


@pytest.mark.django_db
def test_the_page_reads_no_row_and_stays_light(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get(reverse("pages:dictionary"))

    page = answer.content.decode()
    assert "Contribution" in page
    assert "money (Argent), expertise (Heures d’expertise)" in page
    assert len(answer.content) < HEAVIEST_PAGE


@pytest.mark.django_db
def test_both_addresses_give_the_same_json_in_the_language_of_the_reader(client):
    address = reverse("pages:dictionary_json")

    assert client.get(address).json() == client.get(reverse("pages:dictionary"), {"format": "json"}).json()
    assert len(client.get(address).json()["tables"]) == len(EXPORTED)
    english = client.get(address.replace("/fr-ca/", "/en/")).json()["tables"]
    organisation = next(table for table in english if table["name"] == "directory-organisation")
    assert organisation["schema"]["fields"][2]["title"] == "Name"
