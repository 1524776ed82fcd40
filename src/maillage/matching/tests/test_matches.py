"""What was proposed is kept with its reasons, computed again later, and explained."""

import json

import pytest
from typer.testing import CliRunner

from maillage.agreements.tests.factories import TODAY
from maillage.common.viewer import Viewer
from maillage.directory.tests.factories import OrganisationFactory
from maillage.matching.commands.matches import app
from maillage.matching.enums import PartName, Standing
from maillage.matching.models import Match, MatchRun, RankingWeights
from maillage.matching.operations import (
    choose_weights,
    close_need,
    keep_matches,
    match_need,
    publish_need,
    rewrite_need,
)
from maillage.matching.queries import explanation_of, help_for_need, match_kept, replay_of, today_of
from maillage.matching.rules.sayings import saying_of
from maillage.matching.rules.score import Part, freshness_part, record_part
from maillage.matching.tests.factories import NOON, NeedFactory, OfferFactory
from maillage.matching.tests.programmes import programme

pytestmark = pytest.mark.django_db
TEXT = "Boîtiers étanches contre l’humidité, pour tablettes de chantier."
TEN = {"fact": "employees", "at_least": 10}
PAID = {"statement": "abc", "text": "Être à jour de ses cotisations"}
LATER = NOON.replace(year=2027)


@pytest.fixture
def need():
    for number in range(24):
        OfferFactory(title=f"Traduction {number}", text="Traduction et correction.", visibility="public")
    firm = OrganisationFactory(employees=12)
    return NeedFactory(title="Humidité", text="L’humidité tue notre tablette.", organisation=firm)


def viewer_for(need):
    return Viewer(
        day=TODAY,
        user_id=1,
        network_ids=frozenset({need.network_id}),
        organisation_ids=frozenset({need.organisation_id}),
    )


def offer(text=TEXT, **options):
    given = {"visibility": "public", "strand": None, "title": text.split(",")[0]} | options
    return OfferFactory(text=text, **given)


def explained(need, row):
    return explanation_of(need, row, viewer_for(need))


def test_what_is_shown_is_what_is_kept_with_the_rules_and_data_behind_it(need):
    row = programme(TEXT, TEN)
    offer()

    run = keep_matches(need=need, viewer=viewer_for(need), now=NOON)

    shown = help_for_need(need, viewer_for(need)).suggestions
    kept = list(run.matches.order_by("rank"))
    assert [(m.rank, m.offer, m.reasons) for m in kept] == [
        (s.rank, s.offer, [reason.stored() for reason in s.reasons]) for s in shown
    ]
    assert run.facts == {"employees": 12, "territory": [need.organisation.territory.path]}
    assert (run.networks, run.weights_version) == ([need.network_id], 0)
    of_programme = run.matches.get(offer=row.offer)
    assert (of_programme.verdict, of_programme.programme_version) == ("yes", 1)
    assert {part["name"] for part in of_programme.parts} == set(PartName.values)


def test_the_same_list_from_the_same_data_is_kept_once(need):
    offer()
    viewer = viewer_for(need)
    first = keep_matches(need=need, viewer=viewer, now=NOON)

    assert keep_matches(need=need, viewer=viewer, now=LATER) == first
    assert first.matches.count() == 1
    need.organisation.employees = 13
    assert keep_matches(need=need, viewer=viewer, now=LATER) != first
    assert first.matches.count() == 1


def test_a_need_said_or_said_otherwise_is_matched_after_commit(need, run_jobs):
    offer()
    options = {"kind": "partner", "strand": None, "visibility": "network", "now": NOON}
    text = "L’humidité tue notre tablette."

    said = publish_need(
        organisation=need.organisation, network=need.network, written_by=None, text=text, **options
    )
    run_jobs()
    assert said.match_runs.count() == 1

    rewrite_need(need_id=said.pk, text="L’humidité a tué la tablette.", **options)
    run_jobs()
    assert said.match_runs.count() == 2


def test_a_closed_need_is_matched_no_more(need):
    close_need(need_id=need.pk, now=NOON)

    assert match_need(need_id=need.pk, day=TODAY, now=NOON) is None
    assert not MatchRun.objects.exists()


def test_a_stored_match_computed_again_gives_the_same_and_says_what_changed_since(need):
    row = offer()
    run = keep_matches(need=need, viewer=viewer_for(need), now=NOON)
    match = match_kept(run.matches.get().pk)

    then = replay_of(match, today_of(match, viewer_for(need)))
    assert (then.is_faithful, then.is_same_today, then.changed) == (True, True, [])

    row.updated_at = NOON.replace(year=2023)
    row.save()
    later = replay_of(match, today_of(match, viewer_for(need)))
    assert (later.is_faithful, later.is_same_today, later.changed) == (True, False, ["freshness"])


def test_a_stored_score_that_its_parts_do_not_give_is_told(need):
    offer()
    run = keep_matches(need=need, viewer=viewer_for(need), now=NOON)
    Match.objects.update(score=1.0)

    assert not replay_of(match_kept(run.matches.get().pk), None).is_faithful


def test_an_offer_that_left_since_is_not_computed_today(need):
    row = offer()
    run = keep_matches(need=need, viewer=viewer_for(need), now=NOON)
    row.state = "closed"
    row.save()

    assert today_of(match_kept(run.matches.get().pk), viewer_for(need)) is None


def test_each_offer_has_its_standing(need):
    shown = offer()
    copy = offer(organisation=shown.organisation)
    mine = offer(organisation=need.organisation)
    closed = offer(state="closed")
    faint = offer("Traduction, correction et relecture.")

    standings = [explained(need, row).standing for row in (shown, copy, mine, closed, faint)]

    assert standings == [Standing.SHOWN, Standing.FOLDED, Standing.OWN, Standing.GONE, Standing.FAINT]
    assert explained(need, faint).rank > explained(need, shown).rank
    assert explained(need, shown).out_of == 24 + 3


def test_an_offer_past_those_shown_is_compared_with_the_last_of_them(need):
    for number in range(60):
        OfferFactory(title=f"Révision {number}", text="Révision de moteurs.", visibility="public")
    rows = [offer(f"Humidité et tablettes, {'mur ' * number}.") for number in range(14)]
    shown = help_for_need(need, viewer_for(need)).suggestions

    beyond = next(row for row in rows if row not in [s.offer for s in shown])
    explanation = explained(need, beyond)

    assert explanation.standing == Standing.BEYOND
    assert explanation.rank > 12
    assert explanation.last_shown.contender.row.pk == shown[-1].offer.pk


def test_what_would_open_a_programme_is_found_by_computing_it(need):
    need.organisation.employees = 5
    refused = programme(TEXT, TEN)
    waiting = programme(TEXT, PAID, {"fact": "founded_on", "at_least": 2})

    (bigger,) = [w for w in explained(need, refused.offer).what_ifs if w.answer]
    assert (bigger.condition, bigger.answer, bigger.rank) == ("Au moins 10 personnes", "yes", 1)
    together = explained(need, waiting.offer)
    assert [(w.code, w.answer) for w in together.what_ifs if w.answer] == [("all_conditions", "yes")]
    assert explained(need, refused.offer).refusals == ["Au moins 10 personnes"]


def test_a_better_kept_offer_would_pass_its_equal(need):
    old, new = offer(updated_at=NOON.replace(year=2022)), offer(updated_at=NOON.replace(day=1))

    assert [(w.code, w.rank) for w in explained(need, old).what_ifs] == [("fresh", 1)]
    assert explained(need, new).what_ifs == []


@pytest.mark.parametrize(
    "leaf",
    [
        TEN,
        PAID,
        {"fact": "employees", "at_most": 9},
        {"fact": "founded_on", "at_least": 2},
        {"fact": "founded_on", "at_least": 2, "at_most": 3},
        {"fact": "founded_on", "at_most": 3},
        {"fact": "legal_form", "any_of": ["sas"]},
        {"fact": "industry", "within": ["naf2/C"]},
        {"fact": "public_body", "is": False},
    ],
)
def test_a_fact_supposed_to_meet_a_condition_meets_it(need, leaf):
    row = programme(TEXT, leaf)
    need.organisation.employees = None
    from_nothing = [w.answer for w in explained(need, row.offer).what_ifs if w.answer]

    assert from_nothing == ["yes"]


def test_choosing_the_same_weights_again_is_no_new_version(need):
    first = choose_weights(network=need.network, points={"strand": 9}, now=NOON)
    again = choose_weights(network=need.network, points={"strand": 9}, now=LATER)
    other = choose_weights(network=need.network, points={"strand": 10}, now=LATER)

    assert [row.version for row in (first, again, other)] == [1, 1, 2]
    assert RankingWeights.objects.get().points["strand"] == 10
    assert list(
        RankingWeights.pgh_event_model.objects.order_by("pgh_id").values_list("version", flat=True)
    ) == [1, 2]


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (freshness_part(3), "cette semaine"),
        (freshness_part(21), "il y a 3 semaines"),
        (freshness_part(100), "il y a 3 mois"),
        (freshness_part(900), "il y a 2 ans"),
        (record_part(good=2, tried=3, firms=2, mean=0.6), "2 mises en relation suivies sur 3 ont aidé"),
        (record_part(good=0, tried=0, firms=0, mean=0.6), "Aucune mise en relation suivie"),
        (Part(name="sector", value=0.75), "secteur de l’entreprise"),
    ],
)
def test_every_part_is_said_in_plain_words(part, words):
    assert words in saying_of(part)


def test_the_command_replays_a_match(need):
    programme(TEXT, PAID)
    run = keep_matches(need=need, viewer=viewer_for(need), now=NOON)
    pk = str(run.matches.get().pk)

    as_json = json.loads(CliRunner().invoke(app, ["explain", pk, "--json"]).stdout)
    printed = CliRunner().invoke(app, ["explain", pk]).stdout

    assert (as_json["faithful"], as_json["rank"], as_json["verdict"]) == (True, 1, "unknown")
    assert as_json["today"]["what_if"] == [{"if": PAID["text"], "answer": "yes", "rank": 1}]
    assert "admissible, au rang 1" in " ".join(printed.split())


def test_the_command_refuses_a_match_that_nobody_kept():
    assert CliRunner().invoke(app, ["explain", "1"]).exit_code == 2
