"""A result shown by choice: to whom, for how long, and what the answer tells."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from maillage.assessments.errors import OwnAddress, ShownToEnough
from maillage.assessments.models import Share
from maillage.assessments.operations import queue_letters, show_result, take_back
from maillage.assessments.operations.sharing import MOST_ADDRESSES
from maillage.assessments.tests.factories import NOON, result_of
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting():
    return result_of(UserFactory(), 1.5, 0.5, -0.5, -1.5)


@pytest.fixture
def reader():
    return UserFactory()


def address(name, sitting):
    return reverse(f"assessments:{name}", args=[sitting.key])


def shown(sitting, email, **options):
    return show_result(sitting_id=sitting.pk, email=email, now=options.get("now", NOON))


def test_the_reader_of_a_share_reads_the_page_and_nothing_else(client, sitting, reader):
    shown(sitting, reader.email)
    client.force_login(reader)

    page = client.get(address("result", sitting))

    text = page.content.decode()
    assert f"{sitting.person} vous montre son résultat" in text
    assert "très probablement au niveau 4" in text
    for hidden in (
        "Choisir qui le voit",
        "Se situer de nouveau",
        "resultat.json",
        "resultat.pdf",
        "Lire mes réponses",
    ):
        assert hidden not in text
    for name in ("result_pdf", "result_json", "share"):
        assert client.get(address(name, sitting)).status_code == 404


def test_her_earlier_results_stay_hers(client, sitting, reader):
    result_of(sitting.person, -1.5, finished_at=NOON - timedelta(days=9))
    shown(sitting, reader.email)
    client.force_login(reader)

    assert "Vos résultats d’avant" not in client.get(address("result", sitting)).content.decode()


def test_what_is_taken_back_opens_no_more(client, sitting, reader):
    share = shown(sitting, reader.email)
    client.force_login(sitting.person)

    client.post(reverse("assessments:share_take_back", args=[sitting.key, share.pk]))

    client.force_login(reader)
    assert client.get(address("result", sitting)).status_code == 404


def test_only_she_takes_back_what_she_shows(client, sitting, reader):
    share = shown(sitting, reader.email)
    client.force_login(reader)

    answer = client.post(reverse("assessments:share_take_back", args=[sitting.key, share.pk]))

    assert answer.status_code == 404
    share.refresh_from_db()
    assert share.withdrawn_at is None


def test_a_letter_goes_to_the_reader_once(sitting, reader, run_jobs):
    shown(sitting, reader.email.upper())
    shown(sitting, reader.email)
    run_jobs()

    assert [letter.to for letter in mail.outbox] == [[reader.email]]
    assert address("result", sitting).removeprefix("/fr-ca") in mail.outbox[0].body
    assert Share.objects.count() == 1


def test_a_letter_left_behind_is_queued_again_and_dropped_once_taken_back(sitting, reader, run_jobs):
    share = shown(sitting, reader.email)
    take_back(share_id=share.pk, now=NOON)

    queue_letters(now=NOON + timedelta(hours=1))
    run_jobs()

    assert mail.outbox == []
    assert share.letter.__class__.objects.get().dropped_at is not None


def test_the_answer_never_tells_whether_an_account_has_the_address(
    client, sitting, reader, run_jobs, django_assert_num_queries
):
    client.force_login(sitting.person)
    pages = {}
    for email in (reader.email, "personne-ici@exemple.test"):
        client.get(address("share", sitting))
        pages[email] = (
            client.post(address("share", sitting), {"email": email}, follow=True).content.decode(),
            run_jobs(),
        )
        after = client.get(address("share", sitting)).content.decode()
        pages[email] = (*pages[email], after)
        take_back(share_id=Share.objects.get(withdrawn_at=None).pk, now=NOON)

    known, unknown = ([_plain(part, email) for part in parts] for email, parts in pages.items())
    assert known == unknown
    assert len(mail.outbox) == 1


def _plain(part, email):
    """Without what differs from one page to the next whoever is written to."""
    import re

    if not isinstance(part, str):
        return part
    return re.sub(r'value="\w{64}"|/partage/\d+/', "", part.replace(email, "ADRESSE"))


def test_an_account_opened_later_is_shown_nothing_until_it_is_shown_again(client, sitting):
    first = shown(sitting, "plus-tard@exemple.test")
    later = UserFactory(email="plus-tard@exemple.test")
    client.force_login(later)
    before = client.get(address("result", sitting)).status_code

    second = shown(sitting, later.email)

    assert before == 404
    assert client.get(address("result", sitting)).status_code == 200
    assert first.pk != second.pk
    assert list(Share.objects.filter(withdrawn_at=None)) == [second]


def test_one_shows_nothing_to_oneself_nor_to_a_crowd(client, sitting):
    with pytest.raises(OwnAddress):
        shown(sitting, sitting.person.email)
    for rank in range(MOST_ADDRESSES):
        shown(sitting, f"lectrice{rank}@exemple.test")

    with pytest.raises(ShownToEnough):
        shown(sitting, "une-de-plus@exemple.test")
    client.force_login(sitting.person)
    answer = client.post(address("share", sitting), {"email": sitting.person.email})
    assert answer.status_code == 422
    assert "C’est votre adresse" in answer.content.decode()


def test_the_page_of_shares_costs_the_same_however_many(client, sitting, assert_constant_queries):
    client.force_login(sitting.person)
    emails = iter(f"lectrice{rank}@exemple.test" for rank in range(9))

    assert_constant_queries(client, address("share", sitting), lambda: shown(sitting, next(emails)))
