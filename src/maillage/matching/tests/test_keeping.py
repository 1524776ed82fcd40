"""What a process keeps in memory, and when it reads again."""

from dataclasses import dataclass
from threading import Event

import pytest

from maillage.matching.bridge.keeping import Keeper


@dataclass(frozen=True)
class Reading:
    stamp: tuple[object, ...]


class Source:
    """A database that only says which state it is in, and counts how often it is read."""

    def __init__(self):
        self.state, self.readings = 1, 0
        self.may_finish = Event()
        self.may_finish.set()

    def stamp(self):
        return (self.state,)

    def read(self, stamp):
        assert self.may_finish.wait(timeout=60)
        self.readings += 1
        return Reading(stamp)


@pytest.fixture
def source():
    return Source()


def test_it_is_read_once_for_each_state(source):
    keeper = Keeper(stamp=source.stamp, read=source.read)
    first = [keeper.current().stamp for _ in range(3)]
    source.state = 2

    assert (first, keeper.current().stamp, source.readings) == ([(1,)] * 3, (2,), 2)


@pytest.mark.django_db
def test_what_is_slow_to_make_answers_with_the_old_until_the_new_is_there(source):
    keeper = Keeper(stamp=source.stamp, read=source.read, is_slow=lambda _kept: True)
    keeper.current()
    source.state = 2
    source.may_finish.clear()

    assert [keeper.current().stamp for _ in range(3)] == [(1,)] * 3
    source.may_finish.set()
    with keeper._aside:  # held while the next one is made
        assert keeper.current().stamp == (2,)
    assert source.readings == 2
