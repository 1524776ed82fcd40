from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from maillage.common.zones import NoSuchLocalTime, instant, validate_time_zone

MONTREAL, PARIS = ZoneInfo("America/Toronto"), ZoneInfo("Europe/Paris")


def test_a_local_time_is_a_moment_of_its_place():
    assert instant(datetime.fromisoformat("2027-05-10T09:00"), MONTREAL) == datetime(
        2027, 5, 10, 13, 0, tzinfo=UTC
    )
    assert instant(datetime.fromisoformat("2027-05-10T09:00"), PARIS) == datetime(
        2027, 5, 10, 7, 0, tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("local", "zone"),
    [
        (datetime.fromisoformat("2027-03-14T02:30"), MONTREAL),
        (datetime.fromisoformat("2027-03-28T02:30"), PARIS),
    ],
)
def test_a_time_that_the_night_of_spring_skips_is_refused(local, zone):
    with pytest.raises(NoSuchLocalTime):
        instant(local, zone)


def test_a_time_that_the_night_of_autumn_shows_twice_is_the_first_one():
    assert instant(datetime.fromisoformat("2027-11-07T01:30"), MONTREAL) == datetime(
        2027, 11, 7, 5, 30, tzinfo=UTC
    )


def test_an_unknown_time_zone_is_refused():
    validate_time_zone("Europe/Paris")
    with pytest.raises(ValidationError):
        validate_time_zone("Europe/Chambéry")
