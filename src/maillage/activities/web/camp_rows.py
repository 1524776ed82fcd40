"""Rows of the board of an edition, as the table part takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.activities.enums import Outcome, Situation, Verdict
from maillage.activities.queries.selection import readings_of
from maillage.activities.rules.eligibility import verdict_of
from maillage.activities.rules.hours import said_at
from maillage.ui.formats import plain_moment
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from maillage.activities.models import (
        Activity,
        Application,
        BootcampEdition,
        CampFollowUp,
        Participant,
        ProgrammeItem,
    )
    from maillage.activities.queries.selection import Selection

Cells = list[dict[str, str]]
NOTHING = "–"
DECIMALS = 2


def columns(*labels: str) -> list[dict[str, str]]:
    return [{"label": label} for label in labels]


def reader_line(reader: Any, applications: int) -> dict[str, str]:
    """A reader and how far she is. `reader` carries `readings` and `conflicts`."""
    done = reader.readings + reader.conflicts
    conflicts = (
        ngettext("%(number)s conflit d’intérêts", "%(number)s conflits d’intérêts", reader.conflicts)
        % {"number": reader.conflicts}
        if reader.conflicts
        else ""
    )
    progress = _("%(done)s sur %(all)s") % {"done": done, "all": applications}
    return {"label": str(reader.user), "value": f"{progress}, {conflicts}" if conflicts else progress}


def reading_rows(edition: BootcampEdition, found: Iterable[Any], readers: int) -> list[Cells]:
    """Each application and how many read it. Rows carry `readings` and `conflicts`."""
    applications = list(found)
    read = readings_of(edition, applications)
    return [
        [
            _name(edition, row),
            {"text": str(row.party), "label": _("Communauté :")},
            {"text": _conditions(edition, verdict_of(read[row.pk])), "label": _("Conditions :")},
            {"text": f"{row.readings} / {readers - row.conflicts}", "label": _("Lectures :")},
        ]
        for row in applications
    ]


def selection_rows(edition: BootcampEdition, selection: Selection) -> list[Cells]:
    """Best first, with what would come of each."""
    return [
        [
            _name(edition, row.application),
            {"text": str(row.application.party), "label": _("Communauté :")},
            {"text": _score(row.scored), "label": _("Note :")},
            {"text": _spread(row.scored), "label": _("Écart :")},
            {"text": _conditions(edition, row.verdict), "label": _("Conditions :")},
            {"text": _outcome(row), "label": _("Proposé :")},
        ]
        for row in selection.rows
    ]


def _outcome(row: Any) -> str:
    said = {
        Outcome.SELECTED: _("Une place"),
        Outcome.WAITING: _("Liste d’attente"),
        Outcome.REFUSED: _("Non retenue"),
    }[row.outcome]
    if row.application.forced:
        return _("%(outcome)s, par décision") % {"outcome": said}
    if row.scored is None and row.verdict != Verdict.NO:
        return _("À lire")
    return said


def _score(scored: Any) -> str:
    if scored is None:
        return _("pas encore lue")
    score = number_format(scored.score, DECIMALS)
    if scored.score == scored.mean:
        return score
    return _("%(score)s (moyenne simple : %(mean)s)") % {
        "score": score,
        "mean": number_format(scored.mean, DECIMALS),
    }


def _spread(scored: Any) -> str:
    if scored is None:
        return NOTHING
    if scored.readers == 1:
        return _("une seule lecture")
    return _("de %(low)s à %(high)s") % {
        "low": number_format(scored.lowest, DECIMALS),
        "high": number_format(scored.highest, DECIMALS),
    }


def place_rows(edition: BootcampEdition, held: Iterable[Application]) -> list[Cells]:
    """Who holds a place, and until when an answer is waited for."""
    return [
        [
            _name(edition, row),
            {"text": str(row.party), "label": _("Communauté :")},
            {"text": str(row.get_state_display()), "label": _("État :")},
            {
                "text": said_at(row.answer_by, edition.call_time_zone) if row.answer_by else NOTHING,
                "label": _("Réponse attendue :"),
            },
        ]
        for row in held
    ]


def waiting_rows(edition: BootcampEdition, waiting: Iterable[Application]) -> list[Cells]:
    """The waiting list of each community, first in line first."""
    places: dict[int | None, int] = {}
    found = []
    for row in waiting:
        places[row.party_id] = places.get(row.party_id, 0) + 1
        found.append(
            [
                {"text": str(places[row.party_id])},
                _name(edition, row) | {"label": _("Personne :")},
                {"text": str(row.party), "label": _("Communauté :")},
                {"text": str(row.get_state_display()), "label": _("État :")},
            ]
        )
    return found


def left_rows(edition: BootcampEdition, left: Iterable[Application]) -> list[Cells]:
    return [
        [
            _name(edition, row),
            {"text": str(row.party), "label": _("Communauté :")},
            {"text": str(row.get_state_display()), "label": _("État :")},
        ]
        for row in left
    ]


def session_links(
    activity: Activity,
    sessions: Iterable[ProgrammeItem],
    noted: Mapping[tuple[int, int], bool],
    people: int,
) -> list[dict[str, str]]:
    """Each session, and how many were noted there."""
    return [
        {
            "label": item.title,
            "url": reverse("activities:attendance", args=[activity.slug, item.pk]),
            "note": _("%(when)s ; %(there)s sur %(people)s")
            % {
                "when": plain_moment(item.starts_there, spoken()),
                "there": sum(there for (session, _who), there in noted.items() if session == item.pk),
                "people": people,
            },
        }
        for item in sessions
    ]


def news_rows(edition: BootcampEdition, news: Iterable[CampFollowUp]) -> list[Cells]:
    """What became of each participant, one line each."""
    by_person: dict[int, dict[int, CampFollowUp]] = {}
    for row in news:
        by_person.setdefault(row.application_id, {})[row.months] = row
    return [
        [
            _name(edition, next(iter(told.values())).application),
            *({"text": _news(told.get(months)), "label": label} for months, label in _labels()),
        ]
        for told in by_person.values()
    ]


def _labels() -> list[tuple[int, str]]:
    return [(3, _("À 3 mois :")), (6, _("À 6 mois :")), (12, _("À 12 mois :"))]


def _news(row: CampFollowUp | None) -> str:
    if row is None:
        return NOTHING
    if row.answered_at is None:
        return _("pas encore demandé") if row.asked_at is None else _("pas de réponse")
    said = str(Situation(row.situation).label)
    partner = _("avec quelqu’un de l’autre rive") if row.works_with_partner else ""
    return ", ".join(part for part in (said, partner, row.words) if part)


def sheet_row(
    person: Participant, sessions: Sequence[ProgrammeItem], noted: Mapping[tuple[int, int], bool]
) -> Cells:
    """One participant, and a cell for each session: empty to sign, unless somebody noted her already."""
    said = {True: _("présente"), False: _("absente"), None: ""}
    who = f"{person.name}, {person.office}" if person.office else person.name
    return [
        {"text": who},
        {"text": str(person.party or NOTHING)},
        *({"text": said[noted.get((item.pk, person.pk))]} for item in sessions),
    ]


def _name(edition: BootcampEdition, row: Application) -> dict[str, str]:
    text = f"{row.name} – {row.firm}" if row.firm and row.firm not in row.name else row.name
    return {
        "text": text,
        "url": reverse("activities:application_file", args=[edition.activity.slug, row.pk]),
    }


def _conditions(edition: BootcampEdition, verdict: Verdict) -> str:
    return str(verdict.label) if edition.conditions else _("Aucune condition")
