"""Deferred work that keeps the page of deferred work short."""

from datetime import timedelta

from maillage.common.jobs import forget_done, task

KEPT = timedelta(days=30)


@task("pages.forget_done_jobs", every="17 4 * * *")
def forget_done_jobs(*, timestamp: int) -> None:  # noqa: ARG001 - every periodic job is told its hour
    forget_done(older_than=KEPT)
