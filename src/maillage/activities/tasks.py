"""Deferred work: letters to participants, and what time brings about."""

from maillage.activities import operations
from maillage.common import clock
from maillage.common.jobs import every, task


@task("activities.send_letter")
def send_letter(*, letter_id: int) -> None:
    operations.send_letter(letter_id=letter_id, now=clock.now())


@task("activities.send_arrival")
def send_arrival(*, arrival_id: int) -> None:
    operations.send_arrival(arrival_id=arrival_id, now=clock.now())


@task("activities.tell_reviewer")
def tell_reviewer(*, letter_id: int) -> None:
    operations.tell_reviewer(letter_id=letter_id, now=clock.now())


@every("5-55/10 * * * *", "activities.queue_letters")
def queue_letters() -> None:
    operations.queue_letters(now=clock.now())
    operations.queue_arrivals(now=clock.now())
    operations.queue_reviewer_letters(now=clock.now())


@every("35 5 * * *", "activities.forget_arrivals")
def forget_arrivals() -> None:
    operations.forget_arrivals(now=clock.now())


@every("30 5 * * *", "activities.erase_needs")
def erase_needs() -> None:
    operations.erase_needs(day=clock.today())


@every("30 11 * * *", "activities.recall_follow_ups")
def recall_follow_ups() -> None:
    operations.recall_follow_ups(now=clock.now())


@task("activities.recall_follow_up")
def recall_follow_up(*, follow_up_id: int) -> None:
    operations.recall_follow_up(follow_up_id=follow_up_id, now=clock.now())


@task("activities.send_follow_up_letter")
def send_follow_up_letter(*, letter_id: int) -> None:
    operations.send_follow_up_letter(letter_id=letter_id, now=clock.now())


@every("5-59/10 * * * *", "activities.queue_camp_dues")
def queue_camp_dues() -> None:
    operations.queue_camp_dues(now=clock.now())


@task("activities.expire_offer")
def expire_offer(*, application_id: int) -> None:
    operations.expire_offer(application_id=application_id, now=clock.now())


@task("activities.remind_of_place")
def remind_of_place(*, application_id: int) -> None:
    operations.remind_of_place(application_id=application_id, now=clock.now())


@task("activities.plan_aftermath")
def plan_aftermath(*, edition_id: int) -> None:
    operations.plan_aftermath(edition_id=edition_id, now=clock.now())


@task("activities.ask_camp_follow_up")
def ask_camp_follow_up(*, follow_up_id: int) -> None:
    operations.ask_camp_follow_up(follow_up_id=follow_up_id, now=clock.now())


@task("activities.send_camp_letter")
def send_camp_letter(*, letter_id: int) -> None:
    operations.send_camp_letter(letter_id=letter_id, now=clock.now())
