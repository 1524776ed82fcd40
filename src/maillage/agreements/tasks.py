"""Deferred work: what the calendar brings about in agreements."""

from maillage.agreements import operations
from maillage.common import clock
from maillage.common.jobs import every, task


@every("0 11 * * *", "agreements.warn_of_expiry")
def warn_of_expiry() -> None:
    operations.warn_of_expiry(day=clock.today(), now=clock.now())


@task("agreements.send_expiry_letter")
def send_expiry_letter(*, letter_id: int) -> None:
    operations.send_expiry_letter(letter_id=letter_id, day=clock.today(), now=clock.now())
