"""Agreements for tests, made as operations make them."""

from datetime import UTC, date, datetime

import factory
from django.core.files.base import ContentFile

from maillage.agreements.models import Agreement, AgreementVersion, Commitment, Opening, Party, Strand
from maillage.agreements.operations import add_document
from maillage.common.file_kinds import FILE_KINDS
from maillage.directory.tests.factories import NetworkFactory

TODAY = date(2026, 11, 21)


class StrandFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Strand
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"volet-{n}")
    name = factory.Sequence(lambda n: f"Volet {n}")
    name_en = factory.Sequence(lambda n: f"Strand {n}")
    position = factory.Sequence(lambda n: n + 100)


class AgreementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agreement

    slug = factory.Sequence(lambda n: f"entente-{n}")
    name = factory.Sequence(lambda n: f"Entente {n}")
    purpose = "Coopérer d’une rive à l’autre."


class PartyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Party

    agreement = factory.SubFactory(AgreementFactory)
    network = factory.SubFactory(NetworkFactory)
    shore = "a"
    name = factory.SelfAttribute("network.name")


class VersionFactory(factory.django.DjangoModelFactory):
    """A version signed and in force on TODAY; `draft=True` leaves it unsigned, `agreed=True` ready to sign."""

    class Meta:
        model = AgreementVersion
        skip_postgeneration_save = True

    class Params:
        draft = factory.Trait(signed_on=None)
        agreed = factory.Trait(signed_on=None, agreed_on=date(2021, 11, 1))

    agreement = factory.SubFactory(AgreementFactory)
    number = factory.LazyAttribute(lambda version: version.agreement.versions.count() + 1)
    signed_on = date(2021, 11, 19)
    starts_on = date(2021, 11, 19)
    ends_on = date(2027, 12, 31)

    @factory.post_generation
    def strands(self, create, extracted, **_options):
        if create and extracted:
            self.strands.set(extracted)


class OpeningFactory(factory.django.DjangoModelFactory):
    """A strand of a version, open as long as it is."""

    class Meta:
        model = Opening

    version = factory.SubFactory(VersionFactory)
    strand = factory.SubFactory(StrandFactory)


class CommitmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Commitment

    opening = factory.SubFactory(OpeningFactory)
    text = factory.Sequence(lambda n: f"Tenir la rencontre {n}")


def agreement_between(*networks, strands, **version):
    """An agreement in force on TODAY between these networks, on these strands."""
    agreement = AgreementFactory()
    for network, shore in zip(networks, "ab", strict=True):
        PartyFactory(agreement=agreement, network=network, shore=shore)
    VersionFactory(agreement=agreement, strands=strands, **version)
    return agreement


def document_for_parties(version=None, **said):
    """A PDF file that the members of the parties read."""
    given = {"title": "Texte signé", "nature": "text", "language": "fr", "is_public": False, "by": None}
    return add_document(
        version=version or VersionFactory(),
        file=ContentFile(b"%PDF-1.7\nfictif"),
        kind=FILE_KINDS["pdf"],
        now=datetime(2026, 11, 21, 17, 0, tzinfo=UTC),
        **given | said,
    )
