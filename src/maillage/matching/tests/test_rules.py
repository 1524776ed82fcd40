import pytest

from maillage.matching.enums import Fit
from maillage.matching.errors import EmptyNeed, TextTooLong
from maillage.matching.rules import checked_text, fit_of, reasons_for, title_from


@pytest.mark.parametrize("text", ["", "   \n\t", "?!…", "🙂🙂🙂", "\x00\x01"])
def test_a_text_without_words_is_refused(text):
    with pytest.raises(EmptyNeed):
        checked_text(text)


def test_a_hundred_thousand_characters_are_refused_with_their_count():
    with pytest.raises(TextTooLong) as refusal:
        checked_text("a" * 100_000)

    assert (refusal.value.length, refusal.value.limit) == (100_000, 4_000)
    assert "100000" in str(refusal.value)


@pytest.mark.parametrize(
    "text",
    ["Our tablet fails in damp sewers", "<script>alert(1)</script>", "notre site plante 🙂 au secours"],
)
def test_markup_emojis_and_english_are_a_persons_words(text):
    assert checked_text(f"  {text}\r\n") == text


def test_a_null_character_never_reaches_the_database():
    assert checked_text("ma\x00 tablette") == "ma  tablette"


def test_the_title_is_the_first_sentence():
    assert title_from("Notre écran gèle. On perd du temps.") == "Notre écran gèle"


def test_a_long_first_sentence_is_cut_between_words():
    title = title_from("mot " * 40)

    assert title.endswith("mot…")
    assert len(title) <= 90


@pytest.mark.parametrize(
    ("total", "halves", "fit"),
    [
        (3.5, 2, Fit.STRONG),
        (3.4, 2, Fit.PARTIAL),
        (2.7, 2, Fit.WEAK),
        (1.8, 1, Fit.STRONG),
        (1.3, 1, Fit.WEAK),
    ],
)
def test_words_alone_need_half_the_score(total, halves, fit):
    assert fit_of(total, halves=halves) == fit


def reasons(**changes):
    given = {
        "shared_words": [],
        "meaning": None,
        "place": "Shawinigan",
        "near": False,
        "agreement": False,
        "strand": "",
    }
    return [(reason.text, reason.doubt) for reason in reasons_for(**given | changes)]


def test_shared_words_are_quoted():
    assert reasons(shared_words=["tablette", "humidité"]) == [
        ("Des mots en commun\u00a0: «\u00a0tablette\u00a0», «\u00a0humidité\u00a0».", False)
    ]


def test_meaning_without_words_is_said_as_such():
    assert reasons(meaning=2.5) == [("Pas un mot en commun, mais le sens est proche.", False)]


def test_an_offer_across_an_agreement_names_the_strand():
    assert reasons(shared_words=["eau"], agreement=True, strand="Numérique")[1] == (
        "Le volet numérique de l’entente vous ouvre cette offre.",
        False,
    )


def test_without_any_reason_the_doubt_is_said():
    assert [doubt for _text, doubt in reasons()] == [True]
