"""360Giving: whatever grants are drawn, the package is valid, and its amounts are the cents that were given."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.common.text import writable
from maillage.outcomes.rules import giving
from maillage.outcomes.tests.giving_1_4 import faults_in

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
said = st.text(max_size=200).filter(writable) | st.sampled_from(["A\x00B", "« é »"])
amounts = st.decimals(0, 10**12, places=2)
days = st.dates(date(2016, 1, 1), date(2035, 12, 31))
organisations = st.builds(giving.Organisation, id=said, name=said)
planned = st.tuples(days, days).map(sorted).map(tuple) | st.tuples(days, st.none())
grants = st.builds(
    giving.Grant,
    id=said,
    title=said,
    description=said,
    currency=st.sampled_from(["CAD", "EUR"]),
    awarded=amounts,
    awarded_on=days,
    recipient=organisations,
    funder=organisations,
    modified_at=st.just(NOW),
    disbursed=st.none() | amounts,
    planned=st.none() | planned,
    places=st.lists(
        st.builds(giving.Place, name=said, country=st.sampled_from(["CA", "FR"])), max_size=3, unique=True
    ).map(tuple),
    programme=st.none() | st.builds(giving.Programme, code=said, title=said),
    address=st.sampled_from(["", "https://exemple.org/a"]),
)


def about(**changed):
    told = {
        "identifier": "exemple.org-plus-360giving",
        "title": "Plus numérique",
        "description": "Contributions en argent.",
        "publisher": giving.Organisation(id="exemple.org", name="Réseau d’essai"),
        "website": "https://exemple.org",
        "address": "https://exemple.org/initiatives/plus/",
        "download": "https://exemple.org/initiatives/plus/360giving.json",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "issued_on": NOW.date(),
        "modified_at": NOW,
    }
    return giving.Package(**(told | changed))


def a_grant(**changed):
    told = {
        "id": "exemple.org-contribution-1",
        "title": "Laboratoires",
        "description": "Équiper deux laboratoires.",
        "currency": "CAD",
        "awarded": Decimal("250000.50"),
        "awarded_on": date(2021, 11, 15),
        "recipient": giving.Organisation(id="exemple.org", name="Réseau d’essai"),
        "funder": giving.Organisation(id="exemple.org-org-banque", name="Banque"),
        "modified_at": NOW,
    }
    return giving.Grant(**(told | changed))


@given(st.lists(grants, min_size=1, max_size=4, unique_by=lambda grant: writable(grant.id)))
def test_whatever_is_drawn_is_valid_and_keeps_its_cents(told):
    package = json.loads(json.dumps(giving.package_of(about(), told)))

    assert list(faults_in(package)) == []
    assert [Decimal(str(grant["amountAwarded"])) for grant in package["grants"]] == [
        one.awarded for one in told
    ]


def test_a_package_says_what_it_was_told():
    package = giving.package_of(about(), [a_grant(planned=(date(2022, 1, 1), None))])

    assert package["version"] == "1.4"
    assert package["grants"] == [
        {
            "id": "exemple.org-contribution-1",
            "title": "Laboratoires",
            "description": "Équiper deux laboratoires.",
            "currency": "CAD",
            "amountAwarded": 250000.5,
            "awardDate": "2021-11-15",
            "recipientOrganization": [{"id": "exemple.org", "name": "Réseau d’essai"}],
            "fundingOrganization": [{"id": "exemple.org-org-banque", "name": "Banque"}],
            "dateModified": "2026-11-22T14:30:00+00:00",
            "plannedDates": [{"startDate": "2022-01-01"}],
        }
    ]


def test_the_checker_refuses_what_is_missing_of_another_type_or_unknown():
    package = giving.package_of(about(), [a_grant()])
    grant = package["grants"][0]
    del grant["awardDate"]
    grant["amountAwarded"] = "250 000"
    grant["recipientOrganization"] = []
    package["licence"] = "CC BY"
    package["modified"] = "2026-11-22"

    assert set(faults_in(package)) == {
        "$.grants[0]: no awardDate",
        "$.grants[0].amountAwarded: '250 000'",
        "$.grants[0].recipientOrganization: a list",
        "$.licence is not allowed",
        "$.modified: '2026-11-22'",
    }


@pytest.mark.parametrize(
    "build",
    [
        lambda: a_grant(title=" \x00"),
        lambda: a_grant(currency="$"),
        lambda: a_grant(awarded=Decimal("Infinity")),
        lambda: a_grant(planned=(date(2022, 1, 2), date(2022, 1, 1))),
        lambda: a_grant(address="javascript:1"),
        lambda: a_grant(modified_at=datetime(2026, 1, 1)),  # noqa: DTZ001 - the fault itself
        lambda: about(license="CC BY"),
        lambda: giving.Organisation(id="", name="A"),
        lambda: giving.Place(name="Chambéry", country="France"),
        lambda: giving.package_of(about(), []),
        lambda: giving.package_of(about(), [a_grant(), a_grant(id="exemple.org-contribution-1\x00")]),
    ],
)
def test_what_could_not_be_valid_is_not_built(build):
    with pytest.raises(ValueError, match=r"."):
        build()
