"""What readers will ask for: addresses by kind of page, and the cookies of those who are signed in."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import translation

from maillage.agreements.queries import agreements_open_to
from maillage.common.viewer import Viewer
from maillage.directory.models import Organisation
from maillage.directory.queries import viewer_of
from maillage.matching.queries import needs_of, needs_open_to, offers_open_to
from maillage.people.models import User
from pages.data import OWNER_EMAIL, SEED
from pages.kinds import READ_AGAIN
from pages.texts import new_searches, sources_in

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

MOST_PAGES = 200  # different addresses of one kind
FEW = 12  # needs that are read again and again
SEARCHES = 6_000
FIRST_LIST_PAGES = 10  # people seldom turn further

Read = tuple[str, str]  # path, cookie of the session ("" for a visitor)


def plan_of(*, owners: int, day: date) -> dict[str, list[Read]]:
    """Addresses to read for each kind of page, in a fixed order."""
    chance = random.Random(SEED)
    Session.objects.all().delete()
    with translation.override(settings.LANGUAGE_CODE):
        people = [_Owner(number, day) for number in range(owners)]
        return (
            _for_visitors(Viewer(day=day), chance) | _for_owners(people, chance) | _searches(people, chance)
        )


class _Owner:
    """A firm's head, her session, her needs."""

    def __init__(self, number: int, day: date) -> None:
        user = User.objects.get(email=OWNER_EMAIL.format(number=number))
        self.viewer = viewer_of(user, day)
        self.needs = list(needs_of(self.viewer))
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={session_of(user)}"


def session_of(user: User) -> str:
    """The key of a session as signing in makes it."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def _for_visitors(viewer: Viewer, chance: random.Random) -> dict[str, list[Read]]:
    organisations = Organisation.objects.active().order_by("sort_key", "pk")
    return {
        "home": [(reverse("pages:home"), "")],
        "directory": _lists("directory:organisations"),
        "organisation": _some(organisations, chance),
        "needs": _lists("matching:needs"),
        "need": _some(needs_open_to(viewer), chance),
        "offers": _lists("matching:offers"),
        "offer": _some(offers_open_to(viewer), chance),
        "agreement": [(_agreement(viewer), "")],
    }


def _for_owners(people: list[_Owner], chance: random.Random) -> dict[str, list[Read]]:
    own = [(need.get_absolute_url(), owner.cookie) for owner in people for need in owner.needs]
    chance.shuffle(own)
    agreement = _agreement(people[0].viewer)
    needs = [(reverse("matching:needs"), owner.cookie) for owner in people]
    return {
        "needs_member": needs,
        "agreement_member": [(agreement, owner.cookie) for owner in people],
        READ_AGAIN: own[:FEW],
        "own_need_first": own[FEW:],
    }


def _searches(people: list[_Owner], chance: random.Random) -> dict[str, list[Read]]:
    """Every other search is a member's."""
    texts = new_searches(sources_in(settings.CONTENT / "demo" / "needs.csv"), chance)
    address = reverse("matching:search")
    cookies = ["", *(owner.cookie for owner in people)]
    reads: dict[str, list[Read]] = {"search": [], "search_member": []}
    for number in range(SEARCHES):
        path = f"{address}?{urlencode({'q': next(texts)})}"
        member = number % 2
        reads["search_member" if member else "search"].append(
            (path, cookies[1 + number % len(people)] if member else "")
        )
    return reads


def _agreement(viewer: Viewer) -> str:
    """The agreement in force. Raises DoesNotExist when the demonstration's has lapsed."""
    return str(agreements_open_to(viewer).get(is_in_force=True).get_absolute_url())


def _lists(name: str) -> list[Read]:
    return [(f"{reverse(name)}?page={number}", "") for number in range(1, FIRST_LIST_PAGES + 1)]


def _some(rows: QuerySet[Any], chance: random.Random) -> list[Read]:
    keys = list(rows.values_list("pk", flat=True))
    chosen = rows.filter(pk__in=chance.sample(keys, min(MOST_PAGES, len(keys))))
    return [(row.get_absolute_url(), "") for row in chosen]
