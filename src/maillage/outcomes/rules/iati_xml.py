"""The XML of an IATI 2.03 activity file: the order of the elements is the standard's."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from maillage.common.text import writable
from maillage.outcomes.rules.iati import OWN_VOCABULARY, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from decimal import Decimal

    from maillage.outcomes.rules.iati import (
        Activity,
        Baseline,
        Budget,
        Document,
        Figure,
        Indicator,
        Organisation,
        PlannedDisbursement,
        Result,
        Transaction,
    )

VERSION, MEDIA_TYPE = "2.03", "application/xml"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def activities_file(activities: Iterable[Activity], *, generated_at: datetime) -> bytes:
    """One activity at least; the same values always give the same bytes."""
    root = ET.Element(
        "iati-activities",
        {"version": VERSION, "generated-datetime": generated_at.isoformat(timespec="seconds")},
    )
    for activity in activities:
        _add_activity(root, activity)
    if not len(root):
        raise ValueError("a file holds an activity")
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add_activity(root: ET.Element, told: Activity) -> None:
    activity = _add(
        root,
        "iati-activity",
        {
            LANGUAGE: "fr",
            "default-currency": told.currency,
            "last-updated-datetime": told.known_at.isoformat(timespec="seconds"),
        },
    )
    _add(activity, "iati-identifier").text = told.identifier
    _add_organisation(activity, "reporting-org", told.reporter)
    _add_text(activity, "title", told.title)
    _add_text(activity, "description", told.description)
    for role, organisation in told.participants:
        _add_organisation(activity, "participating-org", organisation, role=role)
    _add(activity, "activity-status", {"code": told.status})
    for kind, day in sorted(told.dates):
        _add(activity, "activity-date", {"type": kind, "iso-date": day.isoformat()})
    _add_where(activity, told)
    for budget in told.budgets:
        _add_budget(activity, budget)
    for planned in told.planned:
        _add_planned(activity, planned)
    for transaction in told.transactions:
        _add_transaction(activity, transaction)
    for document in told.documents:
        _add_document(activity, document)
    for result in told.results:
        _add_result(activity, result)


def _add_where(activity: ET.Element, told: Activity) -> None:
    """The countries, the places and the sectors."""
    for country in told.countries:
        _add(activity, "recipient-country", {"code": country.code, "percentage": _number(country.percentage)})
    for place in told.places:
        _add_text(_add(activity, "location"), "name", place)
    for sector in told.sectors:
        _add_text(
            activity,
            "sector",
            sector.name,
            {
                "vocabulary": sector.vocabulary,
                "vocabulary-uri": sector.vocabulary_uri,
                "code": sector.code,
                "percentage": _number(sector.percentage),
            },
        )


def _add_budget(activity: ET.Element, told: Budget) -> None:
    budget = _add(activity, "budget", {"type": "1", "status": "2" if told.is_committed else "1"})
    _add_span(budget, told.starts_on, told.ends_on)
    _add_value(budget, told.amount, told.currency, told.starts_on)


def _add_planned(activity: ET.Element, told: PlannedDisbursement) -> None:
    planned = _add(activity, "planned-disbursement", {"type": "1"})
    _add_span(planned, told.on, told.on)
    _add_value(planned, told.amount, told.currency, told.on)
    _add_both_sides(planned, told)


def _add_transaction(activity: ET.Element, told: Transaction) -> None:
    transaction = _add(activity, "transaction", {"ref": told.ref})
    _add(transaction, "transaction-type", {"code": told.type})
    _add(transaction, "transaction-date", {"iso-date": told.on.isoformat()})
    _add_value(transaction, told.amount, told.currency, told.on)
    if told.description:
        _add_text(transaction, "description", told.description)
    _add_both_sides(transaction, told)


def _add_both_sides(element: ET.Element, told: PlannedDisbursement | Transaction) -> None:
    if told.provider:
        _add_organisation(element, "provider-org", told.provider)
    if told.receiver:
        _add_organisation(element, "receiver-org", told.receiver)


def _add_document(parent: ET.Element, told: Document) -> None:
    link = _add(parent, "document-link", {"url": told.address, "format": told.media_type})
    _add_text(link, "title", told.title)
    _add(link, "category", {"code": told.category})
    for language in told.languages:
        _add(link, "language", {"code": language})
    if told.dated_on:
        _add(link, "document-date", {"iso-date": told.dated_on.isoformat()})


def _add_result(activity: ET.Element, told: Result) -> None:
    result = _add(activity, "result", {"type": told.type})
    _add_text(result, "title", told.title)
    if told.description:
        _add_text(result, "description", told.description)
    for indicator in told.indicators:
        _add_indicator(result, indicator)


def _add_indicator(result: ET.Element, told: Indicator) -> None:
    indicator = _add(
        result,
        "indicator",
        {
            "measure": told.measure,
            "ascending": _truth(told.more_is_better),
            "aggregation-status": _truth(told.can_be_added),
        },
    )
    _add_text(indicator, "title", told.title)
    if told.description:
        _add_text(indicator, "description", told.description)
    own = {"vocabulary": OWN_VOCABULARY, "code": told.code, "indicator-uri": told.address}
    _add(indicator, "reference", own)
    if told.baseline:
        _add_baseline(indicator, told.baseline)
    for span in told.periods:
        period = _add(indicator, "period")
        _add_span(period, span.starts_on, span.ends_on)
        for target in span.targets:
            _add_figure(period, "target", target)
        for actual in span.actuals:
            _add_figure(period, "actual", actual)


def _add_baseline(indicator: ET.Element, told: Baseline) -> None:
    _add_figure(
        indicator, "baseline", told.figure, {"iso-date": told.on.isoformat(), "year": str(told.on.year)}
    )


def _add_figure(
    parent: ET.Element, tag: str, told: Figure, attributes: Mapping[str, str] | None = None
) -> None:
    figure = _add(parent, tag, {**(attributes or {}), "value": _number(told.value)})
    for name, value in told.dimensions:
        _add(figure, "dimension", {"name": name, "value": value})
    if told.comment:
        _add_text(figure, "comment", told.comment)


def _add_organisation(parent: ET.Element, tag: str, told: Organisation, *, role: str = "") -> None:
    _add_text(parent, tag, Text(fr=told.name), {"ref": told.ref, "type": told.type, "role": role})


def _add_span(parent: ET.Element, starts_on: date, ends_on: date) -> None:
    _add(parent, "period-start", {"iso-date": starts_on.isoformat()})
    _add(parent, "period-end", {"iso-date": ends_on.isoformat()})


def _add_value(parent: ET.Element, amount: Decimal, currency: str, on: date) -> None:
    _add(parent, "value", {"currency": currency, "value-date": on.isoformat()}).text = _number(amount)


def _add_text(
    parent: ET.Element, tag: str, told: Text | None, attributes: Mapping[str, str] | None = None
) -> None:
    """An element with a narrative in each language that says something; French is the file's own."""
    element = _add(parent, tag, attributes)
    if told and (words := writable(told.fr)):
        _add(element, "narrative").text = words
    if told and (words := writable(told.en)):
        _add(element, "narrative", {LANGUAGE: "en"}).text = words


def _add(parent: ET.Element, tag: str, attributes: Mapping[str, str] | None = None) -> ET.Element:
    """An element; an attribute that says nothing is not written."""
    said = {name: writable(value) for name, value in (attributes or {}).items()}
    return ET.SubElement(parent, tag, {name: value for name, value in said.items() if value})


def _number(value: Decimal) -> str:
    """In full, never with an exponent."""
    return format(value, "f")


def _truth(value: bool) -> str:
    return "1" if value else "0"
