"""Letters: rows that leave once.

A letter is a row, unique for its matter and its person, written in the transaction that causes it: none is lost,
none is written twice. Each is sent in a transaction of its own, which locks it, sends it, and marks it. A worker
killed before the mail server took the message leaves the letter to be sent; killed after the mark, it is done.
Between the two, for the time of a commit, a message may leave twice: it then carries the same Message-ID, by which
mail programs know it for one.

A context keeps the row (`written_at`, `sent_at`, `dropped_at`, and what makes it unique), what causes it, whether
it is still true, and its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Model, Q

from maillage.common.jobs import later, lost

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from django.core.mail import EmailMessage
    from django.db.models import Manager, QuerySet
    from django.db.models.options import Options

L = TypeVar("L", bound=Model)
WAITING = Q(sent_at=None, dropped_at=None)


class Letter(Protocol):
    """What every model of letters has. `dropped_at`: when it had nothing to say any more, or nobody to say it to."""

    pk: int
    _meta: Options[Any]
    written_at: datetime
    sent_at: datetime | None
    dropped_at: datetime | None


def write_once(letters: Manager[L], job: str, key: Mapping[str, Any], *, now: datetime, **also: Any) -> bool:
    """Write a letter, unless there is one for this key. Whether it is new: `job` then sends it, after commit."""
    letter, is_new = letters.get_or_create(**key, defaults={"written_at": now, **also})
    if is_new:
        later(job, letter_id=letter.pk)
    return is_new


@transaction.atomic
def send_once(
    rows: QuerySet[L], pk: int, *, compose: Callable[[L], EmailMessage | None], now: datetime
) -> bool:
    """Send a letter, or drop it when `compose` answers None: it is not true any more.

    Only its own row is locked. False when it left already, leaves now elsewhere, or was dropped. What the mail server
    raises rises, and the letter stays to be sent.
    """
    letter = rows.select_for_update(of=("self",), skip_locked=True).filter(WAITING, pk=pk).first()
    if letter is None:
        return False
    mail = compose(letter)
    if mail is not None:
        mail.extra_headers["Message-ID"] = message_id(cast("Letter", letter))
        mail.send()
    mark = "dropped_at" if mail is None else "sent_at"
    setattr(letter, mark, now)
    letter.save(update_fields=[mark])
    return mail is not None


def left_behind(letters: Manager[L], now: datetime) -> QuerySet[L]:
    """Letters whose job died with its worker, oldest first."""
    return letters.filter(WAITING, written_at__range=lost(now)).order_by("written_at", "pk")


def message_id(letter: Letter) -> str:
    """The same each time a letter is sent, another one once it is written anew."""
    kind = letter._meta.label_lower  # noqa: SLF001 - Django's public name
    host = urlsplit(settings.SITE_URL).hostname
    return f"<{kind}-{letter.pk}-{letter.written_at.timestamp():.0f}@{host}>"
