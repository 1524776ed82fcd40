"""Reports: what each person may read, counted once, and the same for ever as of its moment."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from maillage.agreements.tests.factories import VersionFactory
from maillage.common import clock
from maillage.directory.queries import viewer_of
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory, member_of
from maillage.initiatives.operations import correct_instalment
from maillage.initiatives.tests.factories import contribution, given, instalment
from maillage.outcomes.models import Story
from maillage.outcomes.queries.report import Asked, report
from maillage.outcomes.queries.totals import uncredited_in
from maillage.outcomes.rules.addresses import report_address
from maillage.outcomes.rules.periods import Span
from maillage.outcomes.tests.told import NOW, corrected, outcome, shared, story, target
from maillage.outcomes.web.flow import picture_of
from maillage.people.tests.factories import ConsentFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def seen(told, kind="initiative", row=None, person=None, **also):
    asked = Asked(kind=kind, row=row or told.initiative, span=Span(None, TODAY), **also)
    return report(asked, viewer_of(person or told.coordinator, TODAY))


def page(client, kind, row, **asked):
    return client.get(report_address(kind, row.slug), asked)


def test_a_report_tells_where_the_money_went_and_what_came_of_it():
    told = story()

    found = seen(told)

    assert [(gift.promised, gift.given) for gift in found.gifts] == [(500, 300), (100, 100)]
    assert sorted(move.amount for move in found.placed) == [100, 200]
    assert [(total.kind, total.value, total.outcomes) for total in found.totals] == [("jobs_created", 3, 1)]
    assert found.doubts.unplaced == {"CAD": 100}


def test_parts_sum_to_the_whole():
    told = story()

    credits_ = seen(told).credits

    assert sorted(credit.value for credit in credits_) == [0.75, 2.25]


def test_a_report_of_a_funder_tells_the_whole_and_its_part():
    told = story()

    found = seen(told, "funder", told.funders[0])

    assert [total.value for total in found.totals] == [3]
    assert {credit.funder_id: credit.value for credit in found.credits}[told.funders[0].pk] == 2.25


@pytest.mark.parametrize("kind", ["initiative", "agreement", "funder", "network"])
def test_each_kind_of_report_opens(client, kind):
    told = story()
    rows = {
        "initiative": told.initiative,
        "agreement": VersionFactory().agreement,
        "funder": told.funders[0],
        "network": told.network,
    }
    assert page(client, kind, rows[kind]).status_code == 200


def test_a_stranger_counts_only_what_is_published(client):
    told = story()
    outcome(told.network, value=9, initiative=told.initiative, activity=told.activity, is_published=False)

    as_stranger = seen(told, person=member_of(None, NetworkFactory(), "coordinator"))
    as_coordinator = seen(told)

    assert [total.value for total in as_stranger.totals] == [3]
    assert [total.value for total in as_coordinator.totals] == [12]


def test_what_is_not_published_has_no_name_for_a_stranger():
    told = story()
    told.activity.visibility = "network"
    told.activity.save()

    found = seen(told, person=member_of(None, NetworkFactory(), "coordinator"))

    assert found.names["activity"] == {}
    assert sum(move.amount for move in found.placed) == 300
    assert "Atelier" not in str(picture_of(found))


def test_a_report_that_is_not_published_does_not_exist_for_a_stranger(client):
    told = story()
    told.initiative.is_published = False
    told.initiative.save()

    assert page(client, "initiative", told.initiative).status_code == 404
    client.force_login(told.coordinator)
    assert page(client, "initiative", told.initiative).status_code == 200


def test_a_report_keeps_its_figures_as_of_its_moment(client):
    told = story()
    aim = target(told.initiative)
    trained = outcome(told.network, kind="people_trained", value=40, initiative=told.initiative)
    client.force_login(told.coordinator)
    still = page(client, "initiative", told.initiative).context["still"]
    before = body_of(client.get(still))

    later = clock.now()
    corrected(trained, 25, now=later)
    corrected(told.jobs, 2, now=later)
    told.jobs.shares.current().end(now=later, by=None)
    shared(told.jobs, (told.gifts[0], "1"), now=later)
    aim.value = 500
    aim.save()
    aim.events.filter(pgh_label="update").update(
        pgh_created_at=later
    )  # a test is one transaction, so one moment

    assert body_of(client.get(still)) == before
    assert body_of(page(client, "initiative", told.initiative)) != before


def body_of(answer):
    """Figures and their links, which carry the moment."""
    return {name: answer.context[name] for name in ("lead", "outcomes", "parts", "money", "doubts")} | {
        "targets": str(answer.context["targets"]),
        "flow": answer.context["flow"]["table"],
    }


@pytest.mark.parametrize(
    "asked", [{"au": "hier"}, {"au": "2999-01-01T00:00:00Z"}, {"au": "2026-11-22T10:00:00"}]
)
def test_a_moment_that_nobody_knows_is_no_page(client, asked):
    assert page(client, "network", story().network, **asked).status_code == 404


def test_days_that_end_before_they_begin_are_said_so(client):
    answer = page(client, "network", story().network, depuis="2026-05-01", **{"jusqu-a": "2026-04-01"})

    assert answer.status_code == 422
    assert "ne peut pas précéder" in answer.content.decode()


def test_days_narrow_the_outcomes():
    told = story()
    asked = Asked(kind="network", row=told.network, span=Span(date(2026, 1, 1), date(2026, 3, 31)))

    assert report(asked, viewer_of(told.coordinator, TODAY)).totals == []


def test_groups_are_told_by_ten_as_they_were_counted_by_the_moment_of_the_report():
    told = story()
    marks = [str(number) for number in range(10)]
    told.initiative.inclusion_counts.create(group="women", marks=marks, counted_at=NOW)

    assert [count.people for count in seen(told).groups] == [10]
    assert [count.people for count in seen(told, as_of=NOW).groups] == [10]
    assert seen(told, as_of=NOW - timedelta(days=1)).groups == []
    assert seen(told, "network", told.network).groups == []


def test_a_story_whose_consent_is_taken_back_is_told_no_more_whatever_the_moment():
    told = story()
    consent = ConsentFactory()
    Story.objects.create(outcome=told.jobs, title="Trois", text="Emplois.", consent=consent, chosen_at=NOW)

    assert len(seen(told).stories) == 1
    consent.withdrawn_at = clock.now()
    consent.save()
    assert seen(told, as_of=NOW).stories == []


def test_a_target_without_data_is_said_to_have_none():
    told = story()
    target(told.initiative)

    found = seen(told)

    assert [row.reached for row in found.reached] == [None]
    assert found.doubts.targets_without_data == 1


def test_a_report_of_an_initiative_tells_its_budget_beside_the_money_given_to_it(client):
    told = story()
    told.initiative.budget.create(label="Ateliers", purpose="project", amount=1_000, currency="CAD")
    client.force_login(told.coordinator)

    (row,) = page(client, "initiative", told.initiative).context["budget"]["rows"]

    assert [cell["text"] for cell in row] == [
        "Projets",
        "1\u00a0000\u00a0$",
        "400\u00a0$",
        "il manque 600\u00a0$",
    ]
    assert page(client, "network", told.network).context["budget"] is None


def test_an_outcome_credited_to_nobody_is_a_doubt():
    told = story()
    outcome(told.network, initiative=told.initiative)

    found = seen(told)

    assert (found.count_uncredited(), found.doubts.claimed) == (1, 1)
    assert sum(row.outcomes for row in found.credits if row.funder_id is None) == 1
    assert uncredited_in(found.credits) == 1  # read in the parts, this time


@pytest.mark.parametrize("kind", ["initiative", "funder", "network"])
def test_each_credited_part_leads_to_exactly_its_rows(client, kind):
    told = story()
    rows = {"initiative": told.initiative, "funder": told.funders[0], "network": told.network}
    for value in (4, 5):
        outcome(told.network, value=value, initiative=told.initiative, activity=told.activity)
    both = outcome(told.network, value=6, initiative=told.initiative, activity=told.activity)
    shared(both, (told.gifts[0], "1"))
    client.force_login(told.coordinator)

    table = page(client, kind, rows[kind]).context["parts"]["rows"]

    listed = [(row[0]["text"], row[-1]["text"], _listed(client, row[-1]["url"])) for row in table]
    others = [("D’autres bailleurs", "1", None)]  # in a funder's report, another is not named
    if kind != "funder":
        others = [("Caisse", "1", 1), ("Personne encore", "2", 2)]
    assert sorted(listed) == sorted([("Aluminerie", "2", 2), *others])


def _listed(client, url):
    return client.get(url).context["page"].paginator.count if url else None


def test_a_part_that_she_may_not_see_credits_somebody_all_the_same(client):
    told = story()
    told.gifts[1].is_published = False
    told.gifts[1].save()
    outcome(told.network, initiative=told.initiative, is_published=True)

    found = page(client, "initiative", told.initiative).context

    assert {row[0]["text"]: row[-1]["url"] != "" for row in found["parts"]["rows"]} == {
        "Aluminerie": True, "D’autres bailleurs": False, "Personne encore": True,
    }  # fmt: skip
    (doubt,) = [row for row in found["doubts"] if "créditée à aucun" in row["text"]]
    assert _listed(client, doubt["url"]) == 1


def test_other_funders_of_one_outcome_are_one_outcome(client):
    told = story()
    client.force_login(told.coordinator)
    third = contribution(
        100, network=told.network, funder=OrganisationFactory(), promised_on=date(2026, 1, 5),
        is_published=True, now=NOW,
    )  # fmt: skip
    theirs = outcome(told.network, value=8, initiative=told.initiative)
    shared(theirs, (told.gifts[0], "0.5"), (told.gifts[1], "0.25"), (third, "0.25"))

    table = page(client, "funder", told.funders[0]).context["parts"]["rows"]

    assert [[cell["text"] for cell in row] for row in table] == [
        ["Aluminerie", "Emplois créés", "6,25", "2"],
        ["D’autres bailleurs", "Emplois créés", "4,75", "2"],
    ]


def test_a_report_without_a_named_funder_tells_what_came_of_it(client):
    network = NetworkFactory()
    outcome(network, value=4)

    (row,) = page(client, "network", network).context["parts"]["rows"]

    assert [cell["text"] for cell in row] == ["Personne encore", "Emplois créés", "4", "1"]


def test_a_report_costs_the_same_whatever_it_counts(client, assert_constant_queries):
    told = story()
    target(told.initiative)
    client.force_login(told.coordinator)

    def more():
        row = outcome(told.network, initiative=told.initiative, activity=told.activity)
        shared(row, (told.gifts[0], "1"))

    assert_constant_queries(client, report_address("initiative", told.initiative.slug), more)


def test_every_figure_of_outcomes_leads_to_its_rows_as_of_the_moment(client):
    told = story()

    rows = page(client, "initiative", told.initiative).context["outcomes"]["rows"]

    for cell in (cell for row in rows for cell in row if cell.get("url")):
        assert cell["url"].startswith(reverse("outcomes:outcomes"))
        assert "au=" in cell["url"]
        assert "initiative=" in cell["url"]


def test_every_figure_of_money_leads_to_its_contributions_as_of_the_moment(client):
    told = story()
    money = page(client, "initiative", told.initiative).context["money"]
    addresses = [stat["url"] for stat in money["stats"]] + [row[0]["url"] for row in money["rows"]]

    later = clock.now()
    correct_instalment(
        instalment_id=told.gifts[0].instalments.get().pk,
        told=instalment(900),
        reason="Plus que promis",
        read_revision=None,
        by=None,
        now=later,
    )
    told_then = [client.get(address).context["rows"] for address in addresses]

    assert all("au=" in address for address in addresses)
    assert [cell["text"] for row in told_then[0] for cell in row[3:]] == [
        "100\u00a0$", "0\u00a0$", "100\u00a0$", "500\u00a0$", "0\u00a0$", "300\u00a0$",
    ]  # fmt: skip
    assert len(told_then[2]) == 1  # of the one funder who promised most


def test_what_is_given_in_kind_is_never_told_as_money_that_waits():
    told = story()
    hours = contribution(
        network=told.network,
        funder=told.funders[0],
        kind="expertise",
        promised_on=date(2026, 1, 5),
        instalments=[
            instalment(90, quantity=Decimal(3), unit="heures", unit_value=Decimal(30), method="Tarif usuel")
        ],
    )
    given(hours, told.initiative, 90)

    assert seen(told).doubts.unplaced == {"CAD": 100}
    assert seen(told, "network", told.network).doubts.unallocated == {"CAD": 200}
