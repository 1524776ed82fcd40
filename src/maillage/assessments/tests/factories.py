"""Small instruments and the people who sit before them."""

from datetime import UTC, datetime

import factory

from maillage.assessments.enums import ItemKind, Origin, Subject
from maillage.assessments.models import Instrument, Item, ItemParameters, Scale, Sitting
from maillage.directory.tests.factories import OrganisationFactory
from maillage.people.tests.factories import UserFactory

NOON = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
DIMENSIONS = ("strategie", "donnees")
CUTS = (-1.0, 0.0, 1.0)
BANDS = [
    {
        "id": f"b{rank}",
        "label_fr": f"Palier {rank}",
        "label_en": f"Band {rank}",
        "min": 25 * rank,
        "max": 25 * rank + 25,
    }
    for rank in range(4)
]


class InstrumentFactory(factory.django.DjangoModelFactory):
    """For firms, which need no framework."""

    class Meta:
        model = Instrument

    code = factory.Sequence(lambda n: f"instrument-{n}")
    subject = Subject.FIRM
    number = "1"
    content = factory.LazyFunction(
        lambda: {
            "title_fr": "Diagnostic d’essai",
            "title_en": "Trial check",
            "purpose_fr": "Pour essayer.",
            "purpose_en": "To try.",
            "introduction_fr": "Répondez.",
            "introduction_en": "Answer.",
            "length": {"most": 8, "short": 3, "error": 0.0, "seconds_per_question": 12},
            "dimensions": [
                {"id": name, "title_fr": name.title(), "title_en": name.title()} for name in DIMENSIONS
            ],
            "bands": BANDS,
            "facts": [],
        }
    )
    digest = "0" * 64
    imported_at = NOON


def bank(instrument=None, *, each=4, dimensions=DIMENSIONS, limit=None):
    """A scale of `each` graded questions a dimension, of three answers, and its instrument."""
    instrument = instrument or InstrumentFactory()
    scale = Scale.objects.create(
        instrument=instrument,
        number=instrument.scales.count() + 1,
        origin=Origin.AUTHOR,
        dimensions=list(dimensions),
        correlation=[[1.0 if one == other else 0.5 for other in dimensions] for one in dimensions],
        limit=limit,
        adopted_at=NOON,
    )
    for name in dimensions:
        for rank in range(each):
            item, _is_new = Item.objects.get_or_create(
                instrument=instrument,
                code=f"{name}-{rank}",
                defaults={"dimension": name, "kind": ItemKind.GRADED, "body": graded(f"{name} {rank}")},
            )
            step = rank / 4
            ItemParameters.objects.create(scale=scale, item=item, slope=1.5, thresholds=[step - 1, step])
    return scale


def graded(stem):
    return {
        "stem_fr": f"Où en êtes-vous : {stem} ?",
        "stem_en": f"Where are you: {stem}?",
        "options": [
            {"grade": grade, "fr": f"Réponse {grade}", "en": f"Answer {grade}"} for grade in range(3)
        ],
        "asked_if": [],
        "not_applicable": False,
        "needs": [],
    }


class SittingFactory(factory.django.DjangoModelFactory):
    """Begun by a person for her firm, nothing answered."""

    class Meta:
        model = Sitting

    scale = factory.LazyFunction(bank)
    instrument = factory.SelfAttribute("scale.instrument")
    person = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    dimensions = factory.SelfAttribute("scale.dimensions")
    most = 8
    error = 0.0
    seed = 7
    consented_at = NOON
    started_at = NOON
