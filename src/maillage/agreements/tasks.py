"""Deferred work: what time brings about in the life of an agreement, and its letters."""

from maillage.agreements import operations
from maillage.common import clock
from maillage.common.jobs import every, task


@every("0 11 * * *", "agreements.warn_of_expiry")
def warn_of_expiry() -> None:
    operations.warn_of_expiry(day=clock.today(), now=clock.now())


@task("agreements.send_expiry_letter")
def send_expiry_letter(*, letter_id: int) -> None:
    operations.send_expiry_letter(letter_id=letter_id, day=clock.today(), now=clock.now())


@every("30 11 * * *", "agreements.write_due_notices")
def write_due_notices() -> None:
    operations.write_due_notices(now=clock.now())


@task("agreements.announce_stay")
def announce_stay(*, stay_id: int, state: str) -> None:
    operations.announce_stay(stay_id=stay_id, state=state, now=clock.now())


@task("agreements.send_notice")
def send_notice(*, letter_id: int) -> None:
    operations.send_notice(letter_id=letter_id, now=clock.now())


@every("*/10 * * * *", "agreements.queue_letters")
def queue_letters() -> None:
    operations.queue_letters(now=clock.now())


@task("agreements.send_practice_letter")
def send_practice_letter(*, letter_id: int) -> None:
    operations.send_practice_letter(letter_id=letter_id, now=clock.now())
