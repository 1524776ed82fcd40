"""Files that two parsers, written by different hands, read the same way."""

import string
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from maillage.activities.rules.calendar_files import Entry, calendar_file
from maillage.common.refusals import Refusal
from maillage.common.zones import instant

MONTREAL, PARIS = ZoneInfo("America/Toronto"), ZoneInfo("Europe/Paris")
NOON = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
NINE = datetime(2027, 5, 10, 13, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SAID = st.text(
    string.printable.replace("\r", "").replace("\x0b", "").replace("\x0c", "") + "éœ’«»  …🧶", max_size=300
)


def entry(**facts):
    return Entry(
        **{
            "uid": "moment-1@maillage.test",
            "sequence": 3,
            "changed_at": NOON,
            "starts": NINE,
            "ends": NINE + HOUR,
            "title": "Atelier",
            "url": "https://maillage.test/fr-ca/activites/atelier/",
        }
        | facts
    )


def read_by_both(*entries, **options):
    file = calendar_file(entries, **{"name": "Réseau de Shawinigan"} | options)
    [one] = Calendar.from_ical(file).walk("VEVENT")[:1]
    other = IcsCalendarStream.calendar_from_ics(file.decode()).events[0]
    return file, one, other


def test_a_moment_says_what_programs_need_to_keep_it_up_to_date():
    file, one, other = read_by_both(entry(status="CANCELLED", organiser="Ville", organiser_email="a@b.test"))

    assert file.startswith(b"BEGIN:VCALENDAR\r\n")
    assert (str(one["UID"]), other.uid) == ("moment-1@maillage.test",) * 2
    assert (one["SEQUENCE"], other.sequence) == (3, 3)
    assert (one["DTSTAMP"].dt, other.dtstamp) == (NOON, NOON)
    assert (one["LAST-MODIFIED"].dt, other.last_modified) == (NOON, NOON)
    assert (str(one["STATUS"]), other.status.value) == ("CANCELLED", "CANCELLED")
    assert (str(one["TRANSP"]), other.transparency) == ("TRANSPARENT", "TRANSPARENT")
    assert (str(one["ORGANIZER"]), other.organizer.uri) == ("mailto:a@b.test", "mailto:a@b.test")
    assert one["ORGANIZER"].params["CN"] == other.organizer.common_name == "Ville"
    assert b"ATTENDEE" not in file


def test_whole_days_end_on_the_day_after():
    _file, one, other = read_by_both(entry(starts=date(2027, 5, 10), ends=date(2027, 5, 12)))

    assert (one["DTSTART"].dt, one["DTEND"].dt) == (date(2027, 5, 10), date(2027, 5, 13))
    assert (other.dtstart, other.dtend) == (date(2027, 5, 10), date(2027, 5, 13))
    assert one["DTSTART"].params["VALUE"] == "DATE"


def test_categories_are_several():
    _file, one, other = read_by_both(entry(categories=("Atelier", "Numérique")))

    assert other.categories == ["Atelier", "Numérique"]
    assert [str(word) for word in one["CATEGORIES"].cats] == ["Atelier", "Numérique"]


def test_a_subscription_says_its_name_and_where_it_lives():
    file = calendar_file([], name="Réseau", source="https://maillage.test/agenda/x.ics")

    assert "NAME:Réseau".encode() in file
    assert b"SOURCE;VALUE=URI:https://maillage.test/agenda/x.ics" in file
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in file


@example(title=r"\\serveur\Notes", description=r"\N et \n;\\N,", place=r"C:\Nord")
@given(title=SAID, description=SAID, place=SAID)
def test_whatever_a_person_types_is_read_again_as_typed(title, description, place):
    title = " ".join(title.split()) or "Atelier"
    file, one, other = read_by_both(
        entry(title=title, description=description, place=" ".join(place.split()))
    )

    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert (str(one["SUMMARY"]), other.summary) == (title, title)
    assert str(one.get("DESCRIPTION", "")) == description
    assert (other.description or "") == description
    assert (other.location or "") == " ".join(place.split())


@st.composite
def local_hours(draw):
    """A day near a change of hour, on either side of the ocean, and a minute of it."""
    zone, days = draw(
        st.sampled_from(
            [
                (MONTREAL, [date(2027, 3, 14), date(2027, 11, 7)]),
                (PARIS, [date(2027, 3, 28), date(2027, 10, 31)]),
                (MONTREAL, [date(2027, 3, 28), date(2027, 10, 31)]),  # the other shore changes, not this one
                (PARIS, [date(2027, 3, 14), date(2027, 11, 7)]),
            ]
        )
    )
    day = draw(st.sampled_from(days)) + timedelta(days=draw(st.integers(-1, 1)))
    minute = draw(st.integers(0, 24 * 60 - 1))
    return zone, datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)


@given(hour=local_hours(), minutes=st.integers(1, 300))
def test_writing_then_reading_gives_the_same_moment_across_the_changes_of_hour(hour, minutes):
    zone, local = hour
    try:
        starts = instant(local, zone)
    except Refusal:
        return  # this hour exists nowhere: the form says so
    ends = starts + timedelta(minutes=minutes)

    _file, one, other = read_by_both(entry(starts=starts.astimezone(zone), ends=ends.astimezone(zone)))

    assert (one["DTSTART"].dt, other.dtstart) == (starts, starts)
    assert (one["DTEND"].dt, other.dtend) == (ends, ends)
    assert one["DTSTART"].dt.astimezone(zone).replace(tzinfo=None) == local


@pytest.mark.parametrize("zone", [MONTREAL, PARIS])
def test_the_hour_shown_twice_in_autumn_stays_the_one_that_was_meant(zone):
    day = datetime(2027, 11, 7, 1, 30) if zone is MONTREAL else datetime(2027, 10, 31, 2, 30)  # noqa: DTZ001
    first, second = (day.replace(tzinfo=zone, fold=fold) for fold in (0, 1))

    for meant in (first, second):
        _file, one, other = read_by_both(entry(starts=meant, ends=meant + HOUR))
        assert one["DTSTART"].dt == other.dtstart == meant.astimezone(UTC)
    assert second.astimezone(UTC) - first.astimezone(UTC) == HOUR
