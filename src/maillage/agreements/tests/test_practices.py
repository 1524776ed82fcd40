"""A practice from its first words to its adoption by a twin."""

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from maillage.agreements.enums import TransferState
from maillage.agreements.errors import (
    AdopterMissing,
    AlreadyFollowed,
    NoSuchTransferMove,
    NotATwin,
    NotOpenToTwins,
    OwnPractice,
    PracticeChanged,
    ReasonMissing,
)
from maillage.agreements.models import Practice, Transfer
from maillage.agreements.operations import (
    adopt_practice,
    carry_transfer,
    end_agreement,
    propose_practice,
    queue_letters,
    retire_practice,
    rewrite_practice,
)
from maillage.agreements.queries import (
    practices_found,
    practices_of_agreement,
    practices_open_to,
    transfers_of_agreement,
    twins_of,
)
from maillage.agreements.queries.personal_data import gathered_about
from maillage.agreements.rules.practices import MOVES, checked_move
from maillage.agreements.tests.factories import TODAY, StrandFactory, agreement_between
from maillage.agreements.tests.practices import NOON, adopted, draft, member, practice_of
from maillage.common.jobs import LOST_AFTER
from maillage.common.tests.at_once import at_once
from maillage.common.viewer import Viewer
from maillage.directory.queries import viewer_of
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory
from maillage.people.tests.factories import UserFactory

ANYONE = Viewer(day=TODAY)


@pytest.fixture
def twins(db):
    """Two networks bound on one strand, a practice in the first, a coordinator in the second."""
    here, there, strand = NetworkFactory(), NetworkFactory(), StrandFactory()
    agreement = agreement_between(here, there, strands=[strand])
    coordinator, _organisation = member(there, "coordinator")
    return practice_of(network=here, strand=strand), there, agreement, coordinator


def propose(practice, *networks):
    return propose_practice(practice_id=practice.pk, networks=networks, by=UserFactory(), now=NOON)


def carry(transfer, state, **words):
    said = {"adaptation": "", "result": "", "reason": ""} | words
    return carry_transfer(
        transfer_id=transfer.pk,
        read_version=said.pop("read_version", transfer.version),
        state=TransferState(state),
        by=None,
        now=NOON,
        **said,
    )


@pytest.mark.django_db
def test_a_practice_is_found_by_its_words_whatever_their_endings_and_accents():
    practice = practice_of(visibility="public", title="Prêter des outils")
    practice_of(visibility="public", title="Un jardin sur le toit", context="Toit.", method="Terre.")

    assert list(practices_found(ANYONE, words="outil prete")) == [practice]
    assert list(practices_found(ANYONE, words="outil jardin")) == []


@pytest.mark.django_db
def test_the_list_narrows_to_a_strand_and_to_where_it_is_practised_or_taken_over():
    practice, other = practice_of(visibility="public"), practice_of(visibility="public")
    transfer = adopted(practice)

    assert list(practices_found(ANYONE, strand=other.strand)) == [other]
    assert list(practices_found(ANYONE, network=practice.network)) == [practice]
    assert list(practices_found(ANYONE, network=transfer.network)) == [practice]


def test_a_twin_reads_it_as_long_as_the_agreement_is_in_force(twins):
    practice, _there, agreement, coordinator = twins
    viewer = viewer_of(coordinator, TODAY)
    assert list(practices_open_to(viewer)) == [practice]

    end_agreement(agreement_id=agreement.pk, by=None, reason="Fin.", day=TODAY)

    assert list(practices_open_to(viewer)) == []


@pytest.mark.django_db
def test_a_practice_that_is_retired_leaves_every_list():
    practice = practice_of(visibility="public")

    retire_practice(practice_id=practice.pk, now=NOON)

    assert list(practices_open_to(ANYONE)) == []


@pytest.mark.django_db
def test_who_saves_second_is_told_and_nothing_is_overwritten():
    practice = practice_of()
    said = draft(title="Premier", strand=practice.strand)
    rewrite_practice(practice_id=practice.pk, draft=said, read_version=1, now=NOON)

    with pytest.raises(PracticeChanged):
        rewrite_practice(practice_id=practice.pk, draft=draft(title="Second"), read_version=1, now=NOON)

    practice.refresh_from_db()
    assert (practice.title, practice.version) == ("Premier", 2)


@pytest.mark.django_db
def test_without_a_strand_a_practice_goes_no_further_than_its_network():
    assert practice_of(strand=None).visibility == "network"


@pytest.mark.django_db
def test_the_database_refuses_an_amount_without_its_currency():
    with pytest.raises(IntegrityError, match="practice_cost_has_its_currency"), transaction.atomic():
        practice_of(cost_amount=12, cost_currency="")


def test_a_practice_is_proposed_to_the_twins_of_its_strand_alone(twins):
    practice, there, agreement, _coordinator = twins

    assert [(twin.network, twin.agreement) for twin in twins_of(practice, TODAY)] == [(there, agreement)]
    with pytest.raises(NotATwin):
        propose(practice, NetworkFactory())


@pytest.mark.django_db
def test_a_practice_kept_in_its_network_is_proposed_to_nobody():
    with pytest.raises(NotOpenToTwins):
        propose(practice_of(visibility="network"))


def test_those_who_coordinate_the_twin_are_told_once(twins, run_jobs):
    practice, there, _agreement, coordinator = twins

    propose(practice, there)
    propose(practice, there)
    run_jobs()
    run_jobs()

    assert [message.to for message in mail.outbox] == [[coordinator.email]]
    assert practice.title in mail.outbox[0].body
    assert practice.get_absolute_url() in mail.outbox[0].body


def test_a_network_without_coordination_is_told_by_its_mailbox(twins, run_jobs):
    practice, there, _agreement, coordinator = twins
    coordinator.memberships.all().delete()

    propose(practice, there)
    run_jobs()

    assert [message.to for message in mail.outbox] == [[there.contact_email]]


def test_the_letter_of_a_dead_process_is_sent_after_all_and_once(twins, run_jobs):
    practice, there, _agreement, coordinator = twins
    propose(practice, there)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")

    queue_letters(now=NOON + LOST_AFTER)
    queue_letters(now=NOON + LOST_AFTER)

    assert run_jobs() == ["agreements.send_practice_letter"]
    assert [message.to for message in mail.outbox] == [[coordinator.email]]


def test_the_proposal_becomes_the_transfer_of_the_first_that_takes_it_over(twins):
    practice, there, agreement, coordinator = twins
    (proposal,) = propose(practice, there)
    firm = OrganisationFactory(networks=[there])

    transfer = adopt_practice(
        practice_id=practice.pk,
        organisation=firm,
        network=there,
        adaptation="Deux soirs au lieu d’un.",
        by=coordinator,
        now=NOON,
    )

    assert (transfer.pk, transfer.agreement, transfer.state) == (proposal.pk, agreement, "adopting")
    assert [(step.state, step.by) for step in transfer.steps.order_by("pk")][-1] == ("adopting", coordinator)


@pytest.mark.django_db
def test_an_organisation_takes_a_practice_over_once_and_never_its_own():
    practice = practice_of()
    transfer = adopted(practice)

    for organisation, refusal in [
        (transfer.organisation, AlreadyFollowed),
        (practice.organisation, OwnPractice),
    ]:
        with pytest.raises(refusal):
            adopt_practice(
                practice_id=practice.pk,
                organisation=organisation,
                network=transfer.network,
                adaptation="",
                by=None,
                now=NOON,
            )


@pytest.mark.django_db
def test_a_transfer_goes_to_its_end_with_its_result():
    transfer = carry(adopted(practice_of()), "adopted", result="Douze outils prêtés.")

    assert (transfer.state, transfer.result) == ("adopted", "Douze outils prêtés.")
    assert [step.state for step in transfer.steps.order_by("pk")] == ["adopting", "adopted"]


@pytest.mark.django_db
def test_who_tells_second_how_it_goes_is_told():
    transfer = adopted(practice_of())
    carry(transfer, "adopting", adaptation="Un soir.")

    with pytest.raises(PracticeChanged):
        carry(transfer, "adopted", read_version=transfer.version)


def test_giving_up_asks_why():
    with pytest.raises(ReasonMissing):
        checked_move(TransferState.PROPOSED, TransferState.GIVEN_UP, reason=" ", has_adopter=False)


def test_nobody_adopts_what_nobody_takes_over():
    with pytest.raises(AdopterMissing):
        checked_move(TransferState.PROPOSED, TransferState.ADOPTING, reason="", has_adopter=False)


def test_every_other_move_is_refused():
    for here in TransferState:
        for there in set(TransferState) - set(MOVES[here]):
            with pytest.raises(NoSuchTransferMove):
                checked_move(here, there, reason="Fini.", has_adopter=True)


def test_an_agreement_shows_its_practices_and_what_crossed_to_who_may_read_them(twins):
    practice, there, agreement, coordinator = twins
    transfer = adopted(practice, there)
    practice_of(visibility="public")  # of elsewhere
    viewer = viewer_of(coordinator, TODAY)

    assert list(practices_of_agreement(agreement, viewer)) == [practice]
    assert list(transfers_of_agreement(agreement, viewer)) == [transfer]
    assert list(practices_of_agreement(agreement, ANYONE)) == []
    assert list(transfers_of_agreement(agreement, ANYONE)) == []


def test_a_person_takes_away_what_she_wrote_and_moved_and_nothing_of_others(twins):
    practice, there, _agreement, coordinator = twins
    propose_practice(practice_id=practice.pk, networks=[there], by=coordinator, now=NOON)

    told = gathered_about(coordinator)

    assert told["practices"] == []
    assert [(row["transfer__practice__title"], row["state"]) for row in told["transfers"]] == [
        (practice.title, "proposed")
    ]
    assert not any(gathered_about(UserFactory()).values())


@pytest.mark.django_db(transaction=True)
def test_two_firms_that_take_a_proposal_over_at_once_make_two_transfers_of_which_one_was_the_proposal():
    here, there, strand = NetworkFactory(), NetworkFactory(), StrandFactory()
    agreement_between(here, there, strands=[strand])
    practice = practice_of(network=here, strand=strand)
    propose(practice, there)
    firms = [OrganisationFactory(networks=[there]) for _ in range(2)]
    made = set()

    def take(firm):
        transfer = adopt_practice(
            practice_id=practice.pk, organisation=firm, network=there, adaptation="", by=None, now=NOON
        )
        made.add(transfer.pk)

    at_once(*[lambda firm=firm: take(firm) for firm in firms])

    assert len(made) == 2
    assert Transfer.objects.filter(organisation=None).count() == 0
    assert Transfer.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_that_save_at_once_save_once():
    practice = practice_of()

    def save(title):
        text = draft(title=title, strand=practice.strand)
        rewrite_practice(practice_id=practice.pk, draft=text, read_version=1, now=NOON)

    results = at_once(lambda: save("Un"), lambda: save("Deux"))

    assert sorted(results) == [PracticeChanged.__name__, "done"]
    assert Practice.objects.get().version == 2
