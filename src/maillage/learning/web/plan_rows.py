"""What the page of a plan shows, in the shapes that the parts take."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.learning.enums import StepState
from maillage.learning.rules.words import duration
from maillage.ui.formats import plain_day, share
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from maillage.learning.models import ModuleVersion, Plan, PlanStep

Row = dict[str, Any]


def facts(plan: Plan, steps: Sequence[PlanStep], done: set[str]) -> list[Row]:
    left = sum(step.minutes for step in steps if step.module.code not in done)
    rows: list[Row] = [
        {"label": _("Vers"), "value": str(plan.role), "url": plan.role.get_absolute_url()},
        {"label": _("Reste à faire"), "value": duration(left)},
    ]
    if steps:
        rows.append({"label": _("Fini vers le"), "day": last_day(plan, steps[-1].last_week)})
    if plan.finish_by:
        rows.append({"label": _("Voulu pour le"), "day": plan.finish_by})
    return rows


def last_day(plan: Plan, week: int) -> date:
    return plan.starts_on + timedelta(weeks=week, days=6)


def weeks(
    plan: Plan,
    steps: Sequence[PlanStep],
    versions: Mapping[str, ModuleVersion],
    titles: Mapping[str, str],
    done: set[str],
) -> list[Row]:
    """Steps under the week in which each ends, in order: `title`, and `steps` as a timeline takes them."""
    found: dict[int, list[Row]] = {}
    for step in steps:
        found.setdefault(step.last_week, []).append(_step(step, versions, titles, done))
    return [
        {
            "title": _("Semaine du %(day)s")
            % {"day": plain_day(plan.starts_on + timedelta(weeks=week), spoken())},
            "id": f"semaine-{week + 1}",
            "steps": rows,
        }
        for week, rows in found.items()
    ]


def _step(
    step: PlanStep,
    versions: Mapping[str, ModuleVersion],
    titles: Mapping[str, str],
    done: set[str],
) -> Row:
    code = step.module.code
    row: Row = {
        "label": versions[code].title,
        "url": step.module.get_absolute_url(),
        "note": f"{duration(step.minutes)} – {_why(step, versions, titles)}",
    }
    return row | {"tag": StepState.DONE.label} if code in done else row


def _why(step: PlanStep, versions: Mapping[str, ModuleVersion], titles: Mapping[str, str]) -> str:
    if step.fills:
        told = [level_of(row, titles) for row in step.fills]
        return _("mène au %(levels)s") % {"levels": _listed(told)}
    return _("prépare « %(title)s »") % {"title": versions[step.opens[0]].title}


def level_of(row: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    told = {"level": row["level"], "competence": titles.get(row["competence"], row["competence"])}
    return _("niveau %(level)s de « %(competence)s »") % told


def skipped(plan: Plan, versions: Mapping[str, ModuleVersion], titles: Mapping[str, str]) -> list[Row]:
    """By module, why it is left out."""
    found: dict[str, list[str]] = {}
    for row in plan.skipped:
        chance = {"level": level_of(row, titles), "chance": share(round(row["chance"], 2), spoken())}
        found.setdefault(row["module"], []).append(_("%(level)s : %(chance)s de chances") % chance)
    return [
        {
            "label": versions[code].title,
            "url": versions[code].module.get_absolute_url(),
            "note": ", ".join(told),
        }
        for code, told in found.items()
        if code in versions
    ]


def beyond(plan: Plan, versions: Mapping[str, ModuleVersion], titles: Mapping[str, str]) -> list[str]:
    """What no module gives yet, in sentences; first what the role asks for."""
    rows = sorted(plan.beyond, key=lambda row: (row["module"] != "", row["competence"], row["level"]))
    return [
        _("« %(module)s » demande d’arriver avec le %(level)s.")
        % {"module": versions[row["module"]].title, "level": level_of(row, titles)}
        if row["module"]
        else _("Aucun module ne mène encore au %(level)s, que le rôle demande.")
        % {"level": level_of(row, titles)}
        for row in rows
        if not row["module"] or row["module"] in versions
    ]


def _listed(told: Iterable[str]) -> str:
    *first, last = told
    return _("%(first)s et au %(last)s") % {"first": _(", au ").join(first), "last": last} if first else last
