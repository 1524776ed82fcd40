"""Versions as they are read: their text, their life, what is owed under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Prefetch, Q

from maillage.agreements.enums import VersionState
from maillage.agreements.models import (
    Agreement,
    AgreementVersion,
    Commitment,
    CommitmentStep,
    Opening,
    Signatory,
    VersionStep,
)
from maillage.agreements.queries.agreements import parties_of
from maillage.agreements.rules import compare
from maillage.directory.enums import OrganisationKind
from maillage.directory.models import Organisation

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from maillage.agreements.rules import Comparison
    from maillage.common.viewer import Viewer


def versions_of(agreement: Agreement) -> QuerySet[AgreementVersion]:
    """Every version, first to last, as it is told: strands, openings with their commitments, signatories, steps.

    Openings carry their strand; commitments their party and steps; steps who took them. Seven queries in all.
    """
    commitments = (
        Commitment.objects.select_related("party")
        .prefetch_related(Prefetch("steps", CommitmentStep.objects.select_related("by").order_by("pk")))
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )
    openings = (
        Opening.objects.select_related("strand")
        .prefetch_related(Prefetch("commitments", commitments))
        .order_by("strand__position")
    )
    return (
        agreement.versions.select_related("revised_by")
        .prefetch_related(
            "strands",
            Prefetch("openings", openings),
            Prefetch("signatories", Signatory.objects.select_related("party").order_by("party__shore", "pk")),
            Prefetch("steps", VersionStep.objects.select_related("by", "party", "version").order_by("pk")),
        )
        .order_by("number")
    )


def openings_in_force(agreement: Agreement, day: date) -> QuerySet[Opening]:
    """The strands that are open on that day, in their order, each with its strand."""
    return (
        Opening.objects.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=day),
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            version__in=agreement.versions.in_force(day),
        )
        .select_related("strand")
        .order_by("strand__position")
    )


def versions_in_brief(slug: str) -> QuerySet[AgreementVersion]:
    """Every version of an agreement, first to last, as its front page tells them. Four queries.

    Rows carry the agreement with its parties and their networks, openings with their strand, signatories.
    """
    return (
        AgreementVersion.objects.filter(agreement__slug=slug)
        .select_related("agreement")
        .prefetch_related(
            parties_of("agreement__parties"),
            Prefetch("openings", Opening.objects.select_related("strand").order_by("strand__position")),
            Prefetch("signatories", Signatory.objects.order_by("party__shore", "pk")),
        )
        .order_by("number")
    )


def may_read_terms(viewer: Viewer, version: AgreementVersion) -> bool:
    """Objectives and commitments are read by members of the parties, and by all once published."""
    return version.terms_are_public or is_bound(viewer, version.agreement)


def is_bound(viewer: Viewer, agreement: Agreement) -> bool:
    """Whether one of the viewer's networks is a party."""
    return any(party.network_id in viewer.network_ids for party in agreement.parties.all())


def commitments_by_strand(
    version: AgreementVersion, viewer: Viewer
) -> list[tuple[Opening, list[Commitment]]]:
    """Each strand of a version of `versions_of` with what is owed on it; nothing when she may not read it."""
    if not may_read_terms(viewer, version):
        return []
    return [(opening, list(opening.commitments.all())) for opening in version.openings.all()]


def owed_under(version: AgreementVersion, viewer: Viewer) -> QuerySet[Commitment]:
    """What a version engages its parties to, the first due first; nothing when she may not read it."""
    if not may_read_terms(viewer, version):
        return Commitment.objects.none()
    rows = Commitment.objects.filter(opening__version=version)
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def assents_to(version: AgreementVersion) -> set[int]:
    """The parties that accepted the text as it stands: since it was last a draft."""
    agreed: set[int] = set()
    for state, party in version.steps.order_by("pk").values_list("state", "party"):
        if state == VersionState.DRAFT:
            agreed.clear()
        elif state == VersionState.AGREED and party is not None:
            agreed.add(party)
    return agreed


def continuation_of(commitment: Commitment) -> Commitment | None:
    """The commitment that a signed renewal carried it into: from then on, that one is followed."""
    signed = commitment.carried_to.filter(opening__version__signed_on__isnull=False)
    return signed.select_related("opening__version__agreement").order_by("pk").first()


def signed_beside(version: AgreementVersion) -> QuerySet[AgreementVersion]:
    """Signed versions of the same agreement whose days meet its own, first to last."""
    still_on = Q(ended_on__isnull=True, ends_on__gte=version.starts_on) | Q(ended_on__gt=version.starts_on)
    return (
        AgreementVersion.objects.filter(
            still_on,
            agreement=version.agreement_id,
            signed_on__isnull=False,
            starts_on__lte=version.ends_on,
        )
        .exclude(pk=version.pk)
        .order_by("number")
    )


def comparison_of(old: AgreementVersion, new: AgreementVersion) -> Comparison:
    """What changed from one to the other, both of `versions_of`. One query."""
    rows = Commitment.objects.filter(opening__version__agreement=old.agreement_id).order_by("pk")
    return compare(
        list(old.openings.all()), list(new.openings.all()), dict(rows.values_list("pk", "carried_from"))
    )


def bodies_of(agreement: Agreement) -> list[str]:
    """Names of the bodies that may sign or take charge: active organisations of the parties that are no firm."""
    networks = [party.network_id for party in agreement.parties.all()]
    bodies = (
        Organisation.objects.active()
        .filter(networks__in=networks)
        .exclude(kind=OrganisationKind.BUSINESS)
        .order_by("sort_key", "pk")
    )
    return list(dict.fromkeys(bodies.values_list("name", flat=True)))
