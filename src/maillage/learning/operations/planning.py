"""A path is computed for one person, and kept with what it was computed from."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from maillage.learning.errors import OutOfTime
from maillage.learning.models import Module, Plan, PlanStep
from maillage.learning.operations.following import alone
from maillage.learning.queries import newest_versions
from maillage.learning.queries.known import modules_finished, newest_estimates
from maillage.learning.queries.plans import plan_of, steps_of
from maillage.learning.rules.asked import Module as Offered
from maillage.learning.rules.own_path import at_least, own_path
from maillage.learning.rules.words import HOUR, duration
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from maillage.learning.models import ModuleVersion
    from maillage.learning.rules.why import Why
    from maillage.skills.models import RoleProfile

SECONDS = 1.0  # that somebody waits for her page


def make_plan(
    *,
    person_id: int,
    role: RoleProfile,
    minutes_a_week: int,
    finish_by: date | None,
    today: date,
    now: datetime,
) -> Plan:
    """Compute the path of a person towards a role, from what is known of her today, and keep it as hers.

    The one that she had towards this role is changed as little as possible; it stays, replaced. The first week begins today.
    Raises OutOfTime when her role cannot be reached by that day, and says what would do.
    """
    before = plan_of(person_id)
    modules = [_offered(version) for version in newest_versions().filter(withdrawn_at=None)]
    asked, beyond = own_path(
        modules=modules,
        chances={code: at_least(row.levels) for code, row in newest_estimates(person_id).items()},
        targets={row.competence.code: row.level for row in role.requirements.select_related("competence")},
        minutes_a_week=minutes_a_week,
        start=today,
        finish_by=finish_by,
        done=modules_finished(person_id),
        kept=[step.module.code for step in steps_of(before)] if before and before.role_id == role.pk else [],
    )
    from maillage.learning.bridge.pathways import Planner  # noqa: PLC0415 - it brings HiGHS: what plans nothing starts sooner

    planner = Planner(asked)
    path = planner.path(seconds=SECONDS)
    if path is None:
        raise OutOfTime(remedy=_remedy(planner.why(seconds=SECONDS)))
    taken = [row.module for row in path.taken]
    told: dict[str, Any] = {
        "role": role,
        "minutes_a_week": minutes_a_week,
        "finish_by": finish_by,
        "starts_on": today,
        "made_at": now,
        "fewest": path.fewest,
        "changes": path.changes,
        "is_proved": path.proved,
        "skipped": [
            {"module": code, **one._asdict()}
            for code, several in path.skipped.items()
            if any(one.competence in asked.targets for one in several)
            for one in several
        ],
        "beyond": [asdict(row) for row in beyond if not row.module or row.module in taken],
    }
    steps = [
        PlanStep(
            position=position,
            first_week=row.first,
            last_week=row.last,
            fills=[level._asdict() for level in row.fills],
            opens=list(row.opens),
        )
        for position, row in enumerate(path.taken, start=1)
    ]
    return _keep(
        person_id, told, dict(zip(taken, steps, strict=True)), {row.key: row.minutes for row in modules}
    )


@transaction.atomic
def _keep(
    person_id: int, told: dict[str, Any], steps: Mapping[str, PlanStep], minutes: Mapping[str, int]
) -> Plan:
    alone(person_id)  # two at once: the second replaces the first
    Plan.objects.filter(person=person_id, replaced_at=None).update(replaced_at=told["made_at"])
    plan = Plan.objects.create(person_id=person_id, **told)
    modules = {row.code: row for row in Module.objects.filter(code__in=steps).order_by()}
    for code, step in steps.items():
        step.plan, step.module, step.minutes = plan, modules[code], minutes[code]
    PlanStep.objects.bulk_create(steps.values())
    return plan


@transaction.atomic
def drop_plan(*, person_id: int, now: datetime) -> None:
    """She goes without one; those that she had stay hers."""
    Plan.objects.filter(person=person_id, replaced_at=None).update(replaced_at=now)


def _offered(version: ModuleVersion) -> Offered:
    levels = list(version.levels.all())
    return Offered(
        key=version.module.code,
        title=version.title,
        minutes=version.minutes,
        gains={row.competence.code: row.level for row in levels if row.is_gained},
        requires={row.competence.code: row.level for row in levels if not row.is_gained},
        after=(),
        sessions=None,
    )


def _remedy(why: Why) -> str:
    """What would do, in a sentence."""
    told = []
    if why.hours:
        told.append(_("il faudrait %(time)s par semaine") % {"time": duration(round(HOUR * why.hours))})
    if why.finish:
        told.append(_("il se finit le %(day)s au plus tôt") % {"day": plain_day(why.finish, spoken())})
    return _(", ou bien ").join(told) or _("aucun rythme n’y suffirait")
