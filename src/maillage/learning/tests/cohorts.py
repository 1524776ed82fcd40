"""Cohorts for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from maillage.activities.operations import add_item, announce_activity
from maillage.agreements.enums import Visibility
from maillage.directory.tests.factories import (
    MembershipFactory,
    NetworkFactory,
    OrganisationFactory,
    TerritoryFactory,
    member_of,
)
from maillage.learning.models import PathVersion
from maillage.learning.operations import finish_block
from maillage.learning.operations.cohorts import join_cohort, open_cohort
from maillage.learning.operations.rollouts import plan_roll_out, set_target
from maillage.learning.tests.factories import module, path

if TYPE_CHECKING:
    from maillage.activities.models import Participant, ProgrammeItem
    from maillage.learning.models import Cohort, RollOut
    from maillage.people.models import User

OPENED = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
FIRST, LAST = date(2026, 12, 1), date(2027, 2, 26)
TODAY = date(2026, 11, 22)


def region(name: str = "Mauricie") -> Any:
    return TerritoryFactory(level="region", name=name)


def a_path() -> PathVersion:
    """Of two modules of three blocks; the same each time."""
    known = PathVersion.objects.filter(path__code="regarder-et-compter").first()
    return known or path(module("regarder"), module("compter"), code="regarder-et-compter")


def cohort(*, version: PathVersion | None = None, is_announced: bool = True, **said: Any) -> Cohort:
    """Two places, from the first of December, announced to its network, led by one of its advisors."""
    network = said.pop("network", None) or NetworkFactory()
    organiser = OrganisationFactory(networks=[network])
    facts = {
        "territory": said.pop("territory", None) or region(),
        "places": 2,
        "network": network,
        "organiser": organiser,
        "facilitator": member_of(organiser, network, role="advisor"),
        "title": "Cohorte de la Mauricie",
        "starts_on": FIRST,
        "ends_on": LAST,
        "time_zone": "America/Toronto",
        "visibility": Visibility.NETWORK,
        "now": OPENED,
    }
    found = open_cohort(version=version or a_path(), **facts | said)
    if is_announced:
        announce_activity(activity_id=found.activity_id, now=OPENED)
        found.activity.refresh_from_db()
    return found


def somebody_of(found: Cohort) -> User:
    """With an account, in its network."""
    return MembershipFactory(network=found.activity.network, organisation=None, role="learner").user


def join(found: Cohort, user: User | None = None, *, counts: bool = False, minutes: int = 0) -> Participant:
    return join_cohort(
        cohort_id=found.pk,
        user=user or somebody_of(found),
        counts=counts,
        now=OPENED + timedelta(minutes=minutes),
        day=TODAY,
    )


def session_of(
    found: Cohort, *, starts_at: datetime = datetime(2026, 12, 1, 14, 0, tzinfo=UTC)
) -> ProgrammeItem:
    return add_item(
        activity_id=found.activity_id,
        now=OPENED,
        kind="session",
        title="Première séance",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        online_url="https://visio.exemple.test/cohorte",
    )


def read(user: User, version: PathVersion, *, step: int = 1, blocks: int = 3, at: datetime) -> None:
    """So many blocks of one step, all at once; the module ends with its third."""
    given = version.steps.get(position=step).module.versions.get()
    for position in range(1, blocks + 1):
        finish_block(version=given, position=position, person=user, now=at)


def roll_out() -> RollOut:
    """Twenty people of one region within the year."""
    planned = plan_roll_out(
        network=NetworkFactory(),
        path=a_path().path,
        title="Déploiement",
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=365),
    )
    set_target(roll_out_id=planned.pk, territory=region(), people=20, by_day=planned.ends_on)
    return planned
