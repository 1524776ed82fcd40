"""What was decided or promised at a meeting becomes a need, an offer, a practice or a commitment."""

from datetime import date

import pytest
from django.urls import resolve, reverse

from maillage.activities.operations import write_minutes
from maillage.activities.tests.factories import (
    NOON,
    ActivityFactory,
    FollowUpFactory,
    ItemFactory,
    ParticipantFactory,
)
from maillage.agreements.models import Commitment
from maillage.agreements.tests.factories import StrandFactory, agreement_between
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
WORDS = "Prêter l’imprimante une semaine"
FORMS = [
    ("matching:need_new", "text"),
    ("matching:offer_new", "text"),
    ("agreements:practice_new", "title"),
    ("agreements:commitment_new", "text"),
]


@pytest.fixture
def visit():
    """Under an agreement in force on two strands, the second of which is the visit's."""
    here, there = NetworkFactory(name="Réseau d’ici"), NetworkFactory(name="Réseau de là-bas")
    strand = StrandFactory(name="Culture")
    agreement = agreement_between(here, there, strands=[StrandFactory(), strand], ends_on=date(2099, 12, 31))
    return ActivityFactory(
        network=here, agreement=agreement, strand=strand, visibility="organisation", slug="mission"
    )


@pytest.fixture
def signed_in(client, visit):
    town = OrganisationFactory(name="Ville d’ici", networks=[visit.network])
    coordinator = MembershipFactory(network=visit.network, organisation=town, role="coordinator").user
    client.force_login(coordinator)
    return client


@pytest.fixture
def follow_up(visit):
    item = ItemFactory(activity=visit)
    return FollowUpFactory(item=item, text=WORDS, office="Direction", due_on=date(2027, 9, 1))


def forms_of(ways):
    """The addresses, by the name of their form."""
    return {resolve(way["url"].partition("?")[0]).view_name: way["url"] for way in ways}


@pytest.mark.parametrize(("name", "field"), FORMS)
def test_a_follow_up_opens_each_form_with_its_words(signed_in, follow_up, name, field):
    ways = forms_of(signed_in.get(follow_up.get_absolute_url()).context["ways"])

    assert signed_in.get(ways[name]).context["form"][field].value() == WORDS


@pytest.mark.parametrize(("name", "field"), [*FORMS, ("activities:visit_follow_up_add", "text")])
def test_a_decision_opens_each_form_with_its_words_and_may_be_promised(signed_in, visit, name, field):
    item = ItemFactory(activity=visit)
    write_minutes(item_id=item.pk, seen=0, text="", decisions=f"{WORDS}\nAutre", by=None, now=NOON)

    page = signed_in.get(reverse("activities:visit_minutes", args=[visit.slug, item.pk]))

    first, other = page.context["decisions"]
    assert (first["text"], other["text"]) == (WORDS, "Autre")
    assert signed_in.get(forms_of(first["ways"])[name]).context["form"][field].value() == WORDS


def test_a_commitment_comes_with_who_and_when_on_the_strand_of_the_visit_and_is_followed(
    signed_in, visit, follow_up
):
    way = forms_of(signed_in.get(follow_up.get_absolute_url()).context["ways"])["agreements:commitment_new"]
    form = signed_in.get(way).context["form"]
    typed = {name: form[name].value() for name in form.fields} | {"party": visit.agreement.parties.first().pk}
    answer = signed_in.post(way, typed)

    taken = Commitment.objects.get()
    assert (taken.text, taken.due_on, taken.opening.strand) == (WORDS, date(2027, 9, 1), visit.strand)
    assert taken.body.startswith("Direction")
    signed_in.post(
        reverse("activities:visit_follow_up_close", args=[follow_up.pk]),
        {"address": answer.url, "do": "done"},
    )
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.became) == ("done", "commitment")
    assert signed_in.get(answer.url).status_code == 200


def test_who_coordinates_no_party_is_offered_no_commitment(client, visit, follow_up):
    follow_up.user = UserFactory()
    follow_up.save()
    ParticipantFactory(activity=visit, user=follow_up.user)
    client.force_login(follow_up.user)

    ways = forms_of(client.get(follow_up.get_absolute_url()).context["ways"])

    assert set(ways) == {"matching:need_new", "matching:offer_new", "agreements:practice_new"}


def test_those_who_read_minutes_are_asked_nothing_of_its_decisions(client, visit):
    item = ItemFactory(activity=visit)
    write_minutes(item_id=item.pk, seen=0, text="", decisions=WORDS, by=None, now=NOON)
    reader = UserFactory()
    ParticipantFactory(activity=visit, user=reader)
    client.force_login(reader)

    page = client.get(reverse("activities:visit_minutes", args=[visit.slug, item.pk]))

    assert page.context["decisions"] == [{"text": WORDS, "ways": []}]


def test_the_minutes_cost_as_much_for_three_decisions_as_for_one(
    signed_in, visit, django_assert_num_queries, django_assert_max_num_queries
):
    item = ItemFactory(activity=visit)
    url = reverse("activities:visit_minutes", args=[visit.slug, item.pk])
    write_minutes(item_id=item.pk, seen=0, text="", decisions="Une", by=None, now=NOON)
    signed_in.get(url)
    with django_assert_max_num_queries(60) as one:
        signed_in.get(url)

    write_minutes(item_id=item.pk, seen=1, text="", decisions="Une\nDeux\nTrois", by=None, now=NOON)
    with django_assert_num_queries(len(one)):
        signed_in.get(url)
