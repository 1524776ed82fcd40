"""The board of an edition, for the coordination of either shore: one page for each stage, the current one first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillage.activities import operations, permissions
from maillage.activities.enums import ActivityState, ApplicationState, EditionStage
from maillage.activities.queries import camp_results, camps
from maillage.activities.queries.selection import readings_of, selection_of
from maillage.activities.rules.calls import has_started, stage_of
from maillage.activities.web import camp_rows as rows
from maillage.activities.web.camp_forms import ExtendForm, OutcomeForm, ReviewerForm
from maillage.activities.web.camps import call_said
from maillage.activities.web.meetings import rounds_panel
from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.people.permissions import person_behind
from maillage.ui.editing import done

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django.http import HttpResponse

    from maillage.activities.models import BootcampEdition
    from maillage.activities.queries.selection import Selection
    from maillage.common.http import Request


@login_required
@require_GET
def board(request: Request, slug: str) -> HttpResponse:
    """Where the edition stands and what it waits for. `etape` shows another stage."""
    edition = permissions.edition_to_coordinate(request.viewer, slug)
    return _board_page(request, edition, asked=request.GET.get("etape", ""))


def _board_page(
    request: Request,
    edition: BootcampEdition,
    *,
    asked: str = "",
    form: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    selection = selection_of(edition)
    current = stage_of(edition, unscored=len(selection.unscored), now=clock.now())
    stage = EditionStage(asked) if asked in EditionStage.values else current
    address = reverse("activities:board", args=[edition.activity.slug])
    context = {
        "edition": edition,
        "activity": edition.activity,
        "stage": stage,
        "current": current,
        "template": f"activities/parts/stage_{stage}.html",
        "tabs": [
            {"label": choice.label, "url": f"{address}?etape={choice}", "current": choice == stage}
            for choice in EditionStage
        ],
        "step": STAGES[stage](request, edition, selection, form),
    }
    return render(request, "activities/board.html", context, status=status)


def _call(_request: Request, edition: BootcampEdition, _selection: Selection, form: Form | None) -> Any:
    now = clock.now()
    counts = camps.counts_by_state(edition)
    return {
        "counts": [
            {"label": str(ApplicationState(state).label), "value": str(number)}
            for state, number in sorted(counts.items())
        ],
        **call_said(edition, now),
        "is_announced": edition.activity.state == ActivityState.ANNOUNCED,
        "may_change": not counts and not has_started(edition, now),
        "may_extend": edition.decided_at is None,
        "form": form if isinstance(form, ExtendForm) else ExtendForm(),
    }


def _scoring(_request: Request, edition: BootcampEdition, selection: Selection, form: Form | None) -> Any:
    readers = list(camps.reviewers_of(edition))
    return {
        "readers": [rows.reader_line(row, len(selection.rows)) for row in readers],
        "columns": rows.columns(_("Candidature"), _("Communauté"), _("Conditions"), _("Lectures")),
        "rows": rows.reading_rows(edition, camps.applications_of(edition), len(readers)),
        "unscored": len(selection.unscored),
        "form": form if isinstance(form, ReviewerForm) else ReviewerForm(),
        "may_assign": edition.decided_at is None,
    }


def _selection(_request: Request, edition: BootcampEdition, selection: Selection, _form: Form | None) -> Any:
    return {
        "columns": rows.columns(
            _("Candidature"), _("Communauté"), _("Note moyenne"), _("Écart"), _("Conditions"), _("Proposé")
        ),
        "rows": rows.selection_rows(edition, selection),
        "unscored": len(selection.unscored),
        "is_call_over": clock.now() >= edition.closes_at,
        "quotas": [{"label": quota.party.name, "value": str(quota.places)} for quota in edition.quotas.all()],
    }


def _confirmations(_r: Request, edition: BootcampEdition, _s: Selection, _form: Form | None) -> Any:
    told = list(camps.applications_of(edition))
    held = [row for row in told if row.state in {ApplicationState.OFFERED, ApplicationState.CONFIRMED}]
    waiting = [row for row in told if row.state == ApplicationState.WAITING]
    return {
        "held_columns": rows.columns(_("Personne"), _("Communauté"), _("État"), _("Réponse attendue")),
        "held": rows.place_rows(edition, held),
        "free": edition.places_made.filter(application=None).count(),
        "waiting_columns": rows.columns(_("Rang"), _("Personne"), _("Communauté"), _("État")),
        "waiting": rows.waiting_rows(edition, waiting),
        "left_columns": rows.columns(_("Personne"), _("Communauté"), _("État")),
        "left": rows.left_rows(edition, [row for row in told if row not in held and row not in waiting]),
    }


def _edition(request: Request, edition: BootcampEdition, _s: Selection, _form: Form | None) -> Any:
    sessions = camp_results.sessions_of(edition.activity)
    people = list(camp_results.participants_of(edition.activity))
    return {
        "sessions": rows.session_links(
            edition.activity, sessions, camp_results.attendance_of(edition.activity), len(people)
        ),
        "people": len(people),
        "panels": rounds_panel(request, edition.activity, may_coordinate=True),
    }


def _follow_up(_request: Request, edition: BootcampEdition, _s: Selection, _form: Form | None) -> Any:
    return {
        "opinions": camp_results.opinions_of(edition),
        "smallest": camp_results.SMALLEST_GROUP,
        "columns": rows.columns(_("Personne"), _("À 3 mois"), _("À 6 mois"), _("À 12 mois")),
        "rows": rows.news_rows(edition, camp_results.news_of(edition)),
    }


STAGES: dict[str, Callable[[Request, BootcampEdition, Selection, Form | None], Any]] = {
    EditionStage.CALL: _call,
    EditionStage.SCORING: _scoring,
    EditionStage.SELECTION: _selection,
    EditionStage.CONFIRMATIONS: _confirmations,
    EditionStage.EDITION: _edition,
    EditionStage.FOLLOW_UP: _follow_up,
}


@login_required
@require_POST
def extend(request: Request, slug: str) -> HttpResponse:
    edition = permissions.edition_to_coordinate(request.viewer, slug)
    form = ExtendForm(request.POST)
    if done(
        form,
        lambda: operations.extend_call(
            edition_id=edition.pk, closes=form.cleaned_data["closes"], now=clock.now()
        ),
        on="closes",
    ):
        messages.success(request, _("La nouvelle fermeture paraît sur la page du camp."))
        return redirect("activities:board", slug=slug)
    return _board_page(request, edition, asked=EditionStage.CALL, form=form, status=422)


@login_required
@require_POST
def reviewer_add(request: Request, slug: str) -> HttpResponse:
    edition = permissions.edition_to_coordinate(request.viewer, slug)
    form = ReviewerForm(request.POST)
    if done(
        form,
        lambda: operations.assign_reviewer(
            edition_id=edition.pk, email=form.cleaned_data["email"], now=clock.now()
        ),
        on="email",
    ):
        messages.success(request, _("C’est noté. Un courriel lui dit où sont ses lectures."))
        return redirect(_at(slug, EditionStage.SCORING))
    return _board_page(request, edition, asked=EditionStage.SCORING, form=form, status=422)


@login_required
@require_http_methods(["GET", "POST"])
def application_file(request: Request, slug: str, pk: int) -> HttpResponse:
    """One application with its name, what each reader gave, and a decision against its score if there is reason."""
    found = permissions.application_to_coordinate(request.viewer, slug, pk)
    form = OutcomeForm(request.POST or None, initial={"outcome": found.forced, "reason": found.forced_reason})
    if done(
        form,
        lambda: operations.force_outcome(
            application_id=found.pk, by=person_behind(request), **form.cleaned_data
        ),
        on="reason",
    ):
        return redirect(_at(slug, EditionStage.SELECTION))
    context = {
        "edition": found.edition,
        "application": found,
        "readings": readings_of(found.edition, [found])[found.pk],
        "reviews": list(camps.reviews_about(found)),
        "form": form if found.edition.decided_at is None else None,
    }
    return render(request, "activities/application_file.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def draw_up(request: Request, slug: str) -> HttpResponse:
    """The last look before everybody is written to."""
    edition = permissions.edition_to_coordinate(request.viewer, slug)
    if request.method == "POST":
        try:
            operations.draw_up_list(edition_id=edition.pk, now=clock.now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("La liste est arrêtée, et chaque personne reçoit sa réponse."))
        return redirect("activities:board", slug=slug)
    proposal = selection_of(edition).proposal
    context = {
        "edition": edition,
        "seated": len(proposal.seated),
        "waiting": len(proposal.waiting),
        "left": len(proposal.left),
    }
    return render(request, "activities/draw_up.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def attendance(request: Request, slug: str, pk: int) -> HttpResponse:
    """Who is there: one tap for each person, kept at once, so that two people at the door do not undo each other."""
    item = permissions.session_to_coordinate(request.viewer, slug, pk)
    people = camp_results.participants_of(item.activity)
    if request.method == "POST":
        try:
            operations.note_attendance(
                item=item,
                participant=people.get(pk=request.POST.get("participant", "")),
                was_there=request.POST.get("there") == "yes",
                by=person_behind(request),
                now=clock.now(),
            )
        except (people.model.DoesNotExist, ValueError, ValidationError):
            messages.error(request, _("Cette personne n’est pas de ce camp."))
        return redirect(request.path)
    noted = camp_results.attendance_of(item.activity)
    lines = [{"person": row, "there": noted.get((item.pk, row.pk))} for row in people]
    context = {
        "activity": item.activity,
        "item": item,
        "lines": lines,
        "present": sum(line["there"] is True for line in lines),
    }
    return render(request, "activities/attendance.html", context)


@login_required
@require_GET
def sheet(request: Request, slug: str) -> HttpResponse:
    """The list of participants to print, with a cell to sign for each session."""
    edition = permissions.edition_to_coordinate(request.viewer, slug)
    sessions = list(camp_results.sessions_of(edition.activity))
    noted = camp_results.attendance_of(edition.activity)
    people = camp_results.participants_of(edition.activity)
    context = {
        "activity": edition.activity,
        "columns": rows.columns(_("Personne"), _("Communauté"), *(item.title for item in sessions)),
        "rows": [rows.sheet_row(person, sessions, noted) for person in people],
    }
    return render(request, "activities/camp_sheet.html", context)


def _at(slug: str, stage: EditionStage) -> str:
    return f"{reverse('activities:board', args=[slug])}?etape={stage}"
