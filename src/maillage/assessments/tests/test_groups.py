"""Groups that are invited: who sees what, and what no number tells."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from maillage.assessments.enums import Ending
from maillage.assessments.errors import GroupIsClosed, InvitationIsTaken, TooManyInvited
from maillage.assessments.models import GroupCount, Invitation, Sitting
from maillage.assessments.operations import (
    begin_invited,
    close_campaign,
    count_group,
    forget_invited,
    invite,
    join_campaign,
    leave_campaign,
    open_campaign,
    remind_invited,
)
from maillage.assessments.operations import campaigns as campaign_operations
from maillage.assessments.rules.invitations import signed
from maillage.assessments.tests.factories import NOON, result_of, scale_of_people
from maillage.common.tokens import token_of
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, member_of
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture
def group(network, coordinator):
    return opened(network, coordinator)


def opened(network, by, **told):
    facts = {
        "network": network,
        "instrument": scale_of_people().instrument,
        "title": "Conseillères et conseillers",
        "purpose": "Choisir les ateliers de l’hiver.",
        "role": None,
        "areas": [],
        "closes_on": None,
        "opened_by": by,
        "now": NOON,
    }
    return open_campaign(**facts | told)


def written(group, email="invitee@exemple.test"):
    invite(campaign_id=group.pk, emails=[email], now=NOON)
    return group.invitations.get(email=email)


def finished_in(group, *middles, person=None):
    """Somebody who was invited, agreed and finished."""
    person = person or UserFactory(is_fictitious=group.is_fictitious)
    sitting = result_of(person, *middles)
    join_campaign(invitation_id=written(group, person.email).pk, sitting_id=sitting.pk, now=NOON)
    return sitting


def page(client, group, name="campaign"):
    return client.get(reverse(f"assessments:{name}", args=[group.key]))


def test_who_coordinates_or_advises_finds_the_groups_from_home(client, coordinator):
    client.force_login(coordinator)
    hers = client.get(reverse("assessments:home")).content.decode()
    client.force_login(UserFactory())

    assert reverse("assessments:campaigns") in hers
    assert reverse("assessments:campaigns") not in client.get(reverse("assessments:home")).content.decode()


# Inviting


def test_the_same_address_is_invited_once(group, run_jobs):
    invite(campaign_id=group.pk, emails=["a@exemple.test", "A@exemple.test", "b@exemple.test"], now=NOON)
    invite(campaign_id=group.pk, emails=["b@exemple.test", "c@exemple.test"], now=NOON)
    run_jobs()

    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "a@exemple.test",
        "b@exemple.test",
        "c@exemple.test",
    ]
    assert "Choisir les ateliers de l’hiver." in mail.outbox[0].body
    assert "/evaluations/invitation/" in mail.outbox[0].body


def test_a_group_has_a_limit(group, monkeypatch):
    monkeypatch.setattr(campaign_operations, "MOST_INVITED", 2)

    with pytest.raises(TooManyInvited):
        invite(campaign_id=group.pk, emails=[f"p{rank}@exemple.test" for rank in range(3)], now=NOON)
    assert not group.invitations.exists()


def test_a_reminder_leaves_once_and_not_to_those_who_came(group, run_jobs):
    written(group, "absente@exemple.test")
    finished_in(group, 0.5)
    run_jobs()
    mail.outbox.clear()

    assert remind_invited(campaign_id=group.pk, now=NOON + timedelta(days=7)) == 1
    assert remind_invited(campaign_id=group.pk, now=NOON + timedelta(days=8)) == 0
    run_jobs()
    assert [letter.to for letter in mail.outbox] == [["absente@exemple.test"]]


def test_nothing_leaves_from_a_closed_group(group, run_jobs):
    invitation = written(group)
    close_campaign(campaign_id=group.pk, now=NOON)
    run_jobs()

    assert mail.outbox == []
    with pytest.raises(GroupIsClosed):
        invite(campaign_id=group.pk, emails=["b@exemple.test"], now=NOON)
    with pytest.raises(GroupIsClosed):
        begin_invited(invitation_id=invitation.pk, person=UserFactory(), counts=True, seed=1, now=NOON)


def test_addresses_are_forgotten_a_month_after_the_group_closed(group):
    invitation = written(group)
    close_campaign(campaign_id=group.pk, now=NOON)

    assert forget_invited(day=TODAY + timedelta(days=30)) == 0
    assert forget_invited(day=TODAY + timedelta(days=32)) == 1
    assert forget_invited(day=TODAY + timedelta(days=33)) == 0
    invitation.refresh_from_db()
    assert "invitee" not in invitation.email


# The invited person


def link(invitation):
    return reverse("assessments:invitation", args=[signed(invitation)])


def test_she_reads_why_and_who_sees_what_before_she_signs_in(client, group):
    invitation = written(group)

    text = client.get(link(invitation)).content.decode()
    answer = client.post(link(invitation))

    assert "Choisir les ateliers de l’hiver." in text
    assert "ne voit que des nombres de 10 personnes ou plus" in text
    assert "J’ai lu ce qui précède" not in text
    assert answer.url.startswith(reverse("account_login"))
    assert not Sitting.objects.exists()


def test_nothing_begins_without_her_agreement(client, group):
    client.force_login(UserFactory())

    answer = client.post(link(written(group)), {"counts": "on"})

    assert answer.status_code == 422
    assert not Sitting.objects.exists()


def test_she_counts_with_the_group_only_if_she_says_so(client, group):
    alone, together = written(group, "a@exemple.test"), written(group, "b@exemple.test")
    for invitation, said in ((alone, {"agrees": "on"}), (together, {"agrees": "on", "counts": "on"})):
        client.force_login(UserFactory())
        answer = client.post(link(invitation), said)
        assert answer.url == Sitting.objects.latest("pk").get_absolute_url()
        invitation.refresh_from_db()

    assert alone.sitting is None
    assert together.sitting == Sitting.objects.latest("pk")


def test_she_is_asked_what_the_role_or_the_areas_say(network, coordinator):
    role = scale_of_people().instrument.framework.roles.get()
    of_role = opened(network, coordinator, role=role)
    of_areas = opened(network, coordinator, areas=["1"])

    begun = [
        begin_invited(invitation_id=written(one).pk, person=UserFactory(), counts=True, seed=1, now=NOON)
        for one in (of_role, of_areas)
    ]

    assert [one.dimensions for one in begun] == [["1.1"], ["1.1", "1.2", "1.3", "1.4"]]
    assert begun[0].role == role


def test_a_link_begins_once_and_for_one_person(client, group):
    invitation, first = written(group), UserFactory()
    sitting = begin_invited(invitation_id=invitation.pk, person=first, counts=True, seed=1, now=NOON)

    client.force_login(first)
    assert client.get(link(invitation)).url == sitting.get_absolute_url()
    client.force_login(UserFactory())
    assert client.get(link(invitation)).status_code == 404
    with pytest.raises(InvitationIsTaken):
        begin_invited(invitation_id=invitation.pk, person=UserFactory(), counts=True, seed=1, now=NOON)


def test_a_link_that_is_not_ours_or_of_a_closed_group_opens_nothing(client, group):
    invitation = written(group)
    forged = reverse("assessments:invitation", args=[token_of("autre", invitation.pk, invitation.email)])
    close_campaign(campaign_id=group.pk, now=NOON)

    answers = {url: client.get(url) for url in (forged, link(invitation))}

    assert [answer.status_code for answer in answers.values()] == [404, 404]
    one, other = (
        answer.content.decode().replace(url.removeprefix("/fr-ca"), "") for url, answer in answers.items()
    )
    assert one == other


def test_she_takes_herself_out_later(client, group):
    sitting = finished_in(group, 0.5)
    client.force_login(sitting.person)

    client.post(reverse("assessments:leave_group", args=[sitting.key]))

    assert Invitation.objects.get().sitting is None
    client.force_login(UserFactory())
    assert client.post(reverse("assessments:leave_group", args=[sitting.key])).status_code == 404


# The network


def test_the_group_opens_to_coordination_and_advice_of_its_network_alone(client, group, network):
    finished_in(group, 0.5)
    for role, status in (("coordinator", 200), ("advisor", 200), ("firm", 404), ("researcher", 404)):
        client.force_login(MembershipFactory(network=network, role=role).user)
        for name in ("campaign", "campaign_csv", "campaign_json", "campaign_close"):
            assert page(client, group, name).status_code == status
    client.force_login(member_of(None, NetworkFactory(), role="coordinator"))
    assert page(client, group).status_code == 404
    assert client.post(reverse("assessments:campaign_remind", args=[group.key])).status_code == 404


def test_no_page_nor_file_of_the_network_names_anybody(client, group, coordinator):
    people = [finished_in(group, 0.5, 1.5).person for _rank in range(6)]
    people += [finished_in(group, -0.5, 0.5).person for _rank in range(6)]
    count_group(campaign_id=group.pk, now=NOON)
    client.force_login(coordinator)

    told = "".join(
        page(client, group, name).content.decode() for name in ("campaign", "campaign_csv", "campaign_json")
    )

    assert "niveaux 1 à 2 : 6 · niveaux 3 à 4 : 6" in told
    for person in people:
        assert person.email not in told
        assert person.full_name not in told
        assert str(person.sittings.get().key) not in told


def test_a_coordinator_never_opens_the_result_of_those_she_invited(client, group, coordinator):
    sitting = finished_in(group, 0.5)
    client.force_login(coordinator)

    assert client.get(reverse("assessments:result", args=[sitting.key])).status_code == 404


def test_nine_are_not_told_and_ten_are(client, group, coordinator):
    client.force_login(coordinator)
    for _rank in range(9):
        finished_in(group, 0.5)
    count_group(campaign_id=group.pk, now=NOON)
    of_nine = json.loads(page(client, group, "campaign_json").content)
    finished_in(group, 0.5)
    count_group(campaign_id=group.pk, now=NOON)
    of_ten = json.loads(page(client, group, "campaign_json").content)

    assert (of_nine["finished"], of_nine["competences"]) == (None, [])
    assert of_ten["competences"][0]["people"] == 10


def test_subtracting_two_counts_tells_of_ten_people_at_least(group):
    for _rank in range(10):
        finished_in(group, -1.5)
    count_group(campaign_id=group.pk, now=NOON)
    for _rank in range(9):
        finished_in(group, 1.5)
        count_group(campaign_id=group.pk, now=NOON)
    frozen = GroupCount.objects.get().people
    finished_in(group, 1.5)
    count_group(campaign_id=group.pk, now=NOON)

    assert frozen == 10
    assert GroupCount.objects.get().people == 20
    assert GroupCount.objects.get().bins == [[1, 1, 10], [2, 4, 10]]


def test_who_leaves_is_not_found_by_subtracting(group):
    sittings = [finished_in(group, 0.5) for _rank in range(12)]
    count_group(campaign_id=group.pk, now=NOON)
    before = GroupCount.objects.values_list("members", "bins").get()

    leave_campaign(sitting_id=sittings[0].pk)
    count_group(campaign_id=group.pk, now=NOON)

    assert GroupCount.objects.values_list("members", "bins").get() == before


def test_what_was_never_asked_is_not_counted(group):
    for _rank in range(10):
        finished_in(group, 0.5, 0.5).estimates.filter(dimension="1.2").update(asked=0)

    count_group(campaign_id=group.pk, now=NOON)

    assert GroupCount.objects.get().dimension == "1.1"


def test_fictitious_people_never_count_with_real_ones(group, network):
    for _rank in range(12):
        finished_in(group, 0.5, person=UserFactory(is_fictitious=True))
    count_group(campaign_id=group.pk, now=NOON)
    theirs = opened(network, UserFactory(is_fictitious=True))
    for _rank in range(12):
        finished_in(theirs, 0.5)
    count_group(campaign_id=theirs.pk, now=NOON)

    assert theirs.is_fictitious
    assert [row.campaign for row in GroupCount.objects.order_by("pk")] == [theirs]


def test_who_came_is_counted_among_ten_invited_at_least(client, group, coordinator):
    begin_invited(invitation_id=written(group).pk, person=UserFactory(), counts=True, seed=1, now=NOON)
    client.force_login(coordinator)
    of_one = json.loads(page(client, group, "campaign_json").content)
    invite(campaign_id=group.pk, emails=[f"p{rank}@exemple.test" for rank in range(9)], now=NOON)
    of_ten = json.loads(page(client, group, "campaign_json").content)

    assert (of_one["invited"], of_one["begun"], of_one["finished"]) == (1, None, None)
    assert (of_ten["invited"], of_ten["begun"], of_ten["finished"]) == (10, 1, 0)
    for name in (group.get_absolute_url(), reverse("assessments:campaigns")):
        assert client.get(name).status_code == 200


def test_she_sees_her_bar_beside_her_group(client, group):
    hers = finished_in(group, 1.5)
    for _rank in range(11):
        finished_in(group, -0.5)
    client.force_login(hers.person)
    before = client.get(reverse("assessments:result", args=[hers.key])).content.decode()
    count_group(campaign_id=group.pk, now=NOON)

    after = client.get(reverse("assessments:result", args=[hers.key])).content.decode()

    assert "À côté de votre groupe" not in before
    assert "12 personnes au moins" in after
    assert "rien de sûr" in after or "au-dessus de la moitié du milieu" in after


def test_lists_and_pages_cost_the_same_however_many(
    client, network, coordinator, group, assert_constant_queries
):
    client.force_login(coordinator)

    assert_constant_queries(client, reverse("assessments:campaigns"), lambda: opened(network, coordinator))
    assert_constant_queries(client, group.get_absolute_url(), lambda: finished_in(group, 0.5))


def test_a_stopped_sitting_counts_too(group):
    for _rank in range(10):
        finished_in(group, 0.5)
    Sitting.objects.update(ending=Ending.STOPPED)

    assert count_group(campaign_id=group.pk, now=NOON) == 1
