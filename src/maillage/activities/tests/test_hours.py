from datetime import UTC, datetime, time

from maillage.activities.rules.hours import KNOWN, ZONES, between, city_of, said_at, zones_offered
from maillage.common.zones import validate_time_zone

NOON = datetime(2026, 11, 26, 17, 0, tzinfo=UTC)


def plain(text):
    return text.replace("\u00a0", " ")


def test_a_moment_is_said_on_the_clocks_of_its_place_and_whose_they_are():
    assert plain(said_at(NOON, "America/Toronto")) == "26 novembre 2026, 12 h (heure de Montréal)"
    assert plain(said_at(NOON, "Europe/Paris")) == "26 novembre 2026, 18 h (heure de Paris)"
    assert plain(said_at(NOON, "America/Argentina/Buenos_Aires")).endswith("14 h (heure de Buenos Aires)")


def test_two_hours_are_said_as_one_span():
    assert plain(between(time(9), time(10, 30))) == "de 9 h à 10 h 30"


def test_every_zone_offered_exists_and_one_in_use_stays_offered_once():
    for zone in KNOWN:
        validate_time_zone(zone)

    assert zones_offered("Europe/Paris") == ZONES
    assert zones_offered("America/Whitehorse", "America/Whitehorse") == [
        *ZONES,
        ("America/Whitehorse", city_of("America/Whitehorse")),
    ]
