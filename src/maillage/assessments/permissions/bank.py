"""The door to the authors' desk: the platform's own team passes; to anybody else it does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.assessments.models import Calibration, Instrument, Item

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from maillage.people.models import User


def author(user: User | AnonymousUser) -> User:
    """Raises Http404."""
    if user.is_anonymous or not user.is_staff:
        raise Http404
    return user


def instrument_of_author(user: User | AnonymousUser, code: str) -> Instrument:
    """Raises Http404."""
    author(user)
    return get_object_or_404(Instrument.objects.select_related("framework"), code=code)


def item_of_author(user: User | AnonymousUser, code: str, item: str) -> Item:
    """With its instrument. Raises Http404."""
    author(user)
    rows = Item.objects.select_related("instrument__framework", "retired_by")
    return get_object_or_404(rows, instrument__code=code, code=item)


def calibration_of_author(user: User | AnonymousUser, code: str, pk: int) -> Calibration:
    """With its instrument and who decided. Raises Http404."""
    author(user)
    rows = Calibration.objects.select_related("instrument", "asked_by", "decided_by", "adopted")
    return get_object_or_404(rows, instrument__code=code, pk=pk)
