"""Initiatives as coordinators write them and everybody reads them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from maillage.agreements.tests.crossings import crossing
from maillage.directory.tests.factories import MembershipFactory, NetworkFactory, OrganisationFactory
from maillage.initiatives.errors import ChangedMeanwhile, JustFounded, LeadStays
from maillage.initiatives.models import BudgetLine, Initiative, Reach
from maillage.initiatives.operations import add_part, change_initiative, found_initiative, remove_part
from maillage.initiatives.operations import initiatives as founding
from maillage.initiatives.tests.factories import NOW, InitiativeFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
WRITTEN = {
    "title": "Plus numérique",
    "purpose": "Que les petites entreprises passent au numérique.",
    "audiences": "PME",
    "starts_on": "2026-01-05",
    "ends_on": "",
    "asked_groups": ["women", "young"],
}


@pytest.fixture
def network():
    return NetworkFactory()


@pytest.fixture
def coordinator(network):
    return MembershipFactory(network=network, organisation=None, role="coordinator").user


@pytest.fixture
def colleague(network):
    """A member of the network who coordinates nothing."""
    return MembershipFactory(network=network).user


def at(name, initiative, *more):
    return reverse(f"initiatives:{name}", args=[initiative.slug, *more])


def said(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_two_initiatives_of_one_title_have_two_addresses(network):
    facts = {"title": "L’été", "purpose": "Aider.", "starts_on": date(2026, 1, 5)}

    one, two = (found_initiative(network=network, now=NOW, **facts) for _ in range(2))

    assert (one.slug, two.slug) == ("l-ete", "l-ete-2")
    assert [(row.network, row.leads) for row in one.holders.all()] == [(network, True)]


def test_an_initiative_does_not_end_before_it_starts(network):
    with pytest.raises(ValidationError, match="ne peut pas précéder"):
        found_initiative(
            network=network,
            now=NOW,
            title="A",
            purpose="B",
            starts_on=date(2026, 1, 5),
            ends_on=date(2026, 1, 4),
        )


def test_of_two_who_change_it_the_second_is_told(network):
    initiative = InitiativeFactory(network=network)
    change_initiative(initiative_id=initiative.pk, seen=1, now=NOW, title="Première")

    with pytest.raises(ChangedMeanwhile):
        change_initiative(initiative_id=initiative.pk, seen=1, now=NOW, title="Seconde")

    assert Initiative.objects.get().title == "Première"


def test_the_network_that_leads_stays(network):
    initiative = InitiativeFactory(network=network)

    with pytest.raises(LeadStays):
        remove_part(part=initiative.holders.get(), now=NOW)

    assert initiative.holders.count() == 1


def test_a_territory_is_added_once_and_taken_away(network):
    initiative = InitiativeFactory(network=network)
    reach = {"territory": network.territory, "from_day": date(2026, 2, 1)}
    added = add_part(initiative_id=initiative.pk, part=Reach(**reach), now=NOW)

    with pytest.raises(ValidationError, match="déjà dans l’initiative"):
        add_part(initiative_id=initiative.pk, part=Reach(**reach), now=NOW)
    remove_part(part=added, now=NOW)
    remove_part(part=added, now=NOW)

    assert not initiative.reaches.exists()


def test_a_budget_line_is_more_than_nothing(network):
    line = BudgetLine(label="Cohortes", purpose="training", amount=Decimal(0), currency="CAD")

    with pytest.raises(ValidationError, match="plus grand que zéro"):
        add_part(initiative_id=InitiativeFactory(network=network).pk, part=line, now=NOW)


def test_a_coordinator_founds_publishes_and_changes(client, coordinator, network):
    client.force_login(coordinator)
    new = reverse("initiatives:new")

    assert client.get(new).status_code == 200
    answer = client.post(new, WRITTEN | {"network": network.pk, "seen": ""})
    initiative = Initiative.objects.get()
    assert answer.url == initiative.get_absolute_url()
    assert "Brouillon" in said(client.get(answer.url))
    client.post(at("publish", initiative), {"do": "public"})
    client.post(at("edit", initiative), WRITTEN | {"title": "Encore plus numérique", "seen": 1})

    initiative.refresh_from_db()
    assert (initiative.title, initiative.is_published) == ("Encore plus numérique", True)
    assert initiative.asked_groups == ["women", "young"]


def test_who_saves_second_keeps_what_she_typed(client, coordinator, network):
    initiative = InitiativeFactory(network=network)
    change_initiative(initiative_id=initiative.pk, seen=1, now=NOW, title="Écrit avant")
    client.force_login(coordinator)

    answer = client.post(at("edit", initiative), WRITTEN | {"seen": 1})

    assert answer.status_code == 422
    assert "Écrit avant" in said(answer)
    assert "Plus numérique" in said(answer)


@pytest.mark.parametrize("what", ["territoire", "partenaire", "volet", "poste", "reseau"])
def test_each_part_is_added_and_removed_on_its_page(client, what):
    bound = crossing()
    initiative = InitiativeFactory(network=bound.here.network)
    partner = OrganisationFactory(networks=[bound.here.network])
    strand = bound.agreement.versions.get().strands.get()
    sent = {
        "territoire": {"territory": bound.here.network.territory_id, "from_day": "2026-03-01"},
        "partenaire": {"organisation": partner.pk, "role": "expert"},
        "volet": {"strand": f"{bound.agreement.pk}-{strand.pk}"},
        "poste": {"label": "Salles", "purpose": "other", "amount": "1 200,50", "currency": "CAD"},
        "reseau": {"network": bound.there.network_id},
    }[what]
    parts = {
        "territoire": initiative.reaches,
        "partenaire": initiative.partnerships,
        "volet": initiative.served,
        "poste": initiative.budget,
        "reseau": initiative.holders.filter(leads=False),
    }[what]
    client.force_login(bound.coordinator(bound.here))
    add = at("add", initiative, what)

    assert client.get(add).status_code == 200
    assert client.post(add, {"csrfmiddlewaretoken": ""}).status_code == 422
    assert client.post(add, sent).status_code == 302
    remove = at("remove", initiative, what, parts.get().pk)
    assert remove in said(client.get(initiative.get_absolute_url()))
    client.post(remove)

    assert not parts.exists()


def test_a_second_network_writes_it_too(client):
    bound = crossing()
    initiative = InitiativeFactory(network=bound.here.network)
    other = bound.coordinator(bound.there)
    client.force_login(other)
    assert client.get(at("edit", initiative)).status_code == 404

    initiative.holders.create(network=bound.there.network)

    assert client.get(at("edit", initiative)).status_code == 200


def test_a_stranger_learns_nothing_of_a_draft(client, network):
    initiative = InitiativeFactory(network=network)
    client.force_login(UserFactory())

    assert client.get(initiative.get_absolute_url()).status_code == 404
    assert initiative.title not in said(client.get(reverse("initiatives:initiatives")))
    for name in ("edit", "publish"):
        assert client.post(at(name, initiative), {"do": "public"}).status_code == 404
    assert client.post(at("add", initiative, "poste"), {}).status_code == 404
    lead = at("remove", initiative, "reseau", initiative.holders.get().pk)
    assert client.post(lead).status_code == 404


def test_a_colleague_reads_a_draft_and_changes_nothing(client, colleague, network):
    initiative = InitiativeFactory(network=network)
    client.force_login(colleague)

    page = said(client.get(initiative.get_absolute_url()))

    assert initiative.purpose in page
    assert at("edit", initiative) not in page
    assert client.get(at("edit", initiative)).status_code == 404
    assert client.post(at("publish", initiative), {"do": "public"}).status_code == 404
    assert client.get(reverse("initiatives:new")).status_code == 404


def test_everybody_reads_what_is_published(client):
    initiative = InitiativeFactory(is_published=True)

    assert initiative.title in said(client.get(reverse("initiatives:initiatives")))
    assert client.get(initiative.get_absolute_url()).status_code == 200


def test_another_initiative_s_part_is_not_removed_through_ours(client, coordinator, network):
    ours, theirs = InitiativeFactory(network=network), InitiativeFactory()
    line = theirs.budget.create(label="Salles", purpose="other", amount=5, currency="CAD")
    client.force_login(coordinator)

    assert client.post(at("remove", ours, "poste", line.pk)).status_code == 404


def test_the_list_costs_the_same_whatever_its_length(client, assert_constant_queries):
    def one_more():
        InitiativeFactory(is_published=True)

    assert_constant_queries(client, reverse("initiatives:initiatives"), one_more)


def test_the_page_costs_the_same_whatever_it_is_made_of(client, network, assert_constant_queries):
    initiative = InitiativeFactory(network=network, is_published=True)
    days = (date(2026, 2, 1) + timedelta(days=n) for n in range(10))

    def one_more():
        reach = Reach(territory=NetworkFactory().territory, from_day=next(days))
        add_part(initiative_id=initiative.pk, part=reach, now=NOW)
        partner = OrganisationFactory()
        initiative.partnerships.create(organisation=partner, role="expert")
        initiative.budget.create(label=partner.name, purpose="other", amount=5, currency="CAD")

    assert_constant_queries(client, initiative.get_absolute_url(), one_more)


def test_two_who_found_the_same_at_the_same_instant_are_told(network, monkeypatch):
    facts = {"title": "Été", "purpose": "Aider.", "starts_on": date(2026, 1, 5)}
    found_initiative(network=network, now=NOW, **facts)
    monkeypatch.setattr(Initiative, "full_clean", lambda *_args: None)  # it saw the address free
    monkeypatch.setattr(founding, "free_name", lambda *_args, **_options: "ete")

    with pytest.raises(JustFounded):
        found_initiative(network=network, now=NOW, **facts)

    assert Initiative.objects.count() == 1
