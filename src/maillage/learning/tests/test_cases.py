"""Real cases as evidence: who puts one forward, who decides, what is never said."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from maillage.common.tests.at_once import at_once
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory
from maillage.learning.enums import CaseState
from maillage.learning.errors import CaseIsDecided, NamesTheFirm, NoSuchCase, NothingToDecide
from maillage.learning.models import FieldCase
from maillage.learning.operations.cases import decide_case, put_forward, withdraw_case
from maillage.learning.operations.personal_data import forget_person
from maillage.learning.queries.badges import evidence_of, finished_enrolment
from maillage.learning.queries.personal_data import gathered_about
from maillage.learning.rules.cases import SOURCES, ClosedCase, named_in
from maillage.learning.tests.badges import badge, earner
from maillage.learning.tests.cases import TODAY, TOLD, put_forward_by_somebody
from maillage.learning.tests.cohorts import cohort, join, somebody_of
from maillage.learning.tests.factories import LATER, NOON, skills
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
FIRM = "Scierie Bélanger"


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def person(network):
    skills()
    return MembershipFactory(network=network, organisation=None, role="advisor").user


@pytest.fixture
def closed(person, network, monkeypatch):
    """She followed one introduction to its end."""
    case = ClosedCase(
        source="introduction-7", network=network.pk, title="Des planches qui se perdent", matter="Savoir-faire",
        outcome="besoin réglé", closed_on=date(2026, 11, 2), hidden=(FIRM, "Tri"),
    )  # fmt: skip
    monkeypatch.setitem(SOURCES, "matching", lambda who, _day: [case] if who == person.pk else [])
    return case


def proposed(person, *, told=TOLD, source="introduction-7", now=NOON):
    return put_forward(
        source=source, person=person, competences=["6.7", "1.1"], told=told, today=TODAY, now=now
    )


def decided(case, *, is_accepted=True, edition=None):
    return decide_case(
        case_id=case.pk, by=UserFactory(), is_accepted=is_accepted, reason="Net et précis.",
        read_edition=edition or case.edition, now=LATER,
    )  # fmt: skip


def coordinator_of(network):
    return MembershipFactory(network=network, organisation=None, role="coordinator").user


def test_a_case_is_put_forward_and_accepted_with_a_reason(person, closed):
    case = proposed(person)
    assert (case.state, case.matter, case.competences) == (CaseState.SENT, "Savoir-faire", ["1.1", "6.7"])

    case = decided(case)

    assert (case.state, case.reason, case.decided_at) == (CaseState.ACCEPTED, "Net et précis.", LATER)
    with pytest.raises(NothingToDecide):
        decided(case)
    with pytest.raises(CaseIsDecided):
        proposed(person)


def test_a_refused_case_may_be_put_forward_again(person, closed):
    case = decided(proposed(person), is_accepted=False)

    again = proposed(person, told="Mieux dit.", now=LATER)

    assert (again.pk, again.state, again.reason, again.edition) == (case.pk, CaseState.SENT, "", 2)


def test_nobody_decides_on_what_changed_meanwhile(person, closed):
    read = proposed(person).edition
    case = proposed(person, told="Autrement.")

    with pytest.raises(NothingToDecide):
        decided(case, edition=read)


def test_a_case_of_others_or_unknown_is_refused(person, closed):
    with pytest.raises(NoSuchCase):
        proposed(UserFactory())
    with pytest.raises(NoSuchCase):
        proposed(person, source="introduction-8")


@pytest.mark.parametrize(
    "told", ["Avec la scierie belanger.", "À la SCIERIE-BÉLANGER, trois devis.", "Tri !"]
)
def test_the_firm_is_never_named(person, closed, told):
    with pytest.raises(NamesTheFirm):
        proposed(person, told=told)


def test_a_name_inside_another_word_names_nobody():
    assert named_in("Un triage des devis.", ("Tri",)) == ""
    assert named_in("Des planches.", ("AB",)) == ""


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_one_decides():
    case = put_forward_by_somebody()

    told = at_once(lambda: decided(case), lambda: decided(case, is_accepted=False))

    assert sorted(told) == ["NothingToDecide", "done"]


def test_a_case_may_be_shown_with_a_badge_once_accepted_if_the_path_is_about_it(person, closed, network):
    given = badge(network=network)
    earner(given, person=person)
    enrolment = finished_enrolment(given, person.pk)
    case = proposed(person)

    def shown():
        return [one for one in evidence_of(given, enrolment) if one.key == f"cas-{case.pk}"]

    assert not shown()
    decided(case)
    (told,) = shown()

    assert told.name == "Savoir-faire"
    assert TOLD in told.narrative
    assert FIRM not in told.narrative
    enrolment.version.after = ["2.1"]
    assert not shown()


def test_she_puts_it_forward_reads_the_decision_and_takes_it_back_on_the_pages(
    client, person, closed, network
):
    client.force_login(person)
    home, form = reverse("learning:cases"), reverse("learning:case_new", args=["introduction-7"])
    assert closed.title in client.get(home).text

    named = client.post(form, {"told": f"Chez {FIRM}.", "competences": ["1.1"]})
    sent = client.post(form, {"told": TOLD, "competences": ["1.1"]})
    assert FIRM in named.text
    assert not FieldCase.objects.exclude(told=TOLD).exists()
    decided(FieldCase.objects.get())

    assert "Net et précis." in client.get(sent.url).text
    client.post(reverse("learning:case_withdraw", args=[FieldCase.objects.get().pk]))
    assert not FieldCase.objects.exists()
    assert closed.title in client.get(home).text


def test_the_coordination_decides_without_reading_whose_firm_it_was(client, person, closed, network):
    case = proposed(person)
    client.force_login(coordinator_of(network))
    page = reverse("learning:case_decide", args=[case.pk])

    assert str(person) in client.get(reverse("learning:cases_to_decide")).text
    read = client.get(page).text
    assert TOLD in read
    assert FIRM not in read
    assert closed.title not in read
    unsaid = client.post(page, {"decision": "accepted", "reason": "", "seen": case.edition})
    assert unsaid.status_code == 422
    client.post(page, {"decision": "accepted", "reason": "Bien.", "seen": case.edition})

    case.refresh_from_db()
    assert (case.state, case.reason) == (CaseState.ACCEPTED, "Bien.")


def test_strangers_colleagues_and_herself_decide_on_nothing(client, person, closed, network):
    case = proposed(person)
    decide, hers = (reverse(f"learning:{name}", args=[case.pk]) for name in ("case_decide", "case"))
    colleague = MembershipFactory(network=network, organisation=None, role="advisor").user
    MembershipFactory(user=person, network=network, organisation=None, role="coordinator")

    for user, reads in ((person, 200), (colleague, 404), (coordinator_of(NetworkFactory()), 404)):
        client.force_login(user)
        assert client.get(decide).status_code == 404
        assert client.get(hers).status_code == reads
    assert client.get(reverse("learning:case_new", args=["introduction-7"])).status_code == 404


def test_whoever_leads_her_cohort_decides_too(client, person, closed, network):
    found = cohort(network=network)
    join(found, person)
    case = proposed(person)
    somebody = put_forward_by_somebody(person=somebody_of(found), network=network)
    client.force_login(found.facilitator)

    seen = [
        client.get(reverse("learning:case_decide", args=[one.pk])).status_code for one in (case, somebody)
    ]

    assert seen == [200, 404]


def test_it_costs_the_same_with_more_rows(
    client, person, closed, network, monkeypatch, django_assert_max_num_queries
):
    several = [replace(closed, source=f"introduction-{rank}") for rank in range(3)]
    monkeypatch.setitem(SOURCES, "matching", lambda _who, _day: several)
    for one in several[:2]:
        proposed(person, source=one.source)

    client.force_login(person)
    with django_assert_max_num_queries(14):
        client.get(reverse("learning:cases"))
    client.force_login(coordinator_of(network))
    with django_assert_max_num_queries(14):
        client.get(reverse("learning:cases_to_decide"))


def test_it_is_in_her_export_and_goes_with_her(person, closed):
    case = proposed(person, now=NOON - timedelta(days=1))

    assert [row["told"] for row in gathered_about(person)["real_cases"]] == [TOLD]
    withdraw_case(case_id=case.pk)
    proposed(person)
    forget_person(person, LATER)
    assert not FieldCase.objects.exists()
