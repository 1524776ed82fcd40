"""What Maillage already knows came of it: people who finished, needs that are settled, practices that were adopted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from maillage.activities.enums import ActivityState, PartRole, PartState
from maillage.activities.models import Participant
from maillage.agreements.enums import TransferState
from maillage.agreements.models import Opening, Party, Transfer, TransferStep
from maillage.common.zones import day_of
from maillage.learning.models import Enrolment
from maillage.matching.enums import FollowUpResult
from maillage.matching.models import FollowUp
from maillage.outcomes.enums import Certainty, Origin, OutcomeKind
from maillage.outcomes.models import Outcome, Statement
from maillage.outcomes.rules.statements import OURS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class Found:
    """One outcome that is known below. links: what it hangs on, by the name of the column."""

    reference: str
    network: int
    kind: OutcomeKind
    certainty: Certainty
    happened_on: date
    is_fictitious: bool
    links: dict[str, int | None]


def found_below(now: datetime) -> Iterator[Found]:
    """All of it, in three queries and one for the agreements."""
    yield from people_trained()
    yield from problems_solved(now)
    yield from ideas_transferred()


def people_trained() -> Iterator[Found]:
    """Those who have a place in a cohort of an initiative and finished its path since its first day; once an initiative."""
    ended = (
        Enrolment.objects.filter(
            person=OuterRef("user"),
            path=OuterRef("activity__cohort__version__path"),
            finished_at__isnull=False,
        )
        .filter(finished_at__date__gte=OuterRef("activity__starts_on"))
        .order_by("finished_at", "pk")
        .values("finished_at")[:1]
    )
    rows = (
        Participant.objects.filter(
            activity__initiative__isnull=False,
            activity__cohort__isnull=False,
            activity__state=ActivityState.ANNOUNCED,
            state=PartState.CONFIRMED,
            role=PartRole.PARTICIPANT,
            user__isnull=False,
        )
        .annotate(ended=Subquery(ended))
        .filter(ended__isnull=False)
        .order_by("activity__initiative", "user", "ended", "pk")
        .distinct("activity__initiative", "user")
        .values(
            "pk",
            "ended",
            "activity",
            network=F("activity__network"),
            initiative=F("activity__initiative"),
            agreement=F("activity__agreement"),
            strand=F("activity__strand"),
            territory=F("activity__cohort__territory"),
            firm=F("activity__cohort__organisation"),
            fictitious=F("activity__is_fictitious"),
        )
    )
    for row in rows:
        yield Found(
            reference=f"{OURS}participation:{row['pk']}",
            network=row["network"],
            kind=OutcomeKind.PEOPLE_TRAINED,
            certainty=Certainty.DOCUMENTED,
            happened_on=day_of(row["ended"]),
            is_fictitious=row["fictitious"],
            links={
                "participant_id": row["pk"],
                "activity_id": row["activity"],
                "initiative_id": row["initiative"],
                "agreement_id": row["agreement"],
                "strand_id": row["strand"] if row["agreement"] else None,
                "territory_id": row["territory"],
                "organisation_id": row["firm"],
            },
        )


def problems_solved(now: datetime) -> Iterator[Found]:
    """Needs whose last answer is « réglé »; of two introductions that settled one, the first to be told."""
    last = (
        FollowUp.objects.filter(introduction=OuterRef("introduction"), answered_at__isnull=False)
        .order_by("-answered_at", "-pk")
        .values("pk")[:1]
    )
    rows = (
        FollowUp.objects.filter(pk=Subquery(last), result=FollowUpResult.SOLVED, answered_at__lte=now)
        .order_by("introduction__need", "answered_at", "pk")
        .distinct("introduction__need")
        .values(
            "introduction",
            "answered_at",
            met_at=F("introduction__asked_at"),
            network=F("introduction__need__network"),
            firm=F("introduction__need__organisation"),
            territory=Coalesce(
                "introduction__need__organisation__territory", "introduction__need__network__territory"
            ),
            fictitious=F("introduction__need__text_is_fictitious"),
            need_strand=F("introduction__need__strand"),
            offer_strand=F("introduction__offer__strand"),
            offer_network=F("introduction__offer__network"),
        )
    )
    opened = _openings()
    for row in rows:
        agreement, strand = _linking(opened, row)
        answered = row["answered_at"]
        assert answered is not None  # the answered ones alone
        yield Found(
            reference=f"{OURS}mise-en-relation:{row['introduction']}",
            network=row["network"],
            kind=OutcomeKind.PROBLEM_SOLVED,
            certainty=Certainty.CLAIMED,
            happened_on=day_of(answered),
            is_fictitious=row["fictitious"],
            links={
                "introduction_id": row["introduction"],
                "organisation_id": row["firm"],
                "territory_id": row["territory"],
                "agreement_id": agreement,
                "strand_id": strand,
            },
        )


def ideas_transferred() -> Iterator[Found]:
    """Practices that an organisation of another community adopted."""
    adopted = (
        TransferStep.objects.filter(transfer=OuterRef("pk"), state=TransferState.ADOPTED)
        .order_by("-at", "-pk")
        .values("at")[:1]
    )
    rows = (
        Transfer.objects.filter(state=TransferState.ADOPTED, organisation__isnull=False)
        .annotate(at=Coalesce(Subquery(adopted), "changed_at"))
        .order_by("pk")
        .values(
            "pk",
            "network",
            "organisation",
            "agreement",
            "at",
            territory=Coalesce("organisation__territory", "network__territory"),
            strand=F("practice__strand"),
            fictitious=F("practice__text_is_fictitious"),
        )
    )
    for row in rows:
        yield Found(
            reference=f"{OURS}reprise:{row['pk']}",
            network=row["network"],
            kind=OutcomeKind.IDEA_TRANSFERRED,
            certainty=Certainty.CLAIMED,
            happened_on=day_of(row["at"]),
            is_fictitious=row["fictitious"],
            links={
                "organisation_id": row["organisation"],
                "territory_id": row["territory"],
                "agreement_id": row["agreement"],
                "strand_id": row["strand"] if row["agreement"] else None,
            },
        )


Opened = dict[tuple[int, int, int], list["Mapping[str, Any]"]]


def _openings() -> Opened:
    """By network, other network and strand: the openings of signed versions that link them, in the order of agreements."""
    sides: dict[int, list[int]] = {}
    for agreement, network in Party.objects.order_by("agreement", "pk").values_list("agreement", "network"):
        sides.setdefault(agreement, []).append(network)
    found: Opened = {}
    rows = (
        Opening.objects.filter(version__signed_on__isnull=False)
        .order_by("version__agreement", "pk")
        .values(
            "strand",
            "starts_on",
            "ends_on",
            agreement=F("version__agreement"),
            first=F("version__starts_on"),
            signed=F("version__signed_on"),
            last=F("version__ends_on"),
            ended=F("version__ended_on"),
        )
    )
    for row in rows:
        networks = sides.get(row["agreement"], [])
        for one in networks:
            for other in networks:
                if one != other:
                    found.setdefault((one, other, row["strand"]), []).append(row)
    return found


def _linking(opened: Opened, row: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Through which agreement, on which strand, the two sides met on the day they did."""
    day = day_of(row["met_at"])
    for strand in (row["need_strand"], row["offer_strand"]):
        for opening in opened.get((row["network"], row["offer_network"], strand), []):
            if _was_open(opening, day):
                return opening["agreement"], strand
    return None, None


def _was_open(opening: Mapping[str, Any], day: date) -> bool:
    first = [opening["first"], opening["signed"], opening["starts_on"] or opening["first"]]
    last = [opening["last"], opening["ends_on"] or opening["last"]]
    return max(first) <= day <= min(last) and (opening["ended"] is None or opening["ended"] > day)


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """An outcome gathered before.

    statement: what stands; ended_by_us: none stands, and nobody but us ended it; is_forgotten: its person closed her
    account, what she learnt stays counted.
    """

    pk: int
    statement: int | None
    ended_by_us: bool
    is_forgotten: bool


def gathered_before() -> dict[tuple[int, str], Gathered]:
    """By network and reference."""
    rows = Outcome.objects.filter(origin=Origin.GATHERED, reference__startswith=OURS)
    newest = Statement.objects.filter(outcome=OuterRef("pk")).order_by("-pk")
    told = (
        rows.annotate(
            last=Subquery(newest.values("pk")[:1]),
            ended=Subquery(newest.values("ended_at")[:1]),
            by=Subquery(newest.values("ended_by")[:1]),
            forgotten=Case(
                When(
                    participant__user__isnull=True, participant__state=PartState.CONFIRMED, then=Value(True)
                ),
                default=Value(False),
            ),
        )
        .order_by("pk")
        .values_list("network", "reference", "pk", "last", "ended", "by", "forgotten")
    )
    return {
        (network, reference): Gathered(
            pk=pk,
            statement=last if last is not None and ended is None else None,
            ended_by_us=last is None or (ended is not None and by is None),
            is_forgotten=forgotten,
        )
        for network, reference, pk, last, ended, by, forgotten in told
    }
