"""The shape of a 360Giving 1.4 package: facts of its two JSON schemas (the package and the grant).

Each kind of object: its properties and what they hold (those that end with ! are required; [] holds a list, [+] one
thing at least; the list of grants holds each once). The standard lets anybody add properties; here one that it does
not know is a fault.
"""

import re
from datetime import date, datetime

TOLD = {"description": "text", "dateModified": "moment"}
KINDS = {
    "package": {
        "grants!": "grant[+]", "version": "version", "extensions": "text[]", "title": "text", "description": "text",
        "issued": "day", "modified": "moment", "identifier": "text", "publisher": "publisher", "downloadURL": "uri",
        "accessURL": "uri", "license": "uri",
    },
    "publisher": {"identifier": "text", "name!": "text", "website": "uri", "logo": "uri"},
    "grant": TOLD | {
        "id!": "text", "title!": "title", "description!": "text", "currency!": "currency", "amountAppliedFor": "number",
        "amountAwarded!": "number", "amountDisbursed": "number", "awardDate!": "day", "url": "uri",
        "plannedDates": "event[]", "actualDates": "event[]", "recipientOrganization!": "organization[+]",
        "fundingOrganization!": "organization[+]", "beneficiaryLocation": "location[]", "grantProgramme": "programme[]",
        "fromOpenCall": "yes-or-no", "classifications": "classification[]", "relatedActivity": "text[]", "dataSource": "uri",
    },
    "organization": TOLD | {"id!": "text", "name!": "text", "url": "uri", "addressCountry": "text", "location": "location[]"},
    "location": TOLD | {"id": "text", "name": "text", "countryCode": "country", "latitude": "text", "longitude": "text"},
    "programme": TOLD | {"code": "text", "title": "text", "url": "uri"},
    "classification": TOLD | {"vocabulary": "text", "code": "text", "title": "text", "url": "uri"},
    "event": TOLD | {"title": "text", "startDate": "part of a day", "endDate": "part of a day", "duration": "text"},
}  # fmt: skip


def _shaped(pattern):
    return lambda told: isinstance(told, str) and re.fullmatch(pattern, told)


CHECKS = {
    "text": lambda told: isinstance(told, str) and told.strip(),
    "title": lambda told: isinstance(told, str) and 0 < len(told) <= 140,
    "version": _shaped(r"\d+\.\d+"),
    "number": lambda told: isinstance(told, int | float) and not isinstance(told, bool),
    "currency": _shaped("[A-Z]{3}"),  # ISO 4217
    "country": _shaped("[A-Z]{2}"),  # ISO 3166-1
    "uri": _shaped(r"https?://[!-~]+"),
    "yes-or-no": _shaped("Yes|No"),
    "day": lambda told: date.fromisoformat(told) and len(told) == 10,
    "part of a day": _shaped(r"\d{4}(-(0[1-9]|1[012])(-(0[1-9]|[12]\d|3[01]))?)?"),
    "moment": lambda told: "T" in told and datetime.fromisoformat(told).tzinfo,
}


def faults_in(value, kind="package", where="$"):
    """Where what JSON read is not what the schemas ask; none when it is valid."""
    properties = {name.rstrip("!"): held for name, held in KINDS[kind].items()}
    yield from (
        f"{where}: no {name[:-1]}" for name in KINDS[kind] if name.endswith("!") and name[:-1] not in value
    )
    for name, told in value.items():
        here = f"{where}.{name}"
        if name not in properties:
            yield f"{here} is not allowed"
            continue
        held = properties[name]
        if held.endswith("]"):
            held, least = held.removesuffix("[]").removesuffix("[+]"), held.endswith("[+]")
            if not isinstance(told, list) or len(told) < least:
                yield f"{here}: a list"
                continue
            if kind == "package" and len(told) != len({str(one) for one in told}):
                yield f"{here}: each once"
            for rank, one in enumerate(told):
                yield from _faults_of(one, held, f"{here}[{rank}]")
        else:
            yield from _faults_of(told, held, here)


def _faults_of(told, held, here):
    if held in KINDS:
        yield from faults_in(told, held, here)
    elif not _is(held, told):
        yield f"{here}: {told!r}"


def _is(held, told):
    try:
        return CHECKS[held](told)
    except (TypeError, ValueError):
        return False
