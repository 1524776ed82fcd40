"""Applying without an account. Everything after the first address goes through a personal link; a GET only shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.activities import operations, permissions
from maillage.activities.enums import ApplicationState
from maillage.activities.errors import AlreadySaid, AlreadySubmitted, CallNotOpen
from maillage.activities.rules.calls import call_is_open
from maillage.activities.rules.hours import said_at
from maillage.activities.web.camp_forms import (
    ApplicationForm,
    FollowUpForm,
    LinkForm,
    SatisfactionForm,
)
from maillage.activities.web.camps import call_said
from maillage.common import clock
from maillage.common.personal_links import personal_link
from maillage.common.ratelimit import limited
from maillage.common.refusals import Refusal
from maillage.ui.editing import drawn
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from maillage.activities.models import Application, BootcampEdition
    from maillage.common.http import Request

CLOSED = "activities/link_closed.html"
LINKS_PER_MINUTE = 10


@limited(group="apply", per_minute=LINKS_PER_MINUTE)
@never_cache
@require_http_methods(["GET", "POST"])
def apply(request: Request, slug: str) -> HttpResponse:
    """The call as it is read before applying; an address given receives a link, known or not."""
    edition = permissions.edition_open_to(request.viewer, slug)
    is_open = call_is_open(edition, clock.now())
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.ask_for_link(
                edition_id=edition.pk,
                email=form.cleaned_data["email"],
                language=spoken(),
                now=clock.now(),
            )
        except CallNotOpen:
            is_open = False
        if is_open:
            return render(request, "activities/apply_sent.html", {"edition": edition})
        return _apply_page(request, edition, form, is_open=False, status=409)
    return _apply_page(request, edition, form, is_open=is_open, status=422 if form.errors else 200)


def _apply_page(
    request: Request, edition: BootcampEdition, form: LinkForm, *, is_open: bool, status: int
) -> HttpResponse:
    context = {
        **call_said(edition, clock.now()),
        "edition": edition,
        "form": form,
        "is_open": is_open,
    }
    return render(request, "activities/apply.html", context, status=status)


@personal_link(group="application", closed=CLOSED)
def application(request: Request, token: str) -> HttpResponse:
    """Where one applicant stands, and what she may do now: write, send, leave, confirm, decline."""
    found = permissions.application_behind(token, clock.now())
    if request.method == "GET":
        return _application_page(request, found)
    verb = request.POST.get("do", "")
    if verb in {"save", "send"}:
        return _written(request, token, found, sends=verb == "send")
    act = ACTS.get(verb)
    if act is not None:
        try:
            act(application_id=found.pk, now=clock.now())
        except Refusal as refusal:
            messages.warning(request, str(refusal))
    return redirect(request.path)


@personal_link(group="application", closed=CLOSED)
def erase(request: Request, token: str) -> HttpResponse:
    """Take one’s own application away, asked for on a page of its own; the link opens nothing afterwards."""
    found = permissions.application_behind(token, clock.now())
    if request.method == "POST":
        operations.erase_application(application_id=found.pk, now=clock.now())
        messages.success(
            request, _("Votre candidature est effacée. Il n’en reste ni nom, ni adresse, ni réponse.")
        )
        return redirect(found.edition.activity)
    context = {"activity": found.edition.activity, "back": reverse("activities:application", args=[token])}
    return render(request, "activities/application_erase.html", context)


ACTS: dict[str, Callable[..., Any]] = {
    "withdraw": operations.withdraw_application,
    "confirm": operations.confirm_place,
    "decline": operations.decline_place,
}


def _written(request: Request, token: str, found: Application, *, sends: bool) -> HttpResponse:
    form = _form(found, request.POST)
    if not form.is_valid():
        return _application_page(request, found, form=form, status=422)
    consents = form.cleaned_data["consents"]
    given: dict[str, Any] = {"application_id": found.pk, "now": clock.now(), **form.written()}
    try:
        if sends:
            text = consent_text(found.edition) if consents else ""
            operations.submit_application(consent_text=text, **given)
        else:
            operations.save_draft(**given)
            messages.success(request, _("Le brouillon est gardé. Le même lien vous y ramène."))
    except AlreadySubmitted as refusal:
        messages.warning(request, str(refusal))
    except Refusal as refusal:
        for name in form.still_missing():
            form.add_error(name, _("Il manque cette réponse."))
        form.add_error(None, str(refusal))
        again = permissions.application_behind(token, clock.now())
        return _application_page(request, again, form=form, status=409)
    return redirect(request.path)


def _form(found: Application, data: Any = None) -> ApplicationForm:
    agreement = found.edition.activity.agreement
    parties = agreement.parties.order_by("shore", "pk") if agreement else None
    return ApplicationForm(data, application=found, parties=parties, consent=consent_text(found.edition))


def consent_text(edition: BootcampEdition) -> str:
    """The very words that are kept with an application."""
    return _(
        "J’accepte que mes réponses soient lues sans mon nom, celui de mon entreprise ni celui de ma communauté par les "
        "personnes qui évaluent, et avec eux par la coordination des deux communautés, pour « %(title)s » et à rien d’autre."
    ) % {"title": edition.activity.title}


def _application_page(
    request: Request, found: Application, *, form: ApplicationForm | None = None, status: int = 200
) -> HttpResponse:
    now = clock.now()
    is_open = call_is_open(found.edition, now)
    writes = found.state == ApplicationState.DRAFT or (found.state == ApplicationState.WITHDRAWN and is_open)
    shown = (form or _form(found)) if writes else None
    if shown is not None:
        shown.say_what_is_required()
    context = {
        "application": found,
        "edition": found.edition,
        "activity": found.edition.activity,
        "is_open": is_open,
        "closes": said_at(found.edition.closes_at, found.edition.call_time_zone),
        "until": said_at(found.answer_by, found.edition.call_time_zone) if found.answer_by else "",
        "form": shown,
        "steps": _steps(found),
        "before": _before_her(found),
        "erase_url": f"{request.path}effacer/",
        "has_begun": now.astimezone(found.edition.activity.zone).date() >= found.edition.activity.starts_on,
    }
    return render(request, "activities/application.html", context, status=status)


def _before_her(found: Application) -> int:
    """How many of her community wait before her."""
    if found.state != ApplicationState.WAITING:
        return 0
    line = found.edition.applications.filter(state=ApplicationState.WAITING, party=found.party)
    return line.filter(rank__lt=found.rank).count()


def _steps(found: Application) -> list[dict[str, str]]:
    """Written, read, answered."""
    reached = {ApplicationState.DRAFT: 0, ApplicationState.WITHDRAWN: 0, ApplicationState.SUBMITTED: 1}
    here = reached.get(ApplicationState(found.state), 2)
    if found.state == ApplicationState.CONFIRMED:
        here = 3
    labels = (_("Écrire"), _("Évaluation"), _("Réponse"))
    return [
        {"label": label, "state": "done" if rank < here else "current" if rank == here else "todo"}
        for rank, label in enumerate(labels)
    ]


@personal_link(group="application", closed=CLOSED)
def satisfaction(request: Request, token: str) -> HttpResponse:
    """Say what one thought, without one's name."""
    letter = permissions.letter_behind(token, clock.now())
    form = SatisfactionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.give_satisfaction(letter_id=letter.pk, **form.cleaned_data)
        except AlreadySaid as refusal:
            messages.info(request, str(refusal))
        return redirect(request.path)
    return drawn(
        request,
        "activities/satisfaction.html",
        form,
        activity=letter.application.edition.activity,
        is_answered=letter.is_answered,
    )


@personal_link(group="application", closed=CLOSED)
def follow_up(request: Request, token: str) -> HttpResponse:
    """Say what became of one's project, months later."""
    asked = permissions.follow_up_behind(token, clock.now())
    form = FollowUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.answer_camp_follow_up(follow_up_id=asked.pk, now=clock.now(), **form.cleaned_data)
        except AlreadySaid as refusal:
            messages.info(request, str(refusal))
        return redirect(request.path)
    return drawn(
        request,
        "activities/camp_follow_up.html",
        form,
        follow_up=asked,
        activity=asked.application.edition.activity,
    )
