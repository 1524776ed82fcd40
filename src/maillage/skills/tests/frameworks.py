"""A small framework to try things on: one area, two competences, one role. And how it is stored."""

import json
from datetime import UTC, datetime

from maillage.skills.enums import FrameworkFormat
from maillage.skills.models import FrameworkVersion
from maillage.skills.operations import _store, import_framework
from maillage.skills.rules.content import content_framework

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def both(text):
    return {"fr": text, "en": f"{text} (in English)"}


def competence_told(code):
    return {
        "code": code,
        "title": both(f"Compétence {code}"),
        "definition": both(f"Ce que couvre {code}."),
        "with_ai": both(f"Ce que l’IA change à {code}."),
        "levels": [{"level": level} | both(f"Fait {code} au niveau {level}.") for level in (1, 2, 3, 4)],
    }


def framework_told(*, version="1.0", competences=("1.1", "1.2"), **changes):
    return {
        "id": "maillage",
        "version": version,
        "published_on": "2026-11-22",
        "title": both("Référentiel"),
        "description": both("Ce qu’il décrit."),
        "attribution": both("D’où il vient."),
        "creator": "Maillage",
        "licence": {"title": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        "levels": [
            {"level": level, "title": both(f"Nom {level}"), "description": both(f"Sens {level}.")}
            for level in (1, 2, 3, 4)
        ],
        "areas": [
            {
                "code": "1",
                "title": both("Domaine"),
                "description": both("Ce qui va ensemble."),
                "competences": [competence_told(code) for code in competences],
            }
        ],
    } | changes


def roles_told(*wanted):
    """Pairs of a code and a level, all asked by one role."""
    return {
        "framework": "maillage",
        "roles": [
            {
                "slug": "employee",
                "title": both("Employée ou employé"),
                "description": both("Se sert des outils de son métier."),
                "requires": [
                    {"competence": code, "level": level, "why": both("Pour son travail.")}
                    for code, level in wanted
                ],
            }
        ],
    }


def framework(*, told=None, wanted=(("1.1", 2),)):
    """A version stored as the import stores it."""
    draft = content_framework(told or framework_told(), roles_told(*wanted))
    _store(draft, NOON)
    return FrameworkVersion.objects.get(identifier=draft.identifier)


def written(folder, told, roles=None, *, name="framework.json"):
    """The files of a framework, in a folder; answers the first."""
    (folder / name).write_text(json.dumps(told, ensure_ascii=False))
    if roles:
        (folder / "roles.json").write_text(json.dumps(roles, ensure_ascii=False))
    return folder / name


def imported(*files, written_in=FrameworkFormat.MAILLAGE):
    return import_framework(files=files, format=written_in, now=NOON)
