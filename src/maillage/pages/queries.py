"""What the joining screens read: audit trail, deferred work, the mailbox of a demonstration."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import pghistory.models
from django.db.models import Count
from procrastinate.contrib.django.models import ProcrastinateJob

from maillage.agreements.models import Agreement, AgreementDocument
from maillage.common.zones import day_of
from maillage.learning.rules.cases import ClosedCase
from maillage.matching.enums import HELPED_STATES
from maillage.matching.models import Introduction
from maillage.matching.queries.advising import standing_advisings
from maillage.people.models import User

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from email.message import EmailMessage
    from pathlib import Path

    from django.db.models import Model, QuerySet

MOST_EVENTS = 100
UNTOLD = frozenset({"stored_as", "updated_at", "changed_at", "sort_key", "vector_at"})


@dataclass(frozen=True, kw_only=True)
class Change:
    """One stored change of a record: when, by whom, and each field's old and new value."""

    at: datetime
    is_first: bool
    by: str
    fields: list[tuple[str, Any, Any]]


def changes_of(record: Model) -> list[Change]:
    """The audit trail of one record, newest first, at most MOST_EVENTS. An agreement's holds its versions' and its documents'."""
    versions: list[Model] = []
    documents: list[Model] = []
    if isinstance(record, Agreement):
        versions += record.versions.order_by("number")
        documents += AgreementDocument.objects.filter(version__agreement=record).order_by("pk")
    events = sorted(
        [event for records in ([record], versions, documents) if records for event in _events_of(*records)],
        key=lambda event: event.pgh_created_at,
        reverse=True,
    )[:MOST_EVENTS]
    authors = {str((event.pgh_context or {}).get("user")) for event in events}
    names = {
        str(user.pk): str(user) for user in User.objects.filter(pk__in=[a for a in authors if a.isdigit()])
    }
    return [
        Change(
            at=event.pgh_created_at,
            is_first=event.pgh_label == "insert",
            by=names.get(str((event.pgh_context or {}).get("user")), ""),
            fields=_told([record, *versions, *documents], event.pgh_diff or {}),
        )
        for event in events
    ]


def _events_of(*records: Model) -> list[Any]:
    """Of records of one model, the latest MOST_EVENTS, newest first."""
    events = pghistory.models.Events.objects.tracks(*records)  # type: ignore[no-untyped-call]
    return list(events.order_by("-pgh_created_at", "-pgh_id")[:MOST_EVENTS])


def _told(records: Sequence[Model], diff: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    names = {
        field.attname: field.verbose_name
        for told in records
        for field in told._meta.concrete_fields  # noqa: SLF001 - Django's public name
    }
    return [
        (str(names.get(name, name)), old, new)
        for name, (old, new) in sorted(diff.items())
        if name not in UNTOLD
    ]


def jobs_latest_first() -> QuerySet[ProcrastinateJob]:
    """Deferred work, failures and all, the newest first."""
    return ProcrastinateJob.objects.order_by("-id")


def jobs_by_status() -> dict[str, int]:
    rows = ProcrastinateJob.objects.values("status").annotate(number=Count("id")).order_by("status")
    return {row["status"]: row["number"] for row in rows}


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A message that the demonstration sent: its file name is its address."""

    name: str
    subject: str
    to: str
    sent: datetime
    body: str


def letters(folder: Path, *, most: int = 50) -> list[Letter]:
    """The latest messages of the mailbox folder, newest first."""
    files = (
        sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        if folder.is_dir()
        else []
    )
    return [letter for path in files[:most] for letter in _read(path)]


def letter(folder: Path, name: str) -> Letter | None:
    """One message by the name that `letters` gave it."""
    path = folder / name
    if path.parent != folder or not path.is_file():
        return None
    return next(iter(_read(path)), None)


def _read(path: Path) -> list[Letter]:
    messages = path.read_bytes().split(b"-" * 79 + b"\n")
    parsed = [email.message_from_bytes(m.strip(), policy=email.policy.default) for m in messages if m.strip()]
    return [_letter(path.name, message) for message in reversed(parsed)][:1]


def _letter(name: str, message: EmailMessage) -> Letter:
    body = message.get_body(("plain",))
    return Letter(
        name=name,
        subject=str(message["subject"] or ""),
        to=str(message["to"] or ""),
        sent=parsedate_to_datetime(str(message["date"])).replace(tzinfo=UTC),  # Django dates its mail in UTC
        body=body.get_content() if body else "",
    )


def closed_cases_of(person_id: int, day: date) -> list[ClosedCase]:
    """Introductions for the needs that firms opened to her and still open, that solved them, or partly. One query."""
    rows = (
        Introduction.objects.filter(
            state__in=HELPED_STATES,
            need__advising__in=standing_advisings(day).filter(membership__user=person_id),
        )
        .select_related("need__organisation", "need__network", "offer__organisation")
        .order_by("changed_at", "pk")
    )
    return [
        ClosedCase(
            source=f"introduction-{row.pk}",
            network=row.need.network_id,
            title=row.need.title,
            matter=str(row.need.get_kind_display()),
            outcome=str(row.get_state_display()),
            closed_on=day_of(row.changed_at),
            hidden=(row.need.organisation.name, row.offer.organisation.name),
        )
        for row in rows
    ]
