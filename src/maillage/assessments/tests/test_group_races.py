"""Groups and results at the same instant: each with its own connection."""

import pytest

from maillage.assessments.models import Invitation, Share
from maillage.assessments.operations import invite, join_campaign, show_result
from maillage.assessments.tests.factories import NOON, CampaignFactory, result_of
from maillage.common.tests.at_once import at_once
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_people_on_one_link_the_first_counts_and_the_second_is_told():
    group = CampaignFactory()
    invite(campaign_id=group.pk, emails=["invitee@exemple.test"], now=NOON)
    invitation = Invitation.objects.get()
    sittings = [result_of(UserFactory(), 0.5), result_of(UserFactory(), 0.5)]

    told = at_once(
        *(
            lambda sitting=sitting: join_campaign(
                invitation_id=invitation.pk, sitting_id=sitting.pk, now=NOON
            )
            for sitting in sittings
        )
    )

    invitation.refresh_from_db()
    assert sorted(told) == ["InvitationIsTaken", "done"]
    assert invitation.sitting == sittings[told.index("done")]


def test_two_who_invite_the_same_address_write_to_it_once():
    group = CampaignFactory()

    def inviting():
        return invite(campaign_id=group.pk, emails=["invitee@exemple.test"], now=NOON)

    assert at_once(inviting, inviting) == ["done", "done"]
    assert Invitation.objects.count() == 1


def test_a_double_click_shows_a_result_once():
    sitting = result_of(UserFactory(), 0.5)

    def showing():
        return show_result(sitting_id=sitting.pk, email="lectrice@exemple.test", now=NOON)

    assert at_once(showing, showing) == ["done", "done"]
    assert Share.objects.count() == 1
