"""People for tests: real rows, no clock, no chance."""

from datetime import UTC, datetime
from typing import Any

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from maillage.people.enums import ConsentPurpose
from maillage.people.models import Consent, User

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class UserFactory(factory.django.DjangoModelFactory):
    """A person who can sign in by code. `password="…"` lets her use one; `confirmed=False` leaves her e-mail unproven."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"personne{n}@exemple.test")
    full_name = factory.Sequence(lambda n: f"Camille Personne {n}")
    language = "fr-ca"
    date_joined = NOON
    password = None

    @factory.post_generation
    def confirmed(self, create: bool, extracted: bool | None, **_kwargs: Any) -> None:
        if create and extracted is not False:
            EmailAddress.objects.create(user=self, email=self.email, primary=True, verified=True)

    @classmethod
    def _adjust_kwargs(cls, **kwargs: Any) -> dict[str, Any]:
        return kwargs | {"password": make_password(kwargs["password"])}


class ConsentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Consent

    user = factory.SubFactory(UserFactory)
    purpose = ConsentPurpose.INTRODUCTION_CONTACT
    text = "J’accepte que mes coordonnées soient transmises à Concept Numérique."
    language = "fr-ca"
    given_at = NOON
