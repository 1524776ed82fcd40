"""Deferred work that keeps the page of deferred work short."""

from datetime import timedelta

from maillage.common.jobs import every, forget_done

KEPT = timedelta(days=30)


@every("17 4 * * *", "pages.forget_done_jobs")
def forget_done_jobs() -> None:
    forget_done(older_than=KEPT)
