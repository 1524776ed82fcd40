from dataclasses import replace

import pytest

from maillage.agreements.operations import end_agreement
from maillage.agreements.queries import agreements_linking
from maillage.agreements.tests.factories import TODAY, StrandFactory, agreement_between
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

    end_agreement(agreement_id=agreement.pk, day=TODAY)

    assert agreements_linking(replace(viewer, memory={})) == agreements_linking(viewer) == {}
