"""Badges at the same instant: each with its own connection."""

import pytest

from maillage.common.tests.at_once import at_once
from maillage.learning.enums import Validity
from maillage.learning.models import Award, RevocationList, SigningKey
from maillage.learning.operations import change_key, revoke_award
from maillage.learning.queries.badges import standing_of
from maillage.learning.tests.badges import awarded, badge, earner
from maillage.learning.tests.factories import LATER

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_double_click_gives_one_badge_and_two_people_have_two_bits():
    given = badge()
    first, second = earner(given), earner(given)

    told = at_once(
        *(lambda person=person: awarded(badge=given, person=person) for person in (first, first, second))
    )

    assert told == ["done"] * 3
    assert sorted(Award.objects.values_list("person", "index")) in (
        [(first.pk, 0), (second.pk, 1)],
        [(first.pk, 1), (second.pk, 0)],
    )
    assert SigningKey.objects.count() == 1


def test_a_key_that_changes_while_badges_are_given_and_revoked_loses_nothing():
    old = awarded()
    person = earner(old.badge)

    told = at_once(
        lambda: awarded(badge=old.badge, person=person),
        lambda: change_key(network=old.badge.network, now=LATER),
        lambda: revoke_award(award_id=old.pk, reason="Donné par erreur.", now=LATER),
    )

    assert told == ["done"] * 3
    standings = [standing_of(row) for row in Award.objects.select_related("badge__network").order_by("pk")]
    assert standings == [Validity.REVOKED, Validity.VALID]
    assert RevocationList.objects.get().revoked == [old.index]
