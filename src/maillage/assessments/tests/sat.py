"""Sittings that people have finished, with their answers."""

import numpy as np

from maillage.assessments.enums import Ending
from maillage.assessments.models import Answer, Sitting
from maillage.assessments.tests.factories import DIMENSIONS, NOON, SittingFactory
from maillage.people.models import User

PEOPLE = 400
WRONG = 0.4  # how far the authors are from the truth, one way then the other


def sat(scale, answers, **about):
    """One finished sitting. `answers`: by item code, a category, or a value of `Unsaid`."""
    sitting = SittingFactory(**{"scale": scale, "finished_at": NOON, "ending": Ending.STOPPED} | about)
    items = {item.code: item for item in scale.instrument.items.all()}
    Answer.objects.bulk_create(
        Answer(
            sitting=sitting,
            item=items[code],
            position=position,
            response=said if isinstance(said, str) else [said],
            category=None if isinstance(said, str) else said,
            answered_at=NOON,
        )
        for position, (code, said) in enumerate(answers.items(), start=1)
    )
    return sitting


def truth_of(row):
    return np.array(row.thresholds) + (WRONG if row.item.code[-1] in "1357" else -WRONG)


def many_sat(scale, *, people=PEOPLE, fictitious=0):
    """People answer three questions in four, as items truly are, not as their authors judge them."""
    rng = np.random.default_rng(11)
    ability = rng.multivariate_normal([0, 0], [[1, 0.5], [0.5, 1]], size=people)
    rows = list(scale.parameters.select_related("item").order_by("item__code"))
    users = User.objects.bulk_create(
        User(email=f"p{n}@exemple.test", is_fictitious=n < fictitious, language=("fr-ca", "en")[n % 2])
        for n in range(people)
    )
    sittings = Sitting.objects.bulk_create(
        Sitting(instrument=scale.instrument, scale=scale, person=user, dimensions=scale.dimensions, most=16, error=0, seed=1,
                consented_at=NOON, started_at=NOON, finished_at=NOON, ending=Ending.BUDGET)
        for user in users
    )  # fmt: skip
    answers = []
    for sitting, theta in zip(sittings, ability, strict=True):
        for position, row in enumerate(rows, start=1):
            if rng.random() < 0.75:
                reached = 1 / (
                    1 + np.exp(-row.slope * (theta[DIMENSIONS.index(row.item.dimension)] - truth_of(row)))
                )
                category = int((rng.random() < reached).sum())
                answers.append(
                    Answer(sitting=sitting, item=row.item, position=position, response=[category], category=category, answered_at=NOON)
                )  # fmt: skip
    Answer.objects.bulk_create(answers)
