"""The modules and the paths that we ship, and the invented people who follow them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings

from maillage.common.zones import day_of
from maillage.config.demo.files import told_in
from maillage.config.demo.reading import given, read
from maillage.learning.models import LearningPath, Module
from maillage.learning.operations import (
    begin_path,
    import_learning,
    make_plan,
    review_answer,
    save_answer,
    send_answer,
)
from maillage.learning.operations.exercises import NO_EDITION
from maillage.learning.queries import path_version_given
from maillage.people.models import User

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.learning.models import PathVersion


def build_learning(*, now: datetime) -> None:
    """Those of content/demo/learning.json: what each one read, and her answers to exercises."""
    import_learning(folder=settings.CONTENT, now=now)
    for told in told_in("learning.json"):
        person = User.objects.get(email=told["person"])
        begun = now - timedelta(days=told["days_ago"])
        version = path_version_given(LearningPath.objects.get(code=told["path"]))
        assert version is not None  # imported just before
        begin_path(version=version, person=person, now=begun)
        for days, (code, several) in enumerate(told["read"]):
            read(Module.objects.get(code=code), person, at=begun + timedelta(days=days), several=several)
        if hours := told.get("hours_a_week"):
            _planned(person, version, hours, now)
        for answer in told["answers"]:
            answer_exercise(answer, person, now)


def _planned(person: User, version: PathVersion, hours: int, now: datetime) -> None:
    """Her own path towards the role of that one."""
    assert version.role is not None  # the demonstration says so of none other
    make_plan(
        person_id=person.pk,
        role=version.role,
        minutes_a_week=60 * hours,
        finish_by=None,
        today=day_of(now),
        now=now,
    )


def answer_exercise(told: dict[str, Any], person: User, now: datetime) -> None:
    """Written and sent on its day; reviewed on the next, when somebody did."""
    at = now - timedelta(days=told["days_ago"])
    kept = save_answer(
        version=given(Module.objects.get(code=told["module"])),
        block=told["block"],
        rank=1,
        person=person,
        text=told["text"],
        read_edition=NO_EDITION,
        now=at,
    )
    kept = send_answer(submission_id=kept.pk, now=at)
    review = told["review"]
    if review is not None:
        review_answer(
            submission_id=kept.pk,
            by=User.objects.get(email=review["by"]),
            marks=review["marks"],
            comment=review["comment"],
            is_accepted=review["is_accepted"],
            read_edition=kept.edition,
            now=at + timedelta(days=1),
        )
