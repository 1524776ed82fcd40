"""The list of an edition as scores and decisions make it today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maillage.activities.enums import ApplicationState, Outcome, Verdict
from maillage.activities.models import Mark
from maillage.activities.queries.camps import communities_named_in
from maillage.activities.rules import eligibility
from maillage.activities.rules.eligibility import Facts, Reading
from maillage.activities.rules.scoring import Scored, reading_of, scores
from maillage.activities.rules.selection import Candidate, Proposal, in_order, propose

if TYPE_CHECKING:
    from maillage.activities.models import Application, BootcampEdition


@dataclass(frozen=True, kw_only=True)
class Row:
    """One application: its score with its spread (None: not read yet), whether it is eligible, what comes of it."""

    application: Application
    scored: Scored | None
    verdict: Verdict
    readings: list[Reading]
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class Selection:
    """Every application that was sent, best first, then those without a score; and the list that they make."""

    rows: list[Row]
    quotas: dict[int, int]  # by party
    proposal: Proposal

    @property
    def unscored(self) -> list[Row]:
        """Those that wait for a reading. Those left aside by a condition or a decision do not."""
        return [row for row in self.rows if row.scored is None and not _is_settled(row)]


def _is_settled(row: Row) -> bool:
    return row.verdict == Verdict.NO or bool(row.application.forced)


def selection_of(edition: BootcampEdition) -> Selection:
    """The list as it would be drawn up now: four queries at the most, however many applied.

    An application that fails a condition is left aside, unless the coordination decided otherwise; one whose answer is
    missing is not.
    """
    sent = list(
        edition.applications.filter(state=ApplicationState.SUBMITTED)
        .select_related("party")
        .order_by("submitted_at", "pk")
    )
    scored, heaviest = _scores(edition)
    read = readings_of(edition, sent)
    candidates = [
        Candidate(
            key=row.pk,
            community=row.party_id or 0,
            score=scored[row.pk].score if row.pk in scored else 0.0,
            heaviest=heaviest.get(row.pk, 0.0),
            submitted_at=row.submitted_at or row.created_at,
            forced=row.forced or _by_itself(row, scored, read),
        )
        for row in sent
    ]
    quotas = {quota.party_id: quota.places for quota in edition.quotas.all()}
    proposal = propose(candidates, quotas, edition.places, passes_on=edition.passes_on)
    by_key = {row.pk: row for row in sent}
    rows = [
        Row(
            application=by_key[candidate.key],
            scored=scored.get(candidate.key),
            verdict=eligibility.verdict_of(read[candidate.key]),
            readings=read[candidate.key],
            outcome=proposal.outcome_of(candidate.key),
        )
        for candidate in in_order(candidates)
    ]
    return Selection(rows=rows, quotas=quotas, proposal=proposal)


def readings_of(edition: BootcampEdition, applications: list[Application]) -> dict[int, list[Reading]]:
    """The edition's conditions before each application."""
    if not edition.conditions:
        return {row.pk: [] for row in applications}
    names = communities_named_in(edition)
    year = edition.activity.starts_on.year
    return {
        row.pk: eligibility.readings(
            edition.conditions,
            Facts(
                age=year - row.founded if row.founded is not None else None,
                employees=row.employees,
                stage=row.stage,
                community=row.party_id,
            ),
            names,
        )
        for row in applications
    }


def _by_itself(row: Application, scored: dict[int, Scored], read: dict[int, list[Reading]]) -> str:
    """What comes of an application whatever its score: left aside for a condition, or for want of a reading."""
    is_out = eligibility.verdict_of(read[row.pk]) == Verdict.NO or row.pk not in scored
    return Outcome.REFUSED if is_out else ""


def _scores(edition: BootcampEdition) -> tuple[dict[int, Scored], dict[int, float]]:
    """Scores by application, and means on the heaviest criterion (the first of them)."""
    marks = (
        Mark.objects.filter(
            review__reviewer__edition=edition,
            review__has_conflict=False,
            review__application__state=ApplicationState.SUBMITTED,
        )
        .select_related("review", "criterion")
        .order_by("pk")
    )
    by_reading: dict[tuple[int, int], list[tuple[int, int]]] = {}
    on_heaviest: dict[int, list[int]] = {}
    heaviest = max(edition.criteria.all(), key=lambda row: (row.weight, -row.position), default=None)
    for mark in marks:
        key = (mark.review.reviewer_id, mark.review.application_id)
        by_reading.setdefault(key, []).append((mark.value, mark.criterion.weight))
        if heaviest is not None and mark.criterion_id == heaviest.pk:
            on_heaviest.setdefault(mark.review.application_id, []).append(mark.value)
    scored = scores({key: reading_of(given) for key, given in by_reading.items()})
    return scored, {key: sum(values) / len(values) for key, values in on_heaviest.items()}
