"""Letters about turns to receive and stays: what causes them, whether they are still true, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from maillage.agreements.models import Notice, Stay
from maillage.agreements.queries.rotation import hostings_to_recall
from maillage.agreements.queries.welcome import people_who_answer_for, stays_to_follow_up
from maillage.agreements.rules.notices import (
    AFTER_A_STAY,
    TOLD_BY_LETTER,
    TOLD_TO_THE_HOST,
    hosting_notice_due,
)
from maillage.common.letters import send_once, write_once
from maillage.common.mail import message
from maillage.common.zones import day_of
from maillage.directory.queries import coordinators_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.core.mail import EmailMessage

    from maillage.agreements.enums import NoticeMatter
    from maillage.agreements.models import HostingYear
    from maillage.people.models import User

BODY = "agreements/mail/{matter}.txt"
NUMBERING = "_0123456789"  # three months and twelve months after are one text


@transaction.atomic
def write_due_notices(*, now: datetime) -> int:
    """Write to the next hosts and to the firms that stayed. Returns how many letters are new."""
    day = day_of(now)
    number = 0
    for hosting in hostings_to_recall(day):
        matter = hosting_notice_due(hosting, day)
        if matter is not None and hosting.host is not None:
            people = coordinators_of(hosting.host.network, day)
            number += _write(matter, people, now=now, hosting=hosting)
    for follow_up in stays_to_follow_up(day):
        asker = follow_up.stay.asked_by
        people = [asker] if asker is not None and asker.is_active else []
        number += _write(AFTER_A_STAY[follow_up.months], people, now=now, stay=follow_up.stay)
    return number


@transaction.atomic
def announce_stay(*, stay_id: int, state: str, now: datetime) -> int:
    """Write one step of a stay to the other side; returns how many letters. A second run writes none."""
    stay = Stay.objects.select_related("host__organisation", "host__network", "asked_by").get(pk=stay_id)
    matter = TOLD_BY_LETTER[state]
    if matter in TOLD_TO_THE_HOST:
        people = people_who_answer_for(stay.host, day_of(now))
    else:
        people = [stay.asked_by] if stay.asked_by is not None and stay.asked_by.is_active else []
    return _write(matter, people, now=now, stay=stay)


def _write(
    matter: NoticeMatter,
    people: Iterable[User],
    *,
    now: datetime,
    hosting: HostingYear | None = None,
    stay: Stay | None = None,
) -> int:
    """One letter to each, unless she has it already. Returns how many are new."""
    about = {"matter": matter, "hosting": hosting, "stay": stay}
    return sum(
        write_once(Notice.objects, "agreements.send_notice", {**about, "user": person}, now=now)
        for person in people
    )


def send_notice(*, letter_id: int, now: datetime) -> bool:
    """Send a letter once; False when it left already, leaves now elsewhere, or is no longer true."""
    rows = Notice.objects.select_related(
        "user",
        "hosting__agreement",
        "hosting__host__network",
        "stay__agreement",
        "stay__firm",
        "stay__host__organisation",
    )
    return send_once(rows, letter_id, compose=lambda notice: _message(notice, now), now=now)


def _is_still_true(notice: Notice, now: datetime) -> bool:
    """A turn given to somebody else, or a question answered meanwhile, is not recalled."""
    if not notice.user.is_active:
        return False
    if notice.hosting is not None:
        day = day_of(now)
        host = notice.hosting.host
        return (
            host is not None
            and hosting_notice_due(notice.hosting, day) is not None
            and notice.user in coordinators_of(host.network, day)
        )
    assert notice.stay is not None
    months = next((months for months, matter in AFTER_A_STAY.items() if matter == notice.matter), None)
    return months is None or notice.stay.follow_ups.filter(months=months, answered_at=None).exists()


def _message(notice: Notice, now: datetime) -> EmailMessage | None:
    if not _is_still_true(notice, now):
        return None
    context: dict[str, object] = {"notice": notice, "hosting": notice.hosting, "stay": notice.stay}
    body = BODY.format(matter=notice.matter.rstrip(NUMBERING))
    with translation.override(notice.user.language):
        context["address"] = _address(notice)
        return message(body, context, to=notice.user.email)


def _address(notice: Notice) -> str:
    """The page where the letter is answered, in the language of the letter."""
    if notice.stay is not None:
        return settings.SITE_URL + notice.stay.get_absolute_url()
    assert notice.hosting is not None
    return settings.SITE_URL + reverse("agreements:rotation", args=[notice.hosting.agreement.slug])
