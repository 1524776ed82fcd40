"""An initiative as an IATI activity. What the standard asks and nobody knows is told in docs/reference/formats-ouverts.md."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from maillage.directory.enums import OrganisationKind
from maillage.initiatives.enums import PartnerRole
from maillage.outcomes.enums import Certainty, OutcomeKind
from maillage.outcomes.rules import iati
from maillage.outcomes.rules.book import NOTHING, counted_by

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from maillage.directory.models import Network, Organisation
    from maillage.outcomes.models import Statement, Target
    from maillage.outcomes.rules.book import Book, Given

ACTIVE = iati.ActivityStatus.IMPLEMENTATION
FIRMS = iati.Sector(  # « Small and medium-sized enterprises (SME) development »
    code="32130", vocabulary=iati.SectorVocabulary.PURPOSE_5_DIGITS, percentage=iati.HUNDRED
)
TYPES = {
    OrganisationKind.BUSINESS: iati.OrganisationType.PRIVATE,
    OrganisationKind.BANK: iati.OrganisationType.PRIVATE,
    OrganisationKind.INCUBATOR: iati.OrganisationType.OTHER,
    OrganisationKind.MUNICIPALITY: iati.OrganisationType.LOCAL_GOVERNMENT,
    OrganisationKind.INTERCOMMUNALITY: iati.OrganisationType.LOCAL_GOVERNMENT,
    OrganisationKind.PUBLIC_SERVICE: iati.OrganisationType.OTHER_PUBLIC,
    OrganisationKind.LIBRARY: iati.OrganisationType.OTHER_PUBLIC,
    OrganisationKind.TOURISM_OFFICE: iati.OrganisationType.OTHER_PUBLIC,
    OrganisationKind.COLLEGE: iati.OrganisationType.ACADEMIC,
    OrganisationKind.RESEARCH_CENTRE: iati.OrganisationType.ACADEMIC,
    OrganisationKind.ASSOCIATION: iati.OrganisationType.NATIONAL_NGO,
    OrganisationKind.FUNDER: iati.OrganisationType.OTHER,
}
ROLES = {
    PartnerRole.OPERATOR: iati.OrganisationRole.IMPLEMENTING,
    PartnerRole.EXPERT: iati.OrganisationRole.IMPLEMENTING,
    PartnerRole.RESEARCH: iati.OrganisationRole.IMPLEMENTING,
    PartnerRole.RELAY: iati.OrganisationRole.EXTENDING,
}
OUTPUTS = {OutcomeKind.PEOPLE_TRAINED, OutcomeKind.TOOL_ADOPTED, OutcomeKind.IDEA_TRANSFERRED}


def activity_of(book: Book) -> iati.Activity:
    """All that the standard can hold of it: money only, each result as often as it has a target."""
    told = book.initiative
    return iati.Activity(
        identifier=book.identifier,
        reporter=_network(book, book.leader),
        title=iati.Text(told.title),
        description=iati.Text(told.purpose),
        participants=tuple(_participants(book)),
        status=_status(book),
        dates=tuple(_dates(told.starts_on, told.ends_on, book.day)),
        countries=_countries(book),
        sectors=(FIRMS,),
        currency=_currency(book),
        known_at=book.known_at,
        places=tuple(iati.Text(place.name) for place in book.places),
        budgets=tuple(_budgets(book)),
        planned=tuple(_planned(book)),
        transactions=tuple(_transactions(book)),
        results=tuple(_results(book)),
    )


def _network(book: Book, network: Network) -> iati.Organisation:
    return iati.Organisation(
        name=network.name,
        type=iati.OrganisationType.OTHER,
        ref=book.network_ref(network),
    )


def _organisation(book: Book, organisation: Organisation) -> iati.Organisation:
    kind = TYPES[OrganisationKind(organisation.kind)]
    return iati.Organisation(name=organisation.name, type=kind, ref=book.organisation_ref(organisation))


def _participants(book: Book) -> Iterator[tuple[iati.OrganisationRole, iati.Organisation]]:
    """Funders, then the networks, then partners; each once in each role."""
    funders = {one.contribution.funder_id: one.contribution.funder for one in book.given}
    for funder in funders.values():
        yield iati.OrganisationRole.FUNDING, _organisation(book, funder)
    yield iati.OrganisationRole.ACCOUNTABLE, _network(book, book.leader)
    for network in book.networks:
        yield iati.OrganisationRole.IMPLEMENTING, _network(book, network)
    partners = {
        (ROLES[PartnerRole(one.role)], one.organisation_id): one.organisation for one in book.partnerships
    }
    for (role, _pk), organisation in partners.items():
        yield role, _organisation(book, organisation)


def _status(book: Book) -> iati.ActivityStatus:
    told = book.initiative
    if told.starts_on > book.day:
        return iati.ActivityStatus.PIPELINE
    is_over = told.ends_on is not None and told.ends_on < book.day
    return iati.ActivityStatus.CLOSED if is_over else ACTIVE


def _dates(starts_on: date, ends_on: date | None, day: date) -> Iterator[tuple[iati.DateType, date]]:
    yield (iati.DateType.ACTUAL_START if starts_on <= day else iati.DateType.PLANNED_START), starts_on
    if ends_on:
        yield (iati.DateType.ACTUAL_END if ends_on < day else iati.DateType.PLANNED_END), ends_on


def _countries(book: Book) -> tuple[iati.Country, ...]:
    """In equal parts: the standard wants percentages, and nothing says how an initiative is split between countries."""
    places = book.places or tuple(network.territory for network in book.networks)
    codes = sorted({place.country for place in places})
    shares = iati.hundredths([1] * len(codes))
    return tuple(iati.Country(code=code, percentage=share) for code, share in zip(codes, shares, strict=True))


def _currency(book: Book) -> str:
    """The one most used; every amount says its own."""
    used = [one.contribution.currency for one in book.money] + [line.currency for line in book.budget]
    return max(sorted(set(used)), key=used.count, default="CAD")


def _budgets(book: Book) -> Iterator[iati.Budget]:
    """One a currency, over the days of the initiative; none when its end is not known."""
    told = book.initiative
    if told.ends_on is None:
        return
    for currency in sorted({line.currency for line in book.budget}):
        yield iati.Budget(
            starts_on=told.starts_on,
            ends_on=told.ends_on,
            amount=sum((line.amount for line in book.budget if line.currency == currency), NOTHING),
            currency=currency,
        )


def _transactions(book: Book) -> Iterator[iati.Transaction]:
    """What each funder committed to the initiative; what came in, when all of the contribution goes to it."""
    for one in book.money:
        contribution = one.contribution
        sides = _sides(book, one)
        title = iati.Text(contribution.title)
        if contribution.promised_on <= book.day:
            yield iati.Transaction(
                type=iati.TransactionType.INCOMING_COMMITMENT,
                on=contribution.promised_on,
                amount=one.allocation.amount,
                currency=contribution.currency,
                description=title,
                ref=f"{contribution.pk}",
                **sides,
            )
        for instalment in one.instalments if one.is_whole else ():
            if instalment.received_on and instalment.received_on <= book.day:
                yield iati.Transaction(
                    type=iati.TransactionType.INCOMING_FUNDS,
                    on=instalment.received_on,
                    amount=instalment.amount,
                    currency=contribution.currency,
                    description=title,
                    ref=f"{contribution.pk}-{instalment.pk}",
                    **sides,
                )


def _planned(book: Book) -> Iterator[iati.PlannedDisbursement]:
    """What is still expected, when all of the contribution goes to the initiative."""
    for one in book.money:
        for instalment in one.instalments if one.is_whole else ():
            if instalment.received_on is None:
                yield iati.PlannedDisbursement(
                    on=instalment.due_on,
                    amount=instalment.amount,
                    currency=one.contribution.currency,
                    **_sides(book, one),
                )


def _sides(book: Book, one: Given) -> dict[str, iati.Organisation]:
    return {
        "provider": _organisation(book, one.contribution.funder),
        "receiver": _network(book, one.contribution.network),
    }


def _results(book: Book) -> Iterator[iati.Result]:
    for indicator, targets in groupby(book.targets, lambda target: target.indicator):
        title = iati.Text(indicator.name, indicator.name_en)
        kind = iati.ResultType.OUTPUT if indicator.kind in OUTPUTS else iati.ResultType.OUTCOME
        yield iati.Result(
            title=title,
            type=kind,
            indicators=tuple(_indicator(book, target) for target in targets),
        )


def _indicator(book: Book, target: Target) -> iati.Indicator:
    """A target with what counts for it: in all, then by certainty."""
    told = target.indicator
    about = ((("territory", target.territory.name),) if target.territory else ()) + (
        (("currency", target.currency),) if target.currency else ()
    )
    counted = counted_by(target, book.statements)
    by_certainty = ((code, [one for one in counted if one.certainty == code]) for code in Certainty.values)
    actuals = [_figure(counted, about)] + [
        _figure(held, (*about, ("certainty", code))) for code, held in by_certainty if held
    ]
    starts_on = min(target.baseline_on or target.initiative.starts_on, target.by_day)
    baseline = None
    if target.baseline is not None and target.baseline_on is not None:
        baseline = iati.Baseline(
            on=target.baseline_on, figure=iati.Figure(value=target.baseline, dimensions=about)
        )
    return iati.Indicator(
        title=iati.Text(told.name, told.name_en),
        code=told.code,
        description=iati.Text(told.definition, told.definition_en),
        baseline=baseline,
        periods=(
            iati.Period(
                starts_on=starts_on,
                ends_on=target.by_day,
                targets=(iati.Figure(value=target.value, dimensions=about),),
                actuals=tuple(actuals),
            ),
        ),
    )


def _figure(counted: list[Statement], dimensions: tuple[tuple[str, str], ...]) -> iati.Figure:
    return iati.Figure(value=sum((one.value for one in counted), NOTHING), dimensions=dimensions)
