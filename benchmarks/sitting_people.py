"""`python -m sitting_people NUMBER`: as many invented people, each in the middle of a sitting, as one JSON list.

Each comes as the address of her question and the cookie of her session.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import django

django.setup()

import numpy as np  # noqa: E402 - applications must be ready first
from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import translation  # noqa: E402
from pages.plan import session_of  # noqa: E402

from maillage.assessments.bridge import LiveSitting  # noqa: E402
from maillage.assessments.models import Answer, Instrument, Sitting  # noqa: E402
from maillage.assessments.operations import begin_sitting  # noqa: E402
from maillage.assessments.queries import scale_in_use  # noqa: E402
from maillage.common import clock  # noqa: E402
from maillage.config import database  # noqa: E402
from maillage.config.demo.instruments import build_instruments  # noqa: E402
from maillage.config.demo.skills import build_skills  # noqa: E402
from maillage.people.models import User  # noqa: E402

if TYPE_CHECKING:
    from datetime import datetime

EMAIL = "passation-{number}@mesures.maillage.example"
MOST, BEHIND = 40, 20  # questions of a sitting; answers already given, at most
SEED = 500


def main() -> None:
    database.ready(say=lambda words: print(words, file=sys.stderr))
    now = clock.now()
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        build_skills(now=now)
        build_instruments(now=now)
        told = [_person(number, now) for number in range(int(sys.argv[1]))]
    sys.stdout.write(json.dumps(told))


def _person(number: int, now: datetime) -> tuple[str, str]:
    user, _is_new = User.objects.get_or_create(
        email=EMAIL.format(number=number), defaults={"full_name": "Mesure", "is_fictitious": True}
    )
    Sitting.objects.filter(person=user).delete()
    instrument = Instrument.objects.get(code="competences-numeriques")
    scale = scale_in_use(instrument)
    assert scale is not None  # imported just before
    sitting = begin_sitting(
        instrument=instrument,
        person=user,
        dimensions=scale.dimensions,
        most=MOST,
        error=0.0,
        role=None,
        organisation=None,
        facts={},
        seed=number,
        consented_at=now,
        now=now,
    )
    _behind(sitting, number % BEHIND, now)
    page = reverse("assessments:question", args=[sitting.key])
    return page, f"{settings.SESSION_COOKIE_NAME}={session_of(user)}"


def _behind(sitting: Sitting, answers: int, now: datetime) -> None:
    """What she answered before we look: by chance, right or wrong."""
    chance, live = np.random.default_rng(SEED + sitting.seed), LiveSitting(sitting, [])
    for position in range(1, answers + 1):
        item, category = live.next_item, int(chance.integers(2))
        assert item is not None
        live.learn(item, category)
        Answer.objects.create(
            sitting=sitting, item_id=item, position=position, response="dont_know", category=category, answered_at=now
        )  # fmt: skip


if __name__ == "__main__":
    main()
