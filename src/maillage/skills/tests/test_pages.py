"""Pages of the reference, read by anybody."""

import json

import pytest
from django.urls import reverse

from maillage.skills.tests.frameworks import both, framework, framework_told

pytestmark = pytest.mark.django_db


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_the_first_import_the_page_says_so(client):
    assert "Pas encore de référentiel" in text_of(client, reverse("skills:current"))


def test_the_newest_version_is_the_one_shown(client):
    framework()
    framework(told=framework_told(version="1.1", published_on="2027-01-10", title=both("Plus récent")))

    assert "Plus récent" in text_of(client, reverse("skills:current"))


def test_an_old_version_stays_readable(client):
    old = framework()
    framework(told=framework_told(version="1.1", published_on="2027-01-10", title=both("Plus récent")))

    assert "Référentiel" in text_of(client, old.get_absolute_url())


def test_a_competence_shows_its_levels_and_the_roles_that_ask_for_it(client):
    version = framework(wanted=[("1.1", 3)])

    page = text_of(client, reverse("skills:competence", args=[version.slug, "1.1"]))

    assert "Fait 1.1 au niveau 4." in page
    assert "Ce que l’IA change à 1.1." in page
    assert "Employée ou employé" in page


def test_a_competence_reads_in_english(client):
    version = framework()

    page = text_of(client, f"/en/competences/{version.slug}/1.1/")

    assert "Fait 1.1 au niveau 4. (in English)" in page


def test_a_role_shows_a_thread_for_each_competence_and_why(client):
    version = framework(wanted=[("1.1", 3), ("1.2", 1)])

    page = text_of(client, reverse("skills:role", args=[version.slug, "employee"]))

    assert page.count('class="ival"') == 2
    assert page.count('class="hollow"') == 1 + 3
    assert "Pour son travail." in page


def test_comparing_names_what_was_reworded_added_removed_and_asked_otherwise(client):
    framework(wanted=[("1.1", 2)])
    told = framework_told(version="1.1", published_on="2027-01-10", competences=("1.1", "1.3"))
    told["areas"][0]["competences"][0]["levels"][2]["fr"] = "Fait autrement."
    framework(told=told, wanted=[("1.1", 3)])

    page = text_of(client, reverse("skills:compare"))

    assert "<ins>Fait autrement.</ins>" in page
    assert "<del>Fait 1.1 au niveau 3.</del>" in page
    assert page.index("Compétence 1.3") < page.index("Compétence 1.2")
    assert [page.count(word) for word in ("ajoutée", "retirée", "changée")] == [1, 1, 1]
    assert "Niveaux attendus qui ont changé" in page


def test_with_one_version_there_is_nothing_to_compare(client):
    framework()

    assert "Une seule version" in text_of(client, reverse("skills:compare"))


def test_case_is_served_as_json_that_may_be_kept(client):
    version = framework()

    answer = client.get(reverse("skills:case", args=[version.slug]))

    assert answer.headers["Content-Type"] == "application/json"
    assert "max-age=86400" in answer.headers["Cache-Control"]
    assert json.loads(answer.content)["CFDocument"]["version"] == "1.0"


@pytest.mark.parametrize("address", ["9.9/", "9.9.json", "1.0/9.9/", "1.0/profils/personne/"])
def test_what_does_not_exist_is_not_found(client, address):
    framework()

    assert client.get(f"/fr-ca/competences/{address}").status_code == 404


@pytest.mark.parametrize("address", ["", "1.0.json", "1.0/1.1/", "1.0/profils/employee/"])
def test_a_page_costs_the_same_whatever_it_lists(client, address, django_assert_max_num_queries):
    codes = ("1.1", "1.2", "1.3")
    framework(told=framework_told(competences=codes), wanted=[(code, 2) for code in codes])

    with django_assert_max_num_queries(9):
        client.get(f"/fr-ca/competences/{address}")
