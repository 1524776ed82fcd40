"""Deferred work: letters, what is counted of groups, and calibrations."""

from maillage.assessments import operations
from maillage.common import clock
from maillage.common.jobs import every, task


@task("assessments.send_share_letter")
def send_share_letter(*, letter_id: int) -> None:
    operations.send_share_letter(letter_id=letter_id, now=clock.now())


@task("assessments.send_invitation")
def send_invitation(*, letter_id: int) -> None:
    operations.send_invitation(letter_id=letter_id, now=clock.now())


@task("assessments.send_reminder")
def send_reminder(*, letter_id: int) -> None:
    operations.send_reminder(letter_id=letter_id, now=clock.now())


@every("7-57/10 * * * *", "assessments.queue_letters")
def queue_letters() -> None:
    operations.queue_letters(now=clock.now())


@every("10 6 * * *", "assessments.queue_counts")
def queue_counts() -> None:
    operations.queue_counts()


@task("assessments.count_group")
def count_group(*, campaign_id: int) -> None:
    operations.count_group(campaign_id=campaign_id, now=clock.now())


@every("20 6 * * *", "assessments.forget_invited")
def forget_invited() -> None:
    operations.forget_invited(day=clock.today())


@every("30 6 * * *", "assessments.forget_withdrawn")
def forget_withdrawn() -> None:
    operations.forget_withdrawn()


@task("assessments.calibrate")
def calibrate(*, calibration_id: int) -> None:
    operations.run_calibration(calibration_id=calibration_id, now=clock.now())
