"""The pages of a sitting: agree, answer one question a page, stop, read one's answers again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.assessments import queries
from maillage.assessments.enums import Ending, ItemKind
from maillage.assessments.models import Answer, Item, Sitting
from maillage.assessments.operations import answer
from maillage.assessments.tests.asking import IN_ORDER, asked, kept, page_of, post
from maillage.assessments.tests.factories import (
    NOON,
    RIGHT_FIRST,
    SittingFactory,
    bank,
    scale_of_people,
)
from maillage.directory.tests.factories import MembershipFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TABLE = {"caption": "Factures du mois", "columns": ["Client", "Somme"], "rows": [["A", "12"], ["B", "15"]]}


@pytest.fixture
def sitting(head, firm):
    return SittingFactory(person=head, organisation=firm)


# --- one question a page ---


def test_each_answer_leads_to_the_next_question_and_the_last_one_to_the_result(client, sitting):
    first = asked(sitting)
    page = client.get(page_of(sitting))
    assert first.said("stem") in page.content.decode()
    assert page.context["number"] == 1

    answer_ = post(client, sitting, reponse="1")
    assert (answer_.status_code, answer_.url) == (302, page_of(sitting))
    for _turn in range(7):
        answer_ = post(client, sitting, reponse="dont_know")

    sitting.refresh_from_db()
    assert (sitting.ending, answer_.url) == (Ending.BUDGET, page_of(sitting, "result"))
    assert kept(sitting) == [[1], *["dont_know"] * 7]
    assert client.get(page_of(sitting)).url == page_of(sitting, "result")


def test_an_answer_that_is_missing_comes_back_with_what_to_do(client, sitting):
    page = post(client, sitting)

    assert page.status_code == 422
    assert "Choisissez une réponse" in page.content.decode()
    assert kept(sitting) == []


@pytest.mark.parametrize("told", [{"reponse": "99"}, {"reponse": "not_applicable"}, {"reponse": "é"}])
def test_what_is_not_offered_is_refused_on_the_page(client, sitting, told):
    assert post(client, sitting, **told).status_code == 422
    assert kept(sitting) == []


@pytest.mark.parametrize("question", ["", "x", "0", "9" * 30, "²"])
def test_a_question_that_is_not_of_the_instrument_does_not_exist(client, sitting, question):
    other = SittingFactory(scale=bank()).scale.parameters.first().item_id

    for told in (question, other):
        assert client.post(page_of(sitting), {"question": told, "reponse": "1"}).status_code == 404


def test_a_stale_page_is_told_and_the_question_asked_is_shown(client, sitting):
    first = asked(sitting)
    post(client, sitting, reponse="1")

    again = post(client, sitting, question=first.pk, reponse="1", follow=True)
    assert not list(again.context["messages"])
    changed = post(client, sitting, question=first.pk, reponse="2", follow=True)
    early = post(client, sitting, question=_not_asked(sitting).pk, reponse="2", follow=True)
    empty = post(client, sitting, question=first.pk, follow=True)

    assert ["déjà répondu" in str(m) for m in changed.context["messages"]] == [True]
    for page in (early, empty):
        assert ["plus à jour" in str(m) for m in page.context["messages"]] == [True]
        assert page.context["item"] == asked(sitting)
    assert kept(sitting) == [[1]]


def _not_asked(sitting):
    given = queries.answers_of(sitting).values("item")
    return Item.objects.exclude(pk__in=given).exclude(pk=asked(sitting).pk).order_by("pk")[0]


def test_an_answer_after_the_end_shows_the_result(client, sitting):
    item = asked(sitting)
    sitting.finished_at, sitting.ending = NOON, Ending.STOPPED
    sitting.save()

    answer_ = post(client, sitting, question=item.pk, reponse="1", follow=True)

    assert answer_.redirect_chain[1][0] == page_of(sitting, "result")
    assert kept(sitting) == []


def test_a_question_for_want_of_a_fact_may_be_said_not_to_concern_the_firm(client, head, firm):
    scale = bank()
    for item in scale.instrument.items.all():
        item.body["asked_if"] = [{"fact": "sector", "op": "in", "value": ["retail"]}]
        item.save()
    one = SittingFactory(scale=scale, person=head, organisation=firm)
    other = SittingFactory(scale=scale, person=head, organisation=firm, facts={"sector": "retail"}, finished_at=NOON, ending="stopped")  # fmt: skip
    Sitting.objects.filter(pk=other.pk).update(organisation=None, finished_at=None, ending="")

    assert "Cela ne nous concerne pas" in client.get(page_of(one)).content.decode()
    assert "Cela ne nous concerne pas" not in client.get(page_of(other)).content.decode()
    post(client, one, reponse="not_applicable")
    assert kept(one) == ["not_applicable"]


# --- the forms of questions ---


def test_several_answers_are_ticked_and_kept_when_they_are_refused(client, person):
    options = [option | {"correct": rank < 2} for rank, option in enumerate(RIGHT_FIRST)]
    sitting = SittingFactory(
        scale=scale_of_people(kind=ItemKind.MULTIPLE, options=options), person=person, organisation=None
    )

    refused = post(client, sitting, reponse=["1", "dont_know"])
    assert refused.status_code == 422
    assert {one["value"] for one in refused.context["told"]["options"] if one["checked"]} == {
        "1",
        "dont_know",
    }
    post(client, sitting, reponse=["1", "0"])
    post(client, sitting, reponse=["1", "2"])

    assert [(one.response, one.category) for one in queries.answers_of(sitting)] == [
        ([0, 1], 1),
        ([1, 2], 0),
    ]


def test_lines_are_put_in_order_by_their_ranks(client, person):
    sitting = SittingFactory(
        scale=scale_of_people(kind=ItemKind.ORDER, options=IN_ORDER), person=person, organisation=None
    )
    twice = {"rang-0": "1", "rang-1": "1", "rang-2": "3"}

    refused = post(client, sitting, **twice)
    assert refused.status_code == 422
    chosen = [o.value for place in refused.context["told"]["places"] for o in place.groups[0].options if o.is_chosen]  # fmt: skip
    assert sorted(chosen) == ["1", "1", "3"]
    post(client, sitting, **{"rang-0": "3", "rang-1": "2", "rang-2": "1"})
    post(client, sitting, **{"rang-0": "1", "rang-1": "2", "rang-2": "3"})
    post(client, sitting, **twice, reponse="dont_know")

    assert [(one.response, one.category) for one in queries.answers_of(sitting)] == [
        ([2, 1, 0], 1),
        ([0, 1, 2], 0),
        ("dont_know", None),
    ]


def test_a_document_is_shown_with_its_question(client, person):
    told = {"document_fr": TABLE, "document_en": {"caption": "Letter", "text": "Dear customer"}}
    sitting = SittingFactory(
        scale=scale_of_people(kind=ItemKind.DOCUMENT, **told), person=person, organisation=None
    )

    page = client.get(page_of(sitting)).content.decode()
    assert "<caption>Factures du mois</caption>" in page
    english = client.get(page_of(sitting).replace("/fr-ca/", "/en/")).content.decode()
    assert "Dear customer" in english


def test_the_order_shown_is_the_sitting_s_own_and_answers_mean_the_same(client, person):
    scale = scale_of_people()
    shown = set()
    for seed in range(6):
        sitting = SittingFactory(scale=scale, person=person, organisation=None, seed=seed)
        options = client.get(page_of(sitting)).context["told"]["options"]
        shown.add(tuple(one["value"] for one in options))
        assert all(one["label"] == f"Choix {one['value']}" for one in options[:4])
        post(client, sitting, reponse="0")
        assert Answer.objects.get(sitting=sitting).category == 1
        Sitting.objects.update(finished_at=NOON, ending="stopped")

    assert len(shown) > 1


# --- the way out ---


def test_stopping_is_confirmed_and_gives_a_result(client, sitting):
    for _turn in range(5):
        assert "Arrêter et voir" not in client.get(page_of(sitting)).content.decode()
        post(client, sitting, reponse="1")

    assert "Arrêter et voir" in client.get(page_of(sitting)).content.decode()
    client.get(page_of(sitting, "stop"))
    sitting.refresh_from_db()
    assert sitting.finished_at is None
    assert client.post(page_of(sitting, "stop")).url == page_of(sitting, "result")
    sitting.refresh_from_db()
    assert (sitting.ending, sitting.estimates.count()) == (Ending.STOPPED, 2)
    assert client.post(page_of(sitting, "stop")).url == page_of(sitting, "result")


def test_too_few_answers_are_forgotten(client, sitting):
    post(client, sitting, reponse="1")

    assert "trop peu" in client.get(page_of(sitting, "stop")).content.decode()
    assert client.post(page_of(sitting, "stop")).url == reverse("assessments:home")
    assert not Sitting.objects.exists()


def test_answers_are_read_again_after_the_end_only(client, person):
    scale = scale_of_people()
    sitting = SittingFactory(scale=scale, person=person, organisation=None, most=3)
    assert client.get(page_of(sitting, "answers")).status_code == 404
    for response in ([0], [2], "dont_know"):
        answer(sitting_id=sitting.pk, item_id=asked(sitting).pk, response=response, now=NOON)

    page = client.get(page_of(sitting, "answers"))

    assert [row["is_right"] for row in page.context["rows"]] == [True, False, False]
    assert [row["right"] for row in page.context["rows"]] == [["Choix 0"]] * 3
    assert "Parce que." in page.content.decode()


def test_a_diagnosis_has_no_right_answers_to_read_again(client, sitting):
    Sitting.objects.update(finished_at=NOON, ending="stopped")

    assert client.get(page_of(sitting, "answers")).status_code == 404


# --- who may open it ---


@pytest.mark.parametrize("name", ["question", "stop", "answers"])
def test_a_sitting_is_its_own_person_s_alone(client, sitting, firm, name):
    colleague = UserFactory()
    MembershipFactory(user=colleague, organisation=firm, network=firm.networks.get(), role="firm")

    for other in (UserFactory(), colleague):
        client.force_login(other)
        assert client.get(page_of(sitting, name)).status_code == 404


def test_whoever_left_the_firm_answers_no_more(client, sitting, head):
    head.memberships.all().delete()

    assert client.get(page_of(sitting)).status_code == 404


# --- what it costs ---


def test_a_question_costs_the_same_whatever_the_number_of_answers(client, sitting):
    client.get(page_of(sitting))  # the bank is read once and kept
    costs = []
    for _turn in range(6):
        with CaptureQueriesContext(connection) as read:
            client.get(page_of(sitting))
        item = asked(sitting).pk
        with CaptureQueriesContext(connection) as written:
            post(client, sitting, question=item, reponse="1")
        costs.append((len(read), len(written)))

    assert set(costs) == {costs[0]}
    assert costs[0][0] <= 9
    assert costs[0][1] <= 13
