"""The pages that explain a rank, correct what was understood, and weigh the parts."""

import pytest
from django.urls import reverse

from maillage.directory.tests.factories import (
    MembershipFactory,
    NetworkFactory,
    OrganisationFactory,
    member_of,
)
from maillage.matching.bridge import known_kinds
from maillage.matching.errors import UnknownKind
from maillage.matching.models import Introduction, MatchRun, RankingWeights
from maillage.matching.operations import correct_kinds, keep_matches, rewrite_need
from maillage.matching.queries import help_for_need
from maillage.matching.rules.score import DEFAULT_WEIGHTS
from maillage.matching.tests.factories import NOON, NeedFactory, OfferFactory
from maillage.matching.tests.programmes import programme
from maillage.matching.tests.test_matches import viewer_for
from maillage.matching.tests.test_score import number_of_queries
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TEXT = "Boîtiers étanches contre l’humidité, pour tablettes de chantier."


@pytest.fixture
def need():
    for number in range(24):
        OfferFactory(title=f"Traduction {number}", text="Traduction et correction.", visibility="public")
    firm, network = OrganisationFactory(), NetworkFactory()
    return NeedFactory(
        title="Humidité", text="L’humidité tue notre tablette.", organisation=firm, network=network
    )


@pytest.fixture
def owner(need):
    return member_of(need.organisation, need.network)


@pytest.fixture
def stranger():
    return member_of(OrganisationFactory(), NetworkFactory())


def offer(text=TEXT, **options):
    given = {"visibility": "public", "strand": None, "title": text.split(",")[0]} | options
    return OfferFactory(text=text, **given)


def opened(client, person, name, *args, **query):
    client.force_login(person)
    return client.get(reverse(name, args=args), query)


def test_only_those_who_read_the_answers_to_a_need_are_told_why(client, need, owner, stranger):
    need.visibility = "public"
    need.save()
    row = offer()
    colleague = member_of(OrganisationFactory(), need.network)

    for args in ((need.pk, row.pk), (need.pk,)):
        name = "matching:why" if len(args) > 1 else "matching:why_find"
        found = [opened(client, person, name, *args).status_code for person in (owner, colleague, stranger)]
        assert found == [200, 404, 404]


def test_an_offer_that_she_may_not_see_does_not_exist_for_her(client, need, owner):
    hidden = offer(visibility="organisation")

    assert opened(client, owner, "matching:why", need.pk, hidden.pk).status_code == 404
    page = opened(client, owner, "matching:why_find", need.pk, q="Boîtiers").content.decode()
    assert "Aucune offre de ce titre" in page


def test_the_page_says_the_rank_each_part_and_what_would_change_it(client, need, owner):
    row = programme(TEXT, {"fact": "employees", "at_least": 10})
    need.organisation.employees = 3
    need.organisation.save()

    page = opened(client, owner, "matching:why", need.pk, row.offer_id).content.decode()

    assert "Rang 1 sur 25 offres" in page
    assert "Les conditions qui la ferment" in page
    assert "Si l’entreprise remplissait « Au moins 10 personnes » : admissible" in page.replace("\xa0", " ")
    assert "Ce qui a été gardé" not in page


def test_the_page_replays_what_was_kept(client, need, owner):
    row = offer()
    keep_matches(need=need, viewer=viewer_for(need), now=NOON)

    page = opened(client, owner, "matching:why", need.pk, row.pk).content.decode()

    assert "elle était au rang 1" in page
    assert "ils sont les mêmes" in page


def test_an_offer_of_ones_own_is_said_to_be(client, need, owner):
    mine = offer(organisation=need.organisation)

    assert (
        "C’est une offre de votre organisation"
        in opened(client, owner, "matching:why", need.pk, mine.pk).content.decode()
    )


def test_an_offer_is_chosen_by_words_of_its_title(client, need, owner):
    row = offer("Étanchéité des tablettes, en atelier.")

    page = opened(client, owner, "matching:why_find", need.pk, q="etancheite tablettes").content.decode()

    assert reverse("matching:why", args=[need.pk, row.pk]) in page


def test_explaining_costs_the_same_at_one_and_three_offers(client, need, owner):
    for _ in range(60):
        OfferFactory(text="Révision de moteurs et de pompes.", visibility="public")
    row = offer()

    def explain():
        opened(client, owner, "matching:why", need.pk, row.pk)

    costs = []
    for more in (1, 2):
        for _ in range(more):
            programme(TEXT, {"statement": "a", "text": "Être à jour"})
        costs.append(number_of_queries(explain))

    assert costs[0] == costs[1]


def test_reading_why_writes_nothing_and_asking_keeps_the_list_that_was_seen(client, need, owner):
    row = offer()
    opened(client, owner, "matching:need", need.pk)
    opened(client, owner, "matching:why", need.pk, row.pk)
    assert not MatchRun.objects.exists()

    client.post(reverse("matching:ask", args=[need.pk, row.pk]), {"message": need.text, "consents": "on"})

    match = need.match_runs.get().matches.get()
    assert (match.offer, match.reasons) == (row, Introduction.objects.get().reasons)


def test_copies_are_folded_on_the_page_under_the_first(client, need, owner):
    seller = OrganisationFactory()
    for _ in range(3):
        offer(organisation=seller)

    assert "et 2 offres semblables" in opened(client, owner, "matching:need", need.pk).content.decode()


def test_what_the_owner_says_of_her_need_replaces_what_was_guessed(client, need, owner):
    kind = known_kinds()[0]
    offer(f"{kind.solution_text}", title=kind.label_fr)
    client.force_login(owner)

    client.post(reverse("matching:need_understood", args=[need.pk]), {"added": kind.id})

    need.refresh_from_db()
    answer = help_for_need(need, viewer_for(need))
    assert need.kinds_corrected == [kind.id]
    assert answer.understood == [kind]
    assert answer.suggestions[0].offer.title == kind.label_fr
    assert kind.label_fr in client.get(need.get_absolute_url()).content.decode()


def test_a_kind_is_taken_away_and_guessing_comes_back(client, need, owner):
    first, second = (kind.id for kind in known_kinds()[:2])
    correct_kinds(need_id=need.pk, kinds=[first, second])
    client.force_login(owner)
    address = reverse("matching:need_understood", args=[need.pk])

    client.post(address, {"kept": [second]})
    need.refresh_from_db()
    assert need.kinds_corrected == [second]

    client.post(address, {"kept": []})
    need.refresh_from_db()
    assert need.kinds_corrected == []

    client.post(address, {"forget": "1"})
    need.refresh_from_db()
    assert need.kinds_corrected is None


def test_only_who_speaks_for_the_firm_corrects_and_only_with_known_kinds(client, need, owner, stranger):
    address = reverse("matching:need_understood", args=[need.pk])
    client.force_login(stranger)
    assert client.post(address, {"added": known_kinds()[0].id}).status_code == 404

    client.force_login(owner)
    assert client.post(address, {"added": "nothing-known"}).status_code == 422
    with pytest.raises(UnknownKind):
        correct_kinds(need_id=need.pk, kinds=["nothing-known"])
    need.refresh_from_db()
    assert need.kinds_corrected is None


def test_a_correction_is_in_the_history_and_ends_with_the_words_it_was_said_of(need):
    kind = known_kinds()[0].id
    correct_kinds(need_id=need.pk, kinds=[kind])
    events = type(need).pgh_event_model.objects.filter(pgh_obj=need).order_by("pgh_id")
    assert events.last().kinds_corrected == [kind]

    rewritten = rewrite_need(
        need_id=need.pk, text="Autre chose.", kind="partner", strand=None, visibility="network", now=NOON
    )
    assert rewritten.kinds_corrected is None


def test_only_the_coordination_of_a_network_weighs_its_parts(client, need, owner, stranger):
    coordinator = UserFactory()
    MembershipFactory(user=coordinator, organisation=None, network=need.network, role="coordinator")
    slug = need.network.slug

    found = [
        opened(client, person, "matching:weights", slug).status_code
        for person in (coordinator, owner, stranger)
    ]
    assert found == [200, 404, 404]

    client.force_login(coordinator)
    address = reverse("matching:weights", args=[slug])
    points = dict.fromkeys(DEFAULT_WEIGHTS, 3)
    assert client.post(address, points | {"strand": 21}).status_code == 422
    assert not RankingWeights.objects.exists()
    client.post(address, points | {"strand": 12})
    assert RankingWeights.objects.get().points["strand"] == 12
