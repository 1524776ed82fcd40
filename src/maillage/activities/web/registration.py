"""Coming forward, leaving, and who was there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from maillage.activities import operations, permissions, queries
from maillage.activities.enums import ActivityState, PartState
from maillage.activities.models import Participant
from maillage.activities.rules.feeds import withdrawal_token
from maillage.activities.rules.registration import is_open
from maillage.activities.web.forms import AddedForm, MemberForm, VisitorForm
from maillage.activities.web.words import days
from maillage.common import clock
from maillage.common.personal_links import personal_link
from maillage.common.ratelimit import limited
from maillage.people.permissions import person_behind
from maillage.ui.editing import done, drawn
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.activities.models import Activity, Arrival, Registration
    from maillage.common.http import Request

ANSWERS = {"yes": True, "no": False, "": None}


@require_http_methods(["GET", "POST"])
@limited(group="registration", per_minute=20)
def register(request: Request, slug: str) -> HttpResponse:
    """Take a place, or wait for one. To somebody without an account the answer goes by mail alone."""
    activity = permissions.activity_open_to(request.viewer, slug)
    registration, known = queries.registration_of(activity), request.viewer.is_known
    if registration is None:
        raise Http404
    form = (MemberForm if known else VisitorForm)(request.POST or None)
    part = done(form, lambda: _come_forward(request, activity, form.cleaned_data))
    if part:
        messages.success(
            request,
            _answer_to(part)
            if isinstance(part, Participant)
            else _("Regardez votre courrier : la place se prend par le lien que vous y recevez."),
        )
        return redirect(activity)
    context = {
        "activity": activity,
        "days": days(activity),
        "places": places_said(registration),
        "is_full": registration.left == 0,
        "is_open": is_open(activity, registration, day=request.viewer.day, is_known=known),
    }
    return drawn(request, "activities/register.html", form, **context)


def _come_forward(request: Request, activity: Activity, told: dict[str, Any]) -> Participant | Arrival:
    """With an account, at once; without, by the mailbox."""
    there: dict[str, Any] = {
        "activity_id": activity.pk,
        "language": spoken(),
        "now": clock.now(),
        "day": clock.today(),
    }
    if request.viewer.is_known:
        return operations.register(user=person_behind(request), **there, **told)
    return operations.ask_for_place(**there, **told)


@personal_link(group="confirm", closed="activities/link_closed.html")
def confirm(request: Request, token: str) -> HttpResponse:
    """Take the place from the mailbox that asked for it. A GET only shows: programs that read mail open links."""
    arrival = permissions.arrival_behind(token, clock.now())
    activity = arrival.activity
    if request.method == "POST":
        part = operations.confirm_arrival(arrival_id=arrival.pk, now=clock.now(), day=clock.today())
        messages.success(request, _answer_to(part))
        return redirect(activity)
    context = {"arrival": arrival, "activity": activity, "days": days(activity)}
    return render(request, "activities/confirm.html", context)


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, token: str) -> HttpResponse:
    """Give one’s place back, from a message or from the page, without signing in."""
    participant = permissions.participant_who_withdraws(token)
    activity = participant.activity
    if request.method == "POST":
        operations.withdraw(participant_id=participant.pk, now=clock.now(), day=clock.today())
        messages.success(request, _("C’est fait : votre place est rendue, merci de l’avoir dit."))
        return redirect("activities:withdraw", token)
    is_out = participant.state in {PartState.WITHDRAWN, PartState.DECLINED}
    context = {"activity": activity, "days": days(activity), "is_out": is_out}
    return render(request, "activities/withdraw.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def participants(request: Request, slug: str) -> HttpResponse:
    """The list of the day: tapped on a phone, printed, completed by hand."""
    activity = permissions.activity_to_coordinate(request.viewer, slug)
    form = AddedForm(request.POST or None)
    added = done(
        form,
        lambda: operations.register(
            activity_id=activity.pk,
            now=clock.now(),
            day=clock.today(),
            language=spoken(),
            by_hand=True,
            **form.cleaned_data,
        ),
    )
    if added:
        messages.success(request, _("%(name)s est sur la liste.") % {"name": added.name})
        return redirect("activities:participants", slug)
    people = list(queries.participants_of(activity))
    registration = queries.registration_of(activity)
    context = {
        "activity": activity,
        "days": days(activity),
        "places": places_said(registration)
        if registration and not activity.is_past(request.viewer.day)
        else "",
        "coming": [person for person in people if person.state == PartState.CONFIRMED],
        "waiting": sorted(
            (person for person in people if person.state == PartState.WAITING),
            key=lambda person: (person.joined_at, person.pk),
        ),
        "others": [
            person for person in people if person.state not in {PartState.CONFIRMED, PartState.WAITING}
        ],
    }
    return drawn(request, "activities/participants.html", form, **context)


@login_required
@require_POST
def presence(request: Request, slug: str, pk: int) -> HttpResponse:
    """One tap: here, not here. HTMX gets the line alone."""
    participant = permissions.participant_to_coordinate(request.viewer, slug, pk)
    answer = ANSWERS.get(request.POST.get("was_there", ""))
    participant = operations.note_presence(participant_id=participant.pk, was_there=answer)
    if request.htmx:
        context = {"person": participant, "activity": participant.activity}
        return render(request, "activities/parts/present.html", context)
    return redirect(reverse("activities:participants", args=[slug]) + f"#p{pk}")


@login_required
@require_POST
def remove(request: Request, slug: str, pk: int) -> HttpResponse:
    """Somebody told the coordination that she does not come; the next one on the list has her place."""
    participant = permissions.participant_to_coordinate(request.viewer, slug, pk)
    operations.withdraw(participant_id=participant.pk, now=clock.now(), day=clock.today())
    messages.success(request, _("%(name)s n’est plus sur la liste.") % {"name": participant.name})
    return redirect("activities:participants", slug)


def registration_panels(request: Request, activity: Activity) -> list[dict[str, Any]]:
    """How to come forward, or how one stands: nothing when nobody comes forward by herself."""
    registration = queries.registration_of(activity)
    part = queries.participation_of(request.viewer, activity)
    is_in = part is not None and part.state in {PartState.CONFIRMED, PartState.WAITING, PartState.INVITED}
    if activity.state == ActivityState.CANCELLED or (registration is None and not is_in):
        return []
    known = request.viewer.is_known
    may_leave = part is not None and is_in and not activity.is_past(request.viewer.day)
    panel = {
        "template": "activities/parts/registration.html",
        "places": places_said(registration) if registration else "",
        "closes_on": registration.closes_on if registration else None,
        "said": _answer_to(part) if part and is_in else "",
        "withdrawal": reverse("activities:withdraw", args=[withdrawal_token(part.pk)])
        if part and may_leave
        else "",
        "online_url": activity.online_url if part and part.state == PartState.CONFIRMED else "",
        "is_full": registration is not None and registration.left == 0,
        "is_open": is_open(activity, registration, day=request.viewer.day, is_known=known),
        "needs_account": not known and is_open(activity, registration, day=request.viewer.day, is_known=True),
    }
    return [panel]


def places_said(registration: Registration) -> str:
    """« 3 places restantes sur 12 », or that it is full."""
    left = registration.left
    if left is None:
        return _("Places sans limite")
    if left <= 0:
        return _("Complet : vous pouvez attendre qu’une place se libère")
    words = ngettext(
        "%(left)s place restante sur %(places)s", "%(left)s places restantes sur %(places)s", left
    )
    return words % {"left": left, "places": registration.places}


def _answer_to(part: Participant) -> str:
    if part.state == PartState.WAITING:
        rank = queries.rank_on_the_list(part)
        return _(
            "Vous êtes au rang %(rank)s de la liste d’attente. Nous vous écrirons dès qu’une place se libère."
        ) % {"rank": rank}
    if part.state == PartState.INVITED:
        return _("Vous y êtes invitée ou invité.")
    return _("Vous avez une place.")
