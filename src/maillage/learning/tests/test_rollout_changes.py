"""A roll-out that changes on its way: who may, what is refused, what is remembered."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from maillage.common.refusals import ChangedMeanwhile
from maillage.common.tests.at_once import at_once
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory
from maillage.learning.operations.rollout_changes import change_roll_out, change_target
from maillage.learning.operations.rollouts import remove_target, set_target
from maillage.learning.queries.rollout_changes import changes_of
from maillage.learning.rules.editions import edition_of_roll_out, edition_of_target
from maillage.learning.tests.cohorts import region, roll_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned():
    return roll_out()


@pytest.fixture
def coordinator(client, planned):
    person = MembershipFactory(network=planned.network, organisation=None, role="coordinator").user
    client.force_login(person)
    return client


def address(planned):
    return reverse("learning:roll_out_edit", args=[planned.pk])


def told(planned, **other):
    kept = {
        "title": planned.title,
        "starts_on": planned.starts_on,
        "ends_on": planned.ends_on,
        "seen": edition_of_roll_out(planned),
    }
    return kept | other


def target_address(target):
    return reverse("learning:target_edit", args=[target.roll_out_id, target.pk])


def test_its_title_and_its_days_change_and_what_it_was_is_told(coordinator, planned):
    later = planned.ends_on + timedelta(days=30)

    answer = coordinator.post(address(planned), told(planned, title="Cent personnes", ends_on=later))

    assert answer.url == planned.get_absolute_url()
    planned.refresh_from_db()
    assert (planned.title, planned.ends_on) == ("Cent personnes", later)
    page = coordinator.get(address(planned)).text
    assert "Cent personnes" in page
    assert "Déploiement\u00a0»" in page  # what it was called
    assert sorted(change.is_target for change in changes_of(planned)) == [False, False, True]


def test_who_changed_it_is_told(coordinator, planned):
    coordinator.post(address(planned), told(planned, title="Cent personnes"))

    (by,) = [change.by for change in changes_of(planned) if change.by]
    assert by == planned.network.memberships.get().user.full_name


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"ends_on": date(2020, 1, 1)}, "Changez-les d’abord"),
        ({"title": ""}, "obligatoire"),
        ({"starts_on": "jamais"}, "date"),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_changes(coordinator, planned, other, said):
    answer = coordinator.post(address(planned), told(planned, **other))

    assert answer.status_code == 422
    assert said in answer.text
    assert len(changes_of(planned)) == 2


def test_days_that_end_before_they_start_are_refused_in_words(coordinator, planned):
    remove_target(target_id=planned.targets.get().pk)

    answer = coordinator.post(address(planned), told(planned, ends_on=planned.starts_on))

    assert "Le dernier jour vient après le premier." in answer.text


def test_the_regions_that_fall_outside_are_named(coordinator, planned):
    set_target(roll_out_id=planned.pk, territory=region("Ici"), people=5, by_day=planned.ends_on)

    answer = coordinator.post(address(planned), told(planned, ends_on=planned.ends_on - timedelta(days=1)))

    assert "Ici" in answer.text


def test_the_second_person_is_told_and_keeps_what_she_typed(coordinator, planned):
    before = told(planned, title="La mienne")
    coordinator.post(address(planned), told(planned, title="La première"))

    answer = coordinator.post(address(planned), before)

    assert answer.status_code == 422
    assert "La première" in answer.text
    assert answer.context["form"]["title"].value() == "La mienne"
    coordinator.post(address(planned), before | {"seen": answer.context["form"]["seen"].value()})
    planned.refresh_from_db()
    assert planned.title == "La mienne"


def test_a_target_changes_and_the_second_person_is_told(coordinator, planned):
    target = planned.targets.get()
    sent = {"people": "40", "by_day": target.by_day, "seen": edition_of_target(target)}
    assert coordinator.get(target_address(target)).status_code == 200

    assert coordinator.post(target_address(target), sent).url == planned.get_absolute_url()
    again = coordinator.post(target_address(target), sent | {"people": "50"})

    assert again.status_code == 422
    target.refresh_from_db()
    assert target.people == 40


def test_a_target_stays_within_the_days(coordinator, planned):
    target = planned.targets.get()
    sent = {
        "people": "40",
        "by_day": planned.ends_on + timedelta(days=1),
        "seen": edition_of_target(target),
    }

    assert "en dehors du déploiement" in coordinator.post(target_address(target), sent).text


def test_a_target_taken_out_meanwhile_is_not_brought_back(planned):
    target = planned.targets.get()
    edition, pk = edition_of_target(target), target.pk
    remove_target(target_id=pk)

    with pytest.raises(ChangedMeanwhile):
        change_target(target_id=pk, people=40, by_day=planned.ends_on, read_edition=edition)
    assert not planned.targets.exists()


def test_a_colleague_and_a_stranger_change_nothing(client, planned):
    target = planned.targets.get()
    colleague = MembershipFactory(network=planned.network, organisation=None, role="learner").user
    stranger = MembershipFactory(network=NetworkFactory(), organisation=None, role="coordinator").user

    for person in (colleague, stranger):
        client.force_login(person)
        for url in (address(planned), target_address(target)):
            assert (client.get(url).status_code, client.post(url, told(planned)).status_code) == (404, 404)


def test_the_page_costs_the_same_whatever_changed(coordinator, planned, django_assert_max_num_queries):
    with django_assert_max_num_queries(14) as first:
        coordinator.get(address(planned))
    for people in (30, 40, 50):
        set_target(
            roll_out_id=planned.pk, territory=region(f"R{people}"), people=people, by_day=planned.ends_on
        )

    with django_assert_max_num_queries(len(first)):
        coordinator.get(address(planned))


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_once_one_is_told():
    planned = roll_out()
    edition = edition_of_roll_out(planned)

    def change(title):
        change_roll_out(
            roll_out_id=planned.pk,
            title=title,
            starts_on=planned.starts_on,
            ends_on=planned.ends_on,
            read_edition=edition,
        )

    assert sorted(at_once(lambda: change("Une"), lambda: change("Deux"))) == ["ChangedMeanwhile", "done"]
