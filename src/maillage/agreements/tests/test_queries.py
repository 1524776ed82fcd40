from dataclasses import replace
from datetime import timedelta

import pytest

from maillage.agreements.operations import end_agreement, publish_terms
from maillage.agreements.queries import agreements_linking, commitments_by_strand, versions_of
from maillage.agreements.rules import text_of
from maillage.agreements.tests.factories import (
    TODAY,
    CommitmentFactory,
    StrandFactory,
    VersionFactory,
    agreement_between,
)
from maillage.common.viewer import Viewer
from maillage.directory.tests.factories import NetworkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened():
    here, there, strand = NetworkFactory(), NetworkFactory(), StrandFactory()
    agreement = agreement_between(here, there, strands=[strand])
    viewer = Viewer(day=TODAY, user_id=1, network_ids=frozenset({here.pk}))
    return agreement, viewer, {(there.pk, strand.pk): agreement}


def test_what_agreements_open_is_asked_once_a_page(opened, django_assert_num_queries):
    _, viewer, links = opened
    of_a_page = replace(viewer, memory={})

    with django_assert_num_queries(1):
        assert [agreements_linking(of_a_page) for _ in range(3)] == [links] * 3


def test_the_next_page_knows_that_an_agreement_ended(opened):
    agreement, viewer, links = opened
    assert agreements_linking(replace(viewer, memory={})) == links

    end_agreement(agreement_id=agreement.pk, by=None, reason="Autre priorité.", day=TODAY)

    assert agreements_linking(replace(viewer, memory={})) == agreements_linking(viewer) == {}


@pytest.mark.parametrize(
    ("days", "is_open"),
    [
        ({}, True),
        ({"ends_on": TODAY}, True),
        ({"ends_on": TODAY - timedelta(days=1)}, False),
        ({"starts_on": TODAY}, True),
        ({"starts_on": TODAY + timedelta(days=1)}, False),
    ],
)
def test_a_strand_with_days_of_its_own_opens_nothing_outside_them(
    opened, days, is_open, django_assert_num_queries
):
    agreement, viewer, links = opened
    agreement.versions.get().openings.update(**days)

    with django_assert_num_queries(1):
        assert agreements_linking(viewer) == (links if is_open else {})
    assert agreement.versions.get().openings.get().is_open(TODAY) == is_open


def test_a_version_without_a_strand_opens_nothing(opened):
    agreement, viewer, _links = opened
    agreement.versions.get().openings.all().delete()

    assert agreements_linking(viewer) == {}


def test_versions_are_read_whole_at_a_constant_cost(opened, django_assert_num_queries):
    agreement, _viewer, _links = opened
    for number in (900, 901, 902):
        version = VersionFactory(agreement=agreement, number=number, draft=True)
        CommitmentFactory(opening__version=version)

    with django_assert_num_queries(7):
        for version in versions_of(agreement):
            text_of(version)
            [version.strands.all(), version.steps.all(), version.revised_by]


def test_terms_are_read_by_members_until_they_are_published(opened):
    agreement, member, _links = opened
    stranger = Viewer(day=TODAY)
    (version,) = versions_of(agreement)

    assert commitments_by_strand(version, member) == [(version.openings.get(), [])]
    assert commitments_by_strand(version, stranger) == []
    publish_terms(version_id=version.pk, published=True)
    assert len(commitments_by_strand(versions_of(agreement).get(), stranger)) == 1
