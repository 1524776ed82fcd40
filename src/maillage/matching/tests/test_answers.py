"""Answers of a firm: remembered with who gave them, read by verdicts, asked one at a time."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from maillage.common.tokens import token_of
from maillage.common.viewer import Viewer
from maillage.directory.tests.factories import (
    CountryFactory,
    MembershipFactory,
    NetworkFactory,
    OrganisationFactory,
)
from maillage.matching.errors import NotAQuestion
from maillage.matching.models import FirmAnswer
from maillage.matching.operations import answer_fact, withdraw_answer
from maillage.matching.queries.eligible import eligibilities, facts_known_of
from maillage.matching.queries.help import help_for
from maillage.matching.queries.questions import question_about
from maillage.matching.rules.answers import key_of, weight_of, with_labels
from maillage.matching.rules.conditions import statement
from maillage.matching.tests.factories import NOON, NeedFactory, OfferFactory
from maillage.matching.tests.programmes import programme
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
TEXT = "Aide pour tablettes étanches contre l’humidité."
PAID = statement("Être à jour de ses cotisations")
OLD = {"fact": "founded_on", "at_least": 3}
RICH = {"fact": "revenue", "at_least": 1_000_000}
MICRO = {"fact": "micro_entrepreneur", "is": False}
COOPERATIVE = {"fact": "legal_form", "any_of": ["coopérative", "société"]}


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def firm(network):
    return OrganisationFactory(networks=[network])


@pytest.fixture
def head(firm, network):
    user = UserFactory(full_name="Odile Tremblay")
    MembershipFactory(user=user, organisation=firm, network=network, role="firm")
    return user


@pytest.fixture
def advisor(network):
    user = UserFactory(full_name="Lucie Gagnon")
    MembershipFactory(user=user, organisation=None, network=network, role="advisor")
    return user


@pytest.fixture
def unrelated():
    """Offers about something else, so that the others stand out."""
    for number in range(12):
        OfferFactory(text=f"Traduction et correction, formule {number}.", visibility="public")


def say(firm, leaf, value, *, by=None, role="firm", now=NOON):
    return answer_fact(
        organisation_id=firm.pk,
        key=leaf if isinstance(leaf, str) else key_of(leaf),
        value=value,
        text="" if isinstance(leaf, str) else leaf.get("text", ""),
        answered_by=by or UserFactory(),
        role=role,
        now=now,
    )


def verdict(row, firm):
    return eligibilities([row.offer_id], firm, TODAY)[row.offer_id]


def asked_about(firm):
    answer = help_for(TEXT, Viewer(day=TODAY), firm=firm)
    return question_about(answer, TODAY)


# --- remembered ---


def test_an_answer_settles_the_programmes_that_waited_for_it_and_says_whose_it_is(firm, head):
    row = programme(TEXT, PAID)
    assert verdict(row, firm).answer == "unknown"

    given = say(firm, PAID, True, by=head)

    found = verdict(row, firm)
    assert found.answer == "yes"
    assert [reading.said for reading in found.readings] == [given]


def test_the_same_words_in_another_programme_are_the_same_statement(firm):
    say(firm, PAID, False)

    assert verdict(programme(TEXT, PAID | {"statement": "autre-nom"}), firm).answer == "no"


def test_a_statement_rewritten_asks_for_another_answer(firm):
    say(firm, PAID, True)

    assert verdict(programme(TEXT, PAID | {"text": "Avoir tout payé"}), firm).answer == "unknown"


def test_the_latest_answer_wins_and_the_former_one_stays_in_the_history(firm, head, advisor):
    say(firm, RICH, 900_000, by=head)
    say(firm, RICH, 1_200_000, by=advisor, role="advisor", now=NOON + timedelta(days=1))

    answer = FirmAnswer.objects.get(organisation=firm, key="revenue")
    assert (answer.value, answer.role, answer.answered_by) == (1_200_000, "advisor", advisor)
    assert list(answer.events.order_by("pgh_id").values_list("value", flat=True)) == [900_000, 1_200_000]


def test_an_answer_taken_back_is_unknown_again(firm):
    row = programme(TEXT, MICRO)
    say(firm, MICRO, False)
    assert verdict(row, firm).answer == "yes"

    assert withdraw_answer(organisation_id=firm.pk, key="micro_entrepreneur")

    assert verdict(row, firm).answer == "unknown"
    assert not withdraw_answer(organisation_id=firm.pk, key="micro_entrepreneur")


def test_what_the_directory_holds_stands_before_an_answer(firm):
    row = programme(TEXT, {"fact": "employees", "at_least": 10})
    say(firm, "employees", 12)
    assert verdict(row, firm).answer == "yes"

    firm.employees = 4

    assert verdict(row, firm).answer == "no"
    assert verdict(row, firm).readings[0].said is None


def test_labels_are_answered_one_by_one_and_a_refusal_waits_for_the_last(firm):
    row = programme(TEXT, COOPERATIVE)
    say(firm, "legal_form:coopérative", False)
    assert verdict(row, firm).answer == "unknown"

    say(firm, "legal_form:société", False)
    assert verdict(row, firm).answer == "no"

    say(firm, "legal_form:société", True)
    assert verdict(row, firm).answer == "yes"


def test_a_set_of_labels_told_whole_is_left_as_it_is():
    told = {"legal_form": frozenset({"société"}), "legal_form:coopérative": True}

    assert with_labels(told, COOPERATIVE) == told


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("age", "", 3),
        ("legal_form", "", True),
        ("statement:abc", "Être à jour", True),
        ("revenue", "", True),
        ("revenue", "", -1),
        ("founded_on", "", "2020-01-01"),
        ("micro_entrepreneur", "", 1),
    ],
)
def test_what_is_not_a_question_or_not_its_answer_is_refused(firm, key, text, value):
    with pytest.raises(NotAQuestion):
        answer_fact(
            organisation_id=firm.pk, key=key, text=text, value=value,
            answered_by=UserFactory(), role="firm", now=NOON,
        )  # fmt: skip


# --- the one question ---


@pytest.mark.usefixtures("unrelated")
def test_the_question_is_the_one_that_settles_most_and_its_number_is_true(firm):
    rows = [
        programme(TEXT, MICRO),
        programme(TEXT, MICRO),
        programme(TEXT, MICRO, RICH),
        programme(TEXT, OLD),
    ]

    asked = asked_about(firm)

    assert asked.key == "micro_entrepreneur"
    settled = []
    for said in (True, False):
        say(firm, MICRO, said)
        settled.append(sum(verdict(row, firm).answer != "unknown" for row in rows))
    assert (asked.fewest, asked.most) == (min(settled), max(settled)) == (2, 3)


@pytest.mark.usefixtures("unrelated")
def test_questions_stop_when_everything_is_settled(firm):
    rows = [programme(TEXT, MICRO, PAID), programme(TEXT, OLD), programme(TEXT, COOPERATIVE)]
    values = {"micro_entrepreneur": False, "founded_on": date(2019, 5, 1), key_of(PAID): True}
    questions = []

    while (asked := asked_about(firm)) is not None:
        questions.append(asked.key)
        answer_fact(
            organisation_id=firm.pk, key=asked.key, text=asked.text, value=values.get(asked.key, False),
            answered_by=UserFactory(), role="firm", now=NOON,
        )  # fmt: skip

    assert sorted(questions) == sorted([*values, "legal_form:coopérative", "legal_form:société"])
    assert [verdict(row, firm).answer for row in rows] == ["yes", "yes", "no"]


@pytest.mark.usefixtures("unrelated")
def test_what_somebody_could_not_tell_is_asked_again_after_some_months_only(firm):
    row = programme(TEXT, MICRO)
    say(firm, MICRO, None)

    assert verdict(row, firm).answer == "unknown"
    assert asked_about(firm) is None

    FirmAnswer.objects.update(answered_at=NOON - timedelta(days=90))
    assert asked_about(firm).key == "micro_entrepreneur"


@pytest.mark.usefixtures("unrelated")
def test_a_fact_of_the_card_is_asked_there_unless_it_is_told_in_other_terms(firm):
    programme(TEXT, {"fact": "industry", "within": ["naf2/C"]})
    assert asked_about(firm).on_card

    firm.territory = CountryFactory(country="FR")
    programme(TEXT, {"fact": "territory", "within": ["FR/84"]})
    assert asked_about(firm).key == "industry"


@pytest.mark.usefixtures("unrelated")
def test_what_was_told_in_another_currency_is_not_asked_again(firm):
    programme(TEXT, RICH | {"currency": "EUR"})
    assert asked_about(firm).key == "revenue"

    say(firm, RICH, 2_000_000)

    assert asked_about(firm) is None


def test_a_day_that_was_told_can_be_stored_with_a_match(firm):
    say(firm, OLD, date(2019, 5, 1))

    assert facts_known_of(firm)["founded_on"] == "2019-05-01"


@pytest.mark.usefixtures("unrelated")
def test_a_programme_that_the_reader_may_not_see_is_not_counted(firm):
    programme(TEXT, MICRO)
    hidden = programme(TEXT, MICRO)
    hidden.offer.visibility = "organisation"
    hidden.offer.save()

    assert asked_about(firm).most == 1


@pytest.mark.usefixtures("unrelated")
def test_the_question_asks_the_database_nothing_more(firm, django_assert_num_queries):
    programme(TEXT, MICRO, PAID)
    answer = help_for(TEXT, Viewer(day=TODAY), firm=firm)

    with django_assert_num_queries(0):
        assert question_about(answer, TODAY)


def test_amounts_weigh_with_relevance():
    assert weight_of(2.0, None) == 2.0
    assert weight_of(2.0, 10_000) == 4.0
    assert weight_of(-1.0, 10_000) == 0.0


# --- pages ---


@pytest.mark.usefixtures("unrelated")
def test_answering_on_the_page_of_a_need_settles_its_programmes_then_the_question_goes(
    client, firm, head, network
):
    programme(TEXT, PAID)
    need = NeedFactory(organisation=firm, network=network, text=TEXT, title="Humidité")
    client.force_login(head)
    url = reverse("matching:need", args=[need.pk])
    with translation.override("fr-ca"):
        page = client.get(url)
    asked = page.context["panel"]["asked"]
    assert "Répondre règle 1 programme." in page.content.decode()

    answer = client.post(
        reverse("matching:need_answer", args=[need.pk]),
        {"question": asked["token"], "value": "yes"},
        follow=True,
    )

    assert answer.redirect_chain[-1][0] == url
    assert answer.context["panel"]["asked"] is None
    assert "Être à jour de ses cotisations – d’après votre réponse du" in answer.content.decode()


@pytest.mark.usefixtures("unrelated")
def test_a_wrong_number_says_why_and_a_skip_is_an_answer(client, firm, head, network):
    programme(TEXT, RICH)
    need = NeedFactory(organisation=firm, network=network, text=TEXT)
    client.force_login(head)
    url = reverse("matching:need_answer", args=[need.pk])
    token = client.get(need.get_absolute_url()).context["panel"]["asked"]["token"]

    refused = client.post(url, {"question": token, "value": "beaucoup"}, follow=True)
    assert [message.level_tag for message in refused.context["messages"]] == ["error"]
    assert not FirmAnswer.objects.exists()

    client.post(url, {"question": token, "skip": "1"})
    assert FirmAnswer.objects.get().value is None


def test_a_question_that_we_did_not_ask_is_not_answered(client, firm, head, network):
    need = NeedFactory(organisation=firm, network=network)
    client.force_login(head)
    url = reverse("matching:need_answer", args=[need.pk])

    for forged in ("revenue", token_of("autre", "revenue", ""), ""):
        assert client.post(url, {"question": forged, "value": "3"}).status_code == 404
    assert not FirmAnswer.objects.exists()


def test_only_the_firm_and_the_advisors_of_its_networks_read_and_change_what_is_known(
    client, firm, head, advisor, network
):
    learner, elsewhere = UserFactory(), UserFactory()
    MembershipFactory(user=learner, organisation=firm, network=network, role="learner")
    MembershipFactory(user=elsewhere, organisation=None, network=NetworkFactory(), role="advisor")
    page = reverse("matching:firm_answers", args=[firm.slug])
    form = reverse("matching:firm_answer", args=[firm.slug, "revenue"])
    found = []

    for person in (head, advisor, learner, elsewhere, UserFactory()):
        client.force_login(person)
        found.append((client.get(page).status_code, client.post(form, {"value": "5000"}).status_code))

    assert found == [(200, 302), (200, 302), (404, 404), (404, 404), (404, 404)]
    assert FirmAnswer.objects.get().role == "advisor"


def test_the_page_says_who_told_what_and_lets_it_be_taken_back(client, firm, head, advisor):
    say(firm, PAID, True, by=advisor, role="advisor")
    say(firm, RICH, 1_500_000, by=head)
    client.force_login(head)
    page = reverse("matching:firm_answers", args=[firm.slug])

    text = client.get(page).content.decode().replace("\xa0", " ")

    assert "« Être à jour de ses cotisations » : oui" in text
    assert "d’après Lucie Gagnon, du conseil aux entreprises, le 21 novembre 2026" in text
    assert "d’après votre réponse du 21 novembre 2026" in text
    assert "Micro-entreprise : inconnu" in text
    one = reverse("matching:firm_answer", args=[firm.slug, key_of(PAID)])
    assert client.get(one).status_code == 200
    assert client.post(one, {"value": ""}).status_code == 422
    assert client.post(one, {"withdraw": "1"}).url == page
    assert list(FirmAnswer.objects.values_list("key", flat=True)) == ["revenue"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_whatever_the_number_of_answers(
    client, firm, head, number, django_assert_max_num_queries
):
    for row in range(number):
        say(firm, statement(f"Énoncé {row}"), True)
    client.force_login(head)

    with django_assert_max_num_queries(12):
        client.get(reverse("matching:firm_answers", args=[firm.slug]))
