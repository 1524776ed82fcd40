from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from maillage.activities.errors import (
    ChangedMeanwhile,
    ConflictsFound,
    FollowUpIsClosed,
    NeedsAreHersToSay,
    NoOwner,
    OutsideTheActivity,
)
from maillage.activities.models import FollowUp, FollowUpLetter, Minutes, PersonalNeeds, ProgrammeItem
from maillage.activities.operations import (
    add_delegate,
    add_follow_up,
    close_follow_up,
    create_visit,
    erase_needs,
    keep_host,
    place_item,
    recall_follow_ups,
    set_travel_time,
    withdraw_delegate,
    write_minutes,
    write_needs,
)
from maillage.activities.queries import delegation_of, needs_in, visits_followed_by
from maillage.activities.tests.factories import NOON, ActivityFactory, ItemFactory, ParticipantFactory
from maillage.agreements.tests.factories import TODAY
from maillage.common.tests.at_once import at_once
from maillage.common.viewer import Viewer
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.people.models import Consent
from maillage.people.operations import erase_person, withdraw_consent
from maillage.people.queries import personal_data_of
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NINE = datetime(2027, 5, 10, 13, 0, tzinfo=UTC)


def placed(visit, *, starts=NINE, people=(), kept="", item=None, seen=0, **said):
    return place_item(
        activity_id=visit.pk,
        item_id=item.pk if item else None,
        seen=seen,
        kept=kept,
        now=NOON,
        hosts=said.pop("hosts", []),
        people=list(people),
        **{"title": "Rencontre", "starts_at": starts, "ends_at": starts + timedelta(hours=1), **said},
    )


def test_two_visits_of_one_title_have_two_addresses():
    organisation, network = OrganisationFactory(), NetworkFactory()
    told = {
        "organisation": organisation,
        "network": network,
        "title": "Mission de mai",
        "starts_on": date(2027, 5, 10),
        "ends_on": date(2027, 5, 12),
        "time_zone": "America/Toronto",
        "now": NOON,
    }

    assert [create_visit(**told).slug for _ in range(3)] == [
        "mission-de-mai",
        "mission-de-mai-2",
        "mission-de-mai-3",
    ]


def test_a_conflict_is_told_then_kept_knowingly():
    visit = ActivityFactory()
    person = ParticipantFactory(activity=visit)
    placed(visit, people=[person])

    with pytest.raises(ConflictsFound) as told:
        placed(visit, people=[person])
    assert ProgrammeItem.objects.count() == 1

    placed(visit, people=[person], kept=told.value.facts["digest"])
    assert ProgrammeItem.objects.count() == 2


def test_a_conflict_that_was_kept_does_not_let_another_pass():
    visit = ActivityFactory()
    person = ParticipantFactory(activity=visit)
    placed(visit, people=[person])
    with pytest.raises(ConflictsFound) as told:
        placed(visit, people=[person])

    placed(visit, people=[person], kept=told.value.facts["digest"], title="Autre")
    with pytest.raises(ConflictsFound):
        placed(visit, people=[person], kept=told.value.facts["digest"])


def test_what_was_retired_and_who_withdrew_trouble_nobody():
    visit = ActivityFactory()
    person, other = ParticipantFactory(activity=visit), ParticipantFactory(activity=visit)
    ItemFactory(activity=visit, cancelled_at=NOON)
    item = placed(visit, people=[person, other])
    withdraw_delegate(participant_id=person.pk)

    placed(visit, people=[ParticipantFactory(activity=visit)])

    assert item.people.count() == 2  # her place stays written


def test_a_moment_outside_the_days_is_refused_even_knowingly():
    with pytest.raises(OutsideTheActivity):
        placed(ActivityFactory(), starts=NINE + timedelta(days=5))


def test_the_second_of_two_people_who_move_a_moment_is_told():
    visit = ActivityFactory()
    item = placed(visit)
    placed(visit, item=item, room="B-12")

    with pytest.raises(ChangedMeanwhile):
        placed(visit, item=item, room="B-14")


@pytest.mark.django_db(transaction=True)
def test_two_people_who_place_the_same_person_at_once_do_not_both_succeed_unaware():
    visit = ActivityFactory()
    person = ParticipantFactory(activity=visit)
    told = []

    def place(title):
        try:
            placed(visit, people=[person], title=title)
        except ConflictsFound as refusal:
            told.extend(refusal.facts["conflicts"])
            raise

    outcome = at_once(lambda: place("Une"), lambda: place("Autre"))

    assert sorted(outcome) == ["ConflictsFound", "done"]
    assert ProgrammeItem.objects.count() == 1
    assert str(person) in told[0]


def test_saying_a_host_or_a_way_again_changes_it():
    visit, host = ActivityFactory(), OrganisationFactory()
    for office in ("Accueil", "Direction"):
        keep_host(activity_id=visit.pk, organisation=host, days=[date(2027, 5, 11)], office=office)
    set_travel_time(activity_id=visit.pk, one_place="Musée", other_place="DigiHub", minutes=20)
    set_travel_time(activity_id=visit.pk, one_place="DigiHub", other_place="Musée", minutes=25)

    assert [row.office for row in visit.visit_hosts.all()] == ["Direction"]
    assert [row.minutes for row in visit.travel_times.all()] == [25]


def needs_of(part, **said):
    return write_needs(
        participant_id=part.pk,
        by=part.user,
        language="fr-ca",
        now=NOON,
        **{"diet": "Sans arachide", "access": "", **said},
    )


def test_needs_come_with_the_consent_of_the_person_herself():
    part = ParticipantFactory(user=UserFactory())
    needs_of(part)

    consent = Consent.objects.get(user=part.user)
    assert (consent.purpose, "30 jours" in consent.text) == ("visit_needs", True)
    assert needs_in(part.activity)[part.pk].diet == "Sans arachide"
    with pytest.raises(NeedsAreHersToSay):
        write_needs(
            participant_id=part.pk, by=UserFactory(), language="fr-ca", now=NOON, diet="Végane", access=""
        )


def test_needs_are_read_no_more_once_the_consent_is_withdrawn_then_erased():
    part = ParticipantFactory(user=UserFactory())
    needs_of(part)
    withdraw_consent(consent_id=Consent.objects.get().pk, now=NOON)

    assert needs_in(part.activity) == {}
    assert erase_needs(day=TODAY) == 1


def test_empty_boxes_erase_needs_and_withdraw_the_consent():
    part = ParticipantFactory(user=UserFactory())
    needs_of(part)
    needs_of(part, diet="")

    assert not PersonalNeeds.objects.exists()
    assert Consent.objects.get().withdrawn_at == NOON


def test_needs_are_erased_thirty_days_after_the_visit_and_with_whoever_withdraws():
    part = ParticipantFactory(user=UserFactory())
    needs_of(part)
    last_day = part.activity.ends_on

    assert erase_needs(day=last_day + timedelta(days=30)) == 0
    assert erase_needs(day=last_day + timedelta(days=31)) == 1
    needs_of(part)
    withdraw_delegate(participant_id=part.pk)
    assert not PersonalNeeds.objects.exists()


def test_a_delegate_known_by_her_address_follows_the_visit():
    visit, user = ActivityFactory(), UserFactory()
    add_delegate(activity_id=visit.pk, now=NOON, name="Mairie", email=user.email.upper())
    viewer = Viewer(day=TODAY, user_id=user.pk)

    assert list(visits_followed_by(viewer)) == [visit]
    assert not visits_followed_by(Viewer(day=TODAY, user_id=UserFactory().pk)).exists()


def test_whoever_withdrew_comes_back_under_her_address():
    visit = ActivityFactory()
    told = {"activity_id": visit.pk, "now": NOON, "name": "Mairie", "email": "mairie@exemple.test"}
    first = add_delegate(**told)
    with pytest.raises(ValidationError):
        add_delegate(**told)
    withdraw_delegate(participant_id=first.pk)

    assert add_delegate(**told).pk == first.pk
    assert list(delegation_of(visit)) == [first]


def test_the_second_to_write_minutes_is_told():
    item = ItemFactory()
    told = {"item_id": item.pk, "by": None, "now": NOON, "decisions": "Un stage.\n\n Une visite. "}
    kept = write_minutes(seen=0, text="Bonne rencontre.", **told)
    assert kept.decision_list == ["Un stage.", "Une visite."]

    with pytest.raises(ChangedMeanwhile):
        write_minutes(seen=0, text="Autre chose.", **told)
    assert Minutes.objects.get().text == "Bonne rencontre."


def late(**said):
    due_on = TODAY - timedelta(days=1)
    return add_follow_up(item_id=ItemFactory().pk, now=NOON, text="Envoyer le plan", due_on=due_on, **said)


def test_a_follow_up_has_an_owner_and_ends_once():
    with pytest.raises(NoOwner):
        late()
    follow_up = late(office="Mairie")
    close_follow_up(follow_up_id=follow_up.pk, state="done", became="need", path="besoins/3/", now=NOON)

    with pytest.raises(FollowUpIsClosed):
        close_follow_up(follow_up_id=follow_up.pk, state="dropped", now=NOON)


def test_a_late_follow_up_is_recalled_once_to_whoever_took_it_on(run_jobs, mailoutbox):
    owner, member = UserFactory(), MembershipFactory()
    late(user=owner)
    late(organisation=member.organisation)
    mailbox = late(office="Mairie").item.activity.network.contact_email

    for _ in range(2):
        recall_follow_ups(now=NOON)
        run_jobs()

    assert sorted(letter.to[0] for letter in mailoutbox) == sorted([owner.email, member.user.email, mailbox])
    assert FollowUpLetter.objects.filter(sent_at__isnull=False).count() == 3
    assert FollowUp.objects.first().get_absolute_url() in "".join(letter.body for letter in mailoutbox)


def test_what_is_due_today_or_done_is_not_recalled(run_jobs):
    follow_up = late(office="Mairie")
    close_follow_up(follow_up_id=follow_up.pk, state="dropped", now=NOON)
    FollowUp.objects.create(item=ItemFactory(), text="Écrire", office="Mairie", due_on=TODAY, written_at=NOON)

    assert recall_follow_ups(now=NOON) == 0


def test_an_erased_account_takes_its_needs_away():
    part = ParticipantFactory(user=UserFactory())
    needs_of(part)
    assert personal_data_of(part.user, now=NOON)["activities"]["needs"][0]["diet"] == "Sans arachide"

    erase_person(user_id=part.user_id, now=NOON)

    assert not PersonalNeeds.objects.exists()
