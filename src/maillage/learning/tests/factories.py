"""Modules, paths and those who follow them, for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from django.conf import settings
from PIL import Image

from maillage.learning.models import (
    LearningPath,
    Module,
    ModuleLevel,
    ModulePicture,
    ModuleVersion,
    PathStep,
    PathVersion,
    Submission,
)
from maillage.learning.operations.pictures import import_picture
from maillage.people.tests.factories import UserFactory
from maillage.skills.enums import FrameworkFormat
from maillage.skills.operations import import_framework
from maillage.skills.queries import current_version

if TYPE_CHECKING:
    from maillage.skills.models import FrameworkVersion

NOON = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
TEXT = """## Regarder

On regarde **ce que l’on a**.

## Compter

::: exercice La scierie
Une scierie fictive compte ses planches.
::: corrige
Il en manque deux.
:::
:::

## Conclure

On conclut.
"""


def skills() -> FrameworkVersion:
    """Our reference of competences."""
    known = current_version()
    if known is None:
        framework = settings.CONTENT / "skills" / "framework.json"
        import_framework(files=[framework], format=FrameworkFormat.MAILLAGE, now=NOON)
        known = current_version()
    assert known
    return known


def module(
    code: str = "compter-ses-planches", *, text: str = TEXT, minutes: int = 30, **levels: dict[str, int]
) -> ModuleVersion:
    """Published. levels: `gains` and `requires`, by code of competence."""
    competences = {row.code: row for row in skills().competences.all()}
    version = ModuleVersion.objects.create(
        module=Module.objects.create(code=code),
        number="1",
        title=f"Module {code}",
        summary="Ce que l’on y apprend.",
        minutes=minutes,
        language="fr",
        text=text,
        author="Équipe Maillage",
        written_at=NOON,
        published_at=NOON,
    )
    for sense, told in ({"gains": {"6.7": 2}} | levels).items():
        for competence, level in told.items():
            ModuleLevel.objects.create(
                version=version, competence=competences[competence], is_gained=sense == "gains", level=level
            )
    return version


def path(*modules: ModuleVersion, code: str = "compter", **measured: list[str]) -> PathVersion:
    """Published, of these modules in this order. measured: the codes asked `before` and `after`."""
    version = PathVersion.objects.create(
        path=LearningPath.objects.create(code=code),
        number="1",
        title=f"Parcours {code}",
        summary="Où il mène.",
        language="fr",
        guide="# Guide\n\n## Avant\n\nOn prépare la salle.\n",
        project="On écrit une page.\n",
        author="Équipe Maillage",
        published_at=NOON,
        **measured,
    )
    for position, row in enumerate(modules, start=1):
        PathStep.objects.create(version=version, position=position, module=row.module)
    return version


def answer() -> Submission:
    """To the exercise of a module, sent."""
    return Submission.objects.create(
        person=UserFactory(),
        version=module(),
        block=2,
        rank=1,
        text="Il en manque deux.",
        state="sent",
        saved_at=NOON,
        sent_at=NOON,
    )


PICTURED = """## Regarder

::: image caisse.png La caisse passe sous zéro en mars.
Le solde, **mois par mois**.

Source : dessin de l’équipe, CC BY 4.0
::: transcription
Janvier, 10 ; février, 5 ; mars, moins 2.
:::
:::
"""


def drawn(width: int = 8, height: int = 4, kind: str = "PNG", **said: object) -> bytes:
    """The bytes of a picture."""
    made = BytesIO()
    Image.new("RGB", (width, height), "teal").save(made, format=kind, **said)
    return made.getvalue()


def picture(name: str = "caisse.png") -> ModulePicture:
    """Shown by a published module."""
    version = module(text=PICTURED.replace("caisse.png", name))
    return import_picture(module=version.module, name=name, content=drawn(), now=NOON)
