"""Firms that sat for the diagnosis we ship."""

from datetime import timedelta

from django.conf import settings

from maillage.assessments.enums import Subject
from maillage.assessments.models import Instrument, Item, Sitting
from maillage.assessments.operations import answer, begin_sitting, import_instrument
from maillage.assessments.queries import live
from maillage.assessments.tests.factories import NOON
from maillage.directory.tests.factories import OrganisationFactory
from maillage.people.tests.factories import UserFactory

SHORT = 12
BEFORE = NOON - timedelta(days=30)  # pages read the clock


def maturity():
    """Our instrument for firms, imported once."""
    import_instrument(folder=settings.CONTENT / "maturity", now=BEFORE)
    return Instrument.objects.get(subject=Subject.FIRM)


def diagnosed(
    reply=0, *, most=SHORT, instrument=None, organisation=None, person=None, facts=None, seed=7, now=BEFORE
):
    """A finished sitting before the whole instrument. `reply`: a rank, an `Unsaid`, or a function of the item."""
    instrument = instrument or maturity()
    sitting = begin_sitting(
        instrument=instrument,
        person=person or UserFactory(),
        dimensions=[row["id"] for row in instrument.content["dimensions"]],
        most=most,
        error=0.0,
        role=None,
        organisation=organisation or OrganisationFactory(),
        facts=facts or {},
        seed=seed,
        consented_at=now,
        now=now,
    )
    return answered(sitting, reply, now=now)


def answered(sitting, reply=0, *, now=BEFORE):
    """Answer what is still asked, to the end."""
    while (asked := live(sitting).next_item) is not None:
        response = reply(Item.objects.get(pk=asked)) if callable(reply) else reply
        sitting = answer(
            sitting_id=sitting.pk,
            item_id=asked,
            response=response if isinstance(response, str) else [response],
            now=now,
        )
    return Sitting.objects.select_related("instrument", "scale", "organisation").get(pk=sitting.pk)
