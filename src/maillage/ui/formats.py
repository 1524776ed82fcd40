"""Money, numbers, shares and dates as the reader writes them. Pure: value and language in, text out.

Every space inside a value is U+00A0: it never breaks, and our fonts hold it (they lack U+202F).
"""

from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_symbol

Number = int | float | Decimal

LOCALES = {"fr-ca": Locale("fr", "CA"), "fr-fr": Locale("fr", "FR"), "en": Locale("en", "CA")}
NO_BREAK_SPACE = "\u00a0"
NARROW_NO_BREAK_SPACE = "\u202f"


def locale_of(language: str) -> Locale:
    """The locale of one of our languages. Raises KeyError for any other."""
    return LOCALES[language.lower()]


@lru_cache(maxsize=4_096)  # a page tells the same sums in its picture and in its tables
def money(amount: Number, currency: str, language: str) -> str:
    """« 250 000 $ » in fr-CA, « 250 000 $ CA » in fr-FR, « $250,000 » in English. Cents only when there are some."""
    locale = locale_of(language)
    pattern = locale.currency_formats["standard"].pattern
    if amount == int(amount):
        pattern = pattern.replace(".00", "")
    text = format_currency(amount, currency, format=pattern, locale=locale, currency_digits=False)
    symbol = get_currency_symbol(currency, locale=locale)
    if symbol.startswith("$") and len(symbol) > 1:  # « $CA » is written « $ CA »
        text = text.replace(symbol, f"${NO_BREAK_SPACE}{symbol[1:].strip()}")
    return _settled(text)


@lru_cache(maxsize=4_096)  # pages tell the same small numbers over and over
def number(value: Number, language: str, *, decimals: int = 3) -> str:
    """« 1 200 000 » or « 3,5 » in French, « 1,200,000 » or « 3.5 » in English; at most so many decimals."""
    pattern = f"#,##0.{'#' * decimals}"
    return _settled(format_decimal(value, format=pattern, locale=locale_of(language)))


def share(ratio: Number, language: str) -> str:
    """A ratio as a percentage, to one decimal at most: 0.145 gives « 14,5 % »."""
    locale = locale_of(language)
    pattern = (
        locale.percent_formats[None].pattern.replace("0", "0.#", 1)
        if language == "en"
        else f"#,##0.#{NO_BREAK_SPACE}%"
    )
    return _settled(format_percent(ratio, format=pattern, locale=locale))


@lru_cache(maxsize=4_096)  # lists tell the same days over and over
def plain_day(day: date, language: str) -> str:
    """A date in words, without markup: « 1er novembre 2026 », « November 1, 2026 »."""
    words = format_date(day, "long", locale=locale_of(language))
    if day.day == 1 and language.startswith("fr"):
        words = words.replace("1", "1er", 1)
    return _settled(words).replace(" ", NO_BREAK_SPACE, 1)


def plain_weekday(day: date, language: str, *, short: bool = False) -> str:
    """A day with its name and without its year: « mardi 16 novembre », « Tuesday, November 16 »; short: « mar. 16 »."""
    if short:
        return format_date(day, "EEE d", locale=locale_of(language))
    pattern = "EEEE, MMMM d" if language == "en" else "EEEE d MMMM"
    words = format_date(day, pattern, locale=locale_of(language))
    return words.replace(" 1 ", " 1er ", 1) if language.startswith("fr") else words


def plain_moment(moment: datetime, language: str) -> str:
    """A date and an hour in words, in the moment's own time zone: « 21 novembre 2026, 9 h 30 »."""
    return f"{plain_day(moment.date(), language)}, {plain_hour(moment, language)}"


def plain_hour(moment: datetime | time, language: str) -> str:
    """An hour in words, in the moment's own time zone: « 9 h 30 », « 9:30 a.m. »."""
    if language.startswith("fr"):
        minutes = f"{NO_BREAK_SPACE}{moment:%M}" if moment.minute else ""
        return f"{moment.hour}{NO_BREAK_SPACE}h{minutes}"
    at = moment.timetz() if isinstance(moment, datetime) else moment
    return _settled(format_time(at, "short", locale=locale_of(language)))


def _settled(text: str) -> str:
    return text.replace(NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE)
