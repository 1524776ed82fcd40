"""Who may apply, as data: each condition answers yes, no or unknown, and unknown is not no.

A condition is a mapping: `fact`, then `at_least`, `at_most` (numbers) or `among` (values). A community is one too, when
not all of the agreement's may apply.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from maillage.activities.enums import FirmStage, Verdict
from maillage.activities.errors import BadCondition

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

AGE, EMPLOYEES, STAGE, COMMUNITY = "age", "employees", "stage", "community"
NUMBERS, CHOICES = frozenset({AGE, EMPLOYEES}), frozenset({STAGE, COMMUNITY})
Condition = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What an applicant said of her firm; None and "" are what she left out."""

    age: int | None = None  # years, on the first day of the edition
    employees: int | None = None
    stage: str = ""
    community: int | None = None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One condition before one applicant: what it asks, and what it answers."""

    text: str
    verdict: Verdict


def check_conditions(conditions: Iterable[Mapping[str, Any]]) -> None:
    """Raises BadCondition for an unknown fact, bounds that contradict each other, or a condition that asks nothing."""
    for condition in conditions:
        low, high = condition.get("at_least"), condition.get("at_most")
        is_number = condition.get("fact") in NUMBERS and (low is not None or high is not None)
        is_choice = condition.get("fact") in CHOICES and bool(condition.get("among"))
        if not (is_number or is_choice) or (low is not None and high is not None and low > high):
            raise BadCondition


def readings(conditions: Sequence[Condition], facts: Facts, communities: Mapping[int, str]) -> list[Reading]:
    """Each condition, in order, before these facts. `communities`: their names by party."""
    return [
        Reading(text=said(condition, communities), verdict=_verdict(condition, facts))
        for condition in conditions
    ]


def verdict_of(read: Iterable[Reading]) -> Verdict:
    """No when one condition says no; else unknown when one cannot tell; else yes."""
    given = {reading.verdict for reading in read}
    return next((verdict for verdict in (Verdict.NO, Verdict.UNKNOWN) if verdict in given), Verdict.YES)


def said(condition: Condition, communities: Mapping[int, str]) -> str:
    """The condition in the reader's language."""
    if condition["fact"] == STAGE:
        names = [str(FirmStage(value).label) for value in condition["among"]]
        return _("Où en est l’entreprise : %(names)s") % {"names": " ; ".join(names)}
    if condition["fact"] == COMMUNITY:
        names = [communities.get(pk, "?") for pk in condition["among"]]
        return _("Communauté : %(names)s") % {"names": ", ".join(names)}
    low, high = condition.get("at_least"), condition.get("at_most")
    if condition["fact"] == AGE:
        return _age(low, high)
    return _employees(low, high)


def _age(low: int | None, high: int | None) -> str:
    if low is None:
        return _("Entreprise de %(high)s ans ou moins") % {"high": high}
    if high is None:
        return _("Entreprise d’au moins %(low)s ans") % {"low": low}
    return _("Entreprise de %(low)s à %(high)s ans") % {"low": low, "high": high}


def _employees(low: int | None, high: int | None) -> str:
    if low is None:
        return _("%(high)s personnes employées ou moins") % {"high": high}
    if high is None:
        return _("Au moins %(low)s personnes employées") % {"low": low}
    return _("De %(low)s à %(high)s personnes employées") % {"low": low, "high": high}


def _verdict(condition: Condition, facts: Facts) -> Verdict:
    value = getattr(facts, condition["fact"])
    if value is None or value == "":
        return Verdict.UNKNOWN
    if condition["fact"] in CHOICES:
        return Verdict.YES if value in condition["among"] else Verdict.NO
    low, high = condition.get("at_least"), condition.get("at_most")
    fits = (low is None or value >= low) and (high is None or value <= high)
    return Verdict.YES if fits else Verdict.NO
