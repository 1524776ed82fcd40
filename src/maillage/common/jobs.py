"""Deferred work: named, stored in PostgreSQL with the transaction that asks for it, retried."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from asgiref.sync import async_to_sync
from django.db import transaction
from django.db.models import QuerySet
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

JobFunction = Callable[..., None]
RETRIES = RetryStrategy(max_attempts=6, exponential_wait=4)  # 4 s to about 17 min
LOST_AFTER = timedelta(minutes=15)  # a job that has not done its work by then died with its worker
GIVEN_UP_AFTER = timedelta(days=3)  # the failures stay on the page of deferred work
AT_ONCE = 500


def task(name: str, **options: Any) -> Callable[[JobFunction], JobFunction]:
    """Declare deferred work. It may run more than once: it must be idempotent."""

    def declare(function: JobFunction) -> JobFunction:
        app.task(name=name, retry=RETRIES, **options)(function)  # type: ignore[no-untyped-call]
        return function

    return declare


def every(cron: str, name: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Declare work that returns at these moments (cron, UTC), whichever worker is there. A moment missed is skipped."""

    def declare(function: Callable[[], None]) -> Callable[[], None]:
        def at_its_moment(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says for which moment
            function()

        declared = app.task(name=name, queueing_lock=name)(at_its_moment)
        app.periodic(cron=cron)(declared)
        return function

    return declare


def forget_done(*, older_than: timedelta) -> None:
    """Remove the jobs that succeeded longer ago than that. Those that failed stay, for somebody to look at."""
    hours = int(older_than / timedelta(hours=1))
    async_to_sync(app.job_manager.delete_old_jobs)(nb_hours=hours)


def later(name: str, *, once: str | None = None, **arguments: Any) -> None:
    """Run the named work after the current transaction commits, or never.

    The job is a row of this database: a rollback takes it away. With `once`, a job that already waits
    under the same key is enough, and no second one is queued.
    """
    deferrer = app.configure_task(name, queueing_lock=once)
    try:
        with transaction.atomic():
            deferrer.defer(**arguments)
    except AlreadyEnqueued:
        return


def later_each(name: str, argument: str, due: QuerySet[Any] | Sequence[int]) -> int:
    """Queue the named work for each key or row, unless it waits for that one already. Returns how many.

    AT_ONCE at most: the rest waits for the next turn.
    """
    keys = due.values_list("pk", flat=True) if isinstance(due, QuerySet) else due
    number = 0
    for number, key in enumerate(keys[:AT_ONCE], start=1):  # noqa: B007 - the last one is the count
        later(name, once=f"{name}:{key}", **{argument: key})
    return number


def lost(now: datetime) -> tuple[datetime, datetime]:
    """Between which moments work was asked for whose job died, when nothing shows that it was done."""
    return now - GIVEN_UP_AFTER, now - LOST_AFTER
