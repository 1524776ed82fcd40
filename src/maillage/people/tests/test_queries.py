import json
from datetime import timedelta

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from maillage.people import personal_data, queries
from maillage.people.tests.factories import NOON, ConsentFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_consents_come_newest_first_and_only_the_persons_own():
    marie = UserFactory()
    first = ConsentFactory(user=marie, given_at=NOON)
    second = ConsentFactory(user=marie, given_at=NOON + timedelta(days=1))
    same_day = ConsentFactory(user=marie, given_at=NOON + timedelta(days=1))
    ConsentFactory()

    assert list(queries.consents_of(marie)) == [same_day, second, first]


def test_the_export_holds_the_persons_data_and_nobody_elses():
    marie = UserFactory(email="marie@exemple.test", full_name="Marie Roy")
    paul = UserFactory(email="paul@exemple.test", full_name="Paul Huot")
    ConsentFactory(user=marie, text="Marie accepte.")
    ConsentFactory(user=paul, text="Paul accepte.")

    file = json.dumps(queries.personal_data_of(marie, now=NOON), cls=DjangoJSONEncoder, ensure_ascii=False)

    assert all(words in file for words in ("marie@exemple.test", "Marie Roy", "Marie accepte."))
    assert not any(words in file for words in ("paul@exemple.test", "Paul Huot", "Paul accepte."))


def test_the_export_holds_no_secret():
    marie = UserFactory(password="une phrase assez longue")

    file = json.dumps(queries.personal_data_of(marie, now=NOON), cls=DjangoJSONEncoder)

    assert marie.password not in file
    assert "session_key" not in file


def test_the_export_gathers_what_other_contexts_declared(monkeypatch):
    monkeypatch.setattr(personal_data, "_keepers", {})
    personal_data.declare(personal_data.Keeper(name="garden", gather=lambda user: {"seeds_of": user.pk}))
    marie = UserFactory()

    assert queries.personal_data_of(marie, now=NOON)["garden"] == {"seeds_of": marie.pk}


def test_security_says_how_an_account_is_protected():
    security = queries.security_of(UserFactory(password="une phrase assez longue"))

    assert security == queries.Security(has_password=True, has_second_step=False, sessions=0)
