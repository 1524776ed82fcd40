"""Small instruments and the people who sit before them."""

from copy import deepcopy
from datetime import UTC, datetime

import factory

from maillage.assessments.enums import Ending, ItemKind, Origin, Subject
from maillage.assessments.models import (
    Campaign,
    Estimate,
    Instrument,
    Item,
    ItemParameters,
    Scale,
    Share,
    Sitting,
)
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory
from maillage.people.tests.factories import UserFactory
from maillage.skills.models import FrameworkVersion
from maillage.skills.tests.frameworks import framework, framework_told

NOON = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
DIMENSIONS = ("strategie", "donnees")
COMPETENCES = ("1.1", "1.2", "1.3", "1.4")
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
RIGHT_FIRST = [{"fr": f"Choix {rank}", "en": f"Choice {rank}", "correct": rank == 0} for rank in range(4)]

CONTENT = {
    "title_fr": "Diagnostic d’essai",
    "title_en": "Trial check",
    "purpose_fr": "Pour essayer.",
    "purpose_en": "To try.",
    "introduction_fr": "Répondez.",
    "introduction_en": "Answer.",
    "length": {"most": 8, "short": 3, "error": 0.0, "seconds_per_question": 12},
    "dimensions": [{"id": name, "title_fr": name.title(), "title_en": name.title()} for name in DIMENSIONS],
    "bands": BANDS,
    "facts": [],
}


class InstrumentFactory(factory.django.DjangoModelFactory):
    """For firms, which need no framework."""

    class Meta:
        model = Instrument

    code = factory.Sequence(lambda n: f"instrument-{n}")
    subject = Subject.FIRM
    number = "1"
    content = factory.LazyFunction(lambda: deepcopy(CONTENT))
    digest = "0" * 64
    imported_at = NOON


def bank(instrument=None, *, each=4, dimensions=DIMENSIONS, limit=None, kind=ItemKind.GRADED, **told):
    """A scale of `each` questions a dimension, graded with three answers unless `told` otherwise, and its instrument."""
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
                defaults={"dimension": name, "kind": kind, "body": graded(f"{name} {rank}") | told},
            )
            step = rank / 4
            ItemParameters.objects.create(scale=scale, item=item, slope=1.5, thresholds=[step - 1, step])
    return scale


def scale_of_answers(instrument, *, answered):
    """The scale in use adopted again: its first questions now rest on two hundred answers each."""
    scale = instrument.scales.latest("number")
    rows = list(scale.parameters.select_related("item").order_by("item_id"))
    scale.pk, scale.number, scale.origin = None, scale.number + 1, Origin.ANSWERS
    scale.save()
    ItemParameters.objects.bulk_create(
        ItemParameters(
            scale=scale,
            item=row.item,
            slope=row.slope,
            thresholds=row.thresholds,
            answers=200 * (rank < answered),
        )
        for rank, row in enumerate(rows)
    )
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


class EstimateFactory(factory.django.DjangoModelFactory):
    """Very probably at level 3, after five questions."""

    class Meta:
        model = Estimate

    sitting = factory.SubFactory(SittingFactory)
    dimension = factory.Sequence(lambda n: f"dimension-{n}")
    position = 1
    levels = factory.LazyFunction(lambda: [0.02, 0.08, 0.85, 0.05])
    middle = 0.5
    mean = factory.SelfAttribute("middle")
    error = 0.3
    low = factory.LazyAttribute(lambda row: row.middle - 0.6)
    high = factory.LazyAttribute(lambda row: row.middle + 0.6)
    asked = 5


def scale_of_people(*, kind=ItemKind.SINGLE, options=RIGHT_FIRST, **told):
    """Questions for people, all of one kind, on four competences of our framework and four levels; the same rows each time."""
    instrument = Instrument.objects.filter(code="personnes").first()
    if instrument:
        return instrument.scales.get()
    instrument = InstrumentFactory(
        code="personnes",
        subject=Subject.PERSON,
        framework=FrameworkVersion.objects.first() or framework(told=framework_told(competences=COMPETENCES)),
        content=CONTENT
        | {
            "length": {"most": 8, "short": 3, "error": 0.6, "seconds_per_question": 40},
            "cuts": list(CUTS),
        },
    )
    body = {"options": options, "rationale_fr": "Parce que.", "source": None} | told
    return bank(instrument, dimensions=COMPETENCES, kind=kind, **body)


def result_of(person, *middles, finished_at=NOON, role=None, **estimates):
    """A finished sitting of a person, whose competences stand at these logits, within .6."""
    scale = scale_of_people()
    sitting = SittingFactory(
        scale=scale,
        person=person,
        organisation=None,
        role=role,
        finished_at=finished_at,
        ending=Ending.BUDGET,
        started_at=min(NOON, finished_at),
        consented_at=min(NOON, finished_at),
    )
    for rank, (code, middle) in enumerate(zip(COMPETENCES, middles, strict=False), start=1):
        EstimateFactory(
            sitting=sitting, dimension=code, position=rank, middle=middle, levels=around(middle), **estimates
        )
    return sitting


def around(middle):
    """Nine chances in ten at the level of this point of the scale."""
    level = sum(middle >= cut for cut in CUTS)
    return [0.9 if rank == level else 0.1 / 3 for rank in range(4)]


def shown_result():
    """A result that is shown at an address."""
    sitting = result_of(UserFactory(), 0.5)
    return Share.objects.create(sitting=sitting, email="lectrice@exemple.test", shared_at=NOON)


class CampaignFactory(factory.django.DjangoModelFactory):
    """Open, nobody invited."""

    class Meta:
        model = Campaign

    network = factory.SubFactory(NetworkFactory)
    instrument = factory.LazyFunction(lambda: scale_of_people().instrument)
    title = factory.Sequence(lambda n: f"Groupe {n}")
    purpose = "Choisir les ateliers de l’hiver."
    opened_at = NOON
