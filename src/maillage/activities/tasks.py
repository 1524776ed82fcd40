"""Deferred work: messages to participants."""

from maillage.activities import operations
from maillage.common import clock
from maillage.common.jobs import every, task


@task("activities.send_letter")
def send_letter(*, letter_id: int) -> None:
    operations.send_letter(letter_id=letter_id, now=clock.now())


@every("5-55/10 * * * *", "activities.queue_letters")
def queue_letters() -> None:
    operations.queue_letters()
