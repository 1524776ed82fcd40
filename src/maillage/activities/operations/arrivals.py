"""A place asked for without an account: nothing is taken before the answer comes from the mailbox."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from maillage.activities.errors import AlreadyConfirmed, RegistrationClosed
from maillage.activities.models import Arrival
from maillage.activities.operations.activities import locked_activity
from maillage.activities.operations.registration import register
from maillage.activities.queries.participants import registration_of
from maillage.activities.rules.links import ARRIVAL, LIFE, new_key, signed
from maillage.activities.rules.registration import is_open
from maillage.common.jobs import later, later_each
from maillage.common.letters import left_behind, send_once
from maillage.common.mail import message

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.core.mail import EmailMessage

    from maillage.activities.models import Participant

AGAIN_AFTER = timedelta(minutes=5)  # between two links to one address, so that nobody is pestered


@transaction.atomic
def ask_for_place(
    *, activity_id: int, name: str, email: str, office: str, language: str, now: datetime, day: date
) -> Arrival:
    """Write to this address, known or not: the place is taken from there. Whoever asks learns nothing of who comes.

    Raises RegistrationClosed, AlreadyCancelled, ValidationError.
    """
    activity = locked_activity(activity_id)
    if not is_open(activity, registration_of(activity), day=day, is_known=False):
        raise RegistrationClosed
    arrival = activity.arrivals.filter(email__iexact=email).first()
    is_too_soon = arrival is not None and now - arrival.written_at < AGAIN_AFTER
    arrival = arrival or Arrival(activity=activity, email=email.lower(), key=new_key())
    arrival.name, arrival.office, arrival.language = name, office, language
    if not is_too_soon:
        arrival.written_at, arrival.sent_at = now, None
    arrival.full_clean()
    arrival.save()
    if not is_too_soon:
        later("activities.send_arrival", arrival_id=arrival.pk)
    return arrival


@transaction.atomic
def confirm_arrival(*, arrival_id: int, now: datetime, day: date) -> Participant:
    """She answered from her mailbox: she takes a place, or stands last on the list.

    Raises RegistrationClosed, AlreadyCancelled, and AlreadyConfirmed when she answered before.
    """
    asked = Arrival.objects.filter(pk=arrival_id)
    for activity_id in asked.values_list("activity", flat=True):
        locked_activity(activity_id)
    arrival = asked.first()
    if arrival is None:
        raise AlreadyConfirmed
    participant = register(
        activity_id=arrival.activity_id,
        now=now,
        day=day,
        name=arrival.name,
        email=arrival.email,
        office=arrival.office,
        language=arrival.language,
    )
    arrival.delete()
    return participant


def forget_arrivals(*, now: datetime) -> int:
    """Those whose link opens nothing any more; returns how many."""
    return Arrival.objects.filter(written_at__lt=now - LIFE[ARRIVAL]).delete()[0]


def queue_arrivals(*, now: datetime) -> int:
    """Queue what a worker that died left unsent. Returns how many."""
    return later_each("activities.send_arrival", "arrival_id", left_behind(Arrival.objects, now))


def send_arrival(*, arrival_id: int, now: datetime) -> bool:
    """Send her link once; False when it left already, leaves now elsewhere, or she answered."""
    rows = Arrival.objects.select_related("activity")
    return send_once(rows, arrival_id, compose=lambda arrival: _message(arrival, now), now=now)


def _message(arrival: Arrival, now: datetime) -> EmailMessage:
    token = signed(purpose=ARRIVAL, about=arrival.pk, holder=arrival, now=now)
    with translation.override(arrival.language):
        context = {
            "arrival": arrival,
            "activity": arrival.activity,
            "address": settings.SITE_URL + reverse("activities:confirm", args=[token]),
        }
        return message("activities/mail/arrival.txt", context, to=arrival.email)
