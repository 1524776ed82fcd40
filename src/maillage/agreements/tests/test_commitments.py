from datetime import date

import pytest

from maillage.agreements import errors
from maillage.agreements.enums import CommitmentState
from maillage.agreements.models import CommitmentStep
from maillage.agreements.operations import follow_commitment, take_commitment
from maillage.agreements.queries.personal_data import gathered_about
from maillage.agreements.tests.factories import (
    TODAY,
    CommitmentFactory,
    OpeningFactory,
    PartyFactory,
    VersionFactory,
)
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def follow(commitment, state, **changes):
    told = {"read_step": 0, "note": "Vu sur place.", "url": "", "by": None, "day": TODAY} | changes
    return follow_commitment(commitment_id=commitment.pk, state=state, **told)


def test_a_commitment_is_kept_with_its_evidence():
    owed = CommitmentFactory()

    with pytest.raises(errors.EvidenceNeeded):
        follow(owed, CommitmentState.KEPT, note=" ")
    follow(owed, CommitmentState.KEPT, note="Bilan.", url="https://exemple.test/bilan")

    owed.refresh_from_db()
    step = owed.steps.get()
    assert (owed.state, step.note, step.url) == ("kept", "Bilan.", "https://exemple.test/bilan")


def test_a_missed_commitment_may_still_be_kept_late_but_not_dropped():
    owed = CommitmentFactory(state="missed")

    with pytest.raises(errors.NoSuchMove, match="un engagement ne passe pas à"):
        follow(owed, CommitmentState.DROPPED)
    assert follow(owed, CommitmentState.KEPT).state == "kept"


def test_the_second_word_on_a_commitment_is_refused_when_the_first_was_not_read():
    owed = CommitmentFactory()
    follow(owed, CommitmentState.UNDER_WAY, by=UserFactory(full_name="Coordination d’ici"))

    with pytest.raises(errors.CommitmentMoved, match="Coordination d’ici a changé cet engagement"):
        follow(owed, CommitmentState.DROPPED)

    assert CommitmentStep.objects.count() == 1


def test_a_commitment_is_followed_where_it_goes_on():
    unsigned = CommitmentFactory(opening__version__draft=True)
    former = CommitmentFactory()
    renewal = VersionFactory(agreement=former.opening.version.agreement, draft=True, number=900)
    CommitmentFactory(opening__version=renewal, carried_from=former)

    with pytest.raises(errors.NotSignedYet):
        follow(unsigned, CommitmentState.UNDER_WAY)
    follow(former, CommitmentState.UNDER_WAY)  # a draft carries nothing over yet
    renewal.signed_on, renewal.starts_on, renewal.ends_on = TODAY, date(2028, 1, 1), date(2029, 1, 1)
    renewal.save()
    with pytest.raises(errors.CarriedOver, match="la version 900"):
        follow(former, CommitmentState.KEPT, read_step=former.steps.get().pk)


def test_what_a_person_said_of_commitments_is_hers_to_export():
    hers = UserFactory()
    owed = CommitmentFactory()
    follow(owed, CommitmentState.KEPT, by=hers)

    assert gathered_about(hers)["commitments"] == [
        {"commitment__text": owed.text, "state": "kept", "on": TODAY, "note": "Vu sur place.", "url": ""}
    ]
    assert not any(gathered_about(UserFactory()).values())


def take(opening, **changes):
    party = changes.pop("party", None) or PartyFactory(agreement=opening.version.agreement)
    told = {"text": "Prêter l’imprimante", "body": "", "due_on": None, "by": None, "day": TODAY} | changes
    return take_commitment(opening=opening, party=party, **told)


def test_a_commitment_taken_between_two_signatures_says_so_and_is_followed():
    hers = UserFactory()
    taken = take(OpeningFactory(), by=hers)

    step = taken.steps.get()
    assert (step.state, step.by, step.on, step.note) == ("planned", hers, TODAY, "Pris après la signature.")
    assert follow(taken, CommitmentState.UNDER_WAY, read_step=step.pk).state == "under_way"


@pytest.mark.parametrize(
    "told",
    [
        {"version__draft": True},
        {"version__ended_on": TODAY},
        {"starts_on": date(2027, 1, 1)},
        {"ends_on": date(2026, 1, 1)},
    ],
)
def test_nothing_is_taken_on_a_strand_that_is_not_in_force(told):
    with pytest.raises(errors.NotInForceForThat):
        take(OpeningFactory(**told))


def test_nobody_of_another_agreement_is_bound():
    with pytest.raises(errors.PartyOfAnother):
        take(OpeningFactory(), party=PartyFactory())
