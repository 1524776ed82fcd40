"""What came of it, by the sector of the firm and by the pay of the job, where an indicator says so."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Sum

from maillage.directory.enums import Scheme
from maillage.directory.models import IndustryClass, Organisation
from maillage.directory.queries import spread_over
from maillage.outcomes.models import Indicator
from maillage.outcomes.queries.totals import NOTHING, Scope, statements_in
from maillage.outcomes.rules.detail import CUTS, PAY_BAND, SEVERAL, UNSAID, Detail, Line, lines_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from maillage.common.viewer import Viewer


class Lot(NamedTuple):
    """Outcomes of one firm, or of nobody's, alike in all that may tell them apart."""

    firm: int | None
    network: int
    kind: str
    currency: str
    pay_band: str
    outcomes: int
    value: Decimal


def details_in(scope: Scope, viewer: Viewer) -> list[Detail]:
    """In the order of indicators, of the outcomes of the scope that she may see; a fixed number of queries.

    As of a moment, outcomes and their pay are those of then; sectors, which have no past, are those of today.
    """
    indicators = list(Indicator.objects.filter(disaggregation__overlap=list(CUTS)))
    lots = _lots(scope, viewer, {indicator.kind for indicator in indicators})
    if not lots:
        return []
    sections, names = _sections({lot.firm for lot in lots if lot.firm is not None})
    keeps = {lot.network for lot in lots} <= set(viewer.coordinated_network_ids)
    of: dict[tuple[str, str], list[Lot]] = defaultdict(list)
    for lot in lots:
        of[lot.kind, lot.currency].append(lot)
    details = [
        Detail(
            indicator=indicator,
            cut=cut,
            currency=currency,
            lines=lines_told(_lines(of[kind, currency], cut, sections), to_who_keeps_the_book=keeps),
            names=names,
            is_whole=keeps,
        )
        for indicator in indicators
        for kind, currency in sorted(of)
        if kind == indicator.kind
        for cut in CUTS
        if cut in indicator.disaggregation
    ]
    return [detail for detail in details if detail.lines]


def _lots(scope: Scope, viewer: Viewer, kinds: set[str]) -> list[Lot]:
    if not kinds:
        return []
    columns = (
        "organisation",
        "network",
        "kind",
        "currency",
        "pay_band",
    )  # keys first: they are sorted sooner
    rows = (
        statements_in(scope, viewer)
        .filter(kind__in=kinds)
        .values_list(*columns)
        .annotate(outcomes=Count("*"), total=Sum("value"))
        .order_by(*columns)
    )
    return [Lot(*row) for row in rows]


def _lines(lots: Iterable[Lot], cut: str, sections: Mapping[int, str]) -> list[Line]:
    by_key: dict[str, list[Lot]] = defaultdict(list)
    for lot in lots:
        by_key[lot.pay_band if cut == PAY_BAND else sections.get(lot.firm or 0, UNSAID)].append(lot)
    return [
        Line(
            key=key,
            outcomes=sum(lot.outcomes for lot in alike),
            value=sum((lot.value for lot in alike), NOTHING),
            firms=frozenset(lot.firm for lot in alike if lot.firm is not None),
            alone=sum(lot.outcomes for lot in alike if lot.firm is None),
        )
        for key, alike in by_key.items()
    ]


def _sections(firms: set[int]) -> tuple[dict[int, str], dict[str, str]]:
    """The code of the section of NACE where each firm works, and the names of sections; SEVERAL is no section."""
    rows = Organisation.sectors.through.objects.filter(organisation__in=firms).order_by("pk")
    held: dict[int, set[int]] = defaultdict(set)
    for firm, industry_class in rows.values_list("organisation", "industryclass"):
        held[firm].add(industry_class)
    parts = spread_over({pk for classes in held.values() for pk in classes}, Scheme.NACE_2)
    divisions = {division for weights in parts.values() for division in weights}
    known = IndustryClass.objects.filter(pk__in=divisions).select_related("parent").in_bulk()
    section_of = {pk: division.parent for pk, division in known.items() if division.parent is not None}
    found: dict[int, str] = {}
    for firm, classes in held.items():
        codes = {section_of[division].code for pk in classes for division in parts.get(pk, ())}
        if codes:
            found[firm] = codes.pop() if len(codes) == 1 else SEVERAL
    return found, {section.code: str(section) for section in section_of.values()}
