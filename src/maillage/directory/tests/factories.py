"""Networks, organisations and places for tests."""

from datetime import date

import factory

from maillage.directory.models import IndustryClass, Membership, Network, Organisation, Territory
from maillage.people.tests.factories import UserFactory

LONG_AGO = date(2020, 1, 1)


class CountryFactory(factory.django.DjangoModelFactory):
    """Canada; the same row each time."""

    class Meta:
        model = Territory
        django_get_or_create = ("path",)

    country = "CA"
    level = "country"
    designation = "pays"
    code = factory.SelfAttribute("country")
    path = factory.SelfAttribute("country")
    name = factory.LazyAttribute(lambda place: {"CA": "Canada", "FR": "France"}[place.country])


class TerritoryFactory(factory.django.DjangoModelFactory):
    """A municipality; give `level` and `parent` for anything else. Its path follows its parent's."""

    class Meta:
        model = Territory

    parent = factory.SubFactory(CountryFactory)
    country = factory.SelfAttribute("parent.country")
    level = "municipality"
    designation = "ville"
    code = factory.Sequence(lambda n: f"{10_000 + n}")
    path = factory.LazyAttribute(lambda place: f"{place.parent.path}/{place.code}")
    name = factory.Sequence(lambda n: f"Ville {n}")


class IndustryClassFactory(factory.django.DjangoModelFactory):
    """A sector of SCIAN; a narrower heading with `parent` and `level`."""

    class Meta:
        model = IndustryClass

    scheme = "scian2017"
    level = 1
    parent = None
    code = factory.Sequence(lambda n: f"{10 + n}")
    path = factory.LazyAttribute(
        lambda row: f"{row.parent.path}/{row.code}" if row.parent else f"{row.scheme}/{row.code}"
    )
    sort_key = factory.SelfAttribute("code")
    title_fr = factory.Sequence(lambda n: f"Secteur {n}")
    title_en = factory.Sequence(lambda n: f"Sector {n}")


class NetworkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Network

    name = factory.Sequence(lambda n: f"Réseau {n}")
    slug = factory.Sequence(lambda n: f"reseau-{n}")
    territory = factory.SubFactory(TerritoryFactory)
    contact_email = factory.Sequence(lambda n: f"coordination{n}@exemple.test")


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A firm. `networks=[…]` and `sectors=[…]` put it there."""

    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Entreprise {n}")
    slug = factory.Sequence(lambda n: f"entreprise-{n}")
    kind = "business"
    territory = factory.SubFactory(TerritoryFactory)

    @factory.post_generation
    def networks(self, create, extracted, **_kwargs):
        if create and extracted:
            self.networks.set(extracted)

    @factory.post_generation
    def sectors(self, create, extracted, **_kwargs):
        if create and extracted:
            self.sectors.set(extracted)


class MembershipFactory(factory.django.DjangoModelFactory):
    """The head of a firm, in a network that the firm belongs to."""

    class Meta:
        model = Membership
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    network = factory.SubFactory(NetworkFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = "firm"
    starts_on = LONG_AGO

    @factory.post_generation
    def organisation_is_in_the_network(self, create, _extracted, **_kwargs):
        if create and self.organisation is not None:
            self.organisation.networks.add(self.network)


def member_of(organisation, network, role="firm"):
    """Somebody with an account who has this role there."""
    return MembershipFactory(organisation=organisation, network=network, role=role).user
