"""One-to-one meetings as each participant sees them: her schedule, on her own clocks, and what she wishes."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from maillage.activities import operations, permissions, queries
from maillage.activities.rules.hours import city_of, zones_offered
from maillage.activities.rules.meetings import REMOTE
from maillage.common import clock
from maillage.ui.editing import done
from maillage.ui.formats import plain_moment
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.activities.models import Activity, MeetingPerson, MeetingSide
    from maillage.common.http import Request


class WishesForm(forms.Form):
    wished = forms.MultipleChoiceField(
        label=gettext_lazy("Qui aimeriez-vous rencontrer ?"),
        help_text=gettext_lazy("Vos souhaits restent entre vous et la coordination."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    away = forms.MultipleChoiceField(
        label=gettext_lazy("Quand n’êtes-vous pas libre ?"),
        help_text=gettext_lazy("Le programme de l’activité est déjà pris en compte."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_remote = forms.BooleanField(label=gettext_lazy("Je participe à distance"), required=False)
    time_zone = forms.ChoiceField(
        label=gettext_lazy("L’heure de quel endroit ?"),
        help_text=gettext_lazy("Votre horaire s’affichera à cette heure."),
    )

    def __init__(self, *args: Any, person: MeetingPerson, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        round_ = person.round
        choices: dict[str, list[Any]] = {
            "wished": [
                (str(other.pk), _described(other))
                for other in queries.people_of(round_)
                if other.pk != person.pk and other.left_at is None
            ],
            "away": [
                (str(slot.pk), plain_moment(slot.starts_at.astimezone(person.zone), spoken()))
                for slot in round_.slots.order_by("starts_at")
            ],
            "time_zone": zones_offered(person.time_zone, round_.activity.time_zone, "UTC"),
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]


@login_required
@require_GET
def mine(request: Request, pk: int) -> HttpResponse:
    """Her meetings, first to last; what is not published yet is not shown."""
    person = permissions.place_of(request.viewer, pk)
    sides = list(queries.schedule_of(person))
    context = {
        "person": person,
        "round": person.round,
        "activity": person.round.activity,
        "days": [
            {"day": day, "meetings": [_meeting(side) for side in group]}
            for day, group in groupby(sides, key=lambda side: side.starts_hers.date())
        ],
        "number": len(sides),
        "zone": city_of(person.time_zone),
        "may_change": person.left_at is None,
    }
    return render(request, "activities/meetings_mine.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def wishes(request: Request, pk: int) -> HttpResponse:
    """Whom she would like to meet, when she cannot, from where."""
    person = permissions.place_of(request.viewer, pk)
    if person.left_at is not None:
        return redirect("activities:meetings_mine", pk)
    form = WishesForm(request.POST or None, person=person, initial=_said(person))
    if done(form, lambda: operations.say_wishes(person_id=person.pk, now=clock.now(), **form.cleaned_data)):
        messages.success(request, _("C’est noté. La coordination en tiendra compte au prochain plan."))
        return redirect("activities:meetings_mine", pk)
    context = {"form": form, "round": person.round, "activity": person.round.activity}
    return render(request, "activities/meetings_wishes.html", context)


def rounds_panel(request: Request, activity: Activity, *, may_coordinate: bool) -> list[dict[str, Any]]:
    """The rounds of an activity, for those who take part in them or coordinate it; nothing for others."""
    if not request.viewer.is_known:
        return []
    hers = {place.round_id for place in queries.places_of(request.viewer).filter(round__activity=activity)}
    links = [
        {
            "label": round_.title,
            "note": _("Vos rencontres"),
            "url": reverse("activities:meetings_mine", args=[round_.pk]),
        }
        if round_.pk in hers
        else {"label": round_.title, "note": _("Coordination"), "url": round_.get_absolute_url()}
        for round_ in queries.rounds_of(activity)
        if may_coordinate or round_.pk in hers
    ]
    if not (links or may_coordinate):
        return []
    return [{"template": "activities/parts/rounds.html", "links": links, "may_coordinate": may_coordinate}]


def _said(person: MeetingPerson) -> dict[str, Any]:
    return {
        "wished": [str(wish.wished_id) for wish in person.wishes.order_by("pk")],
        "away": [str(slot.pk) for slot in person.away.order_by("starts_at")],
        "is_remote": person.is_remote,
        "time_zone": person.time_zone,
    }


def _described(person: MeetingPerson) -> str:
    organisation = person.participant.organisation
    return f"{person} – {organisation}" if organisation else str(person)


def _meeting(side: MeetingSide) -> dict[str, Any]:
    return {
        "starts": side.starts_hers,
        "ends": side.ends_hers,
        "who": _described(side.other),
        "where": _("à distance") if side.table == REMOTE else _("table %(number)s") % {"number": side.table},
        "reasons": [_reason(told) for told in side.reasons],
    }


def _reason(told: dict[str, str]) -> str:
    if told["kind"] == "wish":
        return _("Vous souhaitiez cette rencontre.")
    if told["kind"] == "help":
        return _("Pour votre besoin « %(need)s », son offre « %(offer)s ».") % told
    return _("Pour son besoin « %(need)s », votre offre « %(offer)s ».") % told
