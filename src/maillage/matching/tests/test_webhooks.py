"""Statuses told to a partner's own system: signed, about nobody, tried again, never inside our walls."""

import hashlib
import hmac
import json
import socket
from datetime import timedelta

import pytest
from django.urls import reverse

from maillage.directory.tests.factories import OrganisationFactory, member_of
from maillage.matching import operations
from maillage.matching.errors import AddressNotAllowed, AddressTwice
from maillage.matching.models import WebhookDelivery
from maillage.matching.operations import posting, webhooks
from maillage.matching.tests.factories import NOON
from maillage.matching.tests.lives import two_sides
from maillage.people.tests.factories import UserFactory

URL = "https://exemple.test/avis"


@pytest.fixture
def posted(monkeypatch):
    """What was posted; `answers` says what the other end says, in turn."""
    calls = []
    calls_answers = []

    def post(url, body, headers):
        calls.append((url, body, headers))
        return calls_answers.pop(0) if calls_answers else (True, "204")

    monkeypatch.setattr(webhooks, "post", post)
    post.calls, post.answers = calls, calls_answers
    return post


@pytest.fixture
def told():
    """A request whose offer's organisation has its system told of the answer, and the secret."""
    sides = two_sides()
    _webhook, secret = operations.add_webhook(
        organisation=sides.offer.organisation, url=URL, by=sides.holder, now=NOON
    )
    operations.accept_introduction(introduction_id=sides.introduction.pk, by=sides.holder, note="", now=NOON)
    return sides, secret


@pytest.mark.django_db
def test_a_step_is_told_once_signed_and_about_nobody(told, posted):
    sides, secret = told
    delivery = WebhookDelivery.objects.get()

    outcomes = [operations.deliver(delivery_id=delivery.pk, now=NOON) for _ in range(2)]

    ((url, body, headers),) = posted.calls
    moment, made = (part.split("=")[1] for part in headers["X-Maillage-Signature"].split(","))
    expected = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    assert (outcomes, url, made) == ([True, False], URL, expected)
    assert json.loads(body) == {
        "id": f"step-{delivery.step_id}",
        "introduction": sides.introduction.pk,
        "need": sides.need.pk,
        "offer": sides.offer.pk,
        "state": "accepted",
        "at": NOON.isoformat(),
    }


@pytest.mark.django_db
def test_a_failure_is_tried_again_later_and_later_then_given_up_and_its_id_stays(told, posted):
    delivery = WebhookDelivery.objects.get()
    posted.answers.extend([(False, "500")] * 9)
    now, waits = NOON, []

    while delivery.next_at is not None:
        now = delivery.next_at
        operations.deliver(delivery_id=delivery.pk, now=now)
        delivery.refresh_from_db()
        waits.append(delivery.next_at - now if delivery.next_at else None)

    assert waits == [*webhooks.WAITS, None]
    assert len({body for _url, body, _headers in posted.calls}) == 1
    assert (delivery.attempts, delivery.outcome, delivery.delivered_at) == (6, "500", None)


@pytest.mark.django_db
def test_a_stopped_address_is_told_nothing_more_not_even_what_waited(told, posted):
    delivery = WebhookDelivery.objects.get()
    operations.stop_webhook(webhook_id=delivery.webhook_id, now=NOON)

    assert not operations.deliver(delivery_id=delivery.pk, now=NOON)
    assert posted.calls == []


@pytest.mark.django_db
def test_a_new_secret_replaces_the_former_and_neither_is_stored(told, posted):
    _sides, secret = told
    delivery = WebhookDelivery.objects.get()

    new = operations.rotate_secret(webhook_id=delivery.webhook_id)

    webhook = type(delivery.webhook).objects.get()
    assert new != secret
    assert webhooks.secret_of(webhook) == new
    assert not {secret, new} & {str(value) for value in vars(webhook).values()}


@pytest.mark.django_db
def test_the_same_address_is_told_once():
    organisation, she = OrganisationFactory(), UserFactory()
    operations.add_webhook(organisation=organisation, url=URL, by=she, now=NOON)

    with pytest.raises(AddressTwice):
        operations.add_webhook(organisation=organisation, url=URL, by=she, now=NOON)


@pytest.mark.parametrize(
    "url",
    [
        "http://exemple.test/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest/meta-data",
        "https://exemple.test:8443/",
        "https://quelquun:secret@exemple.test/",
        "https://exemple.test:abc/",
        "https:///avis",
        "file:///etc/passwd",
    ],
)
def test_an_address_inside_our_walls_or_without_https_is_refused(url):
    with pytest.raises(AddressNotAllowed):
        posting.checked_address(url)


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["::1"], ["fd00::1"], ["100.64.0.1"], []]
)
def test_a_name_that_leads_inside_our_walls_is_refused_when_it_is_called(monkeypatch, addresses):
    found = [(None, None, None, "", (address, 443)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("it was called"))

    assert posting.post(URL, b"{}", {}) == (False, "address not allowed")


def test_the_call_goes_to_the_address_that_was_checked(monkeypatch):
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *_, **__: [(None, None, None, "", ("93.184.216.34", 443))]
    )
    called = []

    def connect(address, timeout):
        called.append(address)
        raise ConnectionRefusedError("fermé")

    monkeypatch.setattr(socket, "create_connection", connect)

    assert posting.post(URL, b"{}", {}) == (False, "ConnectionRefusedError: fermé")
    assert called == [("93.184.216.34", 443)]


@pytest.mark.django_db
def test_the_secret_is_shown_once_and_only_to_who_speaks_for_the_organisation(client):
    sides = two_sides()
    address = reverse("matching:webhooks", args=[sides.offer.organisation.slug])
    client.force_login(sides.asker)
    refused = client.post(address, {"url": URL})
    client.force_login(sides.holder)

    answer = client.post(address, {"url": URL})

    secret = answer.context["secret"]
    assert refused.status_code == 404
    assert secret in answer.content.decode()
    assert secret not in client.get(address).content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_an_address_that_does_not_fit_comes_back_with_the_reason(client):
    sides = two_sides()
    client.force_login(sides.holder)

    answer = client.post(
        reverse("matching:webhooks", args=[sides.offer.organisation.slug]), {"url": "https://10.0.0.1/"}
    )

    assert answer.status_code == 422
    assert "https://10.0.0.1/" in answer.content.decode()


@pytest.mark.django_db
def test_the_page_of_addresses_costs_the_same_at_one_and_three_rows(client, assert_constant_queries):
    sides = two_sides()
    organisation = sides.offer.organisation
    she = member_of(organisation, sides.offer.network)
    client.force_login(she)
    made = []

    def make_row():
        made.append(1)
        webhook, _secret = operations.add_webhook(
            organisation=organisation, url=f"{URL}/{len(made)}", by=she, now=NOON
        )
        WebhookDelivery.objects.create(
            webhook=webhook, step=sides.introduction.steps.get(), next_at=NOON + timedelta(days=1)
        )

    assert_constant_queries(client, reverse("matching:webhooks", args=[organisation.slug]), make_row)
