"""An outcome said, corrected, proved, verified, withdrawn; what may not be said."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile

from maillage.activities.tests.factories import ActivityFactory
from maillage.agreements.tests.factories import StrandFactory, agreement_between
from maillage.common.file_kinds import FILE_KINDS
from maillage.common.refusals import ChangedMeanwhile
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory
from maillage.matching.tests.factories import IntroductionFactory
from maillage.outcomes import errors, operations
from maillage.outcomes.enums import Certainty, OutcomeKind
from maillage.outcomes.models import EvidenceFile, Outcome, Statement
from maillage.outcomes.tests.declared import LATER, NOON, TODAY, current, initiative_of, outcome, said
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return UserFactory()


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"value": -3}, errors.NotMoreThanNothing),
        ({"value": 0}, errors.NotMoreThanNothing),
        ({"value": "1.5"}, errors.OneByOne),
        ({"value": 3, "currency": "CAD"}, errors.CurrencyNotWanted),
        ({"value": 3, "full_time_equivalents": 4}, errors.FullTimeTooMany),
        ({"value": 3, "happened_on": TODAY + timedelta(days=1)}, errors.NotYetHappened),
        ({"kind": OutcomeKind.CONTRACT, "value": 3}, errors.CurrencyNeeded),
        ({"kind": OutcomeKind.CONTRACT, "value": 3, "currency": "USD"}, errors.CurrencyUnknown),
        ({"kind": OutcomeKind.PRODUCT, "value": 3, "pay_band": "high"}, errors.JobsOnly),
    ],
)
def test_what_cannot_be_is_not_said(told, refusal):
    with pytest.raises(refusal):
        outcome(**told)
    assert not Outcome.objects.exists()


def test_a_saving_may_have_cents_and_energy_decimals():
    assert current(outcome("48.50", kind=OutcomeKind.SAVING, currency="EUR")).currency == "EUR"
    assert current(outcome("900.5", kind=OutcomeKind.ENERGY)).value == pytest.approx(900.5)


def test_an_outcome_does_not_come_before_what_it_came_through():
    network = NetworkFactory()
    activity = ActivityFactory(network=network, starts_on=date(2026, 11, 5), ends_on=date(2026, 11, 6))
    initiative = initiative_of(network, starts_on=date(2026, 11, 3))

    for whence in ({"activity": activity}, {"initiative": initiative}):
        with pytest.raises(errors.BeforeWhereItComesFrom, match="novembre 2026"):
            outcome(network=network, happened_on=date(2026, 11, 2), **whence)

    assert outcome(network=network, activity=activity, happened_on=date(2026, 11, 5))


def test_what_goes_without_saying_is_filled_in():
    network = NetworkFactory()
    strand = StrandFactory()
    agreement = agreement_between(network, NetworkFactory(), strands=[strand])
    days = {"starts_on": date(2026, 10, 5), "ends_on": date(2026, 10, 6)}
    activity = ActivityFactory(
        network=network, initiative=initiative_of(network), agreement=agreement, strand=strand, **days
    )

    found = outcome(network=network, activity=activity)

    assert (found.initiative, found.agreement, found.strand) == (activity.initiative, agreement, strand)
    assert found.territory == found.organisation.territory


def test_what_does_not_go_together_is_refused():
    network, other = NetworkFactory(), NetworkFactory()
    days = {"starts_on": date(2026, 10, 5), "ends_on": date(2026, 10, 6)}
    activity = ActivityFactory(network=network, initiative=initiative_of(network), **days)

    with pytest.raises(errors.DoNotGoTogether):
        outcome(network=network, activity=activity, initiative=initiative_of(network))
    with pytest.raises(errors.NotOfThisNetwork):
        outcome(network=network, initiative=initiative_of(other))
    with pytest.raises(errors.NotOfThisNetwork):
        outcome(network=network, organisation=OrganisationFactory(networks=[other]))
    with pytest.raises(errors.NotOfThisNetwork):
        outcome(network=other, activity=ActivityFactory(network=network, **days))
    with pytest.raises(errors.NotOfThisNetwork):
        outcome(network=network, introduction=IntroductionFactory())
    agreement = agreement_between(network, other, strands=[StrandFactory()])
    with pytest.raises(errors.StrandNotOfAgreement):
        outcome(network=network, agreement=agreement, strand=StrandFactory())
    with pytest.raises(errors.NotOfThisNetwork):
        outcome(network=NetworkFactory(), agreement=agreement)


def test_a_correction_keeps_what_was_said_and_why(by):
    found = outcome(12)
    first = current(found)

    operations.correct_outcome(
        outcome_id=found.pk, seen=first.pk, said=said(10), reason="Deux départs.", by=by, now=LATER, day=TODAY
    )

    first.refresh_from_db()
    assert (first.value, first.ended_by, first.ended_reason) == (12, by, "Deux départs.")
    assert current(found).value == 10
    before = Statement.objects.as_of(NOON).get(outcome=found)
    assert before == first


def test_the_second_of_two_who_correct_is_told(by):
    found = outcome()
    given = {"outcome_id": found.pk, "seen": current(found).pk, "reason": "Erreur.", "by": by, "day": TODAY}
    operations.correct_outcome(said=said(10), now=LATER, **given)

    with pytest.raises(ChangedMeanwhile):
        operations.correct_outcome(said=said(9), now=LATER, **given)
    assert current(found).value == 10


def test_a_withdrawn_outcome_stands_no_more_and_is_not_withdrawn_twice(by):
    found = outcome()
    given = {"outcome_id": found.pk, "seen": current(found).pk, "by": by, "now": LATER}

    with pytest.raises(errors.WhyNeeded):
        operations.withdraw_outcome(reason=" ", **given)
    operations.withdraw_outcome(reason="Comptée ailleurs.", **given)

    assert not Statement.objects.current().exists()
    with pytest.raises(errors.AlreadyWithdrawn):
        operations.withdraw_outcome(reason="Encore.", **given)


def test_evidence_documents_an_outcome_and_its_withdrawal_undoes_it(by):
    found = outcome()

    link = operations.add_evidence(
        outcome_id=found.pk, title="Le journal", url="https://exemple.test", by=by, now=LATER
    )
    file = operations.add_evidence(
        outcome_id=found.pk,
        title="Paie",
        file=ContentFile(b"%PDF-1.7\nfictif"),
        kind=FILE_KINDS["pdf"],
        by=by,
        now=LATER,
    )
    assert current(found).certainty == Certainty.DOCUMENTED

    withdrawn = {"by": by, "now": LATER + timedelta(hours=1)}
    operations.withdraw_evidence(evidence_id=link.pk, reason="Erreur du journal.", **withdrawn)
    assert current(found).certainty == Certainty.DOCUMENTED  # the file still proves it
    operations.withdraw_evidence(evidence_id=file.pk, reason="Chiffre faux.", **withdrawn)

    assert current(found).certainty == Certainty.CLAIMED
    told = [row.ended_reason for row in found.statements.order_by("pk")]
    assert told == ["Preuve ajoutée\u00a0: Le journal", "Preuve retirée\u00a0: Chiffre faux.", ""]
    with pytest.raises(errors.EvidenceGone):
        operations.withdraw_evidence(evidence_id=file.pk, reason="Encore.", **withdrawn)


def test_evidence_is_a_link_or_a_file(by):
    found = outcome()

    with pytest.raises(errors.LinkOrFile):
        operations.add_evidence(outcome_id=found.pk, title="Rien", by=by, now=LATER)
    assert not EvidenceFile.objects.exists()


def test_what_is_verified_was_proved_and_not_by_the_firm_itself(by):
    found = outcome()
    other = OrganisationFactory(networks=[found.network])

    def verify(organisation):
        seen = current(found).pk
        return operations.verify_outcome(
            outcome_id=found.pk, seen=seen, verified_by=organisation, by=by, now=LATER
        )

    with pytest.raises(errors.NothingProvesIt):
        verify(other)
    proof = operations.add_evidence(
        outcome_id=found.pk, title="Paie", url="https://exemple.test", by=by, now=LATER
    )
    with pytest.raises(errors.VerifiedByItself):
        verify(found.organisation)
    assert verify(other).verified_by == other
    with pytest.raises(errors.AlreadyVerified):
        verify(other)

    operations.withdraw_evidence(evidence_id=proof.pk, reason="Faux.", by=by, now=LATER)
    assert (current(found).certainty, current(found).verified_by) == (Certainty.CLAIMED, None)


def test_a_corrected_figure_is_verified_again(by):
    found = outcome()
    operations.add_evidence(outcome_id=found.pk, title="Paie", url="https://exemple.test", by=by, now=LATER)
    other = OrganisationFactory(networks=[found.network])
    seen = operations.verify_outcome(
        outcome_id=found.pk, seen=current(found).pk, verified_by=other, by=by, now=LATER
    )

    operations.correct_outcome(
        outcome_id=found.pk, seen=seen.pk, said=said(9), reason="Recompte.", by=by, now=LATER, day=TODAY
    )

    assert current(found).certainty == Certainty.DOCUMENTED
