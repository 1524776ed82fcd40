"""One person, two devices, at the same instant: each with its own connection."""

import pytest

from maillage.common.tests.at_once import at_once
from maillage.learning.models import BlockDone, Enrolment, Reading
from maillage.learning.operations import begin_path, finish_block
from maillage.learning.tests.factories import NOON, module, path
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def reads(version, position, person):
    return lambda: finish_block(version=version, position=position, person=person, now=NOON)


def test_the_last_two_blocks_read_at_once_finish_the_module_and_the_path():
    version, person = module(), UserFactory()
    begin_path(version=path(version), person=person, now=NOON)
    reads(version, 1, person)()

    assert at_once(reads(version, 2, person), reads(version, 3, person)) == ["done", "done"]
    assert Reading.objects.get().finished_at == NOON
    assert Enrolment.objects.get().finished_at == NOON


def test_the_first_block_pressed_twice_begins_one_reading():
    version, person = module(), UserFactory()

    assert at_once(reads(version, 1, person), reads(version, 1, person)) == ["done", "done"]
    assert BlockDone.objects.get().reading == Reading.objects.get()


def test_a_path_begun_twice_at_once_is_begun_once():
    version, person = path(module()), UserFactory()

    def begin():
        begin_path(version=version, person=person, now=NOON)

    assert at_once(begin, begin) == ["done", "done"]
    assert Enrolment.objects.count() == 1
