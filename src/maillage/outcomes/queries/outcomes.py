"""Reading outcomes: which may be seen, narrowed to what is asked, with what is said of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.outcomes.models import Evidence, Outcome, Statement
from maillage.outcomes.queries.totals import statements_in

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage.common.viewer import Viewer
    from maillage.outcomes.queries.totals import Scope

WITH_WHENCE = (
    "network", "organisation", "territory", "initiative", "agreement", "strand", "activity", "introduction",
)  # fmt: skip
TOLD_IN_A_LIST = (
    "network",
    "organisation",
    "territory",
)  # each table more would be planned for longer than it is read


def statements_found(
    viewer: Viewer, scope: Scope, *, kind: str = "", certainty: str = "", currency: str = ""
) -> QuerySet[Statement]:
    """One row an outcome of this scope that the viewer may see, the newest first. Rows carry their outcome, its network, firm and place."""
    narrowed = {"kind": kind, "certainty": certainty, "currency": currency}
    wanted = {name: value for name, value in narrowed.items() if value}
    rows = (
        statements_in(scope, viewer)
        .filter(**wanted)
        .select_related(*(f"outcome__{name}" for name in TOLD_IN_A_LIST))
    )
    return rows.order_by("-happened_on", "-outcome_id")


def outcomes_open_to(viewer: Viewer) -> QuerySet[Outcome]:
    """Those she may see, withdrawn ones too. Rows carry whence they come."""
    return Outcome.objects.visible_to(viewer).select_related(*WITH_WHENCE)


def statement_of(outcome: Outcome) -> Statement | None:
    """What is said of it now; None once it is withdrawn."""
    return Statement.objects.current().select_related("verified_by").filter(outcome=outcome).first()


def statements_of(outcome: Outcome) -> QuerySet[Statement]:
    """All that was said of it, the newest first, and by whom."""
    return outcome.statements.select_related("recorded_by", "ended_by", "verified_by").order_by("-pk")


def evidence_of(outcome: Outcome) -> QuerySet[Evidence]:
    """What proves it, and what did, the newest first. Rows carry their file, if they have one."""
    return outcome.evidence.select_related("file", "added_by").order_by("-pk")


def is_proved(outcome_id: int) -> bool:
    """Whether one evidence at least stands."""
    return Evidence.objects.filter(outcome=outcome_id, withdrawn_at__isnull=True).exists()
