"""From a dollar to what came of it and back, a step at a time; a stranger walks what is published alone."""

from decimal import Decimal
from itertools import pairwise

import pytest
from django.http import Http404

from maillage.activities.operations import place
from maillage.activities.tests.factories import ActivityFactory, ParticipantFactory
from maillage.agreements.tests.factories import PartyFactory, StrandFactory, VersionFactory
from maillage.common.viewer import Viewer
from maillage.directory.tests.factories import NetworkFactory, OrganisationFactory
from maillage.initiatives.operations import StrandOf
from maillage.initiatives.tests.factories import NOW, TODAY, InitiativeFactory, contribution, given
from maillage.matching.tests.factories import IntroductionFactory
from maillage.outcomes.operations import share_outcome
from maillage.outcomes.queries import link_of
from maillage.outcomes.queries.chain import MOST
from maillage.outcomes.tests.factories import outcome

pytestmark = pytest.mark.django_db
STRANGER = Viewer(day=TODAY)


def coordinator_of(network):
    hers = frozenset({network.pk})
    return Viewer(day=TODAY, user_id=1, network_ids=hers, coordinated_network_ids=hers)


def names(steps):
    return [(step.kind, step.pk) for step in steps]


@pytest.fixture
def chain():
    """A contribution given to an initiative, placed on a workshop, where a firm met another and solved its problem."""
    network = NetworkFactory()
    initiative = InitiativeFactory(network=network)
    book = contribution(1_000, network=network)
    row = given(book, initiative, 600)
    activity = ActivityFactory(initiative=initiative, network=network)
    place(allocation_id=row.pk, activity=activity, amount=Decimal(600), by=None, now=NOW)
    met = IntroductionFactory()
    solved = outcome(
        1, network=network, kind="problem_solved", initiative=initiative, activity=activity, introduction=met
    )
    share_outcome(outcome_id=solved.pk, parts={book.pk: Decimal(1)}, method="agreed", by=None, now=NOW)
    return {
        "contribution": book,
        "initiative": initiative,
        "activite": activity,
        "mise-en-relation": met,
        "retombee": solved,
    }


def test_each_thing_leads_to_the_next_and_back(chain):
    viewer = coordinator_of(chain["contribution"].network)
    kinds = list(chain)

    for kind, following in pairwise(kinds):
        here, there = (kind, str(chain[kind].pk)), (following, str(chain[following].pk))
        assert there in names(link_of(*here, viewer).after)
        assert here in names(link_of(*there, viewer).before)


def test_an_outcome_says_who_is_credited_with_it(chain):
    viewer = coordinator_of(chain["contribution"].network)

    before = link_of("retombee", str(chain["retombee"].pk), viewer).before

    assert before[-1].pk == str(chain["contribution"].pk)
    assert "100" in before[-1].note


@pytest.mark.parametrize("kind", ["contribution", "initiative", "activite", "mise-en-relation", "retombee"])
def test_a_stranger_walks_nothing_that_is_not_published(chain, kind):
    for viewer in (STRANGER, coordinator_of(NetworkFactory())):
        with pytest.raises(Http404):
            link_of(kind, str(chain[kind].pk), viewer)


def test_a_stranger_walks_from_what_is_published_to_what_is_published(chain):
    chain["initiative"].is_published = True
    chain["initiative"].save()

    link = link_of("initiative", str(chain["initiative"].pk), STRANGER)

    assert (link.before, link.after, link.more) == ((), (), 0)
    chain["contribution"].is_published = True
    chain["contribution"].save()
    link = link_of("initiative", str(chain["initiative"].pk), STRANGER)
    assert names(link.before) == [("contribution", str(chain["contribution"].pk))]


def test_a_participation_is_known_by_what_came_of_it_and_never_by_a_name():
    network = NetworkFactory()
    activity = ActivityFactory(network=network)
    person = ParticipantFactory(activity=activity, name="Dominique Personne")
    trained = outcome(1, network=network, kind="people_trained", activity=activity, participant=person)
    viewer = coordinator_of(network)

    link = link_of("participation", str(person.pk), viewer)

    assert names(link.before) == [("activite", str(activity.pk))]
    assert names(link.after) == [("retombee", str(trained.pk))]
    assert "Dominique" not in repr((link, link_of("activite", str(activity.pk), viewer)))


def test_a_strand_stands_between_its_money_and_its_outcomes():
    party, strand = PartyFactory(), StrandFactory()
    VersionFactory(agreement=party.agreement, strands=[strand])
    book = contribution(network=party.network)
    given(book, StrandOf(agreement=party.agreement, strand=strand), 100)
    jobs = outcome(
        12,
        network=party.network,
        agreement=party.agreement,
        strand=strand,
        organisation=OrganisationFactory(name="Triade"),
    )

    link = link_of("volet", f"{party.agreement.pk}-{strand.pk}", coordinator_of(party.network))

    assert names(link.before) == [("contribution", str(book.pk))]
    assert names(link.after) == [("retombee", str(jobs.pk))]
    assert "Triade" in link.after[0].title


def test_what_is_too_long_to_list_is_counted():
    network = NetworkFactory()
    initiative = InitiativeFactory(network=network)
    for _ in range(MOST + 2):
        outcome(network=network, initiative=initiative)

    link = link_of("initiative", str(initiative.pk), coordinator_of(network))

    assert (len(link.after), link.more) == (MOST, 2)


@pytest.mark.parametrize(
    ("kind", "pk"),
    [
        ("initiative", "0"),
        ("initiative", "1-2"),
        ("volet", "1"),
        ("autre", "1"),
        ("retombee", "²"),
        ("retombee", "9" * 30),
    ],
)
def test_an_address_that_is_none_is_none(kind, pk):
    with pytest.raises(Http404):
        link_of(kind, pk, STRANGER)


@pytest.mark.parametrize("kind", ["contribution", "initiative", "activite", "mise-en-relation", "retombee"])
def test_a_step_takes_few_queries_however_much_it_lists(chain, kind, django_assert_max_num_queries):
    viewer = coordinator_of(chain["contribution"].network)
    for _ in range(3):
        outcome(
            network=chain["contribution"].network, initiative=chain["initiative"], activity=chain["activite"]
        )

    with django_assert_max_num_queries(9):
        link_of(kind, str(chain[kind].pk), viewer)
