"""A round of one-to-one meetings as its coordination prepares it, plans it and publishes it."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maillage.activities import operations, permissions, queries
from maillage.activities.rules import why
from maillage.activities.rules.hours import city_of
from maillage.activities.rules.meetings import REMOTE
from maillage.common import clock
from maillage.common.refusals import Refusal
from maillage.common.zones import instant
from maillage.matching.web.meeting_forms import RoundForm, SlotsForm, rooms_in
from maillage.people.permissions import person_behind
from maillage.ui.editing import done, drawn
from maillage.ui.formats import plain_moment, share
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpResponse

    from maillage.activities.models import MeetingPerson, MeetingPlan, MeetingRound, MeetingSlot
    from maillage.activities.rules.meetings import Key
    from maillage.common.http import Request


TOLD = 0.001  # a smaller gap would read as none


@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request, slug: str) -> HttpResponse:
    """Open a round with those who come."""
    activity = permissions.activity_to_coordinate(request.viewer, slug)
    form = RoundForm(request.POST or None)
    round_ = done(
        form, lambda: operations.open_round(activity_id=activity.pk, now=clock.now(), **form.told())
    )
    if round_:
        return redirect(round_)
    return drawn(request, "matching/meetings_new.html", form, activity=activity)


@login_required
@require_GET
def board(request: Request, pk: int) -> HttpResponse:
    """All of a round: what stands, why it falls short, who comes, what is asked."""
    round_ = permissions.round_to_coordinate(request.viewer, pk)
    return _board(
        request, round_, form=RoundForm(instance=round_), slots_form=SlotsForm(initial=_next(round_))
    )


@login_required
@require_POST
def change(request: Request, pk: int) -> HttpResponse:
    """Change what is asked; the second of two people is told, and keeps what she typed."""
    round_ = permissions.round_to_coordinate(request.viewer, pk)
    form = RoundForm(request.POST, instance=round_)
    if done(
        form,
        lambda: operations.change_round(
            round_id=pk,
            seen=form.cleaned_data["seen"],
            rooms=rooms_in(request.POST),
            now=clock.now(),
            **form.told(),
        ),
    ):
        messages.success(request, _("C’est changé. Refaites le plan pour en tenir compte."))
        return redirect(round_)
    return _board(request, round_, form=form, slots_form=SlotsForm(initial=_next(round_)))


@login_required
@require_POST
def slots(request: Request, pk: int) -> HttpResponse:
    """Add slots that follow one another."""
    round_ = permissions.round_to_coordinate(request.viewer, pk)
    form = SlotsForm(request.POST)
    if done(form, lambda: _add_slots(round_, form.cleaned_data)):
        return redirect(round_)
    return _board(request, round_, form=RoundForm(instance=round_), slots_form=form)


def _add_slots(round_: MeetingRound, asked: dict[str, Any]) -> list[MeetingSlot]:
    first = instant(asked["first"], round_.activity.zone)
    step = timedelta(minutes=asked["minutes"] + asked["pause"])
    return operations.add_slots(
        round_id=round_.pk,
        starts=[first + step * turn for turn in range(asked["number"])],
        minutes=asked["minutes"],
        tables=asked["tables"],
        links=asked["links"],
        now=clock.now(),
    )


@login_required
@require_POST
def plan(request: Request, pk: int) -> HttpResponse:
    """Ask for a plan, made aside: around the one that stands, or from nothing."""
    round_ = permissions.round_to_coordinate(request.viewer, pk)
    return _done(
        request,
        round_,
        lambda: operations.ask_plan(round_id=pk, afresh="afresh" in request.POST, now=clock.now()),
        _("Le plan se calcule : quelques secondes suffisent d’habitude."),
    )


@login_required
@require_POST
def publish(request: Request, pk: int, plan_pk: int) -> HttpResponse:
    """Show each person her meetings."""
    round_ = permissions.round_to_coordinate(request.viewer, pk)
    found = get_object_or_404(round_.plans, pk=plan_pk)
    return _done(
        request,
        round_,
        lambda: operations.publish_plan(plan_id=found.pk, by=person_behind(request), now=clock.now()),
        _("Chaque personne voit ses rencontres."),
    )


@login_required
@require_POST
def leave(request: Request, pk: int, person_pk: int) -> HttpResponse:
    """Somebody does not come after all."""
    round_ = permissions.round_to_coordinate(request.viewer, pk)
    person = get_object_or_404(round_.people, pk=person_pk)
    return _done(
        request,
        round_,
        lambda: operations.leave_round(person_id=person.pk, now=clock.now()),
        _("%(name)s ne vient plus. Le plan se refait en bougeant le moins possible.") % {"name": person},
    )


def _done(request: Request, round_: MeetingRound, do: Callable[[], object], said: str) -> HttpResponse:
    try:
        do()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(round_)


def _board(request: Request, round_: MeetingRound, *, form: RoundForm, slots_form: SlotsForm) -> HttpResponse:
    latest = queries.latest_plan(round_)
    every_slot = list(round_.slots.order_by("starts_at"))
    people = list(queries.people_of(round_))
    sides = list(queries.meetings_in(latest)) if latest else []
    number = Counter(person for side in sides for person in (side.person_id, side.other_id))
    context = {
        "round": round_,
        "activity": round_.activity,
        "title": _title(round_, latest, len(sides)),
        "plan": latest,
        "is_old": latest is not None and latest.sequence != round_.sequence,
        "certainty": _certainty(latest),
        **_why(latest, every_slot, people, round_),
        "groups": [
            {"hour": _hour(round_, slot.starts_at), "meetings": [_meeting(side) for side in group]}
            for slot, group in groupby(sides, key=lambda side: side.slot)
        ],
        "people": [_person(one, number[one.pk], round_) for one in people],
        "slots": [{"slot": slot, "hour": _hour(round_, slot.starts_at)} for slot in every_slot],
        "history": [_past(made) for made in queries.plans_of(round_)],
        "form": form,
        "slots_form": slots_form,
        "slots_opened": bool(slots_form.errors or not every_slot),
    }
    return render(
        request, "matching/meetings.html", context, status=422 if form.errors or slots_form.errors else 200
    )


def _title(round_: MeetingRound, latest: MeetingPlan | None, number: int) -> str:
    if latest is None:
        return _("Le plan reste à faire")
    told = ngettext("%(number)s rencontre placée", "%(number)s rencontres placées", number) % {
        "number": number
    }
    if latest.why is not None:
        return _("%(told)s, sans que chacun ait ses %(floor)s") % {"told": told, "floor": round_.floor}
    return _("%(told)s, au moins %(floor)s par personne") % {"told": told, "floor": round_.floor}


def _certainty(latest: MeetingPlan | None) -> str:
    if latest is None:
        return ""
    if latest.is_proved:
        return _("Aucun autre plan ne répond mieux aux souhaits et aux besoins.")
    gap = (latest.bound - latest.value) / latest.bound if latest.bound else 0
    if gap < TOLD:
        return ""
    return _("Un autre plan pourrait faire mieux de %(share)s au plus.") % {"share": share(gap, spoken())}


def _why(
    latest: MeetingPlan | None, slots: list[MeetingSlot], people: list[MeetingPerson], round_: MeetingRound
) -> dict[str, list[str]]:
    if latest is None or latest.why is None:
        return {"causes": [], "ways_out": []}
    told = why.read(latest.why)
    names: dict[Key, str] = {person.pk: str(person) for person in people}
    hours = {slot.pk: _hour(round_, slot.starts_at) for slot in slots}
    return {"causes": why.causes(told, names), "ways_out": why.ways_out(told, names, hours.__getitem__)}


def _hour(round_: MeetingRound, moment: datetime) -> str:
    return plain_moment(moment.astimezone(round_.activity.zone), spoken())


def _meeting(side: Any) -> dict[str, str]:
    return {
        "who": str(side.person),
        "other": str(side.other),
        "where": _("à distance") if side.table == REMOTE else _("table %(number)s") % {"number": side.table},
    }


def _person(one: MeetingPerson, number: int, round_: MeetingRound) -> dict[str, Any]:
    wishes = len(one.wishes.all())
    told = [
        ngettext("%(number)s rencontre", "%(number)s rencontres", number) % {"number": number},
        ngettext("%(number)s souhait", "%(number)s souhaits", wishes) % {"number": wishes},
        _("à distance, heure de %(zone)s") % {"zone": city_of(one.time_zone)} if one.is_remote else "",
    ]
    return {
        "person": one,
        "note": _("ne vient plus") if one.left_at else ", ".join(part for part in told if part),
        "is_short": one.left_at is None and number < round_.floor,
    }


def _past(made: Any) -> dict[str, Any]:
    number = int(made.meetings)
    note = ngettext("%(number)s rencontre", "%(number)s rencontres", number) % {"number": number}
    if made.number > 1:
        moved = ngettext("%(number)s déplacée", "%(number)s déplacées", made.moved) % {"number": made.moved}
        note = f"{note}, {moved}"
    return {
        "title": _("Plan %(number)s") % {"number": made.number},
        "at": made.made_at,
        "note": note,
        "state": "done" if made.published_at else "next",
        "by": _("publié par %(name)s") % {"name": made.published_by}
        if made.published_by
        else _("pas publié"),
    }


def _next(round_: MeetingRound) -> dict[str, Any]:
    """Where the next slots may start: after the last one, else on the first morning."""
    last = round_.slots.order_by("-starts_at").first()
    if last is None:
        return {"first": f"{round_.activity.starts_on}T09:00"}
    return {
        "first": last.ends_at.astimezone(round_.activity.zone).strftime("%Y-%m-%dT%H:%M"),
        "tables": last.tables,
        "links": last.links,
    }
