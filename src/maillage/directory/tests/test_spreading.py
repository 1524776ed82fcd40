"""Activities told in one classification, counted in another: shared out, never silently one to one."""

import pytest

from maillage.directory.models import IndustryClass, IndustryLink
from maillage.directory.operations import load_reference
from maillage.directory.queries import spread_over
from maillage.directory.tests.factories import IndustryClassFactory

pytestmark = pytest.mark.django_db


def heading(scheme, code, parent=None):
    return IndustryClassFactory(
        scheme=scheme, code=code, parent=parent, level=parent.level + 1 if parent else 1
    )


def linked(source, *targets):
    for target in targets:
        IndustryLink.objects.create(source=source, target=target, is_partial=len(targets) > 1)


@pytest.fixture
def plans():
    """A sector of NAICS with two subsectors, a section of NACE with three divisions; the first goes to two of them."""
    sector, section = heading("naics2017", "71"), heading("nace2", "R")
    arts, parks = heading("naics2017", "711", sector), heading("naics2017", "713", sector)
    creation, museums, sports = (heading("nace2", code, section) for code in ("90", "91", "93"))
    linked(arts, creation, sports)
    linked(parks, sports)
    return sector, arts, parks, creation, museums, sports


def test_a_heading_that_corresponds_to_two_is_shared_out_between_them(plans):
    _sector, arts, parks, creation, _museums, sports = plans

    assert spread_over([arts.pk, parks.pk], "nace2") == {
        arts.pk: {creation.pk: 0.5, sports.pk: 0.5},
        parks.pk: {sports.pk: 1.0},
    }


def test_a_whole_sector_goes_where_its_subsectors_go(plans):
    sector, _arts, _parks, creation, _museums, sports = plans

    assert spread_over([sector.pk], "nace2") == {sector.pk: {creation.pk: 0.5, sports.pk: 0.5}}


def test_a_fine_heading_counts_in_the_division_that_holds_it_and_a_section_in_each_of_its_own(plans):
    *_, creation, museums, sports = plans
    fine = heading("nace2", "90.0", creation)

    assert spread_over([fine.pk, creation.parent_id], "nace2") == {
        fine.pk: {creation.pk: 1.0},
        creation.parent_id: {row.pk: pytest.approx(1 / 3) for row in (creation, museums, sports)},
    }


def test_what_corresponds_to_nothing_is_left_out(plans):
    alone = heading("naics2017", "99")

    assert spread_over([alone.pk], "nace2") == {}


def test_with_the_shipped_tables_parts_make_one_and_what_canada_alone_counts_is_lost():
    load_reference()
    subsectors = list(
        IndustryClass.objects.filter(scheme="scian2017", level=2).order_by("pk").values_list("pk", flat=True)
    )

    spread = spread_over(subsectors, "nace2")

    assert all(sum(weights.values()) == pytest.approx(1) for weights in spread.values())
    assert (
        len(subsectors) - len(spread) == 15
    )  # its wholesale trade, its public services: no American heading
    assert any(len(weights) > 1 for weights in spread.values())


def test_a_subsector_made_in_2022_goes_where_those_it_replaces_go():
    load_reference()
    made = {
        row.code: row.pk for row in IndustryClass.objects.filter(scheme="naics2022", code__in=["456", "513"])
    }

    spread = spread_over(made.values(), "nace2")

    codes = dict(IndustryClass.objects.values_list("pk", "code"))
    told = {code: [codes[pk] for pk in spread[made[code]]] for code in made}
    assert told == {"456": ["47"], "513": ["58"]}


def test_it_costs_the_same_for_one_class_and_for_many(plans, django_assert_num_queries):
    _sector, arts, parks, *_ = plans

    with django_assert_num_queries(3):
        spread_over([arts.pk], "nace2")
    with django_assert_num_queries(3):
        spread_over([arts.pk, parks.pk], "nace2")
