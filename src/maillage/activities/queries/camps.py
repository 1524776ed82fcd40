"""Bootcamps: their series, their editions, who applied, who reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from maillage.activities.enums import ApplicationState
from maillage.activities.models import Application, BootcampEdition, BootcampSeries, Review, Reviewer
from maillage.activities.queries.activities import activities_coordinated_by, activities_open_to
from maillage.activities.rules.eligibility import COMMUNITY
from maillage.agreements.models import Party

if TYPE_CHECKING:
    from maillage.activities.models import Activity
    from maillage.agreements.models import Agreement
    from maillage.common.viewer import Viewer

READ = frozenset(ApplicationState) - {ApplicationState.DRAFT, ApplicationState.WITHDRAWN}


def series_open_to(viewer: Viewer) -> QuerySet[BootcampSeries]:
    """Those with an edition that the viewer may read, and those that she coordinates; by name."""
    readable = BootcampEdition.objects.filter(
        series=OuterRef("pk"), activity__in=activities_open_to(viewer).order_by()
    )
    return (
        BootcampSeries.objects.filter(
            Q(Exists(readable)) | Q(pk__in=series_coordinated_by(viewer).values("pk"))
        )
        .select_related("organisation", "network", "agreement", "strand")
        .order_by("name", "pk")
    )


def series_coordinated_by(viewer: Viewer) -> QuerySet[BootcampSeries]:
    """Those of an agreement that binds a network that she coordinates: either shore."""
    bound = Party.objects.filter(agreement=OuterRef("agreement"), network__in=viewer.coordinated_network_ids)
    return BootcampSeries.objects.filter(Exists(bound)).order_by("name", "pk")


def editions_of(series: BootcampSeries, viewer: Viewer) -> QuerySet[BootcampEdition]:
    """Those that the viewer may read, the latest first. Rows carry their activity and `came` (int)."""
    came = Count("applications", filter=Q(applications__state=ApplicationState.CONFIRMED))
    return (
        series.editions.filter(activity__in=activities_open_to(viewer).order_by())
        .select_related("activity")
        .annotate(came=came)
        .order_by("-number")
    )


def edition_of(activity: Activity) -> BootcampEdition | None:
    """What makes a bootcamp of an activity, with its activity and series; two more queries bring quotas and criteria."""
    return (
        BootcampEdition.objects.filter(activity=activity)
        .select_related("activity__agreement", "series")
        .prefetch_related("quotas__party", "criteria")
        .first()
    )


def editions_coordinated_by(viewer: Viewer) -> QuerySet[BootcampEdition]:
    """Rows carry their activity and series."""
    return (
        BootcampEdition.objects.filter(activity__in=activities_coordinated_by(viewer).order_by())
        .select_related("activity__agreement", "series__network")
        .prefetch_related("quotas__party", "criteria")
        .order_by("pk")
    )


def communities_of(agreement: Agreement) -> list[Party]:
    """Its parties, shore by shore."""
    return list(agreement.parties.order_by("shore", "pk"))


def communities_named_in(edition: BootcampEdition) -> dict[int, str]:
    """Names of communities, by party, when a condition of the edition is about them: one query then, else none."""
    if not any(condition["fact"] == COMMUNITY for condition in edition.conditions):
        return {}
    return {party.pk: party.name for party in communities_of(edition.series.agreement)}


def applications_of(edition: BootcampEdition) -> QuerySet[Application]:
    """All that were sent, the best rank first. Rows carry their community, `readings` and `conflicts` (ints)."""
    return (
        edition.applications.filter(state__in=READ)
        .select_related("party", "participant", "place_held__party", "forced_by")
        .annotate(
            readings=Count("reviews", filter=Q(reviews__has_conflict=False)),
            conflicts=Count("reviews", filter=Q(reviews__has_conflict=True)),
        )
        .order_by("rank", "submitted_at", "pk")
    )


def counts_by_state(edition: BootcampEdition) -> dict[str, int]:
    """How many applications are in each state; states without any are absent."""
    rows = edition.applications.order_by().values_list("state").annotate(number=Count("pk"))
    return dict(rows)


def reviewers_of(edition: BootcampEdition) -> QuerySet[Reviewer]:
    """By name. Rows carry their account, `readings` and `conflicts` (ints)."""
    return (
        edition.reviewers.select_related("user")
        .annotate(
            readings=Count("reviews", filter=Q(reviews__has_conflict=False)),
            conflicts=Count("reviews", filter=Q(reviews__has_conflict=True)),
        )
        .order_by("user__full_name", "pk")
    )


def reviewer_for(viewer: Viewer, activity: Activity) -> Reviewer | None:
    """The viewer as a reader of this edition, with its edition; one query, none for a visitor."""
    if viewer.user_id is None:
        return None
    return (
        Reviewer.objects.filter(edition__activity=activity, user=viewer.user_id)
        .select_related("edition__activity", "user")
        .first()
    )


def applications_to_read(reviewer: Reviewer) -> QuerySet[Application]:
    """Those sent, in an order that tells nothing: by their place in the row of keys. Who applied is not read at all."""
    return (
        Application.objects.filter(edition=reviewer.edition_id, state=ApplicationState.SUBMITTED)
        .only("pk", "edition", "answers", "stage", "state")
        .order_by("key")
    )


def review_by(reviewer: Reviewer, application: Application) -> Review | None:
    """What she gave already, with its marks."""
    return Review.objects.filter(reviewer=reviewer, application=application).prefetch_related("marks").first()


def reviews_by(reviewer: Reviewer) -> dict[int, Review]:
    """What she gave, by application."""
    return {review.application_id: review for review in reviewer.reviews.order_by("pk")}


def reviews_about(application: Application) -> QuerySet[Review]:
    """What readers gave, for the coordination. Rows carry the reader, and marks with their criterion."""
    return (
        application.reviews.select_related("reviewer__user")
        .prefetch_related("marks__criterion")
        .order_by("given_at", "pk")
    )
