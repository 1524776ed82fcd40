"""What every request and every job may count on."""

from io import BytesIO

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from procrastinate.contrib.django.models import ProcrastinateJob

from maillage.common.jobs import later
from maillage.common.middleware import ReadOnlyWhenAsked, WriteOnReadError
from maillage.common.ratelimit import client_address, limited
from maillage.common.refusals import Refusal
from maillage.common.text import sort_key, unaccented


class TooMany(Refusal):
    message = "Il y en a %(number)s ; la limite est de %(limit)s."


def test_a_refusal_says_its_facts_and_carries_them():
    refusal = TooMany(number=12, limit=3)

    assert str(refusal) == "Il y en a 12 ; la limite est de 3."
    assert refusal.number == 12


@pytest.mark.parametrize(
    ("text", "plain"), [("Évènement", "Evenement"), ("Œuvre d’été", "OEuvre d'ete"), ("Français", "Francais")]
)
def test_accents_and_ligatures_are_opened(text, plain):
    assert unaccented(text).lower() == plain.lower()


def test_the_french_order_ignores_accents_and_case():
    assert sorted(["zèbre", "Étang", "eau", "Île"], key=sort_key) == ["eau", "Étang", "Île", "zèbre"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql", ["DELETE FROM django_session", "SELECT 1; UPDATE django_session SET session_key = ''"]
)
def test_a_get_that_writes_is_stopped(sql):
    def writes(request):
        with connection.cursor() as cursor:
            cursor.execute(sql)
        return HttpResponse()

    wall = ReadOnlyWhenAsked(writes)

    with pytest.raises(WriteOnReadError):
        wall(RequestFactory().get("/fr-ca/besoins/"))
    assert wall(RequestFactory().post("/fr-ca/besoins/")).status_code == 200


@pytest.mark.django_db
def test_a_file_sent_to_a_page_that_takes_none_is_never_read(client):
    answer = client.post("/fr-ca/besoins/nouveau/", {"text": "oui", "file": BytesIO(b"MZ" * 1_000_000)})

    assert answer.status_code == 302  # to sign-in: the page answered without the file
    assert not answer.wsgi_request.FILES


@pytest.mark.django_db
def test_work_asked_for_in_a_transaction_that_fails_is_never_done():
    before = ProcrastinateJob.objects.count()

    with transaction.atomic():
        later("matching.announce_step", step_id=1)
        transaction.set_rollback(True)

    assert ProcrastinateJob.objects.count() == before


@pytest.mark.django_db
def test_work_that_already_waits_is_not_queued_twice():
    before = ProcrastinateJob.objects.count()

    later("matching.announce_step", once="step-7", step_id=7)
    later("matching.announce_step", once="step-7", step_id=7)

    assert ProcrastinateJob.objects.count() == before + 1


def test_each_address_has_its_own_count():
    view = limited(group="test", per_minute=2)(lambda _request: HttpResponse())
    first, second = (RequestFactory().get("/", REMOTE_ADDR=f"192.0.2.{n}") for n in (1, 2))

    assert [view(first).status_code for _ in range(2)] == [200, 200]
    assert view(second).status_code == 200


def test_behind_our_proxy_the_last_address_counts_and_elsewhere_nobody_chooses_hers(settings):
    request = RequestFactory().get(
        "/", REMOTE_ADDR="192.0.2.9", headers={"x-forwarded-for": "8.8.8.8, 198.51.100.7"}
    )

    settings.SECURE_PROXY_SSL_HEADER = None
    alone = client_address(request)
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    assert (alone, client_address(request)) == ("192.0.2.9", "198.51.100.7")
