"""Before and after a path: ten people who agree, or nothing; no subtraction leads to fewer."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from maillage.assessments.models import Sitting
from maillage.assessments.tests.factories import COMPETENCES, result_of
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory, member_of
from maillage.learning.models import Enrolment, GroupResult, PathVersion
from maillage.learning.operations.results import count_results
from maillage.learning.rules.results import expected_level, mean_within, stands_apart, student
from maillage.learning.tests.cohorts import OPENED, cohort, join, region
from maillage.learning.tests.factories import module, path
from maillage.people.models import User
from maillage.people.tests.factories import UserFactory

ENDED = OPENED + timedelta(days=40)
AFTER = OPENED + timedelta(days=50)


def measured_path():
    """About one competence, at both ends."""
    known = PathVersion.objects.filter(path__code="mesure").first()
    return known or path(module("mesurer"), code="mesure", before=[COMPETENCES[0]], after=[COMPETENCES[0]])


def finished(found, people, *, counts=True, low=-1.0, high=1.0):
    """So many who were measured before and after, one level apart or more."""
    for number in range(people):
        user = join(found, counts=counts, minutes=number).user
        result_of(user, low, finished_at=OPENED - timedelta(days=number))
        Enrolment.objects.filter(person=user).update(finished_at=ENDED)
        sitting = result_of(user, high, finished_at=AFTER)
        Sitting.objects.filter(pk=sitting.pk).update(started_at=AFTER - timedelta(hours=1))


def given(**said):
    return cohort(version=measured_path(), places=40, **said)


def counted(found, *, now=AFTER):
    return count_results(path_id=found.version.path_id, now=now)


def told():
    return sorted(
        ("cohort" if row.cohort_id else "region" if row.territory_id else "organisation", len(row.members))
        for row in GroupResult.objects.all()
    )


def test_the_quantile_of_student_is_that_of_the_tables():
    assert [round(student(freedom), 2) for freedom in (9, 10, 20, 120)] == [1.83, 1.81, 1.72, 1.66]


def test_a_mean_is_told_with_nine_chances_in_ten():
    mean, error = mean_within([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0])

    assert (mean, round(error, 2)) == (5.5, 1.76)  # 1.833 × 3.028 / √10
    assert expected_level([0.0, 0.5, 0.5, 0.0]) == 2.5


@pytest.mark.parametrize(
    ("members", "others", "answer"),
    [
        (range(10), [], True),
        (range(13), [range(10)], False),
        (range(20), [range(10)], True),
        (range(23), [range(10), range(10, 20)], False),
        (range(10), [range(10)], True),
        (range(10), [range(5, 15)], True),
        (range(10), [range(4, 10)], False),
        (range(10), [range(20, 32)], True),
    ],
)
def test_no_subtraction_leads_to_fewer_than_ten(members, others, answer):
    assert stands_apart(members, others) is answer


@pytest.mark.django_db
def test_nine_people_say_nothing_and_ten_say_how_far_they_moved():
    found = given()
    finished(found, 9)
    assert counted(found) == 0

    finished(found, 1)
    assert counted(found) == 2  # the cohort, and its region, of the same people

    row = GroupResult.objects.get(cohort=found)
    assert (row.competence, len(row.members)) == (COMPETENCES[0], 10)
    assert row.after > row.before
    assert row.change == pytest.approx(row.after - row.before)
    assert counted(found) == 0


@pytest.mark.django_db
def test_only_those_who_agree_finished_and_were_measured_at_both_ends_count():
    found = given()
    finished(found, 10)
    quiet = given(network=found.activity.network)
    finished(quiet, 10, counts=False)
    late = given(network=found.activity.network)
    finished(late, 10)
    Enrolment.objects.filter(person__countings__cohort=late).update(finished_at=None)

    counted(found)

    assert {row.cohort for row in GroupResult.objects.exclude(cohort=None)} == {found}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("found_at", "moved"),
    [
        (AFTER, {"started_at": ENDED - timedelta(hours=1)}),
        (OPENED, {"finished_at": OPENED + timedelta(days=9)}),  # the first day of the cohort
    ],
)
def test_what_was_measured_along_the_way_is_neither_before_nor_after(found_at, moved):
    found = given()
    finished(found, 10)
    assert Sitting.objects.filter(finished_at=found_at).update(**moved)

    assert counted(found) == 0


@pytest.mark.django_db
def test_a_region_is_not_told_when_it_would_tell_of_a_small_cohort_in_it():
    place, network = region(), NetworkFactory()
    large = given(network=network, territory=place)
    small = given(network=network, territory=place)
    finished(large, 10)
    finished(small, 3)

    counted(large)
    assert told() == [("cohort", 10)]

    finished(small, 7)
    counted(large)
    assert told() == [("cohort", 10), ("cohort", 10), ("region", 20)]


@pytest.mark.django_db
def test_invented_people_never_count_with_real_ones():
    found = given()
    finished(found, 10)
    User.objects.filter(countings__cohort=found).update(is_fictitious=True)

    assert counted(found) == 0


@pytest.mark.django_db
def test_the_page_and_the_file_say_the_same_to_those_of_the_network_alone(client):
    theirs = OrganisationFactory()
    found = given(organisation=theirs)
    address, file = (
        reverse(f"learning:{name}", args=[found.activity.network.slug, "mesure"])
        for name in ("results", "results_csv")
    )
    client.force_login(found.facilitator)
    assert "Pas encore assez de personnes" in client.get(address).content.decode()
    finished(found, 10)
    counted(found)

    page = client.get(address).content.decode()
    rows = list(csv.DictReader(io.StringIO(client.get(file).content.decode())))

    assert "plus haut après" in page
    assert theirs.name in page
    assert [(row["about"], row["people"]) for row in rows] == [
        ("cohort", "10"), ("organisation", "10"), ("region", "10"),
    ]  # fmt: skip
    for user in (UserFactory(), member_of(OrganisationFactory(), NetworkFactory(), role="coordinator")):
        client.force_login(user)
        assert {client.get(address).status_code, client.get(file).status_code} == {404}
