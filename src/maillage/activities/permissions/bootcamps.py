"""The only door to a bootcamp, its editions, applications and reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.activities.enums import CampMatter
from maillage.activities.models import Activity, Application, CampFollowUp, CampLetter
from maillage.activities.permissions.activities import (
    activity_open_to,
    activity_to_coordinate,
    may_coordinate,
)
from maillage.activities.queries import camp_results, camps
from maillage.activities.rules import links

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.activities.models import BootcampEdition, BootcampSeries, ProgrammeItem, Reviewer
    from maillage.common.viewer import Viewer


def series_open_to(viewer: Viewer, slug: str) -> BootcampSeries:
    """Raises Http404 unless she may read one of its editions, or coordinates it."""
    return get_object_or_404(camps.series_open_to(viewer), slug=slug)


def series_to_coordinate(viewer: Viewer, slug: str) -> BootcampSeries:
    return get_object_or_404(camps.series_coordinated_by(viewer), slug=slug)


def edition_open_to(viewer: Viewer, slug: str) -> BootcampEdition:
    """The edition behind an activity that she may read. Raises Http404."""
    edition = camps.edition_of(activity_open_to(viewer, slug))
    if edition is None:
        raise Http404
    return edition


def edition_to_coordinate(viewer: Viewer, slug: str) -> BootcampEdition:
    """Raises Http404 unless she coordinates it, from either shore."""
    return get_object_or_404(camps.editions_coordinated_by(viewer), activity__slug=slug)


def application_to_coordinate(viewer: Viewer, slug: str, pk: int) -> Application:
    """One application that was sent, with its edition. Raises Http404 unless she coordinates the edition."""
    edition = edition_to_coordinate(viewer, slug)
    application = get_object_or_404(camps.applications_of(edition), pk=pk)
    application.edition = edition
    return application


def session_to_coordinate(viewer: Viewer, slug: str, pk: int) -> ProgrammeItem:
    """Raises Http404 unless it takes place and she coordinates its activity."""
    return get_object_or_404(camp_results.sessions_of(activity_to_coordinate(viewer, slug)), pk=pk)


def reviewer_at(viewer: Viewer, slug: str) -> Reviewer:
    """Herself as a reader of this edition. Raises Http404 for whoever was not asked to read, or knows the names since."""
    activity = get_object_or_404(Activity, slug=slug)
    reviewer = camps.reviewer_for(viewer, activity)
    if reviewer is None or may_coordinate(viewer, activity):
        raise Http404
    return reviewer


def application_to_read(reviewer: Reviewer, pk: int) -> tuple[int, Application]:
    """One application without its author, after its number on the reader's desk. Raises Http404."""
    for number, row in enumerate(camps.applications_to_read(reviewer), 1):
        if row.pk == pk:
            return number, row
    raise Http404


def application_behind(token: str, now: datetime) -> Application:
    """The application that a personal link opens, with its edition. Raises Http404 for a link that opens nothing."""
    link = links.read(token, purpose=links.APPLICATION, now=now)
    if link is None:
        raise Http404
    rows = Application.objects.select_related("edition__activity__agreement", "edition__series", "party")
    return get_object_or_404(rows, pk=link.about, key=link.key)


def letter_behind(token: str, now: datetime) -> CampLetter:
    """The request for an anonymous opinion that a link opens. Raises Http404."""
    link = links.read(token, purpose=links.SATISFACTION, now=now)
    if link is None:
        raise Http404
    rows = CampLetter.objects.select_related("application__edition__activity")
    return get_object_or_404(rows, pk=link.about, application__key=link.key, matter=CampMatter.SATISFACTION)


def follow_up_behind(token: str, now: datetime) -> CampFollowUp:
    """The request for news that a link opens. Raises Http404."""
    link = links.read(token, purpose=links.FOLLOW_UP, now=now)
    if link is None:
        raise Http404
    rows = CampFollowUp.objects.select_related("application__edition__activity")
    return get_object_or_404(rows, pk=link.about, application__key=link.key)
