"""A version enters whole or not at all, once, and stays as it was."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from maillage.skills.enums import CaseVersion, Language
from maillage.skills.errors import FrameworkIsRefused, NoSuchVersion, VersionIsPublished
from maillage.skills.models import Area, Competence, FrameworkVersion, RequiredLevel
from maillage.skills.operations import case_package
from maillage.skills.queries import current_version
from maillage.skills.tests.frameworks import (
    both,
    framework,
    framework_told,
    imported,
    roles_told,
    written,
)

pytestmark = pytest.mark.django_db


def test_an_import_stores_all_that_the_files_say(tmp_path):
    done = imported(written(tmp_path, framework_told(), roles_told(("1.1", 2))))

    version = FrameworkVersion.objects.get()
    assert done.counts == {"created": 1, "unchanged": 0}
    assert version.slug == "1.0"
    assert list(version.competences.order_by("position").values_list("code", flat=True)) == ["1.1", "1.2"]
    assert (
        version.competences.get(code="1.2").descriptors.get(level=3).text_en
        == "Fait 1.2 au niveau 3. (in English)"
    )
    assert RequiredLevel.objects.get().level == 2


def test_the_same_files_again_change_nothing(tmp_path):
    file = written(tmp_path, framework_told(), roles_told(("1.1", 2)))
    imported(file)

    done = imported(file)

    assert done.counts == {"created": 0, "unchanged": 1}
    assert Competence.objects.count() == 2


def test_a_published_version_does_not_take_another_text(tmp_path):
    imported(written(tmp_path, framework_told()))

    with pytest.raises(VersionIsPublished):
        imported(written(tmp_path, framework_told(title=both("Un autre titre"))))

    assert FrameworkVersion.objects.get().title_fr == "Référentiel"


def test_a_new_version_keeps_the_old_one_and_the_identifiers(tmp_path):
    imported(written(tmp_path, framework_told()))
    imported(written(tmp_path, framework_told(version="1.1", published_on="2027-01-10")))

    identifiers = set(Competence.objects.filter(code="1.1").values_list("identifier", flat=True))
    assert current_version().number == "1.1"
    assert FrameworkVersion.objects.count() == 2
    assert len(identifiers) == 1


@pytest.mark.parametrize(
    ("told", "roles", "reason"),
    [
        (framework_told(competences=("1.1", "1.1")), None, "1.1"),
        (framework_told(areas=[]), None, "aucune compétence"),
        (framework_told(levels=[]), None, "niveaux"),
        (framework_told(title={"fr": "Seul", "en": ""}), None, "deux langues"),
        (framework_told(), roles_told(("9.9", 2)), "9.9"),
        (framework_told(), roles_told(("1.1", 7)), "niveau 7"),
        (framework_told(), roles_told(("1.1", 2), ("1.1", 3)), "deux fois"),
        ({"id": "maillage"}, None, "version"),
        ([], None, "objet"),
    ],
)
def test_an_incoherent_file_stores_nothing_and_says_why(tmp_path, told, roles, reason):
    file = written(tmp_path, told, roles)

    with pytest.raises(FrameworkIsRefused, match=reason):
        imported(file)

    assert not FrameworkVersion.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda version: version.competences.update(title_fr="Autre chose"),
        lambda version: RequiredLevel.objects.filter(role__version=version).delete(),
    ],
)
def test_the_database_lets_nobody_change_what_is_published(change):
    version = framework()

    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        change(version)


def test_a_competence_stands_in_an_area_of_its_own_version():
    old = framework()
    new = framework(told=framework_told(version="1.1"))
    stray = Competence(
        version=new,
        area=Area.objects.get(version=old),
        code="1.9",
        identifier=old.identifier,
        position=9,
        title_fr="Ailleurs",
    )

    stray.save()

    with pytest.raises(IntegrityError):
        transaction.get_connection().check_constraints()


def test_a_version_that_does_not_exist_is_not_exported():
    with pytest.raises(NoSuchVersion):
        case_package(slug="9.9", language=Language.FRENCH, edition=CaseVersion.CASE_1_0)
