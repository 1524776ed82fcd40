import json
import shutil

import pytest
from django.conf import settings

from maillage.assessments.errors import InstrumentIsRefused, NoFramework
from maillage.assessments.models import Instrument, ItemParameters, Scale
from maillage.assessments.operations import import_instrument
from maillage.assessments.rules.content import guess_of
from maillage.assessments.tests.factories import NOON
from maillage.skills.enums import FrameworkFormat
from maillage.skills.operations import import_framework

pytestmark = pytest.mark.django_db
FIRMS = settings.CONTENT / "maturity"


@pytest.fixture
def folder(tmp_path):
    """Those of firms, to be changed."""
    return shutil.copytree(FIRMS, tmp_path / "maturity")


def change(folder, name, edit):
    path = folder / f"{name}.json"
    told = json.loads(path.read_text())
    edit(told)
    path.write_text(json.dumps(told))


def test_ours_enter_whole_and_once():
    import_framework(
        files=[settings.CONTENT / "skills" / "framework.json"], format=FrameworkFormat.MAILLAGE, now=NOON
    )

    assert [
        import_instrument(folder=settings.CONTENT / name, now=NOON) for name in ("items", "maturity")
    ] == [True] * 2
    assert not import_instrument(folder=settings.CONTENT / "items", now=NOON)

    people = Instrument.objects.get(subject="person")
    assert (people.items.count(), people.framework.competences.count()) == (349, 29)
    assert Scale.objects.count() == 2
    assert ItemParameters.objects.filter(guess=0).exclude(item__kind="graded").count() == 0


def test_competences_come_first():
    with pytest.raises(NoFramework):
        import_instrument(folder=settings.CONTENT / "items", now=NOON)


def test_a_text_put_right_keeps_the_scale_and_a_judgement_changed_makes_another(folder):
    import_instrument(folder=folder, now=NOON)

    change(folder, "questions", lambda rows: rows[0].update(stem_fr="Autrement dit ?"))
    assert import_instrument(folder=folder, now=NOON)
    assert Scale.objects.count() == 1
    assert "Autrement dit ?" in {item.said("stem", "fr-ca") for item in Instrument.objects.get().items.all()}

    change(folder, "questions", lambda rows: rows[0]["prior"].update(a=1.0))
    assert import_instrument(folder=folder, now=NOON)
    assert Scale.objects.count() == 2


def test_a_question_that_left_is_retired_and_stays(folder):
    import_instrument(folder=folder, now=NOON)
    gone = json.loads((folder / "questions.json").read_text())[0]["id"]

    change(folder, "questions", lambda rows: rows.pop(0))
    import_instrument(folder=folder, now=NOON)

    item = Instrument.objects.get().items.get(code=gone)
    assert (item.retired_at, bool(item.retired_reason)) == (NOON, True)
    assert not Scale.objects.latest("number").parameters.filter(item=item).exists()


@pytest.mark.parametrize(
    "edit",
    [
        lambda rows: rows[0].pop("dimension"),
        lambda rows: rows[0].update(dimension="ailleurs"),
        lambda rows: rows[1].update(id=rows[0]["id"]),
    ],
)
def test_a_folder_that_does_not_hold_together_changes_nothing(folder, edit):
    change(folder, "questions", edit)

    with pytest.raises(InstrumentIsRefused):
        import_instrument(folder=folder, now=NOON)
    assert not Instrument.objects.exists()


def test_blind_chance_depends_on_the_form():
    assert guess_of("single", 4) == 0.25
    assert guess_of("multiple", 4) == pytest.approx(1 / 15)
    assert guess_of("order", 4) == pytest.approx(1 / 24)
