from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from maillage.ui.formats import (
    locale_of,
    money,
    number,
    plain_day,
    plain_hour,
    plain_moment,
    plain_weekday,
    share,
)

DOLLARS = [("fr-ca", "250\u00a0000\u00a0$"), ("fr-fr", "250\u00a0000\u00a0$\u00a0CA"), ("en", "$250,000")]


@pytest.mark.parametrize(("language", "written"), DOLLARS)
def test_canadian_dollars_are_written_as_the_reader_writes_them(language, written):
    assert money(Decimal(250000), "CAD", language) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [("fr-ca", "16\u00a0000\u00a0€"), ("fr-fr", "16\u00a0000\u00a0€"), ("en", "€16,000")],
)
def test_euros_are_written_as_the_reader_writes_them(language, written):
    assert money(Decimal("16000.00"), "EUR", language) == written


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Decimal("0.5"), "0,50\u00a0$"),
        (Decimal(0), "0\u00a0$"),
        (Decimal("-1200.05"), "-1\u00a0200,05\u00a0$"),
    ],
)
def test_cents_are_written_only_when_there_are_some(amount, written):
    assert money(amount, "CAD", "fr-ca") == written


@pytest.mark.parametrize(
    ("language", "written"),
    [("fr-ca", "1\u00a0200\u00a0000,5"), ("fr-fr", "1\u00a0200\u00a0000,5"), ("en", "1,200,000.5")],
)
def test_numbers_group_by_thousands(language, written):
    assert number(Decimal("1200000.5"), language) == written


@pytest.mark.parametrize(
    ("language", "written"), [("fr-ca", "14,5\u00a0%"), ("fr-fr", "14,5\u00a0%"), ("en", "14.5%")]
)
def test_a_share_is_a_ratio_written_per_cent(language, written):
    assert share(Decimal("0.145"), language) == written


def test_a_whole_share_has_no_decimal():
    assert (share(1, "fr-ca"), share(1, "en")) == ("100\u00a0%", "100%")


@pytest.mark.parametrize(
    ("day", "language", "written"),
    [
        (date(2026, 11, 21), "fr-ca", "21\u00a0novembre 2026"),
        (date(2026, 11, 21), "fr-fr", "21\u00a0novembre 2026"),
        (date(2026, 11, 21), "en", "November\u00a021, 2026"),
        (date(2026, 11, 1), "fr-ca", "1er\u00a0novembre 2026"),
        (date(2026, 11, 1), "en", "November\u00a01, 2026"),
        (date(2026, 1, 11), "fr-fr", "11\u00a0janvier 2026"),
    ],
)
def test_a_day_is_written_in_words(day, language, written):
    assert plain_day(day, language) == written


@pytest.mark.parametrize(
    ("hour", "language", "written"),
    [
        ((9, 5), "fr-ca", "21\u00a0novembre 2026, 9\u00a0h\u00a005"),
        ((13, 0), "fr-fr", "21\u00a0novembre 2026, 13\u00a0h"),
        ((13, 0), "en", "November\u00a021, 2026, 1:00\u00a0p.m."),
    ],
)
def test_a_moment_is_a_day_and_an_hour(hour, language, written):
    assert plain_moment(datetime(2026, 11, 21, *hour, tzinfo=UTC), language) == written


def test_an_hour_of_no_day_is_written_the_same():
    assert [plain_hour(time(9, 30), language) for language in ("fr-ca", "en")] == [
        "9\u00a0h\u00a030",
        "9:30\u00a0a.m.",
    ]


def test_a_day_is_known_by_its_name():
    first = date(2026, 12, 1)

    assert plain_weekday(first, "fr-ca") == "mardi 1er décembre"
    assert plain_weekday(first, "en") == "Tuesday, December 1"
    assert plain_weekday(date(2021, 11, 16), "fr-fr", short=True) == "mar. 16"


@pytest.mark.parametrize("language", ["fr-ca", "fr-fr", "en"])
def test_no_value_holds_the_narrow_space_that_our_fonts_lack(language):
    moment = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)

    written = (
        money(1234567, "USD", language)
        + number(1234567, language)
        + share(0.5, language)
        + plain_moment(moment, language)
    )

    assert "\u202f" not in written


def test_a_language_that_we_do_not_speak_is_refused():
    with pytest.raises(KeyError):
        locale_of("de")
