"""An outcome: declared, corrected, verified, published, withdrawn. Nothing that was said is lost."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from maillage.common.refusals import ChangedMeanwhile
from maillage.outcomes.enums import Certainty, Origin
from maillage.outcomes.errors import (
    AlreadyVerified,
    AlreadyWithdrawn,
    DoNotGoTogether,
    NothingProvesIt,
    NotOfThisNetwork,
    StrandNotOfAgreement,
    VerifiedByItself,
    WhyNeeded,
)
from maillage.outcomes.models import Outcome, Statement
from maillage.outcomes.queries import whence as queries
from maillage.outcomes.queries.outcomes import is_proved
from maillage.outcomes.rules.statements import Said, certainty_from, check
from maillage.outcomes.rules.whence import Whence

if TYPE_CHECKING:
    from datetime import date, datetime

    from maillage.directory.models import Network, Organisation
    from maillage.people.models import User


@transaction.atomic
def declare_outcome(
    *,
    network: Network,
    kind: str,
    said: Said,
    whence: Whence,
    origin: Origin,
    by: User | None,
    now: datetime,
    day: date,
    reference: str = "",
    is_fictitious: bool = False,
) -> Outcome:
    """Say what came of it; claimed, until something proves it. What goes without saying is filled in: the initiative of an
    activity, the place of a firm.

    Raises what `rules.statements.check` raises, NotOfThisNetwork, DoNotGoTogether, StrandNotOfAgreement.
    """
    whence = whence_filled(network, whence)
    check(kind, said, begins=whence.begins(), day=day)
    outcome = Outcome.objects.create(
        network=network,
        kind=kind,
        origin=origin,
        reference=reference,
        is_fictitious=is_fictitious,
        created_at=now,
        **{name: getattr(whence, name) for name in Whence.__dataclass_fields__},
    )
    Statement.objects.create(
        outcome=outcome, recorded_at=now, recorded_by=by, certainty=Certainty.CLAIMED, **asdict(said)
    )
    return outcome


@transaction.atomic
def correct_outcome(
    *, outcome_id: int, seen: int, said: Said, reason: str, by: User, now: datetime, day: date
) -> Statement:
    """End what is said of it, for a reason, and say it anew. What was verified was another figure: it is verified again.

    seen: the statement that was read. Raises AlreadyWithdrawn, ChangedMeanwhile, WhyNeeded, and what `check` raises.
    """
    current = statement_locked(outcome_id, seen=seen)
    outcome = current.outcome
    check(outcome.kind, said, begins=whence_of(outcome).begins(), day=day)
    certainty = certainty_from(has_proof=is_proved(outcome_id), kind=outcome.kind, origin=outcome.origin)
    changes = asdict(said) | {"certainty": certainty, "verified_by": None}
    return restate(current, reason=_given(reason), by=by, now=now, **changes)


@transaction.atomic
def verify_outcome(
    *, outcome_id: int, seen: int, verified_by: Organisation, by: User, now: datetime
) -> Statement:
    """Say that an organisation looked at what proves it. Raises AlreadyWithdrawn, ChangedMeanwhile, AlreadyVerified,
    NothingProvesIt, VerifiedByItself.
    """
    current = statement_locked(outcome_id, seen=seen)
    if current.certainty == Certainty.VERIFIED:
        raise AlreadyVerified
    if current.certainty == Certainty.CLAIMED:
        raise NothingProvesIt
    if verified_by.pk == current.outcome.organisation_id:
        raise VerifiedByItself
    reason = _("Vérifiée par %(name)s.") % {"name": verified_by}
    return restate(
        current, reason=reason, by=by, now=now, certainty=Certainty.VERIFIED, verified_by=verified_by
    )


@transaction.atomic
def withdraw_outcome(*, outcome_id: int, seen: int, reason: str, by: User, now: datetime) -> None:
    """It counts no more; its history stays. Raises AlreadyWithdrawn, ChangedMeanwhile, WhyNeeded."""
    current = statement_locked(outcome_id, seen=seen)
    _end(current, reason=_given(reason), by=by, now=now)


@transaction.atomic
def publish_outcome(*, outcome_id: int, is_published: bool) -> Outcome:
    """Open it to everybody, or keep it for the firm and the coordination."""
    outcome = Outcome.objects.select_for_update(of=("self",)).get(pk=outcome_id)
    outcome.is_published = is_published
    outcome.save(update_fields=["is_published"])
    return outcome


def statement_locked(outcome_id: int, *, seen: int | None = None) -> Statement:
    """What is said of an outcome, nobody else changing it meanwhile. Raises AlreadyWithdrawn, ChangedMeanwhile."""
    Outcome.objects.select_for_update(of=("self",)).get(pk=outcome_id)
    current = (
        Statement.objects.current()
        .select_related(*(f"outcome__{name}" for name in ("activity", "initiative", "introduction")))
        .filter(outcome=outcome_id)
        .first()
    )
    if current is None:
        raise AlreadyWithdrawn
    if seen is not None and current.pk != seen:
        raise ChangedMeanwhile
    return current


def restate(current: Statement, *, reason: str, by: User | None, now: datetime, **changes: Any) -> Statement:
    """End a statement and record another, which says the same but for these changes."""
    said = (
        "value", "currency", "full_time_equivalents", "pay_band", "happened_on", "words", "certainty",
        "verified_by",
    )  # fmt: skip
    kept = {name: getattr(current, name) for name in said}
    _end(current, reason=reason, by=by, now=now)
    return Statement.objects.create(
        outcome=current.outcome, recorded_at=now, recorded_by=by, **kept | changes
    )


def _end(current: Statement, *, reason: str, by: User | None, now: datetime) -> None:
    Statement.objects.filter(pk=current.pk).end(now=now, by=by, reason=reason)


def _given(reason: str) -> str:
    if not reason.strip():
        raise WhyNeeded
    return reason.strip()


def whence_of(outcome: Outcome) -> Whence:
    return Whence(**{name: getattr(outcome, name) for name in Whence.__dataclass_fields__})


def whence_filled(network: Network, whence: Whence) -> Whence:
    """With what goes without saying. Raises NotOfThisNetwork, DoNotGoTogether, StrandNotOfAgreement."""
    if whence.participant is not None:
        whence = _with(whence, activity=whence.participant.activity)
    if whence.activity is not None:
        activity = whence.activity
        whence = _with(whence, initiative=activity.initiative, agreement=activity.agreement)
        if whence.strand is None and whence.agreement is not None and activity.agreement is not None:
            whence = replace(whence, strand=activity.strand)
    if whence.introduction is not None:
        whence = _through(whence, network)
    _check_network(network, whence)
    if whence.strand is not None and (
        whence.agreement is None or not queries.has_opened(whence.agreement, whence.strand)
    ):
        raise StrandNotOfAgreement
    if whence.territory is None:
        firm = whence.organisation
        place = firm.territory if firm is not None and firm.territory is not None else network.territory
        whence = replace(whence, territory=place)
    return whence


def _with(whence: Whence, **known: Any) -> Whence:
    """With these, which must be what was said. Raises DoNotGoTogether."""
    for name, value in known.items():
        said = getattr(whence, name)
        if value is not None and said is not None and said != value:
            raise DoNotGoTogether(one=said, other=whence.activity or value)
    filled = {name: value for name, value in known.items() if getattr(whence, name) is None}
    return replace(whence, **filled)


def _through(whence: Whence, network: Network) -> Whence:
    """Came of an introduction: to the firm in need, unless somebody says that it came to who helped."""
    introduction = whence.introduction
    assert introduction is not None
    sides = {
        introduction.need.organisation_id: introduction.need.network_id,
        introduction.offer.organisation_id: introduction.offer.network_id,
    }
    if network.pk not in sides.values():
        raise NotOfThisNetwork(name=introduction.need.title)
    whence = replace(whence, organisation=whence.organisation or introduction.need.organisation)
    if whence.organisation is not None and whence.organisation.pk not in sides:
        raise DoNotGoTogether(one=whence.organisation, other=introduction.need.title)
    return whence


def _check_network(network: Network, whence: Whence) -> None:
    """Raises NotOfThisNetwork."""
    firm, initiative, agreement = whence.organisation, whence.initiative, whence.agreement
    bound = agreement is not None and queries.is_party(network, agreement)
    if agreement is not None and not bound:
        raise NotOfThisNetwork(name=agreement)
    if initiative is not None and not queries.holds(network, initiative):
        raise NotOfThisNetwork(name=initiative)
    activity = whence.activity
    if activity is not None and activity.network_id != network.pk and not (bound or initiative):
        raise NotOfThisNetwork(name=activity)
    if firm is not None and not firm.networks.filter(pk=network.pk).exists():
        raise NotOfThisNetwork(name=firm)
