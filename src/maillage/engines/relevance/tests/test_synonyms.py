import pytest

from maillage.engines.relevance import Notion, RelevanceIndex, Term, Thesaurus
from maillage.engines.relevance.synonyms import FALSE_FRIEND, STAND_IN
from maillage.engines.relevance.text import stems_of
from maillage.engines.relevance.words import WordIndex


def notion(weight=1.0, here=(), there=(), everywhere=(), local=()):
    said = [(here, "here"), (there, "there"), (everywhere, None)]
    terms = [Term(text=text, place=place, local=text in local) for texts, place in said for text in texts]
    return Notion(terms=terms, weight=weight)


HEATING = notion(here=["thermopompe"], there=["pompe à chaleur", "PAC"], everywhere=["heat pump"])
QUOTE = notion(here=["soumission"], there=["devis"], local=["devis"])
PLANS = notion(here=["devis", "devis technique"], there=["cahier des clauses"], local=["devis"])
THESAURUS = Thesaurus([HEATING, QUOTE, PLANS])


def read(text, place=None, thesaurus=THESAURUS):
    return [
        (unit.text, [other.text for other in unit.others]) for unit in thesaurus.read(stems_of(text), place)
    ]


def test_a_term_brings_the_others_whatever_their_place_and_accents():
    assert read("une THERMOPOMPE neuve", "here") == [("thermopompe", ["pompe à chaleur", "PAC", "heat pump"])]
    assert read("heat pumps") == [("heat pump", ["thermopompe", "pompe à chaleur", "PAC"])]


def test_the_longest_term_is_read_first():
    assert [text for text, _others in read("un devis technique", "here")] == ["devis technique"]


def test_a_false_friend_is_read_in_the_place_of_whoever_speaks_and_not_at_all_without_one():
    assert read("mon devis", "there") == [("devis", ["soumission"])]
    assert read("mon devis", "here") == [("devis", ["devis technique", "cahier des clauses"])]
    assert read("mon devis") == []


def test_a_word_of_another_place_is_understood_unless_it_is_local_there():
    assert read("une thermopompe", "there") != []
    assert (
        read(
            "mon cartable",
            "there",
            Thesaurus([notion(here=["cartable"], there=["classeur"], local=["cartable"])]),
        )
        == []
    )


def test_another_word_is_worth_less_when_it_is_less_the_same_or_a_false_friend():
    (unit,) = Thesaurus([notion(0.5, here=["soumission"], there=["devis"], local=["devis"])]).read(
        ["soumiss"], "here"
    )

    assert [other.worth for other in unit.others] == [STAND_IN * 0.5 * FALSE_FRIEND]


def test_a_term_that_lost_its_acronym_to_the_stopwords_is_left_out():
    assert (
        read("support", thesaurus=Thesaurus([notion(everywhere=["IT support", "aide informatique"])])) == []
    )


def test_another_term_stands_in_where_it_does_better_and_only_whole():
    words = WordIndex(
        [("", "pompe à chaleur"), ("", "pompe à eau"), ("", "thermopompe"), ("", "autre chose")]
    )
    stems = stems_of("thermopompe")

    scores = words.scores(stems, THESAURUS.read(stems))

    assert scores[0] == pytest.approx(STAND_IN * words.scores(stems_of("pompe à chaleur"))[0])
    assert scores[1] == scores[3] == 0
    assert scores[2] == words.scores(stems)[2]


def test_saying_both_words_does_not_count_twice():
    words = WordIndex([("", "thermopompe ou pompe à chaleur"), ("", "autre")])
    stems = stems_of("thermopompe")

    assert words.scores(stems, THESAURUS.read(stems))[0] >= words.scores(stems)[0]
    assert words.scores(stems, THESAURUS.read(stems))[0] <= words.scores(stems_of("pompe à chaleur"))[0]


def test_a_word_that_no_document_holds_tells_no_more_than_the_word_they_hold():
    words = WordIndex([("", "thermopompe"), ("", "autre"), ("", "chose")])
    stems = stems_of("heat pump")
    units = THESAURUS.read(stems)

    assert words.coverage(stems, words.scores(stems, units), units) > 0.25
    assert words.coverage(stems, words.scores(stems)) == 0


def test_the_index_finds_by_other_words_and_tells_which():
    documents = [("Chauffage", "Pose de pompes à chaleur"), ("Plans", "Devis de chantier"), ("Four", "Pain")]
    index = RelevanceIndex(documents, thesaurus=THESAURUS)

    assert index.scores("thermopompe", place="here").ranking(1).tolist() == [0]
    assert index.other_words("thermopompe", 0, "here") == [("thermopompe", "pompe à chaleur")]
    assert index.other_words("pompe à chaleur", 0, "here") == []
    assert RelevanceIndex(documents).other_words("thermopompe", 0) == []
