"""Sittings that people have finished, with their answers."""

from maillage.assessments.enums import Ending
from maillage.assessments.models import Answer
from maillage.assessments.tests.factories import NOON, SittingFactory


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
