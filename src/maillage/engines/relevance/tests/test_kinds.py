import numpy as np
import pytest

from maillage.engines.relevance import KindIndex, KindTexts, RelevanceIndex
from maillage.engines.relevance.combine import SPREAD, STRENGTH, with_kinds
from maillage.engines.relevance.kinds import Bridge

LEAK = KindTexts(
    symptoms=["il pleut dans l'atelier", "le plafond goutte", "on met des seaux partout"],
    solution=("Toiture", "Couvreur. étanchéité, membrane."),
)
HACKED = KindTexts(
    symptoms=["un message demande des bitcoins", "nos fichiers ne s'ouvrent plus"],
    solution=("Rançongiciel", "Réponse à incident. cybersécurité."),
)
OFFERS = [
    ("Membrane et étanchéité", "Réfection par un couvreur certifié."),
    ("Réponse à incident", "Cybersécurité, jour et nuit."),
    ("Miel de lavande", "Vente au marché."),
    ("Poterie", "Cours du soir."),
]


def test_a_symptom_leads_to_the_offer_that_shares_no_word_with_it():
    index = RelevanceIndex(OFFERS, kinds=KindIndex([LEAK, HACKED]))

    scores = index.scores("on met des seaux sous le plafond")

    assert scores.words.tolist() == [0, 0, 0, 0]
    assert scores.shares.argmax() == 0
    assert scores.ranking()[0] == 0


def test_a_word_of_the_solution_tells_the_kind_too():
    shares = KindIndex([LEAK, HACKED]).shares("étanchéité")

    assert shares[0] > 0.5
    assert shares.sum() == pytest.approx(1)


def test_a_need_that_nothing_tells_is_of_every_kind_alike_and_moves_no_offer():
    kinds = KindIndex([LEAK, HACKED])

    shares = kinds.shares("zzz")

    assert shares.tolist() == [0.5, 0.5]
    assert RelevanceIndex(OFFERS, kinds=kinds).scores("zzz").kinds.tolist() == [0, 0, 0, 0]


def test_the_bridge_by_hand():
    nearness = np.array([[1, 0, 0], [0, 1, 0]], dtype=np.float32)

    # (¾ − ½, ¼ − ½) · nearness = (¼, −¼, 0), whose spread is ¼ √⅔
    assert Bridge(nearness).scores(np.array([0.75, 0.25])) == pytest.approx([1.5**0.5, -(1.5**0.5), 0])


def test_the_total_keeps_its_scale():
    total = with_kinds(np.array([2.0, np.nan]), np.array([1.0, 0.0]))

    assert total[0] == pytest.approx((2 + STRENGTH) / SPREAD)
    assert np.isnan(total[1])


def test_meaning_tells_the_kind_where_words_do_not():
    east, north = [1.0, 0.0], [0.0, 1.0]
    kinds = KindIndex(
        [LEAK, HACKED], np.array([east] * 3 + [north] * 2), np.array([east, north]), np.zeros(2)
    )
    documents = [("Alpha", "un"), ("Beta", "deux")]

    scores = RelevanceIndex(documents, np.array([north, east]), np.zeros(2), kinds).scores(
        "zzz", np.array(east)
    )

    assert scores.shares[0] > 0.9
    assert scores.kinds[1] > 0 > scores.kinds[0]


def test_symptoms_and_offers_without_vector_are_compared_by_their_words():
    east, north, none = [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]
    kinds = KindIndex(
        [LEAK, HACKED], np.array([none, east, none, north, none]), np.array([east, north]), np.zeros(2)
    )
    vectors = np.array([none, north, none, none])

    scores = RelevanceIndex(OFFERS, vectors, np.zeros(2), kinds).scores("on met des seaux", np.array(east))

    assert np.isfinite(scores.kinds).all()
    assert scores.ranking()[0] == 0


def test_without_kinds_nothing_is_added():
    scores = RelevanceIndex(OFFERS).scores("membrane")

    assert scores.shares.tolist() == []
    assert scores.total.tolist() == scores.words.tolist()


def test_each_offer_hidden_stays_hidden():
    index = RelevanceIndex(OFFERS, kinds=KindIndex([LEAK, HACKED]))

    scores = index.scores("des seaux", visible=np.array([False, True, True, True]))

    assert np.isnan(scores.kinds[0])
    assert 0 not in scores.ranking()


@pytest.mark.parametrize(
    "given",
    [
        {"kinds": []},
        {"kinds": [KindTexts(symptoms=[], solution=("a", "b"))]},
        {"kinds": [LEAK], "symptom_vectors": np.eye(3)},
        {"kinds": [LEAK], "symptom_vectors": np.eye(2), "solution_vectors": np.eye(1)},
        {"kinds": [LEAK], "symptom_vectors": np.eye(3), "solution_vectors": np.eye(2)},
    ],
)
def test_kinds_that_do_not_fit_together_are_refused(given):
    with pytest.raises(ValueError):  # noqa: PT011 - one kind of refusal, many messages
        KindIndex(**given)
