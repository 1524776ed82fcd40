"""The shape of an IATI 2.03 activity file: facts of the official schema, of its codelists and of its standard ruleset.

What the standard allows and Maillage never writes is named, so that the order is whole, and refused here.
Each kind of element: its attributes (those that end with ! are required) and its children in their order,
written as in a DTD (? at most one, * any number, + one at least), after = the kind when it is not the name.
"""

import re
from datetime import date, datetime
from decimal import Decimal

NARRATED = "narrative*"
NAMED = "narrative+"
ORGANISATION = {"ref": "text", "type": "organisation-type"}
ON = {"iso-date!": "date"}
CODED = {"code!": "text"}
FIGURE = "location=unused* dimension* comment=named? document-link*"

# kind: attributes, children
KINDS = {
    "iati-activities": (
        {"version!": "version", "generated-datetime": "moment", "linked-data-default": "address"},
        "iati-activity+",
    ),
    "iati-activity": (
        {
            "last-updated-datetime": "moment", "lang": "language", "default-currency": "currency", "humanitarian": "truth",
            "hierarchy": "whole", "linked-data-uri": "address", "budget-not-provided": "text",
        },
        ("iati-identifier=plain reporting-org title=named description+ participating-org+ other-identifier=unused* "
        "activity-status activity-date+ contact-info=unused* activity-scope=unused? recipient-country* "
        "recipient-region=unused* location* sector* tag* country-budget-items=unused? humanitarian-scope=unused* "
        "policy-marker=unused* collaboration-type=unused? default-flow-type=unused? default-finance-type=unused? "
        "default-aid-type=unused* default-tied-status=unused? budget* planned-disbursement* capital-spend=unused? "
        "transaction* document-link* related-activity=unused* legacy-data=unused* conditions=unused? result* "
        "crs-add=unused? fss=unused?"),
    ),
    "plain": ({}, "#text"),
    "named": ({}, NAMED),
    "narrative": ({"lang": "language"}, "#text"),
    "reporting-org": ({"ref!": "ref", "type!": "organisation-type", "secondary-reporter": "truth"}, NAMED),
    "description": ({"type": "text"}, NAMED),
    "participating-org": (
        {"ref": "ref", "type": "organisation-type", "role!": "organisation-role", "activity-id": "text", "crs-channel-code": "text"},
        NARRATED,
    ),
    "activity-status": ({"code!": "activity-status"}, ""),
    "activity-date": ({"type!": "date-type"} | ON, NARRATED),
    "recipient-country": ({"code!": "country", "percentage": "decimal"}, NARRATED),
    "location": (
        {"ref": "text"},
        ("location-reach=unused? location-id=unused* name=named? description=named? activity-description=named? "
        "administrative=unused* point=unused? exactness=unused? location-class=unused? feature-designation=unused?"),
    ),
    "sector": (
        {"vocabulary": "sector-vocabulary", "vocabulary-uri": "address", "percentage": "decimal"} | CODED,
        NARRATED,
    ),
    "tag": ({"vocabulary!": "text", "vocabulary-uri": "address"} | CODED, NARRATED),
    "budget": (
        {"type": "one-or-two", "status": "one-or-two"},
        "period-start=day period-end=day value",
    ),
    "planned-disbursement": (
        {"type": "one-or-two"},
        "period-start=day period-end=day? value provider-org? receiver-org?",
    ),
    "transaction": (
        {"ref": "text", "humanitarian": "truth"},
        ("transaction-type transaction-date=day value description=named? provider-org? receiver-org? "
        "disbursement-channel=unused? sector=unused* recipient-country=unused? recipient-region=unused? "
        "flow-type=unused? finance-type=unused? aid-type=unused* tied-status=unused?"),
    ),
    "day": (ON, ""),
    "value": ({"currency": "currency", "value-date!": "date"}, "#decimal"),
    "transaction-type": ({"code!": "transaction-type"}, ""),
    "provider-org": (ORGANISATION | {"ref": "ref", "provider-activity-id": "text"}, NARRATED),
    "receiver-org": (ORGANISATION | {"ref": "ref", "receiver-activity-id": "text"}, NARRATED),
    "document-link": (
        {"url!": "address", "format!": "media-type"},
        "title=named description=named? category+ language* document-date=day?",
    ),
    "category": ({"code!": "document-category"}, ""),
    "language": ({"code!": "language"}, ""),
    "result": (
        {"type!": "result-type", "aggregation-status": "truth"},
        "title=named description=named? document-link* reference=unused* indicator+",
    ),
    "indicator": (
        {"measure!": "measure", "ascending": "truth", "aggregation-status": "truth"},
        "title=named description=named? document-link* reference* baseline* period*",
    ),
    "reference": ({"vocabulary!": "text", "indicator-uri": "address"} | CODED, ""),
    "baseline": (
        {"iso-date": "date", "year!": "year", "value": "decimal"},
        "location=unused* dimension* document-link* comment=named?",
    ),
    "period": ({}, "period-start=day period-end=day target=figure* actual=figure*"),
    "figure": ({"value": "decimal"}, FIGURE),
    "dimension": ({"name": "text", "value": "text"}, ""),
}  # fmt: skip


def _one_of(codes):
    return lambda told: told in codes.split()


def _shaped(pattern):
    return lambda told: re.fullmatch(pattern, told)


DECIMAL = r"[+-]?(\d+(\.\d*)?|\.\d+)"
CHECKS = {
    "text": str.strip,
    "version": _one_of("2.03"),
    "moment": lambda told: datetime.fromisoformat(told).tzinfo,
    "date": lambda told: re.fullmatch(r"\d{4}-\d\d-\d\d", told) and date.fromisoformat(told),
    "truth": _one_of("0 1 true false"),
    "whole": _shaped(r"-?\d+"),
    "year": _shaped(r"0*[1-9]\d*"),
    "decimal": _shaped(DECIMAL),
    "address": _shaped(r"https?://\S+"),
    "media-type": _shaped(r"[\w.+-]+/[\w.+-]+"),
    "language": _shaped("[a-z]{2}"),  # ISO 639-1
    "currency": _shaped("[A-Z]{3}"),  # ISO 4217
    "country": _shaped("[A-Z]{2}"),  # ISO 3166-1
    "ref": _shaped(r"[^/&|?]+"),  # the ruleset's pattern of an identifier
    "organisation-type": _one_of("10 11 15 21 22 23 24 30 40 60 70 71 72 73 80 90"),
    "organisation-role": _one_of("1 2 3 4"),
    "activity-status": _one_of("1 2 3 4 5 6"),
    "date-type": _one_of("1 2 3 4"),
    "sector-vocabulary": _one_of("1 2 3 4 5 6 7 8 9 10 98 99"),
    "transaction-type": _one_of("1 2 3 4 5 6 7 8 9 10 11 12 13"),
    "document-category": _shaped("A(0[1-9]|1[0-2])|B(0[1-9]|1[0-8])"),
    "result-type": _one_of("1 2 3 9"),
    "measure": _one_of("1 2 3 4 5"),
    "one-or-two": _one_of("1 2"),
}


def faults_in(element, kind=None, where=""):
    """Where an element read by `read_xml` is not what the schema or a codelist asks; none when it is valid."""
    kind = kind or element.tag
    here = f"{where}/{element.tag}"
    if kind not in KINDS:
        yield f"{here}: not held here"
        return
    attributes, content = KINDS[kind]
    yield from _attribute_faults(element.attributes, attributes, here)
    if content.startswith("#"):
        if element.children or not _is(content[1:], element.text):
            yield f"{here}: {element.text!r}"
        return
    if element.text.strip():
        yield f"{here}: text"
    inner = dict(part.rstrip("?*+").split("=") for part in content.split() if "=" in part)
    if not re.fullmatch(_order(content), "".join(f"{child.tag} " for child in element.children)):
        yield f"{here}: {[child.tag for child in element.children]}"
    for child in element.children:
        yield from faults_in(child, inner.get(child.tag), here)


def _attribute_faults(told, attributes, here):
    known = {name.rstrip("!"): check for name, check in attributes.items()}
    yield from (
        f"{here}: no {name[:-1]}" for name in attributes if name.endswith("!") and name[:-1] not in told
    )
    for name, value in told.items():
        if name not in known:
            yield f"{here}: {name} is not allowed"
        elif not _is(known[name], value):
            yield f"{here}@{name}: {value!r}"


def _is(check, told):
    try:
        return CHECKS[check](told)
    except ValueError:
        return False


def _order(content):
    """« a b=kind? c* » as a pattern of tags followed by a space."""
    parts = (re.fullmatch(r"([\w-]+)(?:=\w+)?([?*+]?)", part) for part in content.split())
    return "".join(f"(?:{re.escape(part[1])} ){part[2]}" for part in parts)


def rule_faults_in(activity, now):
    """What the standard ruleset refuses of an activity that has the right shape."""
    dates = {one.attributes["type"]: one.attributes["iso-date"] for one in activity.each("activity-date")}
    today = now.date().isoformat()
    if not dates.keys() & {"1", "2"}:
        yield "no start"
    for first, last in (("1", "3"), ("2", "4")):
        if dates.get(first, "") > dates.get(last, "9"):
            yield f"date {first} after date {last}"
    yield from (f"date {kind} to come" for kind in ("2", "4") if dates.get(kind, "") > today)
    if not list(activity.each("sector")):
        yield "no sector"
    yield from _share_faults(activity)
    for organisation in activity.each("participating-org"):
        if not organisation.attributes.get("ref") and not organisation.children:
            yield "an organisation without name nor identifier"
    for transaction in activity.each("transaction"):
        if transaction.first("transaction-date").attributes["iso-date"] > today:
            yield "a transaction to come"
    yield from _span_faults(activity)


def _share_faults(activity):
    """Percentages of the countries, and those of each vocabulary of sectors, sum to 100."""
    shares = {"country": list(activity.each("recipient-country"))}
    for sector in activity.each("sector"):
        shares.setdefault(f"sector {sector.attributes.get('vocabulary')}", []).append(sector)
    for kind, several in shares.items():
        if several and sum(Decimal(one.attributes["percentage"]) for one in several) != 100:
            yield f"{kind}: not 100"


def _span_faults(element):
    """Wherever a period starts and ends, however deep; and a figure of a measured indicator has its value."""
    start, end = element.first("period-start"), element.first("period-end")
    if start and end and start.attributes["iso-date"] > end.attributes["iso-date"]:
        yield f"{element.tag} ends before it starts"
    if element.tag in {"baseline", "target", "actual"} and "value" not in element.attributes:
        yield f"{element.tag} without a value"
    for child in element.children:
        yield from _span_faults(child)
