"""Reading the plan of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.learning.models import Plan, PlanStep

if TYPE_CHECKING:
    from django.db.models import QuerySet


def plan_of(person_id: int | None) -> Plan | None:
    """The one in use, with its role; nobody but that person reads it."""
    return Plan.objects.filter(person=person_id, replaced_at=None).select_related("role__version").first()


def steps_of(plan: Plan) -> QuerySet[PlanStep]:
    """In order, with their module."""
    return plan.steps.select_related("module").order_by("position")
