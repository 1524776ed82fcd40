from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from maillage.activities.rules.conflicts import Frame, Moment, Opening, conflicts_of, digest_of

MONTREAL, PARIS = ZoneInfo("America/Toronto"), ZoneInfo("Europe/Paris")
NOTHING_SAID = Frame(first=date(2027, 5, 10), last=date(2027, 5, 12), openings={}, minutes={})
ANNA, BORIS = {1: "Culture"}, {2: "Tourisme"}


def moment(pk, starts, ends, **said):
    """On the tenth of May, on the clocks of Shawinigan."""
    first, last = (
        datetime.combine(date(2027, 5, 10), time.fromisoformat(at), MONTREAL).astimezone(UTC)
        for at in (starts, ends)
    )
    return Moment(pk=pk, title=f"Rencontre {pk}", starts_at=first, ends_at=last, **{"zone": MONTREAL, **said})


def told(first, *others, frame=NOTHING_SAID):
    return [sentence.replace("\u00a0", " ") for sentence in conflicts_of(first, others, frame)]


def test_nobody_is_in_two_places_at_once():
    there = moment(2, "09:30", "10:30", people=ANNA)

    assert told(moment(1, "09:00", "10:00", people=ANNA), there) == [
        "Culture est déjà à « Rencontre 2 », de 9 h 30 à 10 h 30."
    ]
    assert told(moment(1, "09:00", "10:00", people=ANNA | BORIS), there) == [
        "Culture est déjà à « Rencontre 2 », de 9 h 30 à 10 h 30."
    ]
    assert told(moment(1, "09:00", "10:00", people=BORIS), there) == []


def test_a_moment_for_everybody_takes_everybody():
    for_all = moment(2, "09:30", "10:30")

    assert told(moment(1, "09:00", "10:00"), for_all) == [
        "Tout le monde est déjà attendu à « Rencontre 2 », de 9 h 30 à 10 h 30."
    ]
    assert told(moment(1, "09:00", "10:00", people=ANNA), for_all) == [
        "Culture est déjà à « Rencontre 2 », de 9 h 30 à 10 h 30."
    ]


def test_one_moment_that_ends_when_another_starts_does_not_trouble_it():
    assert told(moment(1, "09:00", "10:00"), moment(2, "10:00", "11:00")) == []


def test_a_moment_does_not_trouble_itself():
    assert told(moment(1, "09:00", "10:00"), moment(1, "09:00", "10:00")) == []


def test_a_host_and_a_room_receive_one_group_at_a_time():
    here = moment(1, "09:00", "10:00", people=ANNA, hosts={7: "DigiHub"}, place="DigiHub", room="B-12")
    there = moment(2, "09:00", "10:00", people=BORIS, hosts={7: "DigiHub"}, place="digihub", room="b-12")

    assert told(here, there) == [
        "DigiHub reçoit déjà pour « Rencontre 2 », de 9 h à 10 h.",
        "La salle B-12 est prise par « Rencontre 2 », de 9 h à 10 h.",
    ]
    assert told(here, moment(2, "09:00", "10:00", people=BORIS, place="Musée", room="B-12")) == []


@pytest.mark.parametrize(
    ("starts", "ends", "sentences"),
    [
        ("09:00", "17:00", []),
        ("08:30", "09:30", ["DigiHub est ouvert de 9 h à 17 h : ce moment déborde."]),
        ("16:30", "17:01", ["DigiHub est ouvert de 9 h à 17 h : ce moment déborde."]),
    ],
)
def test_a_host_receives_when_it_is_open(starts, ends, sentences):
    opening = Opening(opens=time(9), closes=time(17), days=frozenset({date(2027, 5, 10)}))
    frame = replace(NOTHING_SAID, openings={7: opening})

    assert told(moment(1, starts, ends, hosts={7: "DigiHub"}), frame=frame) == sentences


def test_opening_hours_are_those_of_the_clocks_there():
    opening = Opening(opens=time(9), closes=time(17), days=frozenset())
    frame = replace(NOTHING_SAID, openings={7: opening})
    nine_in_montreal = moment(1, "09:00", "10:00", hosts={7: "Galerie"}, zone=PARIS)  # 15 h in Paris

    assert told(nine_in_montreal, frame=frame) == []


def test_a_host_that_is_closed_that_day_says_so_and_unknown_hours_say_nothing():
    closed = Opening(opens=None, closes=None, days=frozenset({date(2027, 5, 11)}))
    unknown = Opening(opens=None, closes=None, days=frozenset())
    here = moment(1, "09:00", "10:00", hosts={7: "DigiHub"})

    assert told(here, frame=replace(NOTHING_SAID, openings={7: closed})) == [
        "DigiHub ne reçoit pas le 10 mai 2027."
    ]
    assert told(here, frame=replace(NOTHING_SAID, openings={7: unknown})) == []


def test_the_way_between_two_places_takes_the_time_that_was_said_or_a_default_that_is_named():
    before = moment(2, "09:00", "10:00", place="DigiHub")
    after = moment(1, "10:10", "11:00", place="Musée")
    said = replace(NOTHING_SAID, minutes={frozenset({"digihub", "musee"}): 20})
    near = replace(NOTHING_SAID, minutes={frozenset({"digihub", "musee"}): 10})

    assert told(after, before) == [
        "De DigiHub à Musée, comptez 15 min faute de mieux ; il en reste 10 (voir « Rencontre 2 »)."
    ]
    assert told(before, after, frame=said) == [
        "De DigiHub à Musée, il faut 20 min ; il en reste 10 (voir « Rencontre 1 »)."
    ]
    assert told(after, before, frame=near) == []


def test_the_way_counts_from_the_moment_just_before_for_the_same_people():
    early = moment(2, "08:00", "09:00", place="Gare")
    just_before = moment(3, "09:30", "10:00", place="Musée")
    of_others = moment(4, "09:30", "10:00", place="Port", people=BORIS)
    here = moment(1, "10:00", "11:00", place="Musée", people=ANNA)

    assert told(here, early, just_before, of_others) == []


def test_a_journey_is_the_way_itself():
    before = moment(2, "09:00", "10:00", place="DigiHub")
    journey = moment(3, "10:00", "10:10", place="Musée", is_travel=True)

    assert told(moment(1, "10:10", "11:00", place="Musée"), before, journey) == []


def test_keeping_conflicts_is_about_these_very_ones():
    assert digest_of(["a", "b"]) == digest_of(["a", "b"])
    assert digest_of(["a", "b"]) != digest_of(["a"])


def test_the_same_conflicts_are_the_same_words_in_whatever_order_names_come():
    there = moment(2, "09:00", "10:00", people=ANNA | BORIS, hosts={7: "DigiHub", 8: "Culture"})
    here = moment(1, "09:00", "10:00", people=ANNA | BORIS, hosts={7: "DigiHub", 8: "Culture"})
    again = moment(1, "09:00", "10:00", people=BORIS | ANNA, hosts={8: "Culture", 7: "DigiHub"})

    assert told(here, there) == told(again, there)


def test_a_moment_that_the_days_left_behind_says_so():
    frame = replace(NOTHING_SAID, first=date(2027, 5, 11))

    assert told(moment(1, "09:00", "10:00"), frame=frame) == [
        "Ce moment est en dehors des jours de la mission."
    ]
