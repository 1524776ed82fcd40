"""What assessments keep about a person leaves with her: in her hands, or for good."""

from datetime import timedelta

import pytest

from maillage.assessments.models import Answer, Campaign, Invitation, Share, Sitting
from maillage.assessments.operations import answer, stop_sitting
from maillage.assessments.queries import live
from maillage.assessments.tests.factories import NOON, SittingFactory, scale_of_people
from maillage.directory.tests.factories import NetworkFactory
from maillage.people.operations import erase_person
from maillage.people.queries import personal_data_of
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def stopped(sitting):
    answer(sitting_id=sitting.pk, item_id=live(sitting).next_item, response=[1], now=NOON)
    return stop_sitting(sitting_id=sitting.pk, now=NOON + timedelta(minutes=1))


@pytest.fixture
def about_her(person):
    """A finished sitting about herself, shown to somebody; and somebody shows her theirs."""
    sitting = stopped(
        SittingFactory(scale=scale_of_people(), dimensions=["1.1", "1.2"], person=person, organisation=None)
    )
    others = stopped(SittingFactory())
    Share.objects.create(sitting=sitting, email="lectrice@exemple.test", reader=UserFactory(), shared_at=NOON)
    Share.objects.create(sitting=others, email="ancienne@exemple.test", reader=person, shared_at=NOON)
    Share.objects.create(sitting=others, email=person.email.upper(), shared_at=NOON)
    return sitting


@pytest.fixture
def invitation(person, about_her):
    campaign = Campaign.objects.create(
        network=NetworkFactory(),
        instrument=about_her.instrument,
        title="Cohorte",
        purpose="Pour voir.",
        opened_at=NOON,
        opened_by=person,
    )
    return Invitation.objects.create(
        campaign=campaign, email=person.email.upper(), sitting=about_her, written_at=NOON
    )


def test_her_export_holds_her_answers_and_results_and_nobody_else_s(person, about_her, invitation):
    told = personal_data_of(person, now=NOON)["assessments"]

    assert [row["key"] for row in told["sittings"]] == [about_her.key]
    assert [row["response"] for row in told["answers"]] == [[1]]
    assert [row["dimension"] for row in told["estimates"]] == ["1.1", "1.2"]
    assert [row["email"] for row in told["shown_to"]] == ["lectrice@exemple.test"]
    assert len(told["shown_to_her"]) == 2
    assert [row["campaign__title"] for row in told["invitations"]] == ["Cohorte"]
    assert [row["title"] for row in told["campaigns"]] == ["Cohorte"]


def test_erased_she_takes_her_results_along_and_a_firm_keeps_its_diagnosis(person, about_her, invitation):
    diagnosis = stopped(SittingFactory(person=person))
    half_done = SittingFactory(person=person)
    others = Sitting.objects.exclude(person=person).get()

    erase_person(user_id=person.pk, now=NOON + timedelta(days=1))

    assert set(Sitting.objects.all()) == {diagnosis, others}
    assert not Answer.objects.filter(sitting__in=[about_her.pk, half_done.pk]).exists()
    assert not Share.objects.exists()
    invitation.refresh_from_db()
    assert (invitation.sitting, invitation.email.endswith("@maillage.invalid")) == (None, True)
    assert str(diagnosis.person) != person.full_name
    diagnosis.refresh_from_db()
    assert diagnosis.person.full_name == ""
