import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.engines.relevance import RelevanceIndex

DOCUMENTS = [
    ("Terminaux durcis", "Écrans étanches pour milieux humides"),
    ("Cuisine de quartier", "Repas livrés aux bureaux"),
    ("Réseau d’égouts", "Curage et inspection des égouts"),
    ("Formation", "Vente en ligne pour commerces"),
]
VECTORS = np.array([[1.0, 0.1, 0.0], [0.0, 1.0, 0.0], [0.1, 0.0, 1.0], [0.0, 0.7, 0.7]])
EAST = np.array([1.0, 0.0, 0.0])
WORDS = st.lists(
    st.sampled_from(["égout", "pompe", "vanne", "four", "tablette", "humide", "de", "la"]),
    min_size=1,
    max_size=6,
)


def test_words_and_meaning_each_bring_what_the_other_lacks():
    index = RelevanceIndex(DOCUMENTS, VECTORS)

    by_words = index.scores("inspection d’égouts")
    by_both = index.scores("ma tablette prend l’eau", EAST)

    assert by_words.words_only
    assert by_words.ranking(1).tolist() == [2]
    assert not by_both.words_only
    assert by_both.ranking(1).tolist() == [0]
    assert by_both.trust == 0  # no word in common


def test_the_total_is_made_of_the_two_scores_shown():
    scores = RelevanceIndex(DOCUMENTS, VECTORS).scores("curage étanche", EAST)

    assert scores.total == pytest.approx(scores.trust * scores.words + scores.meaning)
    assert 0 < scores.trust <= 1


def test_words_alone_are_the_total_without_a_query_vector_or_any_document_vector():
    without_query = RelevanceIndex(DOCUMENTS, VECTORS).scores("curage")
    without_documents = RelevanceIndex(DOCUMENTS, np.zeros((4, 3))).scores("curage", EAST)

    for scores in (without_query, without_documents):
        assert scores.words_only
        assert scores.total.tolist() == scores.words.tolist()
        assert np.isnan(scores.meaning).all()


def test_hidden_documents_are_nowhere():
    scores = RelevanceIndex(DOCUMENTS, VECTORS).scores("égouts", EAST, np.array([True, True, False, True]))

    assert np.isnan([scores.words[2], scores.meaning[2], scores.total[2]]).all()
    assert sorted(scores.ranking().tolist()) == [0, 1, 3]


@settings(max_examples=50)
@given(query=WORDS, mask=st.lists(st.booleans(), min_size=4, max_size=4), with_vector=st.booleans())
def test_hiding_some_changes_nothing_for_the_others(query, mask, with_vector):
    index, visible = RelevanceIndex(DOCUMENTS, VECTORS), np.array(mask)
    vector = EAST if with_vector else None

    all_of_them = index.scores(" ".join(query), vector)
    some = index.scores(" ".join(query), vector, visible)

    assert some.total[visible].tolist() == all_of_them.total[visible].tolist()
    assert some.ranking().tolist() == [i for i in all_of_them.ranking().tolist() if visible[i]]


@settings(max_examples=50)
@given(texts=st.lists(WORDS, min_size=2, max_size=6), query=WORDS, data=st.data())
def test_the_order_of_documents_changes_no_score(texts, query, data):
    documents = [("", " ".join(words)) for words in texts]
    vectors = np.array([[len(words), i + 1.0] for i, words in enumerate(texts)])
    order = data.draw(st.permutations(range(len(texts))))

    straight = RelevanceIndex(documents, vectors).scores(" ".join(query), np.array([1.0, 2.0]))
    shuffled = RelevanceIndex([documents[i] for i in order], vectors[order]).scores(
        " ".join(query), np.array([1.0, 2.0])
    )

    assert shuffled.total == pytest.approx(straight.total[order], abs=1e-3)


def test_equals_keep_the_order_of_their_positions():
    kinds = [0, 1, 1, 0, 1] * 40
    documents = [[("Four", "pain"), ("Pompe", "vanne")][kind] for kind in kinds]
    vectors = np.array([[-EAST, EAST][kind] for kind in kinds])

    ranking = RelevanceIndex(documents, vectors).scores("pompe", EAST).ranking()

    assert ranking.tolist() == [*np.flatnonzero(kinds), *np.flatnonzero(np.equal(kinds, 0))]


def test_a_document_without_vector_is_neither_first_nor_last_for_that():
    vectors = VECTORS.copy()
    vectors[2] = np.nan

    scores = RelevanceIndex(DOCUMENTS, vectors).scores("inspection et curage d’égouts", EAST)

    assert np.isnan(scores.meaning[2])
    assert scores.total[2] >= scores.trust * scores.words[2] > 0


def test_a_blank_query_is_refused():
    with pytest.raises(ValueError, match="empty"):
        RelevanceIndex(DOCUMENTS).scores(" \n\t")


def test_a_query_of_stopwords_has_only_its_meaning():
    index = RelevanceIndex(DOCUMENTS, VECTORS)

    assert index.scores("avec ce que vous avez").total.tolist() == [0, 0, 0, 0]
    assert index.scores("avec ce que vous avez", EAST).ranking(1).tolist() == [0]


@pytest.mark.parametrize("query", ["my tablet hates humid sewers", "😀😀", "<b>x</b>", "a" * 100_000, "0"])
def test_any_other_text_is_scored(query):
    assert np.isfinite(RelevanceIndex(DOCUMENTS, VECTORS).scores(query, EAST).total).all()


def test_an_empty_collection_has_nothing_to_rank():
    assert RelevanceIndex([]).scores("égouts").ranking().tolist() == []
    assert RelevanceIndex([], np.zeros((0, 3))).scores("égouts", EAST).ranking().tolist() == []


def test_one_document_alone_stands_for_nothing_more_than_itself():
    scores = RelevanceIndex(DOCUMENTS[:1], VECTORS[:1]).scores("terminaux", EAST)

    assert scores.total.tolist() == [0]
    assert scores.ranking().tolist() == [0]


def test_shared_words_come_as_each_side_writes_them_the_most_telling_first():
    index = RelevanceIndex([*DOCUMENTS, ("Inspections", "")])

    shared = index.shared_words("Inspection d’un égout, inspection rapide", 2)

    assert [(word.in_query, word.in_document) for word in shared] == [
        ("égout", "égouts"),
        ("Inspection", "inspection"),
    ]
    assert shared[0].information > shared[1].information


def test_nothing_is_shared_where_the_words_score_nothing():
    index = RelevanceIndex(DOCUMENTS)

    assert index.shared_words("la tablette", 1) == ()


@pytest.mark.parametrize("mask", [np.array([True]), np.array([1, 0, 1, 1])])
def test_a_mask_of_another_shape_or_kind_is_refused(mask):
    with pytest.raises(ValueError, match="mask"):
        RelevanceIndex(DOCUMENTS).scores("égouts", visible=mask)


def test_as_many_vectors_as_documents_are_expected():
    with pytest.raises(ValueError, match="vectors"):
        RelevanceIndex(DOCUMENTS, VECTORS[:3])
