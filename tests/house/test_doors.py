"""Every address is tried by an anonymous visitor and by a stranger with an account."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from maillage.people.tests.factories import UserFactory
from tests.house.doors import DOORS, Access, Door
from tests.house.places import listed

CLOSED = {403, 404}
NOT_THIS_WAY = 405


def our_addresses(resolver: URLResolver, prefix: str = "") -> dict[str, URLPattern]:
    """Our views by the name of their address; a view of ours without a name goes by its own."""
    found = {}
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            below = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            found |= our_addresses(pattern, below)
        elif pattern.callback.__module__.startswith("maillage."):
            found[f"{prefix}{pattern.name or pattern.callback.__name__}"] = pattern
    return found


def test_every_address_says_who_may_open_it():
    addresses = our_addresses(get_resolver()).keys()

    assert addresses == DOORS.keys(), listed(addresses ^ DOORS.keys())


def doors(*kinds: Access) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "name", sorted(name for name, door in DOORS.items() if door.access in kinds)
    )


def address(name: str) -> str:
    door: Door = DOORS[name]
    return reverse(name, kwargs=door.sample())


def asks_to_sign_in(answer) -> bool:
    return answer.status_code == 302 and answer.url.startswith(reverse("account_login"))


@pytest.fixture
def stranger(client, db):
    """Somebody with an account, who belongs nowhere."""
    client.force_login(UserFactory())
    return client


@doors(Access.PUBLIC)
@pytest.mark.django_db
def test_a_public_page_opens_for_anybody(client, name):
    answer = client.get(address(name))

    assert answer.status_code == 200 or (answer.status_code in {301, 302} and not asks_to_sign_in(answer))


@doors(Access.PUBLIC_ACTION)
@pytest.mark.django_db
def test_an_action_open_to_anybody_is_not_a_page(client, name):
    assert client.get(address(name)).status_code == NOT_THIS_WAY


@doors(Access.ACCOUNT, Access.STAFF)
@pytest.mark.django_db
def test_what_needs_an_account_sends_a_visitor_to_sign_in(client, name):
    url = address(name)

    assert asks_to_sign_in(client.get(url))
    assert asks_to_sign_in(client.post(url))


@doors(Access.ACCOUNT)
def test_what_needs_an_account_opens_with_one(stranger, name):
    answer = stranger.get(address(name))

    assert answer.status_code in {200, 302}
    assert not asks_to_sign_in(answer)


@doors(Access.GRANTED, Access.STAFF)
def test_a_stranger_finds_the_door_closed(stranger, name):
    url = address(name)
    statuses = {stranger.get(url).status_code, stranger.post(url).status_code}

    assert statuses <= {*CLOSED, NOT_THIS_WAY}
    assert statuses & CLOSED


@doors(Access.GRANTED)
@pytest.mark.django_db
def test_a_visitor_finds_the_door_closed(client, name):
    url = address(name)

    for answer in (client.get(url), client.post(url)):
        assert asks_to_sign_in(answer) or answer.status_code in {*CLOSED, NOT_THIS_WAY}


@doors(Access.DEMONSTRATION)
def test_what_is_for_demonstrations_exists_nowhere_else(stranger, settings, name):
    settings.DEMO = False

    assert stranger.get(address(name)).status_code == 404
