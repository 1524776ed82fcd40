from datetime import date

import pytest
from django.db import IntegrityError, transaction

from maillage.directory.models import IndustryLink, Membership, Territory, TerritoryChange
from maillage.directory.tests.factories import (
    CountryFactory,
    IndustryClassFactory,
    MembershipFactory,
    NetworkFactory,
    OrganisationFactory,
    TerritoryFactory,
)
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)


def refused():
    return pytest.raises(IntegrityError)


def test_a_name_keeps_its_french_order_when_it_changes():
    organisation = OrganisationFactory(name="Étang du Nord")

    organisation.name = "Œuvre d’Art"
    organisation.save(update_fields=["name"])

    organisation.refresh_from_db()
    assert organisation.sort_key == "oeuvre d'art"


def test_a_bulk_write_without_its_french_order_is_refused():
    with refused(), transaction.atomic():
        Territory.objects.bulk_create(
            [Territory(country="CA", level="country", code="CA", path="CA", name="Canada")]
        )


def test_only_a_country_stands_alone():
    with refused(), transaction.atomic():
        TerritoryFactory(parent=None, country="CA", path="CA", code="CA")


@pytest.mark.parametrize("path", ["CA/24/99", "FR/24"])
def test_a_path_starts_with_its_country_and_ends_with_its_code(path):
    with refused(), transaction.atomic():
        TerritoryFactory(code="24", path=path)


def test_a_path_is_held_once():
    TerritoryFactory(code="24")

    with refused(), transaction.atomic():
        TerritoryFactory(code="24")


def test_a_place_does_not_end_before_it_starts():
    with refused(), transaction.atomic():
        TerritoryFactory(valid_from=DAY, valid_until=date(2026, 11, 20))


def test_what_lies_in_a_place_excludes_a_neighbour_whose_code_starts_alike():
    quebec = TerritoryFactory(level="province", code="24")
    inside = TerritoryFactory(parent=quebec, code="36033")
    TerritoryFactory(level="province", code="241")

    assert set(Territory.objects.within("CA/24")) == {quebec, inside}


def test_a_merger_names_another_place():
    place = TerritoryFactory()

    with refused(), transaction.atomic():
        TerritoryChange.objects.create(
            old=place, new=place, kind="merged", on=DAY, old_name=place.name, old_path=place.path
        )


def test_a_withdrawn_place_has_no_successor():
    place, other = TerritoryFactory(), TerritoryFactory()

    with refused(), transaction.atomic():
        TerritoryChange.objects.create(
            old=place, new=other, kind="withdrawn", on=DAY, old_name=place.name, old_path=place.path
        )


def test_a_heading_speaks_the_language_of_the_page(settings):
    heading = IndustryClassFactory(title_fr="Fabrication", title_en="Manufacturing")

    with_english = _title_in("en", heading)
    with_french = _title_in("fr-ca", heading)

    assert (with_english, with_french) == ("Manufacturing", "Fabrication")


def test_a_heading_without_a_title_in_the_language_shows_the_other():
    assert (
        _title_in("fr-ca", IndustryClassFactory(title_fr="", title_en="Soybean farming")) == "Soybean farming"
    )


def _title_in(language, heading):
    from django.utils import translation

    with translation.override(language):
        return heading.title


def test_a_link_joins_two_headings():
    heading = IndustryClassFactory()

    with refused(), transaction.atomic():
        IndustryLink.objects.create(source=heading, target=heading, is_partial=True)


@pytest.mark.parametrize("role", ["firm", "offer_holder", "funder"])
def test_a_role_held_for_an_organisation_needs_one(role):
    with refused(), transaction.atomic():
        MembershipFactory(organisation=None, role=role)


def test_a_role_without_an_organisation_is_held_once():
    user, network = UserFactory(), NetworkFactory()
    MembershipFactory(user=user, network=network, organisation=None, role="coordinator")

    with refused(), transaction.atomic():
        MembershipFactory(user=user, network=network, organisation=None, role="coordinator")


def test_a_membership_does_not_end_before_it_starts():
    with refused(), transaction.atomic():
        MembershipFactory(starts_on=DAY, ends_on=date(2026, 11, 20))


def test_a_membership_holds_on_its_first_and_last_days_and_not_beyond():
    MembershipFactory(starts_on=date(2026, 11, 10), ends_on=DAY)

    held = {
        day: Membership.objects.on(day).count()
        for day in (date(2026, 11, 9), date(2026, 11, 10), DAY, date(2026, 11, 22))
    }

    assert list(held.values()) == [0, 1, 1, 0]


def test_every_change_of_an_organisation_and_of_a_membership_is_kept():
    membership = MembershipFactory()
    organisation = membership.organisation

    organisation.name = "Autre nom"
    organisation.save()
    membership.ends_on = DAY
    membership.save()

    assert [event.pgh_label for event in organisation.events.order_by("pgh_id")] == ["insert", "update"]
    assert [event.pgh_label for event in membership.events.order_by("pgh_id")] == ["insert", "update"]


def test_the_country_of_the_tests_is_one_row():
    assert CountryFactory() == CountryFactory()
