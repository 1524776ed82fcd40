import re
from datetime import timedelta

import pytest
from django.core import mail

from maillage.activities import operations
from maillage.activities.models import Satisfaction
from maillage.activities.rules.links import SATISFACTION
from maillage.activities.tests.camps import (
    AFTER,
    CONSENT,
    again,
    at,
    camp,
    chosen,
    coordinator_of,
    link_to,
)
from maillage.activities.tests.factories import NOON
from maillage.common import clock
from maillage.people.operations import erase_person
from maillage.people.personal_data import keepers
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SOON = AFTER + timedelta(days=1)


@pytest.fixture(autouse=True)
def now(monkeypatch):
    """The clock of the pages; a test moves it by setting `now["is"]`."""
    moment = {"is": NOON}
    monkeypatch.setattr(clock, "now", lambda: moment["is"])
    monkeypatch.setattr(clock, "today", lambda: clock.now().date())
    return moment


def over(edition, rows, run_jobs):
    """The camp is past, and what follows is planned; letters left."""
    for row in rows:
        operations.confirm_place(application_id=row.pk, now=SOON)
    end = AFTER + timedelta(days=70)
    assert operations.plan_aftermath(edition_id=edition.pk, now=end)
    assert not operations.plan_aftermath(edition_id=edition.pk, now=end)
    run_jobs()
    return end


def test_opinions_have_no_name_are_given_once_and_shown_from_five(client, now, run_jobs):
    edition = camp(quotas=(5, 0), places=5)
    rows = chosen(edition, *[(edition.here, 4)] * 5)
    now["is"] = over(edition, rows, run_jobs)
    client.force_login(coordinator_of(edition.here.network))
    board = f"{at('board', edition.activity.slug)}?etape=follow_up"

    for number, row in enumerate(rows, 1):
        letter = row.letters.get(matter="satisfaction")
        address = link_to(row, SATISFACTION, "satisfaction", letter.pk)
        for _turn in range(2):
            client.post(address, {"useful": "4", "run": "5", "words": f"Avis {number}"})
        page = client.get(board).content.decode()
        assert ("Avis 1" in page) is (number == 5)

    assert Satisfaction.objects.count() == 5
    assert {field.name for field in Satisfaction._meta.get_fields()} == {
        "id",
        "edition",
        "useful",
        "run",
        "words",
    }


def test_news_are_asked_once_at_each_term_and_the_first_answer_counts(client, now, run_jobs):
    edition = camp(quotas=(1, 0), places=1)
    rows = chosen(edition, (edition.here, 4))
    over(edition, rows, run_jobs)
    mail.outbox.clear()

    for days in (80, 160, 250, 440):
        now["is"] = AFTER + timedelta(days=days)
        for _turn in range(2):
            operations.queue_camp_dues(now=now["is"])
            run_jobs()
    subjects = [message.subject for message in mail.outbox]
    assert [subject.startswith("Où en est votre projet") for subject in subjects] == [True] * 3

    address = re.search(r"/fr-ca/nouvelles-d-un-camp/\S+", mail.outbox[-1].body).group()
    for situation in ("growing", "stopped"):
        client.post(address, {"situation": situation, "works_with_partner": "yes"})
    told = again(rows[0]).follow_ups.get(months=12)
    assert (told.situation, told.works_with_partner) == ("growing", True)
    client.force_login(coordinator_of(edition.there.network))
    assert "Il avance" in client.get(f"{at('board', edition.activity.slug)}?etape=follow_up").content.decode()


def test_an_erased_account_leaves_no_name_and_frees_its_place(now):
    edition = camp(passes_on=False)
    rows = chosen(edition, (edition.here, 5), (edition.here, 4))
    user = UserFactory(email=rows[0].email)
    operations.confirm_place(application_id=rows[0].pk, now=SOON)
    keeper = next(keeper for keeper in keepers() if keeper.name == "activities")
    assert keeper.gather(user)["applications"][0]["consent_text"] == CONSENT

    keeper.erase(user, SOON)

    left = again(rows[0])
    assert (left.name, left.firm, left.answers, left.state) == ("", "", [], "withdrawn")
    assert left.participant.name == "Compte effacé"
    assert not left.events.exclude(name="").exists()
    assert again(rows[1]).state == "offered"


def test_whoever_took_a_place_before_she_had_an_account_is_forgotten_with_it(now):
    edition = camp(passes_on=False)
    (row,) = chosen(edition, (edition.here, 5))
    operations.confirm_place(application_id=row.pk, now=SOON)

    erase_person(user_id=UserFactory(email=row.email).pk, now=SOON)

    left = again(row).participant
    assert (left.name, left.email) == ("Compte effacé", "")
