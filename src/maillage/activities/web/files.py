"""Calendar files: of an activity, of a moment, of a network, of an agreement, of a person."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage.activities import permissions, queries
from maillage.activities.rules.calendar_files import calendar_file
from maillage.activities.web.entries import entries_for, public_entries
from maillage.agreements.permissions import agreement_open_to
from maillage.common import clock
from maillage.common.viewer import Viewer
from maillage.directory.permissions import network_open_to
from maillage.directory.queries import viewer_of

if TYPE_CHECKING:
    from maillage.activities.models import Activity
    from maillage.activities.rules.calendar_files import Entry
    from maillage.common.http import Request

FILE_NAME = "maillage.ics"
PRIVATE, SHARED = "private, no-cache", "public, max-age=900"


@require_safe
def activity_file(request: Request, slug: str) -> HttpResponse:
    """All the moments of an activity, as far as the viewer may read them."""
    activity = permissions.activity_open_to(request.viewer, slug)
    return _answer(request, _told(request, activity), name=activity.title, cache=PRIVATE)


@require_safe
def item_file(request: Request, slug: str, pk: int) -> HttpResponse:
    """One moment."""
    activity = permissions.activity_open_to(request.viewer, slug)
    start = f"moment-{pk}@"
    entries = [entry for entry in _told(request, activity) if entry.uid.startswith(start)]
    if not entries:
        raise Http404
    return _answer(request, entries, name=entries[0].title, cache=PRIVATE)


@require_safe
def network_feed(request: Request, slug: str) -> HttpResponse:
    """What a network makes public, to subscribe to: the same for whoever asks."""
    stranger = Viewer(day=clock.today())
    network = network_open_to(stranger, slug)
    shown = queries.public_calendar(queries.CalendarFilters(network=network), stranger.day)
    return _answer(request, public_entries(shown), name=str(network), cache=SHARED, is_feed=True)


@require_safe
def agreement_feed(request: Request, slug: str) -> HttpResponse:
    """What is public under an agreement, to subscribe to."""
    stranger = Viewer(day=clock.today())
    agreement = agreement_open_to(stranger, slug)
    shown = queries.public_calendar(queries.CalendarFilters(agreement=agreement), stranger.day)
    return _answer(request, public_entries(shown), name=agreement.name, cache=SHARED, is_feed=True)


@require_safe
def feed(request: Request, token: str) -> HttpResponse:
    """The calendar of a person: the address is the key, and opens nothing else."""
    owner = permissions.owner_of_feed(token)
    viewer = viewer_of(owner, clock.today())
    coordinated = permissions.coordinated_among(viewer)
    entries = [
        entry
        for activity in queries.calendar_of(viewer)
        for entry in entries_for(activity, coordinates=activity.pk in coordinated)
    ]
    answer = _answer(request, entries, name=_("Mes activités – Maillage"), cache=PRIVATE, is_feed=True)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _told(request: Request, activity: Activity) -> list[Entry]:
    row = queries.activity_with_programme(activity, request.viewer)
    return entries_for(row, coordinates=permissions.may_coordinate(request.viewer, activity))


def _answer(
    request: Request, entries: list[Entry], *, name: str, cache: str, is_feed: bool = False
) -> HttpResponse:
    """The file, or 304 when the program holds it already.

    The tag is made of what is said, so that what leaves a calendar changes it too: a last modification would not.
    """
    said = repr((get_language(), name, entries)).encode()
    tag = f'"{blake2b(said, digest_size=16).hexdigest()}"'
    answer = get_conditional_response(request, etag=tag)
    if answer is None:
        source = settings.SITE_URL + request.path if is_feed else ""
        answer = HttpResponse(
            calendar_file(entries, name=name, source=source), content_type="text/calendar; charset=utf-8"
        )
        answer["Content-Disposition"] = f'{"inline" if is_feed else "attachment"}; filename="{FILE_NAME}"'
    answer["ETag"], answer["Cache-Control"] = tag, cache
    return answer
