"""Who sees what, tried on offers: the rule of every page, search, count and export."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from maillage.agreements.operations import end_agreement
from maillage.agreements.tests.factories import TODAY, StrandFactory, agreement_between
from maillage.common.viewer import Viewer
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory
from maillage.matching.models import Offer
from maillage.matching.tests.factories import OfferFactory

pytestmark = pytest.mark.django_db

ANYONE = Viewer(day=TODAY)


@pytest.fixture
def world():
    """Two networks bound on one strand; an offer of each visibility in the first."""
    here, there = NetworkFactory(), NetworkFactory()
    digital, culture = StrandFactory(), StrandFactory()
    agreement = agreement_between(here, there, strands=[digital])
    firm = OrganisationFactory()
    offers = {
        visibility: OfferFactory(organisation=firm, network=here, strand=digital, visibility=visibility)
        for visibility in ("organisation", "network", "partners", "public")
    }
    offers["other strand"] = OfferFactory(
        organisation=firm, network=here, strand=culture, visibility="partners"
    )
    return here, there, firm, agreement, offers


def seen_by(viewer, offers):
    rows = set(Offer.objects.visible_to(viewer))
    return {name for name, offer in offers.items() if offer in rows}


def test_a_visitor_sees_what_is_public(world):
    *_, offers = world

    assert seen_by(ANYONE, offers) == {"public"}


def test_the_organisation_sees_all_that_is_its_own(world):
    _, _, firm, _, offers = world

    assert seen_by(replace(ANYONE, user_id=1, organisation_ids=frozenset({firm.pk})), offers) == set(offers)


def test_the_network_sees_all_but_what_the_organisation_keeps(world):
    here, _, _, _, offers = world
    viewer = replace(ANYONE, user_id=1, network_ids=frozenset({here.pk}))

    assert seen_by(viewer, offers) == {"network", "partners", "other strand", "public"}


def test_a_partner_sees_what_the_agreement_opens_on_its_strands(world):
    _, there, _, _, offers = world
    viewer = replace(ANYONE, user_id=1, network_ids=frozenset({there.pk}))

    assert seen_by(viewer, offers) == {"partners", "public"}


def test_a_network_without_agreement_sees_what_is_public(world):
    *_, offers = world
    viewer = replace(ANYONE, user_id=1, network_ids=frozenset({NetworkFactory().pk}))

    assert seen_by(viewer, offers) == {"public"}


def test_when_the_agreement_is_ended_the_partner_sees_no_more_that_very_day(world):
    _, there, _, agreement, offers = world
    viewer = replace(ANYONE, user_id=1, network_ids=frozenset({there.pk}))

    end_agreement(agreement_id=agreement.pk, by=None, reason="Autre priorité.", day=TODAY)

    assert seen_by(viewer, offers) == {"public"}


def test_when_the_agreement_lapses_the_partner_sees_no_more(world):
    _, there, _, _, offers = world
    viewer = Viewer(day=date(2028, 1, 1), user_id=1, network_ids=frozenset({there.pk}))

    assert seen_by(viewer, offers) == {"public"}


def test_the_database_refuses_partners_without_a_strand():
    with pytest.raises(IntegrityError, match="offer_partners_need_a_strand"), transaction.atomic():
        OfferFactory(visibility="partners", strand=None)
