"""Deferred work: what other contexts know becomes outcomes, voluntary answers are counted, reports leave by mail."""

from maillage.common import clock
from maillage.common.jobs import every, later_each, task
from maillage.outcomes.operations import letters
from maillage.outcomes.operations.gathering import gather
from maillage.outcomes.operations.inclusion import count_inclusion
from maillage.outcomes.operations.sharing import share_what_is_not
from maillage.outcomes.queries.inclusion import initiatives_to_count


@every("35 * * * *", "outcomes.gather")
def gather_what_is_known() -> None:
    gather(now=clock.now())
    share_what_is_not(now=clock.now())


@every("45 5 * * *", "outcomes.queue_inclusion")
def queue_inclusion() -> None:
    later_each("outcomes.count_inclusion", "initiative_id", initiatives_to_count())


@task("outcomes.count_inclusion")
def count_one_inclusion(*, initiative_id: int) -> None:
    count_inclusion(initiative_id=initiative_id, now=clock.now())


@every("40 10 * * *", "outcomes.write_report_letters")
def write_report_letters() -> None:
    letters.write_report_letters(now=clock.now())


@every("6-56/10 * * * *", "outcomes.queue_report_letters")
def queue_report_letters() -> None:
    letters.queue_report_letters(now=clock.now())


@task("outcomes.send_report_letter")
def send_report_letter(*, letter_id: int) -> None:
    letters.send_report_letter(letter_id=letter_id, now=clock.now())
