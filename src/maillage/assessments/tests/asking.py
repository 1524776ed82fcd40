"""Questions for people, and the pages of a sitting."""

from django.urls import reverse

from maillage.assessments import queries
from maillage.assessments.enums import ItemKind, Subject
from maillage.assessments.models import Item
from maillage.assessments.tests.factories import CUTS, InstrumentFactory, bank
from maillage.skills.tests.frameworks import framework

RIGHT_FIRST = [{"fr": f"Choix {rank}", "en": f"Choice {rank}", "correct": rank == 0} for rank in range(4)]
IN_ORDER = [{"fr": f"Étape {rank}", "en": f"Step {rank}", "position": 3 - rank} for rank in range(3)]


def people_bank(*, kind=ItemKind.SINGLE, options=RIGHT_FIRST, **told):
    """Questions for people, all of one kind, about the two competences of a small framework."""
    instrument = InstrumentFactory(subject=Subject.PERSON, framework=framework())
    instrument.content |= {
        "cuts": list(CUTS),
        "length": {"most": 8, "short": 3, "error": 0.0, "seconds_per_question": 40},
    }
    instrument.save()
    scale = bank(instrument, dimensions=("1.1", "1.2"))
    for item in instrument.items.all():
        item.kind = kind
        item.body = item.body | {"options": options, "rationale_fr": "Parce que.", "source": None} | told
        item.save()
    return scale


def page_of(sitting, name="question"):
    return reverse(f"assessments:{name}", args=[sitting.key])


def asked(sitting):
    return Item.objects.get(pk=queries.live(sitting).next_item)


def post(client, sitting, *, question=None, follow=False, **told):
    told = {"question": question or asked(sitting).pk} | told
    return client.post(page_of(sitting), told, follow=follow)


def kept(sitting):
    return [one.response for one in queries.answers_of(sitting)]
