"""Outcomes for tests, declared as people declare them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from maillage.common.file_kinds import FILE_KINDS
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory, member_of
from maillage.initiatives.models import Holder, Initiative
from maillage.outcomes.enums import Origin, OutcomeKind
from maillage.outcomes.models import Evidence, Indicator, Outcome, Statement, Target
from maillage.outcomes.operations import add_evidence, declare_outcome
from maillage.outcomes.operations.indicators import set_target
from maillage.outcomes.rules.statements import Said
from maillage.outcomes.rules.whence import Whence

NOON = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
TODAY = NOON.date()
LATER = NOON + timedelta(hours=1)


def said(value: Any = 12, **also: Any) -> Said:
    return Said(value=Decimal(value), **{"happened_on": date(2026, 11, 1)} | also)


def initiative_of(network: Any, **also: Any) -> Initiative:
    """Begun in January, held by this network."""
    number = Initiative.objects.count() + 1
    told = {"title": f"Initiative {number}", "slug": f"initiative-{number}", "purpose": "Former."}
    days = {"starts_on": date(2026, 1, 1), "created_at": NOON, "updated_at": NOON}
    found = Initiative.objects.create(**told | days | also)
    Holder.objects.create(initiative=found, network=network, leads=True)
    return found


def outcome(value: Any = 12, **also: Any) -> Outcome:
    """Twelve jobs of a firm of a network, declared by nobody in particular."""
    network = also.pop("network", None) or NetworkFactory()
    firm = also.pop("organisation", None) or OrganisationFactory(networks=[network])
    whence = {name: also.pop(name) for name in Whence.__dataclass_fields__ if name in also}
    words = {name: also.pop(name) for name in Said.__dataclass_fields__ if name in also}
    published = also.pop("is_published", False)
    told: dict[str, Any] = {
        "kind": OutcomeKind.JOBS_CREATED,
        "origin": Origin.ADVISOR,
        "by": None,
        "now": NOON,
        "day": TODAY,
    }
    found = declare_outcome(
        network=network,
        said=said(value, **words),
        whence=Whence(organisation=firm, **whence),
        **told | also,
    )
    Outcome.objects.filter(pk=found.pk).update(is_published=published)
    found.refresh_from_db()
    return found


def current(found: Outcome) -> Statement:
    return Statement.objects.current().get(outcome=found)


def coordinator_of(found: Outcome) -> Any:
    return member_of(OrganisationFactory(networks=[found.network]), found.network, role="coordinator")


def head_of(found: Outcome) -> Any:
    return member_of(found.organisation, found.network)


def proof_of(found: Outcome, *, is_public: bool = False) -> Evidence:
    """A PDF file."""
    return add_evidence(
        outcome_id=found.pk,
        title="Paie",
        file=ContentFile(b"%PDF-1.7\nfictif"),
        kind=FILE_KINDS["pdf"],
        is_public=is_public,
        by=None,
        now=LATER,
    )


def indicator(kind: str = "jobs_created") -> Indicator:
    """The same row each time."""
    told = {"kind": kind, "name": "Emplois créés", "name_en": "Jobs created", "definition": "Des postes."}
    also = {
        "definition_en": "Posts.",
        "unit": "poste",
        "unit_en": "post",
        "method": "Un par un.",
        "position": 1,
    }
    return Indicator.objects.get_or_create(code=kind, defaults=told | also | {"method_en": "One by one."})[0]


def target_of(initiative: Initiative, value: Any = 40, **also: Any) -> Target:
    told = {"indicator": indicator(), "by_day": date(2027, 6, 30)} | also
    return set_target(initiative=initiative, value=Decimal(value), **told)
