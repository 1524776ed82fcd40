import re
import shutil

import pytest
from django.conf import settings
from django.db import Error, transaction

from maillage.learning.errors import ModuleIsRefused, NoCompetences, PathIsRefused, SameVersion
from maillage.learning.models import LearningPath, Module, ModuleVersion, PathVersion
from maillage.learning.operations import import_learning
from maillage.learning.tests.factories import LATER, NOON, skills

pytestmark = pytest.mark.django_db
MODULE = "lire-un-devis-numerique"
TWO = (MODULE, "mesurer-un-projet")


@pytest.fixture
def folder(tmp_path):
    """Ours, to be changed."""
    skills()
    for name in ("modules", "paths"):
        shutil.copytree(settings.CONTENT / name, tmp_path / name)
    return tmp_path


def change(folder, before, after, file=f"modules/{MODULE}.md"):
    path = folder / file
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))


def test_ours_enter_whole_and_once(folder):
    done = import_learning(folder=folder, now=NOON)

    assert (done.modules, done.paths) == (Module.objects.count(), LearningPath.objects.count()) == (45, 4)
    again = import_learning(folder=folder, now=LATER)
    assert (again.modules, again.paths) == (0, 0)


def test_a_text_that_changes_has_another_number_and_the_first_stays(folder):
    import_learning(folder=folder, now=NOON)
    change(folder, "minutes: 40", "minutes: 35")

    with pytest.raises(SameVersion):
        import_learning(folder=folder, now=LATER)
    change(folder, 'version: "1"', 'version: "2"')
    import_learning(folder=folder, now=LATER)

    versions = ModuleVersion.objects.filter(module__code=MODULE).order_by("published_at")
    assert [(row.number, row.minutes) for row in versions] == [("1", 40), ("2", 35)]


def test_a_day_of_review_is_told_of_the_same_text(folder):
    import_learning(folder=folder, now=NOON)
    change(folder, "reviewed_on: null", "reviewed_on: 2026-11-30")
    import_learning(folder=folder, now=LATER)

    assert ModuleVersion.objects.get(module__code=MODULE).reviewed_on.isoformat() == "2026-11-30"


def test_the_database_keeps_what_is_published(folder):
    import_learning(folder=folder, now=NOON)
    version = ModuleVersion.objects.get(module__code=MODULE)
    version.text = "## Autre"

    with pytest.raises(Error, match="Cannot"), transaction.atomic():
        version.save()
    with pytest.raises(Error, match="Cannot"), transaction.atomic():
        PathVersion.objects.order_by("pk").first().delete()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('gains: {"6.7": 2}', "gains: {}", "aucune compétence"),
        ('gains: {"6.7": 2}', 'gains: {"9.9": 2}', "compétences inconnues : 9.9"),
        ('gains: {"6.7": 2}', 'gains: {"6.7": 7}', "niveaux vont de 1 à 4"),
        ("requires: {}", 'requires: {"6.7": 2}', "demande déjà ce qu’il apprend : 6.7"),
        ("minutes: 40", "minutes: 900", "durée va de"),
        ("audience:", "audiance:", "il manque audience"),
        ("---\n\n## ", "---\n\n### ", "texte commence par un titre"),
        ("::: discussion", "::: discusion", "n’est pas une partie"),
        ("title: ", "title: [", "YAML"),
        ("id: lire", "id: relire", "autre fichier"),
    ],
)
def test_a_module_without_form_is_told_and_nothing_enters(folder, before, after, told):
    change(folder, before, after)

    with pytest.raises(ModuleIsRefused) as refused:
        import_learning(folder=folder, now=NOON)

    assert told in str(refused.value)
    assert not Module.objects.exists()


def test_modules_that_wait_for_one_another_are_named_and_nothing_enters(folder):
    """Nobody else gives what each of the two rests on."""
    for path in (folder / "modules").glob("*.md"):
        if path.stem not in TWO:
            path.unlink()
    for path in (folder / "paths").glob("*.yaml"):
        path.unlink()
    for code, given, asked in zip(TWO, ("6.7", "6.8"), ("6.8", "6.7"), strict=True):
        path = folder / f"modules/{code}.md"
        path.write_text(
            re.sub(
                r"gains: .*\nrequires: .*",
                f'gains: {{"{given}": 2}}\nrequires: {{"{asked}": 2}}',
                path.read_text(),
            )
        )

    with pytest.raises(ModuleIsRefused) as refused:
        import_learning(folder=folder, now=NOON)

    assert str(refused.value).count(", ".join(sorted(TWO))) == 1
    assert not Module.objects.exists()


def test_a_path_of_unknown_modules_is_told_and_nothing_enters(folder):
    change(folder, "id: suivre-a-plusieurs", "id: suivre-a-mille", "paths/accompagner-transformation.yaml")

    with pytest.raises(PathIsRefused) as refused:
        import_learning(folder=folder, now=NOON)

    assert "modules inconnus : suivre-a-mille" in str(refused.value)

    assert not Module.objects.exists()


def test_without_the_reference_nothing_enters(tmp_path):
    with pytest.raises(NoCompetences):
        import_learning(folder=tmp_path, now=NOON)
