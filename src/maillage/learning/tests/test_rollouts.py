"""Roll-outs: targets by region, and never a number of fewer than ten."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse

from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory, member_of
from maillage.learning.errors import TargetOutsideTheRollOut
from maillage.learning.models import Enrolment, RollOut
from maillage.learning.operations.rollouts import plan_roll_out, set_target
from maillage.learning.queries.rollouts import reach_of
from maillage.learning.rules.rollouts import Advance, Total, advance, elapsed, total
from maillage.learning.tests.cohorts import OPENED, a_path, cohort, join, region
from maillage.people.tests.factories import UserFactory

STARTS, ENDS = date(2026, 11, 1), date(2027, 11, 1)


def plan(network=None, **said):
    facts = {"path": a_path().path, "title": "Cent personnes", "starts_on": STARTS, "ends_on": ENDS}
    return plan_roll_out(network=network or NetworkFactory(), **facts | said)


def aim(planned, place, people=20, by_day=ENDS):
    return set_target(roll_out_id=planned.pk, territory=place, people=people, by_day=by_day)


def held(planned, place, people, **said):
    found = cohort(network=planned.network, territory=place, places=50, **said)
    return [join(found, minutes=number) for number in range(people)]


def text(answer):
    return answer.content.decode().replace("\xa0", " ")


@pytest.mark.parametrize(
    ("people", "target", "passed", "answer"),
    [
        (20, 20, 1.0, Advance.REACHED),
        (10, 20, 0.5, Advance.ON_TIME),
        (10, 20, 0.6, Advance.BEHIND),
        (None, 20, 0.0, Advance.UNTOLD),
    ],
)
def test_a_region_is_told_beside_its_calendar(people, target, passed, answer):
    assert advance(people=people, target=target, passed=passed) is answer


def test_time_runs_from_the_first_day_to_that_of_the_target():
    assert (
        elapsed(starts_on=STARTS, by_day=STARTS + timedelta(days=10), day=STARTS + timedelta(days=4)) == 0.4
    )
    assert elapsed(starts_on=STARTS, by_day=ENDS, day=STARTS - timedelta(days=4)) == 0
    assert elapsed(starts_on=STARTS, by_day=ENDS, day=ENDS + timedelta(days=4)) == 1


def test_a_sum_without_what_is_not_told_says_so():
    assert total([12, 10]) == Total(number=22, is_whole=True)
    assert total([12, None]) == Total(number=12, is_whole=False)


@pytest.mark.django_db
def test_people_are_counted_by_region_and_fewer_than_ten_are_not_told():
    planned, here, there, elsewhere = plan(), region("Ici"), region("Là"), region("Plus loin")
    for place in (here, there, elsewhere):
        aim(planned, place)
    parts = held(planned, here, 11)
    Enrolment.objects.filter(person__in=[part.user for part in parts[:10]]).update(
        finished_at=OPENED + timedelta(days=1)
    )
    held(planned, there, 9)

    told = [(row.target.territory.name, row.cohorts, row.enrolled, row.finished) for row in reach_of(planned)]

    assert told == [("Ici", 1, 11, 10), ("Là", 1, None, None), ("Plus loin", 0, None, None)]


@pytest.mark.django_db
def test_cohorts_of_another_network_or_year_do_not_count():
    planned, here = plan(), region("Ici")
    aim(planned, here)
    held(plan(), here, 10)
    held(planned, here, 10, starts_on=date(2028, 1, 10), ends_on=date(2028, 2, 10))
    held(planned, here, 10, is_announced=True)

    (row,) = reach_of(planned)

    assert (row.cohorts, row.enrolled) == (1, 10)


@pytest.mark.django_db
def test_a_target_said_again_replaces_the_first_and_one_outside_the_plan_is_refused():
    planned, here = plan(), region("Ici")
    aim(planned, here, 20)
    aim(planned, here, 40)
    assert [row.people for row in planned.targets.all()] == [40]

    with pytest.raises(TargetOutsideTheRollOut, match="2027"):
        aim(planned, here, 40, ENDS + timedelta(days=1))


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def coordinator(network):
    return member_of(OrganisationFactory(networks=[network]), network, role="coordinator")


@pytest.mark.django_db
def test_a_coordinator_plans_a_roll_out_and_aims_at_a_region(client, network, coordinator):
    client.force_login(coordinator)
    fields = {
        "title": "Cent personnes", "version": a_path().pk, "network": network.pk,
        "starts_on": "2026-11-01", "ends_on": "2026-11-01",
    }  # fmt: skip
    refused = client.post(reverse("learning:roll_out_new"), fields)
    assert refused.status_code == 422
    assert "Le dernier jour vient après le premier" in text(refused)

    answer = client.post(reverse("learning:roll_out_new"), fields | {"ends_on": "2027-11-01"})
    planned = RollOut.objects.get()
    assert answer.url == planned.get_absolute_url()
    place = region("Mauricie")
    target = {"territory": place.pk, "people": "100", "by_day": "2028-01-01"}
    assert "en dehors du déploiement" in text(client.post(answer.url, target))
    client.post(answer.url, target | {"by_day": "2027-06-30"})
    page = text(client.get(answer.url))
    assert "aucune cohorte encore" in page
    assert "cible : 100" in page

    client.post(reverse("learning:target_remove", args=[planned.pk, planned.targets.get().pk]))
    assert not planned.targets.exists()


@pytest.mark.django_db
def test_the_page_and_the_file_hide_the_same_numbers_and_the_sum_gives_none_away(
    client, network, coordinator
):
    planned, here, there = plan(network), region("Ici"), region("Là")
    aim(planned, here)
    aim(planned, there)
    held(planned, here, 12)
    held(planned, there, 3)
    client.force_login(coordinator)

    page = text(client.get(planned.get_absolute_url()))
    rows = list(
        csv.DictReader(
            io.StringIO(client.get(reverse("learning:roll_out_csv", args=[planned.pk])).content.decode())
        )
    )

    assert "Au moins 12 personnes ont une place, sur 40 visées" in page
    assert "15" not in page.split("En nombres")[1].split("</table>")[0]
    assert [(row["region"], row["enrolled"], row["finished"]) for row in rows] == [
        ("Ici", "12", "<10"), ("Là", "<10", "<10"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_the_network_reads_it_its_coordination_changes_it_and_strangers_find_nothing(
    client, network, coordinator
):
    planned = plan(network)
    target = aim(planned, region("Ici"))
    remove = reverse("learning:target_remove", args=[planned.pk, target.pk])
    colleague = member_of(OrganisationFactory(networks=[network]), network, role="funder")
    client.force_login(colleague)
    assert client.get(planned.get_absolute_url()).status_code == 200
    assert client.get(reverse("learning:roll_outs")).content.decode().count("Cent personnes") == 1
    assert client.post(planned.get_absolute_url(), {}).status_code == 404
    assert client.post(remove).status_code == 404
    assert client.get(reverse("learning:roll_out_new")).status_code == 404

    stranger = member_of(OrganisationFactory(), NetworkFactory(), role="coordinator")
    for user in (UserFactory(), stranger):
        client.force_login(user)
        assert client.get(planned.get_absolute_url()).status_code == 404
        assert client.get(reverse("learning:roll_out_csv", args=[planned.pk])).status_code == 404
        assert client.post(remove).status_code == 404
    assert planned.targets.exists()


@pytest.mark.django_db
def test_the_page_costs_the_same_for_one_region_and_for_three(
    client, network, coordinator, django_assert_max_num_queries
):
    planned = plan(network)
    aim(planned, region("Ici"))
    held(planned, region("Ailleurs"), 1)
    client.force_login(coordinator)
    with django_assert_max_num_queries(30) as first:
        client.get(planned.get_absolute_url())
    for name in ("Là", "Plus loin"):
        place = region(name)
        aim(planned, place)
        held(planned, place, 1)

    with django_assert_max_num_queries(len(first)):
        client.get(planned.get_absolute_url())
