import pytest

from maillage.engines.relevance.text import stems_of, words_of


def test_accents_typed_or_not_give_the_same_stems():
    assert stems_of("Électricité des égouts numérisés") == stems_of("electricite des egouts numerises")
    assert len(stems_of("Électricité des égouts numérisés")) == 3


def test_an_accent_made_of_two_characters_is_the_same_accent():
    assert stems_of("e\N{COMBINING ACUTE ACCENT}gout") == stems_of("égout") != []


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_an_elision_leaves_its_word_alone(apostrophe):
    text = (
        f"l{apostrophe}humidité d{apostrophe}égouts, jusqu{apostrophe}aux vannes, lorsqu{apostrophe}il gèle"
    )

    assert stems_of(text) == stems_of("humidité égouts vannes gèle")


def test_plural_and_singular_meet():
    assert stems_of("réseaux") == stems_of("réseau")
    assert stems_of("tablettes") == stems_of("tablette")


def test_stopwords_of_both_languages_are_left_out():
    assert stems_of("Nous avons besoin de cela, the tablet is ours") == stems_of("besoin tablet ours")


def test_initials_joined_on_purpose_are_one_word():
    assert stems_of("R&D") == stems_of("R-D") == ["rd"]
    assert stems_of("y a-t-il") == []


def test_digits_and_small_figures_stay_in_their_word():
    assert stems_of("IP67, CO₂") == ["ip67", "co2"]


def test_markup_and_emojis_leave_only_words():
    assert stems_of("<b>égout</b> 😀_😀") == stems_of("égout")


def test_a_word_keeps_the_form_it_was_written_in():
    assert [word.surface for word in words_of("Les Égouts numérisés")] == ["Égouts", "numérisés"]
