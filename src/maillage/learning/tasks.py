"""Deferred work: letters, places that become enrolments, what is told of groups."""

from maillage.common import clock
from maillage.common.jobs import every, task
from maillage.learning import operations
from maillage.learning.operations import cohort_letters, cohorts, peers, results


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


@every("3-53/10 * * * *", "learning.enrol_seated")
def enrol_seated() -> None:
    cohorts.enrol_seated(now=clock.now())


@every("25 * * * *", "learning.remind_of_sessions")
def remind_of_sessions() -> None:
    cohort_letters.remind_of_sessions(now=clock.now())


@every("8-58/10 * * * *", "learning.queue_cohort_letters")
def queue_cohort_letters() -> None:
    cohort_letters.queue_cohort_letters(now=clock.now())


@task("learning.send_cohort_letter")
def send_cohort_letter(*, letter_id: int) -> None:
    cohort_letters.send_cohort_letter(letter_id=letter_id, now=clock.now())


@every("15 6 * * *", "learning.queue_results")
def queue_results() -> None:
    results.queue_results()


@task("learning.count_results")
def count_results(*, path_id: int) -> None:
    results.count_results(path_id=path_id, now=clock.now())


@every("35 * * * *", "learning.return_overdue")
def return_overdue() -> None:
    peers.return_overdue(now=clock.now())
