"""Firms welcomed on the other shore: asked, answered, under way, ended, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from maillage.agreements.enums import StayState
from maillage.agreements.errors import (
    AlreadyAWelcomeHost,
    AlreadyToldWhatCame,
    ChangedMeanwhile,
    ConsentToWelcomeMissing,
    DatesReversed,
    NoPlaceLeft,
    NotAcross,
    PlacesTaken,
    StayMoved,
    StrandNotCovered,
    WelcomeAlreadyAsked,
    WelcomeClosed,
)
from maillage.agreements.models import Stay, StayFollowUp, StayStep, WelcomeHost
from maillage.agreements.models.welcome import FOLLOW_UP_MONTHS, TAKES_A_PLACE
from maillage.agreements.queries.welcome import version_between
from maillage.agreements.rules.notices import TOLD_BY_LETTER
from maillage.agreements.rules.welcome import CONSENT_TEXT, free_place, may_become
from maillage.common.days import months_after
from maillage.common.jobs import later
from maillage.common.zones import day_of
from maillage.people.enums import ConsentPurpose
from maillage.people.operations import give_consent

if TYPE_CHECKING:
    from datetime import date, datetime

    from maillage.agreements.models import Agreement, Strand
    from maillage.directory.models import Network, Organisation
    from maillage.people.models import User


@transaction.atomic
def open_welcome(*, organisation: Organisation, network: Network, places: int, services: str) -> WelcomeHost:
    """Mark an organisation as welcoming firms of the partner networks. Raises AlreadyAWelcomeHost."""
    try:
        with transaction.atomic():
            return WelcomeHost.objects.create(
                organisation=organisation, network=network, places=places, services=services
            )
    except IntegrityError as twice:
        raise AlreadyAWelcomeHost(host=organisation) from twice


@transaction.atomic
def change_welcome(
    *, host_id: int, places: int, services: str, is_open: bool, day: date, read_revision: int
) -> WelcomeHost:
    """Say what a place can take from now on. Raises ChangedMeanwhile, PlacesTaken when accepted stays need more."""
    host = WelcomeHost.objects.select_for_update(of=("self",)).get(pk=host_id)
    if host.revision != read_revision:
        raise ChangedMeanwhile
    if host.stays.filter(state__in=TAKES_A_PLACE, ends_on__gte=day, place__gt=places).exists():
        raise PlacesTaken(places=places)
    host.places, host.services, host.is_open = places, services, is_open
    host.revision += 1
    host.save()
    return host


@transaction.atomic
def ask_stay(
    *,
    agreement: Agreement,
    host: WelcomeHost,
    firm: Organisation,
    strand: Strand | None,
    purpose: str,
    needs: str,
    wished_from: date,
    wished_until: date,
    consents: bool,
    by: User,
    now: datetime,
) -> Stay:
    """Ask a place of the other shore to welcome a firm, with the asker’s consent to share her contact details.

    Raises ConsentToWelcomeMissing, DatesReversed, NotAcross, StrandNotCovered, WelcomeClosed, WelcomeAlreadyAsked.
    """
    if not consents:
        raise ConsentToWelcomeMissing
    if wished_until < wished_from:
        raise DatesReversed
    _refuse_what_is_closed(agreement, host, firm, strand, day_of(now))
    consent = give_consent(
        user=by,
        purpose=ConsentPurpose.WELCOME_CONTACT,
        text=str(CONSENT_TEXT),
        language=by.language,
        now=now,
    )
    try:
        with transaction.atomic():
            stay = Stay.objects.create(
                agreement=agreement,
                host=host,
                firm=firm,
                strand=strand,
                purpose=purpose,
                needs=needs,
                wished_from=wished_from,
                wished_until=wished_until,
                asked_by=by,
                consent=consent,
            )
    except IntegrityError as twice:
        raise WelcomeAlreadyAsked(host=host) from twice
    _write_step(stay, by=by, note="", now=now)
    return stay


def _refuse_what_is_closed(
    agreement: Agreement, host: WelcomeHost, firm: Organisation, strand: Strand | None, day: date
) -> None:
    version = version_between(agreement, firm=firm, host=host, day=day)
    if version is None:
        raise NotAcross
    if strand is not None and not version.strands.filter(pk=strand.pk).exists():
        raise StrandNotCovered
    if not host.is_open:
        raise WelcomeClosed(host=host)


@transaction.atomic
def accept_stay(
    *, stay_id: int, starts_on: date, ends_on: date, services: str, note: str, by: User, now: datetime
) -> Stay:
    """Give a firm a place for these days. Of two that want the last one, the second is refused.

    The host is locked first, so that acceptances follow one another; the database refuses two firms in a place.
    Raises DatesReversed, StayMoved, NotAcross, NoPlaceLeft.
    """
    if ends_on < starts_on:
        raise DatesReversed
    host = WelcomeHost.objects.select_for_update(of=("self",)).get(stays=stay_id)
    stay = _locked(stay_id, StayState.ACCEPTED)
    if version_between(stay.agreement, firm=stay.firm, host=host, day=day_of(now)) is None:
        raise NotAcross
    taken = host.stays.filter(state__in=TAKES_A_PLACE, starts_on__lte=ends_on, ends_on__gte=starts_on)
    place = free_place(
        host.places, [held for held in taken.values_list("place", flat=True).order_by("place") if held]
    )
    if place is None:
        raise NoPlaceLeft(places=host.places)
    stay.place, stay.starts_on, stay.ends_on, stay.services = place, starts_on, ends_on, services
    return _move(stay, StayState.ACCEPTED, by=by, note=note, now=now)


@transaction.atomic
def decline_stay(*, stay_id: int, reason: str, note: str, by: User, now: datetime) -> Stay:
    """Say no, with a reason that the firm reads. Raises StayMoved."""
    stay = _locked(stay_id, StayState.DECLINED)
    stay.decline_reason = reason
    return _move(stay, StayState.DECLINED, by=by, note=note, now=now)


@transaction.atomic
def move_stay(*, stay_id: int, target: StayState, note: str, by: User, now: datetime) -> Stay:
    """Withdraw, begin or end a stay. Ended early, it frees its place from the next day on.

    What came of it is then asked 3 and 12 months later. Raises StayMoved.
    """
    assert target in {StayState.WITHDRAWN, StayState.UNDER_WAY, StayState.ENDED}
    stay = _locked(stay_id, target)
    if target == StayState.ENDED:
        _end(stay, day_of(now))
    return _move(stay, target, by=by, note=note, now=now)


def _end(stay: Stay, day: date) -> None:
    assert stay.starts_on is not None
    assert stay.ends_on is not None
    stay.ends_on = max(stay.starts_on, min(stay.ends_on, day))
    StayFollowUp.objects.bulk_create(
        StayFollowUp(stay=stay, months=months, due_on=months_after(stay.ends_on, months))
        for months in FOLLOW_UP_MONTHS
    )


@transaction.atomic
def tell_what_came(*, follow_up_id: int, kind: str, words: str, by: User, now: datetime) -> StayFollowUp:
    """Keep what came of a stay, once. Raises AlreadyToldWhatCame."""
    follow_up = StayFollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up_id)
    if follow_up.answered_at is not None:
        raise AlreadyToldWhatCame
    follow_up.kind, follow_up.words = kind, words
    follow_up.answered_by, follow_up.answered_at = by, now
    follow_up.save()
    return follow_up


def _locked(stay_id: int, target: StayState) -> Stay:
    stay = (
        Stay.objects.select_for_update(of=("self",))
        .select_related("agreement", "firm", "host__organisation")
        .get(pk=stay_id)
    )
    if not may_become(stay.state, target):
        raise StayMoved(state=stay.get_state_display())
    return stay


def _move(stay: Stay, state: StayState, *, by: User, note: str, now: datetime) -> Stay:
    stay.state = state
    stay.save()
    _write_step(stay, by=by, note=note, now=now)
    return stay


def _write_step(stay: Stay, *, by: User, note: str, now: datetime) -> None:
    StayStep.objects.create(stay=stay, state=stay.state, by=by, note=note, at=now)
    if stay.state in TOLD_BY_LETTER:
        later("agreements.announce_stay", stay_id=stay.pk, state=stay.state)
