"""Documents of an activity: who attaches one, and who reads it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from maillage.activities.enums import PartState
from maillage.activities.models import ActivityDocument
from maillage.activities.operations import archive_document
from maillage.activities.queries.personal_data import gathered_about
from maillage.activities.tests.factories import (
    NOON,
    ActivityFactory,
    ParticipantFactory,
    document_of_those_who_come,
)
from maillage.directory.tests.factories import MembershipFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\nfictif"
EXE = b"MZ\x90\x00" + b"\x00" * 500


@pytest.fixture
def activity():
    return ActivityFactory(visibility="public")


@pytest.fixture
def coordinator(activity):
    return MembershipFactory(network=activity.network, role="coordinator").user


def seen(client, person, document):
    """The status that one person gets for the file, and whether the page of the activity names it."""
    client.logout()
    if person:
        client.force_login(person)
    page = client.get(document.activity.get_absolute_url()).content.decode()
    return client.get(document.get_absolute_url()).status_code, document.title in page


def people(activity, coordinator):
    there = ParticipantFactory(activity=activity, user=UserFactory(), state=PartState.CONFIRMED).user
    gone = ParticipantFactory(activity=activity, user=UserFactory(), state=PartState.WITHDRAWN).user
    return {"coordinator": coordinator, "there": there, "gone": gone, "visitor": None}


def test_those_who_take_part_and_the_coordination_read_what_is_for_them(client, activity, coordinator):
    document = document_of_those_who_come(activity)

    found = {name: seen(client, one, document) for name, one in people(activity, coordinator).items()}

    assert found == {
        "coordinator": (200, True),
        "there": (200, True),
        "gone": (404, False),
        "visitor": (404, False),
    }


def test_whoever_sees_the_activity_reads_what_is_public(client, activity):
    assert seen(client, None, document_of_those_who_come(activity, is_public=True)) == (200, True)


def test_nobody_reads_a_document_of_an_activity_that_she_does_not_see(client):
    hidden = ActivityFactory(visibility="organisation")

    document = document_of_those_who_come(hidden, is_public=True)

    assert client.get(document.get_absolute_url()).status_code == 404


def test_an_archived_document_stays_with_the_coordination(client, activity, coordinator):
    document = document_of_those_who_come(activity, is_public=True)

    archive_document(document_id=document.pk, now=NOON)

    found = {name: seen(client, one, document)[0] for name, one in people(activity, coordinator).items()}
    assert found == {"coordinator": 200, "there": 404, "gone": 404, "visitor": 404}


def test_the_coordination_attaches_a_file_and_takes_it_out_of_sight(client, activity, coordinator):
    client.force_login(coordinator)
    sent = {"title": "Invitation", "readers": "public", "file": SimpleUploadedFile("x.pdf", PDF)}

    client.post(reverse("activities:document_add", args=[activity.slug]), sent)

    document = ActivityDocument.objects.get()
    assert (document.title, document.is_public, document.added_by) == ("Invitation", True, coordinator)
    assert gathered_about(coordinator)["documents"][0]["title"] == "Invitation"
    client.post(reverse("activities:document_archive", args=[activity.slug, document.pk]))
    document.refresh_from_db()
    assert document.archived_at is not None


def test_a_program_under_the_name_of_a_document_is_refused_and_the_title_kept(client, activity, coordinator):
    client.force_login(coordinator)
    sent = {"title": "Invitation", "readers": "part", "file": SimpleUploadedFile("x.pdf", EXE)}

    answer = client.post(reverse("activities:document_add", args=[activity.slug]), sent)

    assert answer.status_code == 422
    assert 'value="Invitation"' in answer.content.decode()
    assert not ActivityDocument.objects.exists()


def test_who_takes_part_attaches_nothing(client, activity):
    there = ParticipantFactory(activity=activity, user=UserFactory(), state=PartState.CONFIRMED).user
    client.force_login(there)
    document = document_of_those_who_come(activity)

    added = client.post(reverse("activities:document_add", args=[activity.slug]), {"title": "x"})
    archived = client.post(reverse("activities:document_archive", args=[activity.slug, document.pk]))

    assert (added.status_code, archived.status_code) == (404, 404)
