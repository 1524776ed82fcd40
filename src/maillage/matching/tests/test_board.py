"""The board of an advisor: what needs her, why, and nothing that is not for her."""

from datetime import timedelta

import pytest

from maillage.agreements.tests.factories import StrandFactory, agreement_between
from maillage.directory.queries import viewer_of
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory
from maillage.matching.models import FollowUp
from maillage.matching.operations import end_advising
from maillage.matching.queries import board_of
from maillage.matching.queries.board import MOST_LINES
from maillage.matching.tests.factories import NOON, AdvisingFactory, IntroductionFactory, NeedFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return NetworkFactory()


def viewer_in(network, role="advisor"):
    return viewer_of(MembershipFactory(network=network, role=role).user, NOON.date())


def board(viewer, **besides):
    groups = board_of(viewer, now=NOON, **besides)
    return {group.reason.value: [line.need for line in group.lines] for group in groups}


def days_ago(days):
    return NOON - timedelta(days=days)


def introduce(network, days, state="asked", **need):
    return IntroductionFactory(
        need__network=network,
        state=state,
        changed_at=days_ago(days),
        **{f"need__{k}": v for k, v in need.items()},
    ).need


def silent_since(network, days, **answer):
    """Taken in charge that long ago; what became of it is asked after thirty days."""
    introduction = IntroductionFactory(need__network=network, state="accepted", changed_at=days_ago(days))
    FollowUp.objects.create(introduction=introduction, days=30, due_at=days_ago(days - 30), **answer)
    return introduction.need


def test_a_need_nobody_took_up_waits_the_oldest_first(network):
    recent = NeedFactory(network=network, created_at=days_ago(1))
    old = NeedFactory(network=network, created_at=days_ago(50))
    NeedFactory(network=network, state="closed")
    introduce(network, 1)

    for role in ("advisor", "coordinator"):
        assert board(viewer_in(network, role)) == {"unmatched": [old, recent]}


def test_a_need_whose_only_introduction_was_declined_waits_again(network):
    need = IntroductionFactory(need__network=network, state="declined", decline_reason="too_far").need

    assert board(viewer_in(network)) == {"unmatched": [need]}


def test_introductions_are_told_by_what_they_wait_for(network):
    introduce(network, 4)
    unanswered = introduce(network, 5)
    meeting = introduce(network, 29, "accepted")
    follow_up = silent_since(network, 30)
    silent_since(network, 60, answered_at=NOON, result="solved")

    assert board(viewer_in(network)) == {
        "unanswered": [unanswered],
        "follow_up": [follow_up],
        "meeting": [meeting],
    }


def test_what_became_of_a_closed_need_is_asked_of_who_may_still_read_it(network):
    membership = MembershipFactory(network=network, role="advisor")
    advised = AdvisingFactory(membership=membership, need__state="closed").need
    for need in (advised, NeedFactory(network=network, state="closed")):
        introduction = IntroductionFactory(need=need, state="solved")
        FollowUp.objects.create(introduction=introduction, days=30, due_at=NOON)

    assert board(viewer_of(membership.user, NOON.date())) == {"follow_up": [advised]}


def test_what_the_page_already_shows_is_not_said_twice(network):
    introduction = IntroductionFactory(need__network=network, changed_at=days_ago(9))

    assert board(viewer_in(network), besides=[introduction.pk]) == {}


def test_what_is_kept_for_the_organisation_is_on_nobody_s_board(network):
    introduce(network, 9, visibility="organisation")
    NeedFactory(network=network, visibility="organisation")

    assert board(viewer_in(network)) == {}


def test_a_need_of_a_partner_network_is_followed_over_there(network):
    strand = StrandFactory()
    there = NetworkFactory()
    agreement_between(network, there, strands=[strand])
    NeedFactory(network=there, strand=strand, visibility="partners")
    NeedFactory(network=there, visibility="public")

    assert board(viewer_in(network)) == {}


def test_a_head_of_a_firm_and_a_stranger_follow_nothing(network):
    NeedFactory(network=network)

    assert board(viewer_in(network, "firm")) == {}
    assert board(viewer_in(NetworkFactory())) == {}


def test_a_need_opened_to_her_comes_first_until_the_firm_ends_it(network):
    membership = MembershipFactory(network=network, role="advisor")
    older = NeedFactory(network=network, created_at=days_ago(90))
    advised = AdvisingFactory(membership=membership, need__created_at=days_ago(1)).need
    viewer = viewer_of(membership.user, NOON.date())

    assert board(viewer) == {"unmatched": [advised, older]}
    end_advising(need_id=advised.pk, now=NOON)
    assert board(viewer) == {"unmatched": [older]}


def test_a_long_board_is_cut_and_its_rest_counted(network):
    for _ in range(MOST_LINES + 2):
        NeedFactory(network=network)

    (group,) = board_of(viewer_in(network), now=NOON)

    assert (len(group.lines), group.number) == (MOST_LINES, MOST_LINES + 2)


def test_a_board_costs_one_query_a_reason_however_long(network, django_assert_num_queries):
    for days in (1, 9, 40):
        NeedFactory(network=network)
        introduce(network, days)
        introduce(network, days, "accepted")
    viewer = viewer_in(network)

    with django_assert_num_queries(4 + 1):  # the last reads what agreements open to her
        for group in board_of(viewer, now=NOON):
            assert [str(line.need.organisation) for line in group.lines]


def test_what_waits_for_somebody_else_is_left_out_unless_its_firm_opened_it_to_her(network):
    advising = AdvisingFactory(need__kind="financing", need__network=network, membership__network=network)
    expertise = NeedFactory(network=network, kind="expertise")
    NeedFactory(network=network, kind="financing")
    viewer = viewer_of(advising.membership.user, NOON.date())

    shown = board(viewer, unasked={network.pk: {"financing"}})

    assert set(shown["unmatched"]) == {advising.need, expertise}
    assert len(board(viewer)["unmatched"]) == 3
    assert len(board(viewer, unasked={network.pk + 1: {"financing"}})["unmatched"]) == 3
