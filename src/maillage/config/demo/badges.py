"""A badge of the demonstration: one person shows it, another's is revoked, a third may ask for hers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from maillage.config.demo.files import told_in
from maillage.config.demo.reading import read
from maillage.directory.models import Network
from maillage.learning.models import LearningPath
from maillage.learning.operations import award_badge, begin_path, open_badge, revoke_award
from maillage.learning.queries.badges import evidence_of
from maillage.people.models import User

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.learning.models import Badge, Enrolment

LASTED = timedelta(weeks=9)


def build_badges(*, now: datetime) -> None:
    """That of content/demo/badges.json."""
    told = told_in("badges.json")
    path = LearningPath.objects.get(code=told["path"])
    badge = open_badge(
        network=Network.objects.get(slug=told["network"]),
        path=path,
        title=told["title"],
        description=told["description"],
        criteria=told["criteria"],
        language="fr",
        now=now - timedelta(weeks=20),
    )
    for one in told["people"]:
        enrolment = _finished(path, one, now - timedelta(days=one["days_ago"]))
        if "shows" in one:
            _given(badge, enrolment, one, now)


def _finished(path: LearningPath, one: dict[str, Any], ended: datetime) -> Enrolment:
    """The path as she read it, a module after the other."""
    person, version = User.objects.get(email=one["email"]), path.versions.get()
    enrolment = begin_path(version=version, person=person, now=ended - LASTED)
    steps = list(version.steps.select_related("module").order_by("position"))
    for rank, step in enumerate(steps, start=1):
        read(step.module, person, at=ended - LASTED + LASTED * rank / len(steps))
    enrolment.refresh_from_db()
    return enrolment


def _given(badge: Badge, enrolment: Enrolment, one: dict[str, Any], now: datetime) -> None:
    shown = evidence_of(badge, enrolment)[: one["shows"]]
    award = award_badge(
        badge_id=badge.pk,
        person=enrolment.person,
        shows_name=one["shows_name"],
        evidence=[row.key for row in shown],
        now=now - timedelta(days=one["days_ago"] - 1),
    )
    if "revoked" in one:
        revoke_award(award_id=award.pk, reason=one["revoked"], now=now - timedelta(days=2))
