from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from maillage.agreements.errors import AlreadySigned, NotInForce, TooFewParties, VersionsOverlap
from maillage.agreements.operations import create_agreement, draft_version, end_agreement, sign_version
from maillage.agreements.tests.factories import (
    TODAY,
    AgreementFactory,
    PartyFactory,
    StrandFactory,
    VersionFactory,
)
from maillage.directory.tests.factories import NetworkFactory

SIGNED = date(2021, 11, 19)
LAST = date(2027, 12, 31)


@pytest.mark.django_db
def test_an_agreement_binds_two_networks_each_on_its_shore():
    here, there = NetworkFactory(), NetworkFactory()

    agreement = create_agreement(
        slug="shawinigan-chambery",
        name="Entente",
        purpose="Coopérer.",
        parties={"Ici": here, "Là-bas": there},
    )

    assert list(agreement.parties.order_by("pk").values_list("name", "network", "shore")) == [
        ("Ici", here.pk, "a"),
        ("Là-bas", there.pk, "b"),
    ]


@pytest.mark.django_db
def test_an_agreement_with_oneself_is_refused():
    with pytest.raises(TooFewParties):
        create_agreement(slug="seul", name="Seul", purpose="…", parties={"Ici": NetworkFactory()})


@pytest.mark.django_db
def test_versions_are_numbered_from_one():
    agreement = AgreementFactory()

    numbers = [
        draft_version(agreement=agreement, starts_on=SIGNED, ends_on=LAST, strands=[StrandFactory()]).number
        for _ in range(3)
    ]

    assert numbers == [1, 2, 3]


@pytest.mark.django_db
def test_a_draft_that_ends_before_it_starts_is_refused_in_words():
    with pytest.raises(ValidationError, match="Le dernier jour ne peut pas précéder le premier"):
        draft_version(agreement=AgreementFactory(), starts_on=LAST, ends_on=SIGNED, strands=[])


@pytest.mark.django_db
def test_a_signed_version_keeps_its_first_signature():
    version = VersionFactory(signed_on=SIGNED)

    with pytest.raises(AlreadySigned):
        sign_version(version_id=version.pk, signatories=[], day=TODAY)

    version.refresh_from_db()
    assert version.signed_on == SIGNED


@pytest.mark.django_db
def test_a_signature_names_office_and_body():
    party = PartyFactory()
    version = VersionFactory(agreement=party.agreement, draft=True)

    sign_version(version_id=version.pk, signatories=[(party, "Mairie", "Ville de Shawinigan")], day=SIGNED)

    assert [str(s) for s in version.signatories.all()] == ["Mairie, Ville de Shawinigan"]


@pytest.mark.django_db
def test_signing_over_a_signed_version_is_refused():
    version = VersionFactory()
    overlapping = VersionFactory(agreement=version.agreement, draft=True)

    with pytest.raises(VersionsOverlap):
        sign_version(version_id=overlapping.pk, signatories=[], day=TODAY)

    overlapping.refresh_from_db()
    assert overlapping.signed_on is None


@pytest.mark.django_db
def test_what_is_not_in_force_cannot_be_ended():
    version = VersionFactory(draft=True)

    with pytest.raises(NotInForce):
        end_agreement(agreement_id=version.agreement_id, day=TODAY)


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_signing_at_once_sign_it_once():
    version = VersionFactory(draft=True)
    start = Barrier(2)

    def sign(day):
        start.wait()
        try:
            sign_version(version_id=version.pk, signatories=[], day=day)
        except AlreadySigned:
            return "refused"
        else:
            return "signed"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = sorted(pool.map(sign, [SIGNED, TODAY]))

    assert results == ["refused", "signed"]
