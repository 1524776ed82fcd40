"""The budget as coordinators write it and members read it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from maillage.agreements.errors import ChangedMeanwhile, NotAParty, ProjectTwice, RateTwice
from maillage.agreements.models import ExchangeRate, MoneyLine
from maillage.agreements.operations import (
    add_line,
    add_project,
    change_line,
    note_rate,
    remove_line,
)
from maillage.agreements.queries import budget_totals
from maillage.agreements.tests.crossings import crossing, told
from maillage.agreements.tests.factories import PartyFactory
from maillage.directory.tests.factories import MembershipFactory
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
WRITTEN = {
    "year": "2026",
    "kind": "own",
    "label": "Transport",
    "amount": "12 500,50",
    "currency": "EUR",
    "day": "2026-03-01",
    "source": "Résolution 12",
}


@pytest.fixture
def bound():
    return crossing()


def text_of(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def at(name, bound, *more):
    return reverse(f"agreements:{name}", args=[bound.agreement.slug, *more])


def rate_of(bound, value="1.5", day=date(2026, 1, 5)):
    return note_rate(
        agreement=bound.agreement, base="EUR", quote="CAD", day=day, rate=Decimal(value), source="Banque"
    )


@pytest.mark.parametrize("amount", ["0", "-5"])
def test_an_amount_is_more_than_nothing(bound, amount):
    with pytest.raises(ValidationError, match="plus grand que zéro"):
        add_line(agreement=bound.agreement, told=told(bound.here, amount))


def test_a_currency_is_one_of_two(bound):
    with pytest.raises(ValidationError):
        add_line(agreement=bound.agreement, told=told(bound.here, "5", currency="USD"))


def test_a_line_is_of_a_party(bound):
    with pytest.raises(NotAParty):
        add_line(agreement=bound.agreement, told=told(PartyFactory(), "5"))


def test_a_project_has_its_name_once(bound):
    add_project(agreement=bound.agreement, name="Parcours", purpose="")

    with pytest.raises(ProjectTwice):
        add_project(agreement=bound.agreement, name="Parcours", purpose="")


def test_a_day_has_one_rate(bound):
    rate_of(bound)

    with pytest.raises(RateTwice):
        rate_of(bound, "1.6")


def test_of_two_who_change_a_line_the_second_is_told(bound):
    line = add_line(agreement=bound.agreement, told=told(bound.here, "5"))
    change_line(line_id=line.pk, told=told(bound.here, "6"), read_revision=1)

    with pytest.raises(ChangedMeanwhile):
        change_line(line_id=line.pk, told=told(bound.here, "7"), read_revision=1)
    with pytest.raises(ChangedMeanwhile):
        remove_line(line_id=line.pk, read_revision=1)

    line.refresh_from_db()
    assert line.amount == 6


def test_the_front_page_reads_totals_in_either_currency(bound):
    rate_of(bound)
    add_line(agreement=bound.agreement, told=told(bound.here, "15000"))
    add_line(agreement=bound.agreement, told=told(bound.there, "1000", kind="grant"))

    in_euros, in_dollars = (budget_totals(bound.agreement, currency) for currency in ("EUR", "CAD"))

    assert (in_euros.own.known, in_euros.granted.known) == (10_000, 1_000)
    assert (in_dollars.own.known, in_dollars.granted.known) == (15_000, 1_500)


def test_an_agreement_without_lines_has_no_totals(bound):
    assert budget_totals(bound.agreement, "CAD") is None


def test_members_of_a_party_read_the_budget_and_its_coordinators_write_it(client, bound):
    line = add_line(agreement=bound.agreement, told=told(bound.here, "5"))
    project = add_project(agreement=bound.agreement, name="Parcours", purpose="")
    people = {
        "coordinator": bound.coordinator(bound.there),
        "member": bound.member(bound.here),
        "stranger": MembershipFactory().user,
    }
    reading = [at("money", bound), at("money_project", bound, project.pk)]
    writing = [
        at("money_line", bound, line.pk),
        at("money_line_new", bound),
        at("money_project_new", bound),
        at("money_rate_new", bound),
    ]

    def statuses(person, urls):
        client.force_login(people[person])
        return {client.get(url).status_code for url in urls}

    assert statuses("coordinator", reading + writing) == {200}
    assert statuses("member", reading) == {200}
    assert statuses("member", writing) == {404}
    assert statuses("stranger", reading + writing) == {404}


def test_a_line_of_another_agreement_is_not_there(client, bound):
    other = crossing_apart()
    line = add_line(agreement=other.agreement, told=told(other.here, "5"))
    client.force_login(bound.coordinator(bound.here))

    answers = [
        client.get(at("money_line", bound, line.pk)),
        client.post(at("money_line_remove", bound, line.pk), {"revision": "1"}),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert MoneyLine.objects.filter(pk=line.pk).exists()


def crossing_apart():
    """Another agreement, between others."""
    party = PartyFactory()
    PartyFactory(agreement=party.agreement, shore="b")
    return type("Apart", (), {"agreement": party.agreement, "here": party})


def test_a_coordinator_writes_a_line_as_she_speaks(client, bound):
    client.force_login(bound.coordinator(bound.there))

    answer = client.post(at("money_line_new", bound), WRITTEN | {"party": bound.there.pk}, follow=True)

    assert MoneyLine.objects.get().amount == Decimal("12500.50")
    assert "12 500,50 €" in text_of(answer)
    assert "Aucun taux de change connu ce jour-là" in text_of(answer)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"amount": "-3"}, "Le montant est plus grand que zéro."),
        ({"amount": "beaucoup"}, "Écrivez un nombre : 12 500 ou 12 500,50."),
        ({"currency": "USD"}, "Nous comptons en dollars canadiens ou en euros."),
    ],
)
def test_a_refused_line_says_why_and_keeps_what_was_typed(client, bound, wrong, said):
    client.force_login(bound.coordinator(bound.there))

    answer = client.post(at("money_line_new", bound), WRITTEN | {"party": bound.there.pk} | wrong)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "Résolution 12" in text_of(answer)
    assert not MoneyLine.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"rate": "0"}, "Le taux est plus grand que zéro."),
        ({"quote": "EUR"}, "Choisissez deux monnaies différentes."),
        ({"day": "2026-01-05"}, "Ce jour a déjà son taux."),
    ],
)
def test_a_refused_rate_says_why_and_keeps_what_was_typed(client, bound, wrong, said):
    rate_of(bound)
    client.force_login(bound.coordinator(bound.here))
    written = {"base": "EUR", "quote": "CAD", "rate": "1,47", "day": "2026-02-01", "source": "Une banque"}

    answer = client.post(at("money_rate_new", bound), written | wrong)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "Une banque" in text_of(answer)
    assert ExchangeRate.objects.count() == 1


def test_the_second_to_save_reads_what_the_first_wrote_and_keeps_her_words(client, bound):
    line = add_line(agreement=bound.agreement, told=told(bound.there, "5"))
    client.force_login(bound.coordinator(bound.there))
    url = at("money_line", bound, line.pk)
    change_line(line_id=line.pk, told=told(bound.there, "777"), read_revision=1)
    hers = WRITTEN | {"party": bound.there.pk, "label": "Autocar", "revision": "1"}

    refused = client.post(url, hers)
    again = client.post(url, hers | {"revision": refused.context["revision"]})

    assert refused.status_code == 422
    assert "777 €" in text_of(refused)
    assert "Autocar" in text_of(refused)
    assert again.status_code == 302
    assert MoneyLine.objects.get().label == "Autocar"


def test_a_removed_line_leaves_the_sums(client, bound):
    line = add_line(agreement=bound.agreement, told=told(bound.here, "5"))
    client.force_login(bound.coordinator(bound.here))

    answer = client.post(at("money_line_remove", bound, line.pk), {"revision": "1"}, follow=True)

    assert "Rien au budget pour l’instant" in text_of(answer)


def test_a_converted_line_says_at_which_rate(client, bound):
    rate_of(bound, "1.4925")
    add_line(agreement=bound.agreement, told=told(bound.there, "1000"))
    client.force_login(bound.member(bound.here))

    page = text_of(client.get(at("money", bound)))

    assert "1 492,50 $ mis en commun" in page
    assert "au taux : 1 EUR = 1,4925 CAD, 5 janvier 2026 – Banque" in page
    assert "Sert sur cette page" in page


def test_the_page_of_a_project_says_what_the_fund_answers(client, bound):
    project = add_project(agreement=bound.agreement, name="Parcours", purpose="")
    for party, kind, amount in [
        (bound.here, "own", "20000"),
        (bound.here, "fund", "20000"),
        (bound.there, "own", "12500"),
        (bound.there, "fund", "16000"),
    ]:
        add_line(agreement=bound.agreement, told=told(party, amount, kind=kind, project=project))
    client.force_login(bound.member(bound.here))

    page = text_of(client.get(at("money_project", bound, project.pk) + "?devise=EUR"))

    assert "Les chiffres ne passent pas le test du Fonds" in page
    assert f"Il manque 3 500 € de fonds propres côté {bound.there.name}" in page
    assert "À confirmer." in page


def test_an_agreement_outside_quebec_and_france_is_not_tested(client):
    apart = crossing_apart()
    project = add_project(agreement=apart.agreement, name="Parcours", purpose="")
    add_line(agreement=apart.agreement, told=told(apart.here, "5", kind="fund", project=project))
    coordinator = MembershipFactory(network=apart.here.network, organisation=None, role="coordinator").user
    client.force_login(coordinator)

    page = text_of(client.get(reverse("agreements:money_project", args=[apart.agreement.slug, project.pk])))

    assert "il n’est pas pour cette entente" in page


def test_a_budget_costs_the_same_queries_whatever_its_length(client, bound, assert_constant_queries):
    client.force_login(bound.coordinator(bound.here))
    days = iter(range(1, 28))

    def make_row():
        number = next(days)
        project = add_project(agreement=bound.agreement, name=f"Projet {number}", purpose="")
        add_line(agreement=bound.agreement, told=told(bound.there, "5", kind="fund", project=project))
        add_line(agreement=bound.agreement, told=told(bound.there, "5"))
        rate_of(bound, day=date(2026, 2, number))

    assert_constant_queries(client, at("money", bound), make_row)


def test_a_visitor_signs_in_first(client, bound):
    assert client.get(at("money", bound)).status_code == 302


def test_somebody_without_network_finds_no_budget(client, bound):
    client.force_login(UserFactory())

    assert client.get(at("money", bound)).status_code == 404
