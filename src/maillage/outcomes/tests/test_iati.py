"""IATI: whatever values are drawn, the file has the shape and keeps the rules of the standard."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.common.text import writable
from maillage.common.xml_files import read_xml
from maillage.outcomes.rules import iati
from maillage.outcomes.rules.iati_xml import activities_file
from maillage.outcomes.tests.iati_2_03 import faults_in, rule_faults_in

NOW = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
TODAY = NOW.date()

words = st.text(max_size=30) | st.sampled_from(
    ["A & B", "<b>", "]]>", "\x00\x1b[31m", "d’été « ça »", '"', "\ud800"]
)
said = words.filter(writable)
texts = st.builds(iati.Text, said, words) | st.builds(iati.Text, words, said)
refs = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
days = st.dates(date(2016, 1, 1), date(2035, 12, 31))
past_days = st.dates(date(2016, 1, 1), TODAY)
spans = st.tuples(days, days).map(sorted)
amounts = st.decimals(-(10**9), 10**9, places=2)
currencies = st.sampled_from(["CAD", "EUR"])
addresses = st.sampled_from(["https://exemple.org/a?b=1&c=2", "http://exemple.org/%C3%A9"])
organisations = st.builds(
    iati.Organisation, name=said, type=st.sampled_from(iati.OrganisationType), ref=refs | st.just("")
)
figures = st.builds(
    iati.Figure,
    value=amounts,
    comment=st.none() | texts,
    dimensions=st.lists(st.tuples(said, said), max_size=2).map(tuple),
)


def some(strategy, *, least=0):
    return st.lists(strategy, min_size=least, max_size=2).map(tuple)


def spanning(kind, **fields):
    return spans.flatmap(
        lambda span: st.builds(kind, starts_on=st.just(span[0]), ends_on=st.just(span[1]), **fields)
    )


def parted(draw, kind, most=3, **fields):
    """Things that share 100."""
    weights = draw(st.lists(st.integers(1, 9), max_size=most))
    shares = iati.hundredths(weights) if weights else ()
    return tuple(draw(st.builds(kind, percentage=st.just(share), **fields)) for share in shares)


indicators = st.builds(
    iati.Indicator,
    title=texts,
    code=said,
    measure=st.sampled_from([one for one in iati.Measure if one != iati.Measure.QUALITATIVE]),
    description=st.none() | texts,
    address=addresses | st.just(""),
    more_is_better=st.booleans(),
    can_be_added=st.booleans(),
    baseline=st.none() | st.builds(iati.Baseline, on=days, figure=figures),
    periods=some(spanning(iati.Period, targets=some(figures), actuals=some(figures))),
)
documents = st.builds(
    iati.Document,
    title=texts,
    address=addresses,
    media_type=st.sampled_from(["application/pdf", "text/html"]),
    category=st.sampled_from(iati.DocumentCategory),
    languages=some(st.sampled_from(["fr", "en"])),
    dated_on=st.none() | days,
)
money = {"amount": amounts, "currency": currencies}
sides = {"provider": st.none() | organisations, "receiver": st.none() | organisations}


@st.composite
def activities(draw):
    ref = draw(refs)
    sectors = {"name": st.none() | texts, "code": said, "vocabulary_uri": addresses | st.just("")}
    planned, actual = draw(spans), sorted(draw(st.tuples(past_days, past_days)))
    dates = tuple(zip(sorted(iati.DateType), (planned[0], actual[0], planned[1], actual[1]), strict=True))
    return iati.Activity(
        identifier=f"{ref}-{draw(refs)}",
        reporter=replace(draw(organisations), ref=ref),
        title=draw(texts),
        description=draw(texts),
        participants=draw(some(st.tuples(st.sampled_from(iati.OrganisationRole), organisations), least=1)),
        status=draw(st.sampled_from(iati.ActivityStatus)),
        dates=draw(st.sampled_from([dates, dates[:1], dates[1:]])),
        countries=parted(draw, iati.Country, code=st.sampled_from(["CA", "FR"])),
        sectors=parted(draw, iati.Sector, vocabulary=st.just(iati.SectorVocabulary.OWN), **sectors)
        or (
            iati.Sector(
                code="32130", vocabulary=iati.SectorVocabulary.PURPOSE_5_DIGITS, percentage=iati.HUNDRED
            ),
        ),
        currency=draw(currencies),
        known_at=NOW,
        places=draw(some(texts)),
        budgets=draw(some(spanning(iati.Budget, is_committed=st.booleans(), **money))),
        planned=draw(some(st.builds(iati.PlannedDisbursement, on=days, **money, **sides))),
        transactions=draw(
            some(
                st.builds(
                    iati.Transaction,
                    type=st.sampled_from(iati.TransactionType),
                    on=past_days,
                    description=st.none() | texts,
                    ref=words,
                    **money,
                    **sides,
                )
            )
        ),
        documents=draw(some(documents)),
        results=draw(
            some(
                st.builds(
                    iati.Result,
                    title=texts,
                    type=st.sampled_from(iati.ResultType),
                    indicators=some(indicators, least=1),
                    description=st.none() | texts,
                )
            )
        ),
    )


def an_activity(**changed):
    network = iati.Organisation(
        name="Réseau d’essai", type=iati.OrganisationType.NATIONAL_NGO, ref="exemple.org"
    )
    funder = iati.Organisation(name="Banque & fille", type=iati.OrganisationType.PRIVATE)
    told = {
        "identifier": "exemple.org-plus",
        "reporter": network,
        "title": iati.Text("Plus numérique", "More digital"),
        "description": iati.Text("Le numérique pour <tous>"),
        "participants": (
            (iati.OrganisationRole.FUNDING, funder),
            (iati.OrganisationRole.IMPLEMENTING, network),
        ),
        "status": iati.ActivityStatus.IMPLEMENTATION,
        "dates": ((iati.DateType.ACTUAL_START, date(2021, 11, 1)),),
        "countries": (iati.Country(code="CA", percentage=iati.HUNDRED),),
        "sectors": (
            iati.Sector(
                code="32130", vocabulary=iati.SectorVocabulary.PURPOSE_5_DIGITS, percentage=iati.HUNDRED
            ),
        ),
        "currency": "CAD",
        "known_at": NOW,
        "transactions": (
            iati.Transaction(
                type=iati.TransactionType.INCOMING_FUNDS,
                on=date(2022, 1, 31),
                amount=Decimal("250000.00"),
                currency="CAD",
                provider=funder,
                receiver=network,
            ),
        ),
    }
    return iati.Activity(**(told | changed))


def read(*told):
    return read_xml(activities_file(told, generated_at=NOW))


@settings(max_examples=60, deadline=None)
@given(some(activities(), least=1))
def test_whatever_is_drawn_is_valid_against_the_standard(told):
    root = read(*told)

    assert list(faults_in(root)) == []
    assert [fault for one in root.each("iati-activity") for fault in rule_faults_in(one, NOW)] == []


@settings(max_examples=50, deadline=None)
@given(activities())
def test_every_amount_and_every_word_is_in_the_file(told):
    activity = read(told).first("iati-activity")

    assert [Decimal(one.first("value").text) for one in activity.each("transaction")] == [
        one.amount for one in told.transactions
    ]
    assert [one.text for one in activity.first("title").each("narrative")] == [
        writable(words) for words in (told.title.fr, told.title.en) if writable(words)
    ]


def test_a_file_says_what_it_was_told_and_always_with_the_same_bytes():
    first, second = (activities_file([an_activity()], generated_at=NOW) for _ in range(2))

    assert first == second
    assert first.decode() == (
        """<?xml version='1.0' encoding='utf-8'?>
<iati-activities version="2.03" generated-datetime="2026-11-22T14:30:00+00:00">
  <iati-activity xml:lang="fr" default-currency="CAD" last-updated-datetime="2026-11-22T14:30:00+00:00">
    <iati-identifier>exemple.org-plus</iati-identifier>
    <reporting-org ref="exemple.org" type="22">
      <narrative>Réseau d’essai</narrative>
    </reporting-org>
    <title>
      <narrative>Plus numérique</narrative>
      <narrative xml:lang="en">More digital</narrative>
    </title>
    <description>
      <narrative>Le numérique pour &lt;tous&gt;</narrative>
    </description>
    <participating-org type="70" role="1">
      <narrative>Banque &amp; fille</narrative>
    </participating-org>
    <participating-org ref="exemple.org" type="22" role="4">
      <narrative>Réseau d’essai</narrative>
    </participating-org>
    <activity-status code="2" />
    <activity-date type="2" iso-date="2021-11-01" />
    <recipient-country code="CA" percentage="100" />
    <sector vocabulary="1" code="32130" percentage="100" />
    <transaction>
      <transaction-type code="1" />
      <transaction-date iso-date="2022-01-31" />
      <value currency="CAD" value-date="2022-01-31">250000.00</value>
      <provider-org type="70">
        <narrative>Banque &amp; fille</narrative>
      </provider-org>
      <receiver-org ref="exemple.org" type="22">
        <narrative>Réseau d’essai</narrative>
      </receiver-org>
    </transaction>
  </iati-activity>
</iati-activities>
"""
    )


def test_the_checker_refuses_another_order_another_code_and_what_is_missing():
    root = read(an_activity())
    activity = root.first("iati-activity")
    activity.children[2:4] = reversed(activity.children[2:4])
    activity.first("activity-status").attributes["code"] = "7"
    del activity.first("reporting-org").attributes["ref"]
    activity.first("transaction").first("value").text = "250 000"

    faults = list(faults_in(root))

    assert len(faults) == 4
    assert [fault.partition(": ")[0] for fault in faults] == [
        "/iati-activities/iati-activity",
        "/iati-activities/iati-activity/reporting-org",
        "/iati-activities/iati-activity/activity-status@code",
        "/iati-activities/iati-activity/transaction/value",
    ]


@pytest.mark.parametrize(
    "build",
    [
        lambda: iati.Text(" ", "\x07"),
        lambda: iati.Organisation(name="", type=iati.OrganisationType.OTHER),
        lambda: iati.Organisation(name="A", type=iati.OrganisationType.OTHER, ref="a/b"),
        lambda: iati.Country(code="Canada", percentage=iati.HUNDRED),
        lambda: iati.Country(code="CA", percentage=Decimal(101)),
        lambda: iati.Budget(starts_on=TODAY, ends_on=TODAY - timedelta(1), amount=Decimal(1), currency="CAD"),
        lambda: iati.PlannedDisbursement(on=TODAY, amount=Decimal("NaN"), currency="CAD"),
        lambda: iati.PlannedDisbursement(on=TODAY, amount=Decimal(1), currency="$"),
        lambda: iati.Document(
            title=iati.Text("A"),
            address="javascript:1",
            media_type="a/b",
            category=iati.DocumentCategory.RESULTS,
        ),
        lambda: iati.Result(title=iati.Text("A"), type=iati.ResultType.OUTPUT, indicators=()),
        lambda: iati.Indicator(title=iati.Text("A"), code="a", measure=iati.Measure.QUALITATIVE),
        lambda: an_activity(identifier="ailleurs-plus"),
        lambda: an_activity(participants=()),
        lambda: an_activity(sectors=()),
        lambda: an_activity(dates=()),
        lambda: an_activity(dates=((iati.DateType.ACTUAL_START, TODAY + timedelta(1)),)),
        lambda: an_activity(countries=(iati.Country(code="CA", percentage=Decimal(50)),)),
        lambda: an_activity(known_at=datetime(2022, 1, 30, tzinfo=UTC)),
        lambda: an_activity(known_at=NOW.replace(tzinfo=None)),
        lambda: activities_file([], generated_at=NOW),
    ],
)
def test_what_could_not_be_valid_is_not_built(build):
    with pytest.raises(ValueError, match=r"."):
        build()


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(any))
def test_percentages_sum_to_a_hundred_and_follow_their_weights(weights):
    shares = iati.hundredths(weights)

    assert sum(shares) == 100
    assert all(
        abs(share - Decimal(100 * weight) / sum(weights)) <= Decimal("0.02")
        for share, weight in zip(shares, weights, strict=True)
    )
