"""Badges, and those who earned them, for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.directory.tests.factories import MembershipFactory, NetworkFactory
from maillage.learning.models import Enrolment, LearningPath, Reading
from maillage.learning.operations import award_badge, open_badge
from maillage.learning.tests.factories import LATER, NOON, module, path
from maillage.people.tests.factories import UserFactory

if TYPE_CHECKING:
    from maillage.learning.models import Award, Badge

NAME = "Camille Personne"


def badge(**options: object) -> Badge:
    """Of a network, for a path of one module."""
    known = LearningPath.objects.filter(code="compter").first() or path(module()).path
    return open_badge(
        **{
            "network": None,
            "path": known,
            "title": "Compter ses planches",
            "description": "Sait compter ce que l’on a.",
            "criteria": "Avoir terminé le parcours « Compter ».",
            "language": "fr",
            "now": NOON,
        }
        | options
        | {"network": options.get("network") or NetworkFactory()}
    )


def earner(badge: Badge, **options: object) -> object:
    """Somebody of the network who finished the path and its module."""
    person = options.pop("person", None) or UserFactory(full_name=NAME)
    MembershipFactory(user=person, network=badge.network, organisation=None, role="learner")
    version = badge.path.versions.get()
    Enrolment.objects.create(
        person=person, path=badge.path, version=version, started_at=NOON, finished_at=LATER, **options
    )
    for step in version.steps.order_by("position"):
        Reading.objects.create(
            person=person,
            module=step.module,
            version=step.module.versions.get(),
            started_at=NOON,
            finished_at=LATER,
        )
    return person


def awarded(**options: object) -> Award:
    """To somebody who shows her name and nothing else."""
    given = options.pop("badge", None) or badge()
    return award_badge(
        **{
            "badge_id": given.pk,
            "person": options.pop("person", None) or earner(given),
            "shows_name": True,
            "evidence": [],
            "now": LATER,
        }
        | options
    )
