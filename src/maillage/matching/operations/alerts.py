"""Telling people what is new in the searches they keep, once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from maillage.common.jobs import later
from maillage.common.mail import message
from maillage.common.tokens import facts_behind, token_of
from maillage.common.zones import day_of
from maillage.directory.queries import viewer_of
from maillage.matching.queries.catalogue import offers_in_order
from maillage.matching.queries.saved_searches import people_to_alert, results_of, searches_due
from maillage.people.models import User

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.core.mail import EmailMessage

    from maillage.common.viewer import Viewer
    from maillage.matching.models import Offer, SavedSearch

MOST_LISTED = 10  # of one search; its page shows the rest
STOP = "matching.searches"


@dataclass(frozen=True, kw_only=True)
class News:
    """What is new in one search: how many offers, and the first of them."""

    search: SavedSearch
    number: int
    offers: list[Offer]


def alert_everyone(*, now: datetime) -> int:
    """Queue one alert for each person whose searches it is time to look at. Returns how many people."""
    people = people_to_alert(now)
    for person in people:
        later("matching.alert_person", once=f"alert_person:{person}", user_id=person)
    return len(people)


@transaction.atomic
def alert_person(*, user_id: int, now: datetime) -> int:
    """Mail a person, in one message, the offers that she may see today and that her searches did not find before.

    Returns how many; without any, nothing leaves. Her searches stay locked while the mail leaves: when sending
    fails nothing is marked, and the job is tried again.
    """
    searches = list(searches_due(now).filter(owner=user_id).select_for_update(of=("self",)))
    if not searches:
        return 0
    person = User.objects.get(pk=user_id)
    told = _news(searches, viewer_of(person, day_of(now)), now)
    if told:
        _message(person, told).send()
    return sum(news.number for news in told)


def _news(searches: list[SavedSearch], viewer: Viewer, now: datetime) -> list[News]:
    """What each search has of new, which it knows from now on; an offer that two of them find is told once."""
    told: list[News] = []
    seen: set[int] = set()
    for search in searches:
        found = results_of(search.query, viewer)
        new = [pk for pk in found if pk not in {*search.known, *seen}]
        search.known = sorted({*search.known, *found})
        search.looked_at = now
        search.save(update_fields=["known", "looked_at"])
        seen.update(new)
        if new:
            told.append(
                News(search=search, number=len(new), offers=offers_in_order(new[:MOST_LISTED], viewer))
            )
    return told


def _message(person: User, told: list[News]) -> EmailMessage:
    with translation.override(person.language):
        stop = settings.SITE_URL + reverse("matching:searches_stop", args=[stop_token(person.pk)])
        context: Mapping[str, object] = {
            "person": person,
            "told": told,
            "number": sum(news.number for news in told),
            "site": settings.SITE_URL,
            "stop": stop,
            "searches": settings.SITE_URL + reverse("matching:searches"),
        }
        return message(
            "matching/mail/searches.txt",
            context,
            to=person.email,
            headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        )


def stop_token(user_id: int) -> str:
    """What lets whoever reads a person's mail stop it, and do nothing else."""
    return token_of(STOP, user_id)


def person_to_stop(token: str) -> int | None:
    """Whose mail a token stops; None for one that we did not make."""
    facts = facts_behind(token, STOP)
    return facts[0] if facts else None
