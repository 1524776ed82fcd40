"""Needs revealed by a diagnosis: kept, left aside, said otherwise; and what a firm tells of itself."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from maillage.agreements.tests.factories import StrandFactory
from maillage.assessments.operations import continue_sitting
from maillage.assessments.queries import proposals_revealed
from maillage.assessments.tests.diagnoses import BEFORE, answered, diagnosed
from maillage.common.tests.at_once import at_once
from maillage.directory.models import Organisation
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory, member_of
from maillage.matching.enums import RevealedState, ToldIn
from maillage.matching.errors import EmptyNeed
from maillage.matching.models import FirmAnswer, Need, RevealedNeed
from maillage.matching.operations import (
    answer_fact,
    close_need,
    settle_revealed,
    tell_firm_facts,
)
from maillage.matching.queries.eligible import eligibilities
from maillage.matching.queries.revealed import settled_of
from maillage.matching.tests.factories import NOON
from maillage.matching.tests.programmes import programme

pytestmark = pytest.mark.django_db
LATER = BEFORE + timedelta(days=1)


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def firm(network):
    return OrganisationFactory(networks=[network])


@pytest.fixture
def head(firm, network):
    return member_of(firm, network)


@pytest.fixture
def sitting(firm, head):
    return diagnosed(0, organisation=firm, person=head, facts={"employees": 6, "sector": "retail"})


def settle(sitting, network, *keys, words=None, visibility="network", by=None):
    return settle_revealed(
        sitting_id=sitting.pk,
        network=network,
        kept=dict.fromkeys(keys, words or "Nous perdons des clients."),
        visibility=visibility,
        by=by or sitting.person,
        now=NOON,
    )


def keys_of(sitting):
    return [one.key for one in proposals_revealed(sitting)]


def address(sitting, name="needs_revealed"):
    return reverse(f"matching:{name}", args=[sitting.key])


def said(response):
    return response.content.decode().replace("&#x27;", "’")


def ticked(page):
    return set(re.findall(r'name="kept" value="([^"]*)" checked', page))


# ------------------------------------------------------------------- operations


def test_what_is_kept_becomes_a_need_that_knows_its_kind_and_its_strand(sitting, network, firm, head):
    strand = StrandFactory(slug="digital")
    key = next(one for one in keys_of(sitting) if one.startswith("financing:") and not one.endswith(":"))

    [need] = settle(sitting, network, key, words="Un site coûte trop cher.")

    assert (need.organisation, need.network, need.written_by) == (firm, network, head)
    assert (need.kind, need.text, need.visibility) == ("financing", "Un site coûte trop cher.", "network")
    assert need.kinds_corrected == key.split(":")[1:]
    assert need.strand in {strand, None}


def test_the_rest_is_left_aside_and_may_be_kept_later(sitting, network):
    first, second, *_others = keys = keys_of(sitting)

    settle(sitting, network, first)
    assert RevealedNeed.objects.filter(state=RevealedState.DROPPED).count() == len(keys) - 1

    assert len(settle(sitting, network, second)) == 1
    assert Need.objects.count() == RevealedNeed.objects.filter(state=RevealedState.KEPT).count() == 2
    assert RevealedNeed.objects.count() == len(keys)


def test_sent_twice_it_makes_one_need_and_takes_none_back(sitting, network):
    first = keys_of(sitting)[0]

    assert len(settle(sitting, network, first)) == 1
    assert settle(sitting, network, first, words="Autrement.") == []
    assert settle(sitting, network) == []
    assert Need.objects.get().text == "Nous perdons des clients."


def test_what_was_not_proposed_makes_no_need(sitting, network):
    assert settle(sitting, network, "expertise:inventee:") == []
    assert not Need.objects.exists()


def test_all_is_kept_or_nothing(sitting, network):
    first, second, *_others = keys_of(sitting)

    with pytest.raises(EmptyNeed):
        settle_revealed(
            sitting_id=sitting.pk, network=network, kept={first: "Dit.", second: "  "}, visibility="network",
            by=sitting.person, now=NOON,
        )  # fmt: skip
    assert not RevealedNeed.objects.exists()
    assert not Need.objects.exists()


def test_a_longer_diagnosis_does_not_bring_back_what_the_short_one_settled(sitting, network):
    before = set(keys_of(sitting))
    settle(sitting, network, keys_of(sitting)[0])
    longer = answered(continue_sitting(sitting_id=sitting.pk, now=LATER), 0, now=LATER)

    assert before <= settled_of(longer).keys() < set(keys_of(longer))


def test_a_new_diagnosis_proposes_anew_what_was_left_aside_but_not_what_is_still_a_need(
    sitting, network, firm, head
):
    first, second, *_others = keys_of(sitting)
    [need, closed] = settle(sitting, network, first, second)
    close_need(need_id=closed.pk, now=NOON)

    again = diagnosed(
        0, organisation=firm, person=head, instrument=sitting.instrument, seed=8, facts=sitting.facts,
        now=BEFORE + timedelta(2),
    )  # fmt: skip

    kinds = need.kinds_corrected
    assert [row.need.kinds_corrected for row in settled_of(again).values()] == [kinds]


def test_another_firm_s_choices_change_nothing(sitting, network):
    settle(sitting, network, keys_of(sitting)[0])
    other = diagnosed(0, instrument=sitting.instrument, facts=sitting.facts)

    assert settled_of(other) == {}


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_at_once_make_each_need_once():
    network = NetworkFactory()
    firm = OrganisationFactory(networks=[network])
    head, colleague = member_of(firm, network), member_of(firm, network)
    sitting = diagnosed(0, organisation=firm, person=head)
    first, second, third, *_others = keys_of(sitting)
    made = []

    def hers():
        made.extend(settle(sitting, network, first, second, by=head))

    def his():
        made.extend(settle(sitting, network, second, third, by=colleague))

    assert at_once(hers, his) == ["done", "done"]
    assert len(made) == Need.objects.count() == 3
    assert RevealedNeed.objects.count() == len(keys_of(sitting))


# ----------------------------------------------------------------- facts of the firm


def test_facts_are_kept_with_the_sitting_and_the_headcount_answers_conditions(sitting, firm, head):
    tell_firm_facts(sitting_id=sitting.pk, facts={"exports": "some", "premises": None}, by=head, now=NOON)

    sitting.refresh_from_db()
    assert sitting.facts == {"employees": 6, "sector": "retail", "exports": "some", "premises": None}
    answer = FirmAnswer.objects.get(organisation=firm, key="employees")
    assert (answer.value, answer.told_in, answer.answered_by) == (6, ToldIn.DIAGNOSIS, head)


def test_an_answer_given_elsewhere_stays(sitting, firm, head):
    answer_fact(organisation_id=firm.pk, key="employees", value=5, answered_by=head, role="firm", now=NOON)

    tell_firm_facts(sitting_id=sitting.pk, facts={}, by=head, now=NOON)

    assert FirmAnswer.objects.get(organisation=firm, key="employees").value == 5


# ------------------------------------------------------------------------- pages


def test_the_first_five_are_ticked_and_the_others_offered(client, head, sitting):
    client.force_login(head)
    page = said(client.get(address(sitting)))

    keys = keys_of(sitting)
    assert all(f'value="{key}"' in page for key in keys)
    assert ticked(page) == set(keys[:5])
    assert len(page.encode()) < 150_000


def test_what_is_kept_is_shown_with_its_help_and_does_not_come_back(client, head, sitting):
    client.force_login(head)
    first, second, third, *_others = keys_of(sitting)
    words = f"words-{second.replace(':', '-')}"
    sent = {"kept": [first, second], f"words-{first.replace(':', '-')}": "Le premier.", words: "Dit comme ici.",
            "visibility": "organisation"}  # fmt: skip

    page = said(client.post(address(sitting), sent, follow=True))

    mine = Need.objects.get(text="Dit comme ici.")
    assert mine.visibility == "organisation"
    assert mine.get_absolute_url() in page
    assert f'value="{first}"' not in page
    assert f'value="{third}"' in page  # left aside, to take again
    assert not ticked(page)
    assert "2 besoins sont gardés" in page


def test_a_need_without_words_is_refused_and_nothing_typed_is_lost(client, head, sitting):
    client.force_login(head)
    first, second, *_others = keys_of(sitting)
    sent = {"kept": [first, second], f"words-{first.replace(':', '-')}": " ",
            f"words-{second.replace(':', '-')}": "Gardez ceci.", "visibility": "network"}  # fmt: skip

    response = client.post(address(sitting), sent)

    assert response.status_code == 422
    assert "Gardez ceci." in said(response)
    assert "Dites en une phrase" in said(response)
    assert not Need.objects.exists()


def test_what_a_colleague_kept_meanwhile_stays_hers_and_is_told(client, network, firm, sitting, head):
    first, second, *_others = keys_of(sitting)
    settle(sitting, network, first, words="Les mots de ma collègue.")
    client.force_login(head)
    sent = {"kept": [first, second], f"words-{first.replace(':', '-')}": "Les miens.",
            f"words-{second.replace(':', '-')}": "Deux.", "visibility": "network"}  # fmt: skip

    page = said(client.post(address(sitting), sent, follow=True))

    assert "déjà gardée" in page
    assert {need.text for need in Need.objects.order_by("pk")} == {"Les mots de ma collègue.", "Deux."}


def test_facts_are_asked_after_and_none_is_required(client, head, sitting):
    client.force_login(head)
    page = said(client.get(address(sitting, "diagnosis_facts")))
    assert page.count('class="field') >= 8

    assert client.post(address(sitting, "diagnosis_facts"), {}).status_code == 302
    sitting.refresh_from_db()
    assert sitting.facts["premises"] is None
    refused = client.post(address(sitting, "diagnosis_facts"), {"founded_in": "3000", "project_text": "Alma"})
    assert refused.status_code == 422
    assert "Alma" in said(refused)


def test_only_those_who_speak_for_the_firm_come_in(client, network, firm, sitting):
    people = [
        member_of(firm, network),
        member_of(OrganisationFactory(), network),
        member_of(OrganisationFactory(), NetworkFactory()),
    ]
    for name in ("needs_revealed", "diagnosis_facts"):
        codes = []
        for person in people:
            client.force_login(person)
            codes.append(client.get(address(sitting, name)).status_code)
            codes.append(client.post(address(sitting, name), {"visibility": "network"}).status_code)
        assert codes == [200, 302, 404, 404, 404, 404]


def test_the_page_costs_the_same_whatever_was_kept(client, network, head, sitting, django_assert_num_queries):
    client.force_login(head)
    counts = []
    keys = keys_of(sitting)
    client.get(address(sitting))
    for kept in (keys[:1], keys[1:4]):
        settle(sitting, network, *kept)
        with django_assert_num_queries(100, exact=False) as counted:
            client.get(address(sitting))
        counts.append(len(counted))

    assert counts[0] == counts[1]


# ------------------------------------------------------------------------ ranges


def judged_with(firm, condition):
    offer = programme("Une aide.", condition).offer_id
    return eligibilities([offer], Organisation.objects.get(pk=firm.pk), NOON.date())[offer].answer


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        ({"fact": "revenue", "at_most": 1_000_000}, "yes"),
        ({"fact": "revenue", "at_least": 1_000_000}, "no"),
        ({"fact": "revenue", "at_least": 300_000}, "unknown"),
        ({"fact": "revenue", "at_least": 300_000, "at_most": 400_000}, "unknown"),
        ({"fact": "revenue", "at_least": 100_000, "at_most": 900_000}, "yes"),
        ({"fact": "revenue", "at_least": 600_000, "at_most": 900_000}, "no"),
        ({"fact": "revenue", "above": 500_000}, "no"),
        ({"not": {"fact": "revenue", "at_least": 300_000}}, "unknown"),
        ({"fact": "founded_on", "at_least": 3}, "yes"),
        ({"fact": "founded_on", "at_least": 8}, "unknown"),
        ({"fact": "founded_on", "at_most": 5}, "no"),
        ({"fact": "founded_on", "at_least": 60, "unit": "months"}, "yes"),
    ],
)
def test_a_range_answers_only_what_every_value_of_it_would(sitting, firm, head, condition, answer):
    tell_firm_facts(
        sitting_id=sitting.pk, facts={"revenue": "250-500k", "founded_in": 2018}, by=head, now=NOON
    )

    assert judged_with(firm, condition) == answer


def test_the_top_range_has_no_end(sitting, firm, head):
    tell_firm_facts(sitting_id=sitting.pk, facts={"revenue": "gt50m"}, by=head, now=NOON)

    assert judged_with(firm, {"fact": "revenue", "at_most": 10_000_000}) == "no"
    assert judged_with(firm, {"fact": "revenue", "at_most": 90_000_000}) == "unknown"
    assert judged_with(firm, {"fact": "revenue", "at_least": 1_000_000}) == "yes"


def test_what_is_emptied_is_unknown_again(sitting, firm, head):
    tell_firm_facts(sitting_id=sitting.pk, facts={"revenue": "none"}, by=head, now=NOON)
    assert FirmAnswer.objects.get(key="revenue").value == 0

    tell_firm_facts(sitting_id=sitting.pk, facts={"revenue": None}, by=head, now=NOON)

    assert not FirmAnswer.objects.filter(key="revenue").exists()


def test_a_range_is_shown_as_one_and_may_be_made_exact(client, sitting, firm, head):
    tell_firm_facts(sitting_id=sitting.pk, facts={"revenue": "250-500k"}, by=head, now=NOON)
    client.force_login(head)
    answers = said(client.get(reverse("matching:firm_answers", args=[firm.slug])))

    assert "entre 250 000 et 500 000" in answers.replace("\u00a0", " ")
    assert "d’après le diagnostic" in answers
    exact = reverse("matching:firm_answer", args=[firm.slug, "revenue"])
    assert client.get(exact).status_code == 200
    client.post(exact, {"value": "310000"})
    assert FirmAnswer.objects.get(key="revenue").told_in == ToldIn.QUESTION
