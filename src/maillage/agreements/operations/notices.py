"""Letters about turns to receive and stays: a row each, sent once, each in a transaction of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from maillage.agreements.models import Notice, Stay
from maillage.agreements.queries.notices import notices_left_behind
from maillage.agreements.queries.rotation import hostings_to_recall
from maillage.agreements.queries.welcome import (
    coordinators_of,
    people_who_answer_for,
    stays_to_follow_up,
)
from maillage.agreements.rules.notices import (
    AFTER_A_STAY,
    TOLD_BY_LETTER,
    TOLD_TO_THE_HOST,
    hosting_notice_due,
)
from maillage.common.jobs import later, later_each
from maillage.common.mail import message
from maillage.common.zones import day_of

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
    """Write to the next hosts and to the firms that stayed, and send again what was left behind.

    Returns how many letters are new; a second run the same day writes none.
    """
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
    later_each("agreements.send_notice", "notice_id", notices_left_behind(now).values_list("pk", flat=True))
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
    """One letter to each, unless she has it already; each is sent after commit."""
    number = 0
    for person in people:
        notice, is_new = Notice.objects.get_or_create(
            matter=matter, hosting=hosting, stay=stay, user=person, defaults={"written_at": now}
        )
        if is_new:
            later("agreements.send_notice", notice_id=notice.pk)
            number += 1
    return number


@transaction.atomic
def send_notice(*, notice_id: int, now: datetime) -> bool:
    """Send a letter once; False when it left already, leaves now elsewhere, or is no longer true."""
    notice = (
        Notice.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related(
            "user",
            "hosting__agreement",
            "hosting__host__network",
            "stay__agreement",
            "stay__firm",
            "stay__host__organisation",
        )
        .filter(pk=notice_id, sent_at=None, dropped_at=None)
        .first()
    )
    if notice is None:
        return False
    is_true = _is_still_true(notice, now)
    if is_true:
        _message(notice).send()
    name = "sent_at" if is_true else "dropped_at"
    setattr(notice, name, now)
    notice.save(update_fields=[name])
    return is_true


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


def _message(notice: Notice) -> EmailMessage:
    context: dict[str, object] = {"notice": notice, "hosting": notice.hosting, "stay": notice.stay}
    body = BODY.format(matter=notice.matter.rstrip(NUMBERING))
    headers = {"Message-ID": f"<notice-{notice.pk}@{urlsplit(settings.SITE_URL).hostname}>"}
    with translation.override(notice.user.language):
        context["address"] = _address(notice)
        return message(body, context, to=notice.user.email, headers=headers)


def _address(notice: Notice) -> str:
    """The page where the letter is answered, in the language of the letter."""
    if notice.stay is not None:
        return settings.SITE_URL + notice.stay.get_absolute_url()
    assert notice.hosting is not None
    return settings.SITE_URL + reverse("agreements:rotation", args=[notice.hosting.agreement.slug])
