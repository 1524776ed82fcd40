from datetime import UTC, date, datetime

import pytest

from maillage.directory import errors
from maillage.directory.models import Organisation, Territory
from maillage.directory.operations import (
    add_municipality,
    admit_organisation,
    archive_organisation,
    create_network,
    create_organisation,
    describe_organisation,
    end_membership,
    join_network,
    load_reference,
    rename_organisation,
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
NOON = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)


def test_an_organisation_gets_an_address_from_its_name():
    first = create_organisation(name="  L’Œuvre   à Émile ", kind="business")
    second = create_organisation(name="L’œuvre à Émile", kind="business")

    assert (first.name, first.slug, second.slug) == (
        "L’Œuvre à Émile",
        "l-oeuvre-a-emile",
        "l-oeuvre-a-emile-2",
    )


def test_a_name_without_latin_letters_still_gets_an_address():
    assert create_organisation(name="東京", kind="business").slug == "organisation"


@pytest.mark.parametrize("name", ["", "   "])
def test_an_organisation_without_a_name_is_refused(name):
    with pytest.raises(errors.NameIsEmpty):
        create_organisation(name=name, kind="business")

    assert not Organisation.objects.exists()


def test_an_organisation_is_entered_whole():
    network, sector, place = NetworkFactory(), IndustryClassFactory(), TerritoryFactory()

    made = create_organisation(
        name="Focale Fixe",
        slug="focale",
        kind="business",
        networks=[network],
        territory=place,
        sectors=[sector],
        employees=0,
    )

    made.refresh_from_db()
    assert (list(made.networks.all()), list(made.sectors.all()), made.territory) == (
        [network],
        [sector],
        place,
    )
    assert made.employees == 0  # nobody, which is not unknown


def test_a_renamed_organisation_keeps_its_address():
    organisation = OrganisationFactory(name="Avant", slug="avant")

    rename_organisation(organisation_id=organisation.pk, name="Éclat")

    organisation.refresh_from_db()
    assert (organisation.name, organisation.sort_key, organisation.slug) == ("Éclat", "eclat", "avant")


def test_an_archived_organisation_changes_no_more():
    organisation = OrganisationFactory()
    archive_organisation(organisation_id=organisation.pk, now=NOON)

    for change in (
        lambda: archive_organisation(organisation_id=organisation.pk, now=NOON),
        lambda: rename_organisation(organisation_id=organisation.pk, name="Autre"),
        lambda: describe_organisation(
            organisation_id=organisation.pk, description="", website="", employees=None, sectors=[]
        ),
        lambda: admit_organisation(organisation_id=organisation.pk, network=NetworkFactory()),
    ):
        with pytest.raises(errors.OrganisationIsArchived):
            change()


def test_a_description_replaces_the_former_one():
    old, new = IndustryClassFactory(), IndustryClassFactory()
    organisation = OrganisationFactory(sectors=[old], employees=12)

    describe_organisation(
        organisation_id=organisation.pk,
        description="Verrerie",
        website="https://exemple.test",
        employees=None,
        sectors=[new],
    )

    organisation.refresh_from_db()
    assert (organisation.description, organisation.employees, list(organisation.sectors.all())) == (
        "Verrerie",
        None,
        [new],
    )


def test_a_person_joins_a_network_for_an_organisation_of_it():
    network = create_network(
        slug="r", name="Réseau", territory=TerritoryFactory(), contact_email="r@exemple.test"
    )
    organisation = OrganisationFactory()
    user = UserFactory()

    with pytest.raises(errors.NotInThisNetwork):
        join_network(user=user, network=network, organisation=organisation, role="firm", day=DAY)
    admit_organisation(organisation_id=organisation.pk, network=network)
    membership = join_network(user=user, network=network, organisation=organisation, role="firm", day=DAY)

    assert (membership.starts_on, membership.ends_on) == (DAY, None)


def test_a_role_for_an_organisation_is_refused_without_one():
    with pytest.raises(errors.RoleNeedsAnOrganisation):
        join_network(user=UserFactory(), network=NetworkFactory(), role="firm", day=DAY)


def test_nobody_joins_for_an_archived_organisation():
    organisation = OrganisationFactory(archived_at=NOON)

    with pytest.raises(errors.OrganisationIsArchived):
        join_network(
            user=UserFactory(), network=NetworkFactory(), organisation=organisation, role="firm", day=DAY
        )


def test_a_role_held_is_not_taken_twice_and_one_left_is_taken_up_again():
    held = MembershipFactory(starts_on=date(2026, 1, 1))
    again = {"user": held.user, "network": held.network, "organisation": held.organisation, "role": held.role}

    with pytest.raises(errors.AlreadyAMember):
        join_network(**again, day=DAY)
    end_membership(membership_id=held.pk, last_day=date(2026, 6, 30))
    join_network(**again, day=DAY)

    held.refresh_from_db()
    assert (held.starts_on, held.ends_on) == (DAY, None)
    assert [event.ends_on for event in held.events.order_by("pgh_id")] == [None, date(2026, 6, 30), None]


def test_a_membership_ends_once_and_not_before_it_starts():
    membership = MembershipFactory(starts_on=DAY)

    with pytest.raises(errors.EndsBeforeItStarts):
        end_membership(membership_id=membership.pk, last_day=date(2026, 11, 20))
    end_membership(membership_id=membership.pk, last_day=DAY)
    with pytest.raises(errors.MembershipHasEnded):
        end_membership(membership_id=membership.pk, last_day=DAY)


def test_the_shipped_reference_loads_once():
    first, second = load_reference(), load_reference()

    assert (
        first["territories"] == 259
    )  # 2 countries; Québec, 17 regions, 104 MRC; 26 regions, 109 départements
    assert second == {"territories": 0, "headings": 0, "links": 0}
    assert Territory.objects.filter(path__startswith="CA/24/", level="region").count() == 17
    assert Territory.objects.filter(path__startswith="CA/24/", level="county").count() == 104


def test_the_shipped_reference_leaves_alone_what_changed_since():
    load_reference()
    Territory.objects.filter(path="CA/24/04").update(name="Mauricie nouvelle")

    load_reference()

    assert Territory.objects.get(path="CA/24/04").name == "Mauricie nouvelle"


@pytest.mark.parametrize(
    ("country", "code", "designation", "parent", "path"),
    [
        ("CA", "36033", "Ville", "04", "CA/24/04/360/36033"),
        ("CA", "51020", "Municipalité", "510", "CA/24/04/510/51020"),
        ("CA", "90804", "Réserve indienne", "04", "CA/24/04/90804"),
        ("FR", "73065", "Commune", "73", "FR/84/73/73065"),
    ],
    ids=["a town is its own MRC", "in an MRC", "in no MRC", "in a département"],
)
def test_a_municipality_added_by_hand_lies_where_an_import_would_put_it(
    country, code, designation, parent, path
):
    load_reference()
    told = {
        "country": country,
        "code": code,
        "designation": designation,
        "parent_code": parent,
        "name": "L'Endroit",
    }

    made = add_municipality(**told)

    assert (made.path, made.name) == (path, "L’Endroit")
    assert add_municipality(**told) == made


def test_a_municipality_in_an_unknown_place_is_refused():
    with pytest.raises(errors.UnknownTerritory):
        add_municipality(country="FR", code="73065", name="Chambéry", designation="Commune", parent_code="99")
