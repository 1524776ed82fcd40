"""What came of it: declared, proved, verified, corrected, shared between those who paid. Invented, but for Triade's jobs."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from maillage.activities.models import Activity
from maillage.agreements.models import Agreement, Strand
from maillage.common.zones import day_of
from maillage.config.demo.files import told_in
from maillage.config.demo.initiatives import TOLD, coordination, day_from, noon
from maillage.directory.models import Network, Organisation, Territory
from maillage.initiatives.models import Initiative
from maillage.outcomes.enums import Origin, ShareMethod
from maillage.outcomes.models import Outcome
from maillage.outcomes.operations import (
    add_evidence,
    correct_outcome,
    declare_outcome,
    publish_outcome,
    share_outcome,
    verify_outcome,
)
from maillage.outcomes.operations.gathering import gather
from maillage.outcomes.operations.stories import agree_to_story, write_story
from maillage.outcomes.rules.statements import Said
from maillage.outcomes.rules.stories import consent_to_a_story
from maillage.outcomes.rules.whence import Whence
from maillage.people.models import User

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from maillage.initiatives.models import Contribution

Told = dict[str, Any]
TOLD_AFTER = timedelta(days=1)  # what happened
FOUND_AGAIN = timedelta(hours=3)  # ago


def build_results(*, contributions: Mapping[str, Contribution], now: datetime) -> None:
    """The outcomes of content/demo/initiatives.json; `contributions` by their key there."""
    for told in told_in(TOLD)["outcomes"]:
        _came(told, contributions, now)
    gather(now=now - FOUND_AGAIN)
    for told in told_in(TOLD)["gathered"]:
        _looked_at(told, now)


def _came(told: Told, contributions: Mapping[str, Contribution], now: datetime) -> None:
    network = Network.objects.get(slug=told["network"])
    by = coordination(network)
    at = noon(day_from(told["happened"], now)) + TOLD_AFTER
    outcome = declare_outcome(
        network=network,
        kind=told["kind"],
        said=_said(told, told, now),
        whence=_whence(told),
        origin=Origin.ADVISOR,
        by=by,
        now=at,
        day=day_of(at),
        reference=told["key"],
        is_fictitious=told["is_fictitious"],
    )
    for proof in told["evidence"]:
        add_evidence(
            outcome_id=outcome.pk, title=proof["title"], url=proof["url"], by=by, now=at + timedelta(hours=1)
        )
    _looked_at_again(outcome, told, by, now)
    parts = {contributions[key].pk: _share(part) for key, part in told["shares"]}
    if parts:
        share_outcome(
            outcome_id=outcome.pk,
            parts=parts,
            method=ShareMethod.AGREED,
            by=by,
            now=at + timedelta(hours=2),
        )
    publish_outcome(outcome_id=outcome.pk, is_published=True)
    if "story" in told:
        _told(outcome, told["story"], by, now)


def _looked_at(told: Told, now: datetime) -> None:
    """What was gathered, proved where the press tells it, and opened to everybody."""
    found = Outcome.objects.filter(organisation__slug=told["organisation"], kind=told["kind"])
    for outcome in found.filter(origin=Origin.GATHERED).select_related("network").order_by("pk"):
        by = coordination(outcome.network)
        for proof in told["evidence"]:
            add_evidence(outcome_id=outcome.pk, title=proof["title"], url=proof["url"], by=by, now=now)
        publish_outcome(outcome_id=outcome.pk, is_published=True)


def _looked_at_again(outcome: Outcome, told: Told, by: User, now: datetime) -> None:
    """Verified by somebody else, or corrected, some days after."""
    if "verified_by" in told:
        verify_outcome(
            outcome_id=outcome.pk,
            seen=outcome.statements.current().get().pk,
            verified_by=Organisation.objects.get(slug=told["verified_by"]),
            by=by,
            now=now - timedelta(days=1),
        )
    if "corrected" in told:
        again = told["corrected"]
        at = noon(day_from(again["at"], now))
        correct_outcome(
            outcome_id=outcome.pk,
            seen=outcome.statements.current().get().pk,
            said=_said(told, told | again, now),
            reason=again["reason"],
            by=by,
            now=at,
            day=day_of(at),
        )


def _told(outcome: Outcome, told: Told, by: User, now: datetime) -> None:
    """A public fact with its source, or in words that the firm agreed to."""
    source = told.get("source", "")
    story = write_story(
        outcome_id=outcome.pk,
        title=told["title"],
        text=told["text"],
        is_public_fact=bool(source),
        source=source,
        by=by,
        now=now - timedelta(days=2),
    )
    if "agreed_by" in told:
        words = consent_to_a_story(network=str(outcome.network), title=story.title, text=story.text)
        speaker = User.objects.get(email=told["agreed_by"])
        agree_to_story(story_id=story.pk, read=words, by=speaker, now=now - timedelta(days=1))


def _said(told: Told, figures: Told, now: datetime) -> Said:
    full_time = figures.get("full_time_equivalents")
    return Said(
        value=Decimal(figures["value"]),
        happened_on=day_from(told["happened"], now),
        currency=told.get("currency", ""),
        full_time_equivalents=Decimal(full_time) if full_time else None,
        pay_band=figures.get("pay_band", ""),
        words=figures["words"],
    )


def _whence(told: Told) -> Whence:
    country, code = told["place"]
    found: dict[str, Any] = {
        "organisation": Organisation.objects.filter(slug=told.get("organisation")).first(),
        "territory": Territory.objects.get(country=country, code=code, level=_level(code)),
        "initiative": Initiative.objects.filter(slug=told.get("initiative")).first(),
        "agreement": Agreement.objects.filter(slug=told.get("agreement")).first(),
        "strand": Strand.objects.filter(slug=told.get("strand")).first(),
        "activity": Activity.objects.filter(title=told.get("activity")).first(),
    }
    return Whence(**found)


def _level(code: str) -> str:
    return "region" if len(code) == 2 else "municipality"  # noqa: PLR2004 - codes of Québec's regions


def _share(part: str) -> Decimal:
    share = Fraction(part)
    return Decimal(share.numerator) / share.denominator
