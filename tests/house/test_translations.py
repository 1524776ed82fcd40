"""The catalogs, as their readers see them: English set as English, and no word that the other country would say."""

import re

import pytest
from babel.messages.pofile import read_po

from tests.house.places import PACKAGE, listed

NOT_PROSE = re.compile(r"<[^>]+>|%\(\w+\)[a-z]|https?://\S+")
ENGLISH_MISTAKES = {
    "a straight apostrophe": re.compile(r"\w'|'\w"),
    "straight quotes": re.compile(r'"'),
    "French quotes": re.compile(r"[«»]"),
    "a space before : ; ! ? %": re.compile(r"[ \u00a0\u202f][:;!?%](?!\w)"),
    "three dots for …": re.compile(r"\.\.\."),
    "two spaces": re.compile(r"\S  +\S"),
    "American spelling": re.compile(r"\b(?:organization|center|color|license)\b", re.IGNORECASE),
}
# What a language does not say itself, Django takes from our first one; English stands alone.
CATALOGS_READ = {"en": ["en"], "fr_CA": ["fr_CA"], "fr_FR": ["fr_FR", "fr_CA"]}
FOREIGN_WORDS = {
    "fr_CA": re.compile(r"\b(?:e-?mails?|mails?|spams?|cookies?|week-end)\b", re.IGNORECASE),
    "fr_FR": re.compile(
        r"\b(?:courriels?|pourriels?|témoins?|infonuagique|fins? de semaine)\b", re.IGNORECASE
    ),
}


def pairs(language):
    """Every original text with what a reader of that language gets, form by form."""
    catalogs = [_messages(name) for name in CATALOGS_READ[language]]
    for original in _messages("en"):
        text = next((catalog[original] for catalog in catalogs if original in catalog), original)
        yield from zip(
            *((each,) if isinstance(each, str) else each for each in (original, text)), strict=True
        )


def _messages(language):
    with (PACKAGE / f"locale/{language}/LC_MESSAGES/django.po").open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


def english_mistakes_in(text):
    return [name for name, pattern in ENGLISH_MISTAKES.items() if pattern.search(NOT_PROSE.sub("x", text))]


def test_english_is_set_as_english():
    badly_set = [
        f"{mistake}: {text!r}" for _original, text in pairs("en") for mistake in english_mistakes_in(text)
    ]

    assert not badly_set, listed(badly_set)


def test_english_starts_and_ends_its_lines_as_french_does():
    different = [
        text
        for original, text in pairs("en")
        if original.count("\n") != text.count("\n") or _edges(original) != _edges(text)
    ]

    assert not different, listed(different)


def _edges(text):
    return text[:1].isspace(), text[-1:].isspace()


def test_what_quebec_says_in_its_own_words_france_says_in_its_own():
    in_france = _messages("fr_FR")
    only_in_quebec = [original for original in _messages("fr_CA") if original not in in_france]

    assert not only_in_quebec, listed(map(str, only_in_quebec))


@pytest.mark.parametrize("language", FOREIGN_WORDS)
def test_nobody_reads_the_words_of_the_other_country(language):
    word = FOREIGN_WORDS[language]
    foreign = [text for _original, text in pairs(language) if word.search(NOT_PROSE.sub("x", text))]

    assert not foreign, listed(foreign)


@pytest.mark.parametrize(
    "text", ["It's open", 'Say "yes"', "«\u00a0yes\u00a0»", "Really\u00a0?", "Wait...", "The research center"]
)
def test_a_fault_of_english_is_seen(text):
    assert english_mistakes_in(text) != []


@pytest.mark.parametrize("text", ["It’s “open”: 14%", "%(count)s needs", "at 9:30", "an aid programme", ""])
def test_good_english_passes(text):
    assert english_mistakes_in(text) == []
