import pytest
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from maillage.common.lookups import among

pytestmark = pytest.mark.django_db


@pytest.fixture
def groups():
    made = [Group.objects.create(name=name) for name in "abc"]
    for group, permission in zip(made, Permission.objects.order_by("pk"), strict=False):
        group.permissions.add(permission)
    return made


def test_many_keys_are_asked_for_as_one_array(groups, django_assert_num_queries):
    first, _other, last = groups

    with django_assert_num_queries(1) as asked:
        assert set(Group.objects.filter(among("pk", {first.pk, last.pk, 0}))) == {first, last}

    assert "= ANY('{" in asked.captured_queries[0]["sql"]


def test_no_key_finds_nothing(groups):
    assert not Group.objects.filter(among("pk", [])).exists()


def test_it_follows_relations_and_stands_with_other_conditions(groups):
    first, other, last = groups
    held = among("permissions", [last.permissions.get().pk])

    assert list(Group.objects.filter(held)) == [last]
    assert set(Group.objects.filter(held | Q(name="a"))) == {first, last}
    assert set(Group.objects.exclude(held)) == {first, other}
