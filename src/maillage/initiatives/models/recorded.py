"""Rows that count: they never change, they end. What was true at a moment stays readable for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self, TypeVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.people.models import User

Row = TypeVar("Row", bound="Recorded")
LONGEST_REASON = 300


def counting(moment: datetime | None, through: str = "") -> Q:
    """Rows that count now, or counted at a moment: the row that replaced another counts from the instant it was recorded.

    through: the name of the relation that leads to them, with its two underscores.
    """
    still = Q((f"{through}ended_at__isnull", True))
    if moment is None:
        return still
    return Q((f"{through}recorded_at__lte", moment)) & (still | Q((f"{through}ended_at__gt", moment)))


class RecordedQuerySet(models.QuerySet[Row]):
    """Every sum goes through one of these two, never over all rows."""

    def current(self) -> Self:
        return self.filter(counting(None))

    def as_of(self, moment: datetime | None) -> Self:
        """Those that counted then; None: those that count now."""
        return self.filter(counting(moment))

    def end(self, *, now: datetime, by: User | None, reason: str = "") -> int:
        """How many ended; a row ends once."""
        return self.current().update(ended_at=now, ended_by=by, ended_reason=reason)


class Recorded(models.Model):
    """Written once. A correction ends the row and records another."""

    recorded_at = models.DateTimeField(_("inscrit le"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("inscrit par"),
    )
    ended_at = models.DateTimeField(_("remplacé ou retiré le"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("remplacé ou retiré par"),
    )
    ended_reason = models.CharField(_("raison"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                name="%(class)s_ends_after_it_is_recorded",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("recorded_at")),
            ),
        ]


def never_changes(*columns: str) -> list[pgtrigger.Trigger]:
    """The triggers of a recorded table: these columns stay, a row ends once, none is deleted."""
    stays = pgtrigger.UpdateOf(*columns, "recorded_at")  # type: ignore[no-untyped-call]
    return [
        pgtrigger.Protect(name="row_stays", operation=stays | pgtrigger.Delete),
        pgtrigger.Protect(
            name="row_ends_once",
            operation=pgtrigger.UpdateOf("ended_at"),  # type: ignore[no-untyped-call]
            condition=pgtrigger.Q(old__ended_at__isnull=False),
        ),
    ]


def sums_into(table: str, column: str, key: str) -> pgtrigger.Trigger:
    """Keeps `table.column` the sum of `amount` over current rows that name its row by `key`.

    It locks that row, so that two who write at once take turns, and its constraints judge the sum.
    """
    return pgtrigger.Trigger(
        name=f"sums_into_{column}",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("ended_at"),  # type: ignore[no-untyped-call]
        func=f"""
            IF TG_OP = 'UPDATE' THEN
                UPDATE {table} SET {column} = {column} - NEW.amount WHERE id = NEW.{key};
            ELSIF NEW.ended_at IS NULL THEN
                UPDATE {table} SET {column} = {column} + NEW.amount WHERE id = NEW.{key};
            END IF;
            RETURN NULL;
        """,  # noqa: S608 - our own names of tables and columns
    )
