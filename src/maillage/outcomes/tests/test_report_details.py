"""Figures told apart by sector and by pay: each outcome on one line, lines that sum to the figure, nobody pointed at."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from random import Random

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from maillage.directory.models import IndustryLink
from maillage.directory.queries import viewer_of
from maillage.directory.tests.factories import (
    IndustryClassFactory,
    NetworkFactory,
    OrganisationFactory,
    member_of,
)
from maillage.outcomes.models import Statement
from maillage.outcomes.queries.detail import details_in
from maillage.outcomes.queries.report import Asked, report
from maillage.outcomes.rules.addresses import detail_address
from maillage.outcomes.rules.detail import TOGETHER, UNSAID, Line, lines_told
from maillage.outcomes.rules.periods import Span
from maillage.outcomes.tests.books import an_indicator
from maillage.outcomes.tests.factories import NOW, TODAY, outcome
from maillage.outcomes.tests.told import story

BOTH = ["pay_band", "territory", "sector"]


def division(section, code):
    """Of NACE, in its section."""
    parent = IndustryClassFactory._meta.model.objects.filter(path=f"nace2/{section}").first()
    parent = parent or IndustryClassFactory(scheme="nace2", code=section, title_fr=f"Section {section}")
    return IndustryClassFactory(scheme="nace2", code=code, level=2, parent=parent)


def jobs_in(told, sector, count, *, value=1, **said):
    """So many firms of a sector, each with an outcome."""
    for _number in range(count):
        firm = OrganisationFactory(sectors=[sector] if sector else [])
        outcome(value, **{"network": told.network, "organisation": firm, "is_published": True} | said)


def details(told, person=None, **also):
    asked = Asked(kind="network", row=told.network, span=Span(None, TODAY), **also)
    return details_in(asked.scope, viewer_of(person or told.coordinator, TODAY))


def page_of(kind, row):
    return detail_address(kind, row.slug, Span(None, TODAY), as_of=None)


def lines(found, cut="sector"):
    (detail,) = [one for one in found if one.cut == cut]
    return {line.key: line.value for line in detail.lines}


def a_stranger():
    return member_of(None, NetworkFactory(), "coordinator")


@pytest.mark.django_db
def test_a_figure_is_told_by_sector_and_by_pay_and_the_lines_sum_to_it():
    told = story()  # three jobs of no firm, whose pay nobody said
    an_indicator(disaggregation=BOTH)
    jobs_in(told, division("C", "10"), 2, pay_band="high")
    jobs_in(told, division("F", "41"), 1, value=5)

    found = details(told)

    assert lines(found) == {"C": 2, "F": 5, UNSAID: 3}
    assert lines(found, "pay_band") == {"high": 2, UNSAID: 8}
    assert [detail.total.value for detail in found] == [10, 10]


@pytest.mark.django_db
@pytest.mark.parametrize("cuts", [[], ["territory"], ["sector"], ["pay_band"]])
def test_only_what_the_indicator_names_is_told_apart(cuts):
    told = story()
    an_indicator(disaggregation=cuts)

    assert [detail.cut for detail in details(told)] == [cut for cut in cuts if cut != "territory"]


@pytest.mark.django_db
def test_a_firm_of_several_sections_stands_once_and_whole_among_several_sectors():
    told = story()
    an_indicator(disaggregation=["sector"])
    food, works, same = division("C", "10"), division("F", "41"), division("C", "11")
    outcome(4, network=told.network, organisation=OrganisationFactory(sectors=[food, works]))
    outcome(6, network=told.network, organisation=OrganisationFactory(sectors=[food, same]))

    assert lines(details(told)) == {"C": 6, "several": 4, UNSAID: 3}


@pytest.mark.django_db
def test_a_sector_of_another_classification_leads_to_its_section():
    told = story()
    an_indicator(disaggregation=["sector"])
    american = IndustryClassFactory(scheme="naf2", code="10")
    IndustryLink.objects.create(source=american, target=division("C", "10"), is_partial=False)
    jobs_in(told, american, 1)

    assert lines(details(told)) == {"C": 1, UNSAID: 3}


@pytest.mark.django_db
def test_lines_of_drawn_outcomes_sum_to_the_totals_of_the_report_whoever_reads():
    told, drawn = story(), Random(7)  # noqa: S311 - the same draw each time
    for kind in ("jobs_created", "contract"):
        an_indicator(kind, disaggregation=BOTH)
    sectors = [None, division("C", "10"), division("F", "41"), division("G", "45")]
    for _number in range(90):
        kind, currency = drawn.choice([("jobs_created", ""), ("contract", "CAD"), ("contract", "EUR")])
        jobs_in(told, drawn.choice(sectors), 1, value=Decimal(drawn.randint(1, 9_999)) / 100, kind=kind, currency=currency,
            pay_band=drawn.choice(["", "low", "high"]), is_published=drawn.random() < 0.8,
        )  # fmt: skip

    for person in (told.coordinator, a_stranger()):
        asked = Asked(kind="network", row=told.network, span=Span(None, TODAY))
        found = report(asked, viewer_of(person, TODAY))
        whole = {(total.kind, total.currency): (total.outcomes, total.value) for total in found.totals}
        found_details = details_in(asked.scope, viewer_of(person, TODAY))
        assert len(found_details) == 6
        for detail in found_details:
            total = detail.total
            assert (total.outcomes, total.value) == whole[detail.indicator.kind, detail.currency]


@pytest.mark.django_db
def test_lines_of_few_firms_are_put_together_but_for_who_keeps_the_book():
    told = story()
    an_indicator(disaggregation=["sector"])
    jobs_in(told, division("C", "10"), 12)
    jobs_in(told, division("F", "41"), 9, value=2)
    jobs_in(told, division("G", "45"), 1, value=50)

    assert lines(details(told, a_stranger())) == {"C": 12, TOGETHER: 68, UNSAID: 3}
    assert lines(details(told)) == {"C": 12, "F": 18, "G": 50, UNSAID: 3}


@pytest.mark.django_db
def test_who_coordinates_one_network_of_two_reads_no_line_of_few():
    told = story()
    an_indicator(disaggregation=["sector"])
    jobs_in(told, division("C", "10"), 1, initiative=told.initiative, network=NetworkFactory())

    asked = Asked(kind="initiative", row=told.initiative, span=Span(None, TODAY))

    assert details_in(asked.scope, viewer_of(told.coordinator, TODAY)) == []


@pytest.mark.django_db
def test_a_stranger_reads_nothing_of_what_is_not_published():
    told = story()
    an_indicator(disaggregation=["sector"])
    jobs_in(told, division("C", "10"), 10)
    jobs_in(told, division("F", "41"), 15, is_published=False)

    assert lines(details(told, a_stranger())) == {"C": 10, UNSAID: 3}


@pytest.mark.django_db
def test_lines_are_as_of_the_moment_of_the_report():
    told = story()
    an_indicator(disaggregation=["pay_band"])
    held = outcome(4, network=told.network, pay_band="low")
    later = NOW + timedelta(hours=2)
    held.statements.current().end(now=later, by=None, reason="Recompté")
    Statement.objects.create(
        outcome=held, value=Decimal(6), pay_band="high", happened_on=TODAY, recorded_at=later
    )

    assert lines(details(told, as_of=NOW), "pay_band") == {"low": 4, UNSAID: 3}
    assert lines(details(told, as_of=later), "pay_band") == {"high": 6, UNSAID: 3}


@pytest.mark.django_db
def test_a_report_told_apart_costs_the_same_whatever_it_counts(client, assert_constant_queries):
    told, sectors = story(), iter([division("C", "10"), division("F", "41"), division("G", "45")])
    an_indicator(disaggregation=BOTH)
    client.force_login(told.coordinator)

    def more():
        jobs_in(told, next(sectors), 2, pay_band="low")

    assert_constant_queries(client, page_of("network", told.network), more)


@pytest.mark.django_db
def test_the_page_and_the_workbook_tell_the_same_lines(client):
    told = story()
    an_indicator(disaggregation=["sector"])
    jobs_in(told, division("C", "10"), 11, initiative=told.initiative)

    shown = client.get(page_of("initiative", told.initiative))
    (table,) = shown.context["details"]["tables"]
    answer = client.get(reverse("open_data:sheets", args=[told.initiative.slug]))
    book = load_workbook(BytesIO(b"".join(answer)))
    kept = [[cell.value for cell in row] for row in book["Détail"].iter_rows(min_row=2)]

    assert [cell["text"] for cell in table["total"]] == ["Ensemble", "12", "14"]
    assert [[cell["text"] for cell in row] for row in table["rows"]] == [
        ["C – Section C", "11", "11"], ["non précisé", "1", "3"],
    ]  # fmt: skip
    assert [row[2:5] for row in kept] == [["C – Section C", 11, 11], ["non précisé", 1, 3]]
    assert client.get(table["total"][0]["url"]).context["page"].paginator.count == 12
    assert "moins de 10 organisations sont regroupées" in shown.content.decode()


drawn_lines = st.dictionaries(
    st.sampled_from(["A", "B", "C", "D", "several", UNSAID]),
    st.tuples(st.frozensets(st.integers(1, 25), max_size=14), st.integers(0, 12), st.integers(1, 99)),
)


@given(drawn_lines)
def test_no_line_of_few_is_told_and_none_is_found_by_subtracting(drawn):
    found = [
        Line(key=key, outcomes=len(firms) + alone, value=Decimal(value), firms=firms, alone=alone)
        for key, (firms, alone, value) in drawn.items()
    ]

    told = lines_told(found, to_who_keeps_the_book=False)

    assert not any(line.is_of_few for line in told if line.key != UNSAID)
    if told:
        assert sum(line.value for line in told) == sum(line.value for line in found)
        assert sum(line.outcomes for line in told) == sum(line.outcomes for line in found)
    elif found:
        assert any(line.is_of_few for line in found)


def test_pay_is_told_from_the_lowest():
    found = [
        Line(key=key, outcomes=1, value=Decimal(value), firms=frozenset(), alone=1)
        for key, value in (("high", 9), (UNSAID, 99), ("low", 1), ("middle", 5))
    ]

    assert [line.key for line in lines_told(found, to_who_keeps_the_book=True)] == [
        "low",
        "middle",
        "high",
        UNSAID,
    ]
