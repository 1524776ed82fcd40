"""Two coordinators at the same instant, each with her own connection."""

from datetime import date, timedelta

import pytest

from maillage.agreements.errors import (
    AlreadySigned,
    CommitmentMoved,
    NamedMeanwhile,
    RenewalUnderWay,
    SomebodyWroteIt,
    VersionsOverlap,
)
from maillage.agreements.models import Agreement, AgreementVersion
from maillage.agreements.operations import (
    follow_commitment,
    found_agreement,
    rename_agreement,
    renew_agreement,
    revise_version,
    sign_version,
)
from maillage.agreements.rules import VersionText
from maillage.agreements.tests.factories import (
    TODAY,
    AgreementFactory,
    CommitmentFactory,
    PartyFactory,
    VersionFactory,
)
from maillage.common.tests.at_once import at_once
from maillage.directory.tests.factories import NetworkFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def signing(version, **changes):
    told = {"signed_on": TODAY, "replaces": False, "by": None, "reason": "", "day": TODAY} | changes
    return lambda: sign_version(version_id=version.pk, **told)


def test_two_coordinators_signing_at_once_sign_it_once():
    version = VersionFactory(agreed=True)

    results = at_once(signing(version), signing(version))

    assert sorted(results) == sorted(["done", AlreadySigned.__name__])
    assert version.steps.count() == 1


@pytest.mark.parametrize("replaces", [False, True])
def test_two_overlapping_drafts_signed_at_once_leave_one_signed(replaces):
    agreement = AgreementFactory()
    former = VersionFactory(agreement=agreement, number=1, ends_on=TODAY + timedelta(days=10 * replaces))
    drafts = [
        VersionFactory(agreement=agreement, number=number, agreed=True, starts_on=TODAY + timedelta(days=1))
        for number in (2, 3)
    ]

    results = at_once(*(signing(draft, replaces=replaces) for draft in drafts))

    assert sorted(results) == sorted(["done", VersionsOverlap.__name__])
    assert AgreementVersion.objects.filter(signed_on=TODAY).count() == 1
    assert former.steps.count() == replaces


def test_two_coordinators_saving_one_draft_at_once_keep_the_first_and_tell_the_second():
    version = VersionFactory(draft=True)
    days = [date(2030, 1, 1), date(2031, 1, 1)]

    def saving(day):
        text = VersionText(starts_on=version.starts_on, ends_on=day)
        by = UserFactory()
        return lambda: revise_version(
            version_id=version.pk, text=text, read_revision=1, by=by, reason="", day=TODAY
        )

    results = at_once(*map(saving, days))

    version.refresh_from_db()
    assert sorted(results) == sorted(["done", SomebodyWroteIt.__name__])
    assert (version.revision, version.ends_on in days) == (2, True)


def test_two_coordinators_renewing_at_once_start_one_draft():
    agreement, by = VersionFactory(number=1).agreement, UserFactory()
    PartyFactory(agreement=agreement)

    def renewing():
        renew_agreement(agreement_id=agreement.pk, by=by, day=TODAY)

    assert sorted(at_once(renewing, renewing)) == sorted([RenewalUnderWay.__name__, "done"])
    assert agreement.versions.count() == 2


def test_two_words_on_a_commitment_at_once_keep_the_first():
    owed = CommitmentFactory()

    def following(state):
        told = {"read_step": 0, "note": "Vu.", "url": "", "by": None, "day": TODAY}
        return lambda: follow_commitment(commitment_id=owed.pk, state=state, **told)

    assert sorted(at_once(following("kept"), following("dropped"))) == sorted(
        [CommitmentMoved.__name__, "done"]
    )
    assert owed.steps.count() == 1


def test_two_agreements_of_one_name_founded_at_once_get_two_addresses():
    parties = {"Ici": NetworkFactory(), "Là-bas": NetworkFactory()}
    told = {"name": "Entente d’essai", "purpose": "Coopérer.", "parties": parties, "day": TODAY}
    people = [UserFactory(), UserFactory()]

    results = at_once(*(lambda by=by: found_agreement(by=by, **told) for by in people))

    assert results == ["done", "done"]
    assert set(Agreement.objects.values_list("slug", flat=True)) == {"entente-d-essai", "entente-d-essai-2"}


def test_two_coordinators_renaming_at_once_are_not_both_heard():
    draft = VersionFactory(draft=True)
    told = {"agreement_id": draft.agreement_id, "purpose": "", "read_revision": 1, "reason": "", "day": TODAY}
    people = [UserFactory(), UserFactory()]

    results = at_once(
        *(lambda by=by: rename_agreement(name=f"Entente {by.pk}", by=by, **told) for by in people)
    )

    assert sorted(results) == sorted(["done", NamedMeanwhile.__name__])
