"""Who can help with a text, ranked within what the viewer may see."""

import pytest

from maillage.agreements.operations import end_agreement
from maillage.agreements.tests.factories import TODAY, StrandFactory, agreement_between
from maillage.common.viewer import Viewer
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory
from maillage.matching.enums import OfferKind
from maillage.matching.errors import EmptyNeed, TextTooLong
from maillage.matching.queries import help_for
from maillage.matching.tests.factories import NOON, OfferFactory

pytestmark = pytest.mark.django_db

ANYONE = Viewer(day=TODAY)
UNRELATED = [
    "Comptabilité des petites entreprises, clôture et paie.",
    "Visites guidées du vieux quartier et de la centrale.",
    "Atelier de poterie pour débutants, four électrique fourni.",
    "Transport frigorifique entre les deux rives.",
    "Traduction de catalogues vers l’anglais.",
    "Plan de relève et transmission du savoir.",
]


def public_offers(*texts, **options):
    return [
        OfferFactory(title=text.split(",")[0].split(".")[0], text=text, visibility="public", **options)
        for text in texts
    ]


def test_the_offer_that_shares_the_words_comes_first_and_says_which():
    public_offers(*UNRELATED)
    (wanted,) = public_offers("Boîtiers étanches contre l’humidité, pour tablettes de chantier.")

    answer = help_for("ma tablette ne supporte pas l'humidité", ANYONE)

    best = answer.suggestions[0]
    assert (best.rank, best.offer) == (1, wanted)
    assert "tablette" in best.reasons[0].text
    assert "humidité" in best.reasons[0].text


def test_without_encoder_the_answer_says_that_words_alone_were_compared():
    public_offers(*UNRELATED)

    assert help_for("comptabilité", ANYONE).words_only


def test_what_the_viewer_may_not_see_is_never_suggested():
    public_offers(*UNRELATED)
    OfferFactory(text="Boîtiers étanches contre l’humidité, pour tablettes.", visibility="network")

    assert help_for("tablette et humidité", ANYONE).suggestions == []


def test_an_agreement_opens_its_strand_and_closes_it_when_it_ends():
    here, there, strand = NetworkFactory(), NetworkFactory(), StrandFactory(name="Numérique")
    agreement = agreement_between(here, there, strands=[strand])
    public_offers(*UNRELATED)
    offer = OfferFactory(
        text="Boîtiers étanches contre l’humidité, pour tablettes.",
        visibility="partners",
        network=there,
        strand=strand,
    )
    viewer = Viewer(day=TODAY, user_id=1, network_ids=frozenset({here.pk}))

    before = help_for("tablette et humidité", viewer).suggestions
    end_agreement(agreement_id=agreement.pk, by=None, reason="Autre priorité.", day=TODAY)
    after = help_for("tablette et humidité", viewer).suggestions

    assert [(s.offer, s.agreement) for s in before] == [(offer, agreement)]
    assert "volet numérique" in " ".join(reason.text for reason in before[0].reasons)
    assert after == []


def test_a_closed_offer_and_one_of_an_archived_firm_are_gone_at_once():
    public_offers(*UNRELATED)
    public_offers("Boîtiers étanches contre l’humidité.", state="closed")
    public_offers("Tablettes contre l’humidité.", organisation=OrganisationFactory(archived_at=NOON))

    assert help_for("humidité", ANYONE).suggestions == []


def test_a_new_offer_is_found_at_the_next_search():
    public_offers(*UNRELATED)
    before = help_for("humidité", ANYONE).suggestions
    (wanted,) = public_offers("Traitement de l’humidité des caves.")

    assert before == []
    assert [s.offer for s in help_for("humidité", ANYONE).suggestions] == [wanted]


def test_programmes_that_exist_come_before_the_rest():
    public_offers(*UNRELATED, *UNRELATED)
    public_offers("Humidité des caves, diagnostic et conseil humidité.", kind="expertise")
    public_offers("Prêt pour travaux contre l’humidité.", kind="programme")

    assert [kind for kind, _rows in help_for("humidité", ANYONE).groups] == [
        OfferKind.PROGRAMME,
        OfferKind.EXPERTISE,
    ]


@pytest.mark.parametrize(("text", "refusal"), [("  ", EmptyNeed), ("a" * 100_000, TextTooLong)])
def test_a_text_that_cannot_be_searched_is_refused(text, refusal):
    with pytest.raises(refusal):
        help_for(text, ANYONE)


def test_an_empty_directory_gives_no_suggestion():
    assert help_for("humidité", ANYONE).suggestions == []


def test_the_cost_of_an_answer_does_not_depend_on_its_length(django_assert_num_queries):
    public_offers(*UNRELATED)
    public_offers("Humidité des caves.")
    help_for("humidité", ANYONE)

    with django_assert_num_queries(
        7
    ):  # what changed, what was learnt, the offers considered, their records, places, absences, those shown
        help_for("humidité", ANYONE)
    public_offers(*UNRELATED, *UNRELATED)
    public_offers(*[f"Humidité, méthode {n}." for n in range(3)])
    help_for("humidité", ANYONE)
    with django_assert_num_queries(7):
        help_for("humidité", ANYONE)
