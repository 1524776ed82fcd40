from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from maillage.common.viewer import Viewer
from maillage.directory.errors import NoNetworkInCommon
from maillage.directory.models import IndustryLink, TerritoryChange
from maillage.directory.queries import (
    OrganisationFilters,
    equivalents,
    home_network_of,
    lineage_of,
    nearest_class,
    networks_shown,
    organisations_listed,
    organisations_spoken_for,
    roles_of,
    territory_at,
    viewer_of,
)
from maillage.directory.tests.factories import (
    IndustryClassFactory,
    MembershipFactory,
    NetworkFactory,
    OrganisationFactory,
    TerritoryFactory,
)
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)
BEFORE = date(2026, 11, 1)


def names(rows):
    return [row.name for row in rows]


def listed(**filters):
    return names(organisations_listed(OrganisationFilters(**filters)))


def test_a_visitor_without_an_account_has_no_standing(django_assert_num_queries):
    with django_assert_num_queries(0):
        viewer = viewer_of(AnonymousUser(), DAY)

    assert viewer == Viewer(day=DAY)


def test_a_standing_comes_from_memberships_in_one_query(django_assert_num_queries):
    user = UserFactory()
    firm = MembershipFactory(user=user)
    coordination = MembershipFactory(user=user, organisation=None, role="coordinator")
    advice = MembershipFactory(user=user, organisation=None, role="advisor")

    with django_assert_num_queries(1):
        viewer = viewer_of(user, DAY)

    assert viewer == Viewer(
        day=DAY,
        user_id=user.pk,
        network_ids=frozenset({firm.network_id, coordination.network_id, advice.network_id}),
        organisation_ids=frozenset({firm.organisation_id}),
        coordinated_network_ids=frozenset({coordination.network_id}),
        advised_network_ids=frozenset({advice.network_id}),
    )


@pytest.mark.parametrize(
    "dates", [{"ends_on": BEFORE}, {"starts_on": date(2026, 12, 1)}], ids=["over", "to come"]
)
def test_a_membership_out_of_its_dates_opens_nothing(dates):
    membership = MembershipFactory(**dates)

    assert viewer_of(membership.user, DAY).network_ids == frozenset()
    assert list(roles_of(membership.user, DAY)) == []


def test_a_membership_for_an_archived_organisation_opens_nothing():
    membership = MembershipFactory(organisation__archived_at="2026-11-01T12:00Z")

    assert viewer_of(membership.user, DAY).network_ids == frozenset()


def test_roles_are_told_by_network_in_french_order():
    user = UserFactory()
    for name in ("Zénith", "Étincelle"):
        MembershipFactory(user=user, network__name=name)

    assert [membership.network.name for membership in roles_of(user, DAY)] == ["Étincelle", "Zénith"]


def test_an_employee_who_learns_does_not_speak_for_her_firm():
    learner = MembershipFactory(role="learner")
    head = MembershipFactory(organisation=learner.organisation, network=learner.network)

    assert list(organisations_spoken_for(viewer_of(learner.user, DAY))) == []
    assert list(organisations_spoken_for(viewer_of(head.user, DAY))) == [head.organisation]


def test_the_home_network_is_the_one_where_she_acts_for_the_organisation():
    membership = MembershipFactory()
    membership.organisation.networks.add(NetworkFactory(name="À part"))

    assert home_network_of(membership.organisation, viewer_of(membership.user, DAY)) == membership.network


def test_a_stranger_has_no_home_network_there():
    with pytest.raises(NoNetworkInCommon):
        home_network_of(OrganisationFactory(), viewer_of(UserFactory(), DAY))


def test_organisations_are_listed_in_french_order_without_the_archived():
    for name in ("Zèbre", "étang", "Eau"):
        OrganisationFactory(name=name)
    OrganisationFactory(name="Archivée", archived_at="2026-11-01T12:00Z")

    assert listed() == ["Eau", "étang", "Zèbre"]


@pytest.mark.parametrize(
    "words", ["fromagerie", "FROMAGÉRIE", "lac fromag", "fromagrie"], ids=["word", "accents", "two", "slip"]
)
def test_a_name_is_found_by_its_words_without_accents_and_with_a_slip(words):
    OrganisationFactory(name="Fromagerie du Lac")
    OrganisationFactory(name="Forge du Lac")

    assert listed(words=words) == ["Fromagerie du Lac"]


def test_signs_of_the_search_language_are_plain_signs():
    OrganisationFactory(name="100 % Local")
    OrganisationFactory(name="Autre")

    assert listed(words="%") == ["100 % Local"]
    assert listed(words="_") == []


def test_organisations_are_narrowed_by_type_network_and_place():
    mauricie = TerritoryFactory(level="region", code="04")
    network = NetworkFactory()
    OrganisationFactory(
        name="Ici", kind="college", territory=TerritoryFactory(parent=mauricie), networks=[network]
    )
    OrganisationFactory(name="Ailleurs")

    assert listed(kind="college") == ["Ici"]
    assert listed(network=network) == ["Ici"]
    assert listed(territory=mauricie) == ["Ici"]
    assert listed(kind="bank", network=network) == []


def heading(scheme, code, parent=None, level=1):
    return IndustryClassFactory(scheme=scheme, code=code, parent=parent, level=level)


def link(source, target, *, is_partial=False):
    IndustryLink.objects.create(source=source, target=target, is_partial=is_partial)


@pytest.fixture
def crosswalk():
    """NAF 62.01Z = NACE 62.01, which overlaps two American headings; SCIAN meets them one level up."""
    naf, nace, us, ca = (
        heading(scheme, "X", level=1) for scheme in ("naf2", "nace2", "naics2017", "scian2017")
    )
    rows = {
        "naf": heading("naf2", "62.01Z", naf, 2),
        "nace": heading("nace2", "62.01", nace, 2),
        "us": heading("naics2017", "54151", us, 2),
        "ca": heading("scian2017", "54151", ca, 2),
    }
    rows["us1"] = heading("naics2017", "541511", rows["us"], 3)
    rows["us2"] = heading("naics2017", "541512", rows["us"], 3)
    rows["ca1"] = heading("scian2017", "541514", rows["ca"], 3)
    link(rows["nace"], rows["naf"])
    link(rows["us1"], rows["nace"], is_partial=True)
    link(rows["us2"], rows["nace"], is_partial=True)
    link(rows["us"], rows["ca"])
    return rows


def told(rows):
    return [(row.industry_class.code, row.is_partial) for row in rows]


def test_a_heading_may_have_several_equivalents_each_partial(crosswalk):
    assert told(equivalents(crosswalk["naf"], "naics2017")) == [("541511", True), ("541512", True)]


def test_an_exact_equivalent_says_so_in_both_directions(crosswalk):
    assert told(equivalents(crosswalk["naf"], "nace2")) == [("62.01", False)]
    assert told(equivalents(crosswalk["nace"], "naf2")) == [("62.01Z", False)]


def test_six_canadian_digits_meet_american_ones_above_and_are_partial(crosswalk):
    assert told(equivalents(crosswalk["ca1"], "naics2017")) == [("54151", True)]
    assert told(equivalents(crosswalk["ca1"], "naf2")) == [("62.01Z", True)]


def test_going_up_and_down_is_never_exact(crosswalk):
    assert told(equivalents(crosswalk["naf"], "scian2017")) == [("54151", True)]


def test_what_a_wide_heading_holds_is_a_part_of_its_equivalent(crosswalk):
    assert told(equivalents(crosswalk["naf"].parent, "nace2")) == [("62.01", True)]


def test_a_heading_that_nothing_links_has_no_equivalent():
    assert equivalents(heading("naics2022", "513"), "naf2") == []


def test_a_sector_finds_organisations_of_the_other_shore(crosswalk):
    OrganisationFactory(name="Ici", sectors=[crosswalk["ca1"]])
    OrganisationFactory(name="Là-bas", sectors=[crosswalk["naf"]])
    OrganisationFactory(name="Autre chose")

    assert listed(sector=crosswalk["ca"]) == ["Ici", "Là-bas"]


def test_the_nearest_known_heading_stands_for_a_finer_code():
    division = heading("naf2", "10")

    assert nearest_class("naf2", "10.51C") == division
    assert nearest_class("naf2", "99.00Z") is None


def test_an_old_code_leads_to_what_it_became():
    new, middle, old = (
        TerritoryFactory(),
        TerritoryFactory(valid_until=DAY),
        TerritoryFactory(valid_until=BEFORE),
    )
    for before, after in ((old, middle), (middle, new)):
        TerritoryChange.objects.create(
            old=before, new=after, kind="merged", on=DAY, old_name=before.name, old_path=before.path
        )

    assert territory_at(country="CA", level="municipality", code=old.code) == new
    assert territory_at(country="CA", level="municipality", code="00000") is None


def test_a_lineage_goes_from_the_country_to_the_place():
    region = TerritoryFactory(level="region", name="Mauricie")
    town = TerritoryFactory(parent=region, name="Shawinigan")

    assert names(lineage_of(town)) == ["Canada", "Mauricie", "Shawinigan"]


def test_a_network_counts_its_active_organisations():
    network = NetworkFactory()
    OrganisationFactory(networks=[network])
    OrganisationFactory(networks=[network], archived_at="2026-11-01T12:00Z")

    assert [row.members for row in networks_shown()] == [1]
