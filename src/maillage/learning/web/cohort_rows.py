"""A cohort, in the shapes that its pages take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.activities.enums import ActivityState, ItemKind, PartState
from maillage.activities.permissions import may_coordinate
from maillage.activities.queries import rank_on_the_list
from maillage.activities.rules.feeds import withdrawal_token
from maillage.activities.rules.hours import when
from maillage.activities.rules.registration import is_open
from maillage.learning.web.rows import crumbs as from_learning
from maillage.ui.formats import plain_day
from maillage.ui.language import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from maillage.activities.models import Participant, ProgrammeItem, Registration
    from maillage.common.viewer import Viewer
    from maillage.learning.models import Cohort

Row = dict[str, Any]
ATTENDED = (ItemKind.SESSION, ItemKind.MEETING)


def crumbs(*here: str, cohort: Cohort | None = None) -> list[Row]:
    """From the cohorts to a page of theirs."""
    trail = from_learning((_("Cohortes"), reverse("learning:cohorts")))
    if cohort is not None:
        trail.append({"label": cohort.activity.title, "url": cohort.get_absolute_url()})
    return [*trail, *({"label": label} for label in here)]


def listed(cohort: Cohort, day: date) -> Row:
    activity = cohort.activity
    registration: Registration | None = getattr(activity, "registration", None)
    return {
        "title": activity.title,
        "url": cohort.get_absolute_url(),
        "path": cohort.version.title,
        "region": cohort.territory.name,
        "days": days(cohort),
        "places": places_said(registration) if registration else "",
        "is_past": activity.is_past(day),
        "is_draft": activity.state == ActivityState.DRAFT,
        "is_cancelled": activity.state == ActivityState.CANCELLED,
        "is_fictitious": activity.is_fictitious,
    }


def days(cohort: Cohort) -> str:
    first, last = (plain_day(day, spoken()) for day in (cohort.activity.starts_on, cohort.activity.ends_on))
    return _("du %(first)s au %(last)s") % {"first": first, "last": last}


def places_said(registration: Registration) -> str:
    """« 3 places libres sur 12 », or that it is full."""
    left = registration.left
    if left is None:
        return _("Places sans limite")
    if left <= 0:
        return _("Complète : %(places)s places") % {"places": registration.places}
    words = ngettext("%(left)s place libre sur %(places)s", "%(left)s places libres sur %(places)s", left)
    return words % {"left": left, "places": registration.places}


def state(cohort: Cohort, day: date) -> dict[str, str]:
    """In a word, and the chip that says it."""
    activity = cohort.activity
    if activity.state == ActivityState.CANCELLED:
        return {"text": _("Annulée"), "kind": "no"}
    if activity.state == ActivityState.DRAFT:
        return {"text": _("Brouillon"), "kind": "unknown"}
    if activity.is_past(day):
        return {"text": _("Terminée"), "kind": "unknown"}
    if day < activity.starts_on:
        return {"text": _("À venir"), "kind": "yes"}
    return {"text": _("En cours"), "kind": "yes"}


def facts(cohort: Cohort, waiting: int) -> list[Row]:
    """In brief. waiting: how many do, for whoever leads it; 0 for the others."""
    activity = cohort.activity
    registration: Registration | None = getattr(activity, "registration", None)
    told = [
        (_("Quand"), days(cohort)),
        (_("Où"), activity.place or (_("En ligne") if activity.online_url else _("à préciser"))),
        (_("Région"), cohort.territory.name),
        (_("Pour"), str(cohort.organisation or "")),
        (_("Donnée par"), str(activity.network)),
        (_("Animée par"), str(cohort.facilitator or "")),
        (_("Places"), places_said(registration) if registration else ""),
        (_("Attendent une place"), str(waiting or "")),
    ]
    return [{"label": label, "value": value} for label, value in told if value]


def sessions(items: Iterable[ProgrammeItem], cohort: Cohort, *, leads: bool, shows_links: bool) -> list[Row]:
    """First to last; the link of one is for those who come. Whoever leads notes who is there."""
    return [
        {
            "title": item.title,
            "note": item.note,
            "when": when(item),
            "where": " – ".join(filter(None, [item.place or cohort.activity.place, item.room])),
            "link": (item.online_url or cohort.activity.online_url) if shows_links else "",
            "is_cancelled": item.cancelled_at is not None,
            "calendar": reverse("activities:item_calendar", args=[cohort.activity.slug, item.pk]),
            "presence": reverse("learning:cohort_presence", args=[cohort.activity.slug, item.pk])
            if leads and item.kind in ATTENDED and item.cancelled_at is None
            else "",
        }
        for item in items
    ]


def joining(cohort: Cohort, part: Participant | None, viewer: Viewer) -> Row:
    """How she stands, and what she may do about it."""
    activity = cohort.activity
    registration: Registration | None = getattr(activity, "registration", None)
    is_in = part is not None and part.state in {PartState.CONFIRMED, PartState.WAITING}
    opens = is_open(activity, registration, day=viewer.day, is_known=True) and not is_in
    may_leave = is_in and not activity.is_past(viewer.day) and activity.state == ActivityState.ANNOUNCED
    return {
        "said": _standing(part) if part is not None and is_in else "",
        "choice": {
            "value": "yes",
            "label": _(
                "Je veux bien que mes évaluations d’avant et d’après soient comptées avec celles de la cohorte."
            ),
            "note": _(
                "À votre choix : des moyennes de dix personnes ou plus, jamais vous seule ou seul. Vous changez d’avis quand vous voulez."
            ),
        },
        "is_open": opens and viewer.is_known,
        "needs_account": opens and not viewer.is_known,
        "is_full": registration is not None and registration.left == 0,
        "withdrawal": reverse("activities:withdraw", args=[withdrawal_token(part.pk)])
        if part is not None and may_leave
        else "",
    }


def _standing(part: Participant) -> str:
    if part.state == PartState.CONFIRMED:
        return _("Vous en êtes")
    return _("Vous êtes au rang %(rank)s de la liste d’attente") % {"rank": rank_on_the_list(part)}


def tools(cohort: Cohort, viewer: Viewer) -> Row:
    """What whoever leads it may do; the coordination, more."""
    activity = cohort.activity
    coordinates = may_coordinate(viewer, activity)
    named = [
        ("learning:cohort_board", _("Qui avance, qui s’est arrêté")),
        ("learning:peer_rule", _("Relecture entre pairs")),
    ]
    if coordinates and activity.state != ActivityState.CANCELLED:
        named += [
            ("activities:item_new", _("Ajouter une séance")),
            ("activities:edit", _("Changer les dates, les places, le lieu")),
            ("activities:participants", _("Inscriptions et liste d’attente")),
            ("activities:money", _("Argent")),
            ("activities:cancel", _("Annuler la cohorte")),
        ]
    links = [{"label": label, "url": reverse(name, args=[activity.slug])} for name, label in named]
    if activity.network_id in viewer.coordinated_network_ids | viewer.advised_network_ids:
        given = [activity.network.slug, cohort.version.path.code]
        links.append(
            {"label": _("Avant et après le parcours"), "url": reverse("learning:results", args=given)}
        )
    return {
        "announce": _("Annoncer la cohorte") if coordinates and activity.state == ActivityState.DRAFT else "",
        "links": links,
    }
