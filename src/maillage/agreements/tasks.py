"""Deferred work: letters about practices."""

from maillage.agreements import operations
from maillage.common import clock
from maillage.common.jobs import every, task


@every("*/10 * * * *", "agreements.queue_practice_letters")
def queue_practice_letters() -> None:
    operations.queue_practice_letters(now=clock.now())


@task("agreements.send_practice_letter")
def send_practice_letter(*, letter_id: int) -> None:
    operations.send_practice_letter(letter_id=letter_id, now=clock.now())
