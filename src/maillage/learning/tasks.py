"""Deferred work: letters."""

from maillage.common import clock
from maillage.common.jobs import every, task
from maillage.learning import operations


@task("learning.send_revocation_letter")
def send_revocation_letter(*, letter_id: int) -> None:
    operations.send_revocation_letter(letter_id=letter_id, now=clock.now())


@every("9-59/10 * * * *", "learning.queue_revocation_letters")
def queue_revocation_letters() -> None:
    operations.queue_revocation_letters(now=clock.now())


@task("learning.send_review_letter")
def send_review_letter(*, letter_id: int) -> None:
    operations.send_review_letter(letter_id=letter_id, now=clock.now())


@every("4-54/10 * * * *", "learning.queue_letters")
def queue_letters() -> None:
    operations.queue_letters(now=clock.now())
