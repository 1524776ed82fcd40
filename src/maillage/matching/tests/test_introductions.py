"""The life of an introduction, and what two people at once cannot break."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from maillage.common.tests.at_once import at_once
from maillage.directory.tests.factories import MembershipFactory
from maillage.matching.enums import IntroductionState
from maillage.matching.errors import (
    AlreadyAnswered,
    AlreadyAsked,
    ConsentNeeded,
    EmptyNeed,
    NoLongerOpen,
    OwnOffer,
)
from maillage.matching.models import Introduction
from maillage.matching.operations import (
    accept_introduction,
    announce_step,
    ask_introduction,
    close_introduction,
    decline_introduction,
)
from maillage.matching.tests.factories import NOON, IntroductionFactory, NeedFactory, OfferFactory
from maillage.people.models import Consent
from maillage.people.tests.factories import UserFactory


def ask(need, offer, asker, **changes):
    given = {"message": need.text, "consents": True, "reasons": [{"code": "meaning", "facts": {}}]}
    return ask_introduction(need=need, offer=offer, asker=asker, now=NOON, **given | changes)


@pytest.mark.django_db
def test_asking_keeps_the_consent_the_reasons_and_a_first_step():
    asker = UserFactory()

    introduction = ask(NeedFactory(), OfferFactory(), asker)

    assert introduction.state == IntroductionState.ASKED
    assert introduction.reasons == [{"code": "meaning", "facts": {}}]
    assert "coordonnées" in introduction.consent.get_purpose_display()
    assert [(step.state, step.by) for step in introduction.steps.all()] == [("asked", asker)]


@pytest.mark.django_db
def test_without_consent_nothing_is_kept():
    with pytest.raises(ConsentNeeded):
        ask(NeedFactory(), OfferFactory(), UserFactory(), consents=False)

    assert not Consent.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arrange", "refusal"),
    [
        (lambda: (NeedFactory(state="closed"), OfferFactory()), NoLongerOpen),
        (lambda: (NeedFactory(), OfferFactory(state="closed")), NoLongerOpen),
        (lambda: (need := NeedFactory(), OfferFactory(organisation=need.organisation)), OwnOffer),
    ],
)
def test_what_is_closed_or_ones_own_cannot_be_asked(arrange, refusal):
    need, offer = arrange()

    with pytest.raises(refusal):
        ask(need, offer, UserFactory())


@pytest.mark.django_db
def test_an_empty_message_is_refused():
    with pytest.raises(EmptyNeed):
        ask(NeedFactory(), OfferFactory(), UserFactory(), message="  ")


@pytest.mark.django_db
def test_the_same_pair_is_asked_once_while_it_lives():
    first = IntroductionFactory()

    with pytest.raises(AlreadyAsked):
        ask(first.need, first.offer, UserFactory())

    decline_introduction(introduction_id=first.pk, by=UserFactory(), reason="too_far", note="", now=NOON)
    assert ask(first.need, first.offer, UserFactory()).state == IntroductionState.ASKED


@pytest.mark.django_db
def test_a_solved_need_leaves_the_lists():
    introduction = IntroductionFactory(state="accepted")

    close_introduction(
        introduction_id=introduction.pk,
        by=UserFactory(),
        outcome=IntroductionState.SOLVED,
        note="Merci",
        now=NOON,
    )

    introduction.need.refresh_from_db()
    assert introduction.need.state == "closed"


@pytest.mark.django_db
def test_an_answer_is_final():
    introduction = IntroductionFactory()
    accept_introduction(introduction_id=introduction.pk, by=UserFactory(), note="", now=NOON)

    with pytest.raises(AlreadyAnswered, match="prise en charge"):
        decline_introduction(
            introduction_id=introduction.pk, by=UserFactory(), reason="other", note="", now=NOON
        )


@pytest.mark.django_db
def test_the_database_refuses_a_decline_without_reason():
    with pytest.raises(IntegrityError, match="declined_with_a_reason"), transaction.atomic():
        IntroductionFactory(state="declined", decline_reason="")


@pytest.mark.django_db
def test_the_holder_is_told_once_and_the_asker_is_told_the_answer(run_jobs):
    asker, holder = UserFactory(), UserFactory()
    introduction = ask(NeedFactory(), OfferFactory(), asker)
    MembershipFactory(user=holder, organisation=introduction.offer.organisation, role="offer_holder")

    asked = introduction.steps.get()
    told = [announce_step(step_id=asked.pk, now=NOON) for _ in range(2)]
    run_jobs()
    accept_introduction(introduction_id=introduction.pk, by=holder, note="", now=NOON)
    run_jobs()

    assert told == [1, 0]
    assert [message.to for message in mail.outbox] == [[holder.email], [asker.email]]
    assert introduction.message in mail.outbox[0].body


@pytest.mark.django_db
def test_an_offer_without_anybody_is_answered_by_the_coordination(run_jobs):
    introduction = ask(NeedFactory(), OfferFactory(), UserFactory())

    run_jobs()

    assert mail.outbox[0].to == [introduction.offer.network.contact_email]


@pytest.mark.django_db
def test_asking_queues_the_mail_with_the_transaction(run_jobs):
    introduction = ask(NeedFactory(), OfferFactory(), UserFactory())

    run_jobs()

    assert len(mail.outbox) == 1
    assert introduction.steps.get().announced_at is not None


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_asking_at_once_ask_once():
    need, offer = NeedFactory(), OfferFactory()
    askers = [UserFactory(), UserFactory()]

    outcome = at_once(*[lambda asker=asker: ask(need, offer, asker) for asker in askers])

    assert sorted(outcome) == ["AlreadyAsked", "done"]
    assert Introduction.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_answers_at_once_give_one_result():
    introduction = IntroductionFactory()
    people = [UserFactory() for _ in range(4)]
    acts = []
    for turn in range(20):
        person = people[turn % 4]
        if turn % 2:
            acts.append(
                lambda by=person: accept_introduction(
                    introduction_id=introduction.pk, by=by, note="", now=NOON
                )
            )
        else:
            acts.append(
                lambda by=person: decline_introduction(
                    introduction_id=introduction.pk, by=by, reason="other", note="", now=NOON
                )
            )

    outcome = at_once(*acts)

    assert sorted(outcome) == ["AlreadyAnswered"] * 19 + ["done"]
    assert introduction.steps.count() == 1
