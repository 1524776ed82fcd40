"""The book of contributions: it balances to the cent whatever is asked of it, and nothing is given twice."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, transaction

from maillage.agreements.tests.factories import AgreementFactory, PartyFactory, StrandFactory
from maillage.directory.tests.factories import NetworkFactory
from maillage.initiatives.errors import (
    AlreadyEnded,
    AlreadyGiven,
    ChangedMeanwhile,
    OtherBook,
    ReasonNeeded,
    RestrictedElsewhere,
    TooMuch,
)
from maillage.initiatives.models import Allocation, Contribution, Instalment
from maillage.initiatives.operations import (
    StrandOf,
    allocate,
    correct_instalment,
    withdraw_instalment,
)
from maillage.initiatives.rules import InstalmentTold
from maillage.initiatives.tests.factories import (
    NOW,
    TODAY,
    InitiativeFactory,
    contribution,
    given,
    instalment,
)

pytestmark = pytest.mark.django_db
AGAIN = {"read_revision": None, "by": None, "now": NOW}


def reread(row):
    return type(row).objects.get(pk=row.pk)


def test_a_contribution_is_what_its_instalments_say():
    book = contribution(instalments=[instalment("150000"), instalment("100000.01")])

    assert (book.total, book.allocated, book.left) == (Decimal("250000.01"), 0, Decimal("250000.01"))


def test_expertise_is_worth_its_hours_at_a_value_that_says_how_it_is_counted():
    hours = {"quantity": Decimal(420), "unit": "heure", "unit_value": Decimal("85.50"), "due_on": TODAY}

    book = contribution(
        kind="expertise", instalments=[InstalmentTold(**hours, method="tarif publié de la firme")]
    )

    assert book.total == Decimal("35910.00")
    with pytest.raises(ValidationError) as refused:
        contribution(kind="expertise", instalments=[InstalmentTold(**hours)])
    assert set(refused.value.message_dict) == {"method"}


@pytest.mark.parametrize("amount", ["0", "-12"])
def test_an_instalment_is_more_than_nothing(amount):
    with pytest.raises(ValidationError) as refused:
        contribution(amount)

    assert "amount" in refused.value.message_dict


def test_an_unknown_currency_is_refused_by_name_and_nothing_is_written():
    with pytest.raises(ValidationError) as refused:
        contribution(currency="USD")

    assert "currency" in refused.value.message_dict
    assert not Contribution.objects.exists()


def test_money_is_not_received_tomorrow():
    with pytest.raises(ValidationError) as refused:
        contribution(instalments=[instalment(received_on=TODAY + timedelta(days=1))])

    assert "received_on" in refused.value.message_dict


def test_the_last_dollar_is_given_once():
    network = NetworkFactory()
    book, first, second = (
        contribution(1_000, network=network),
        InitiativeFactory(network=network),
        InitiativeFactory(network=network),
    )
    given(book, first, "999.99")

    with pytest.raises(TooMuch) as refused:
        given(book, second, "0.02")

    assert "0,01" in str(refused.value)
    given(book, second, "0.01")
    assert reread(book).left == 0


def test_a_reserved_contribution_goes_to_its_initiative_alone():
    network = NetworkFactory()
    reserved, other = InitiativeFactory(network=network), InitiativeFactory(network=network)
    book = contribution(network=network, restricted_to=reserved)

    with pytest.raises(RestrictedElsewhere):
        given(book, other, 1)
    given(book, reserved, 1)


def test_money_goes_to_what_the_network_of_the_book_holds():
    network, strand, agreement = NetworkFactory(), StrandFactory(), AgreementFactory()
    PartyFactory(agreement=agreement, network=network)
    book = contribution(network=network)

    given(book, StrandOf(agreement=agreement, strand=strand), 400)
    with pytest.raises(OtherBook):
        given(book, InitiativeFactory(), 400)
    with pytest.raises(OtherBook):
        given(book, StrandOf(agreement=AgreementFactory(), strand=strand), 400)
    assert reread(book).allocated == 400


def test_a_correction_ends_the_row_and_the_past_stays_readable():
    book = contribution(1_000)
    row, later = book.instalments.get(), NOW + timedelta(days=40)

    correct_instalment(
        instalment_id=row.pk,
        told=instalment(1_200, received_on=TODAY),
        reason="Reçu avec les intérêts.",
        **AGAIN | {"now": later},
    )

    def told(moment):
        return [each.amount for each in Instalment.objects.as_of(moment).filter(contribution=book)]

    assert (told(NOW), told(later)) == ([1_000], [1_200])
    assert reread(book).total == 1_200
    with pytest.raises(AlreadyEnded):
        withdraw_instalment(instalment_id=row.pk, reason="Encore.", **AGAIN)


def test_what_is_given_cannot_be_taken_from_under_it():
    network = NetworkFactory()
    book = contribution(1_000, network=network)
    given(book, InitiativeFactory(network=network), 800)
    row = book.instalments.get()

    with pytest.raises(AlreadyGiven):
        correct_instalment(instalment_id=row.pk, told=instalment(799), reason="Moins.", **AGAIN)
    with pytest.raises(AlreadyGiven):
        withdraw_instalment(instalment_id=row.pk, reason="Rien.", **AGAIN)
    with pytest.raises(ReasonNeeded):
        correct_instalment(instalment_id=row.pk, told=instalment(800), reason=" ", **AGAIN)
    correct_instalment(instalment_id=row.pk, told=instalment(800), reason="Moins.", **AGAIN)
    assert reread(book).left == 0


def test_a_page_of_the_book_read_before_somebody_wrote_is_refused():
    network = NetworkFactory()
    book, initiative = contribution(1_000, network=network), InitiativeFactory(network=network)
    asked = {"contribution_id": book.pk, "target": initiative, "amount": Decimal(10), "by": None, "now": NOW}
    read = reread(book).revision

    allocate(**asked, read_revision=read)
    with pytest.raises(ChangedMeanwhile):
        allocate(**asked, read_revision=read)

    assert reread(book).allocated == 10


@pytest.mark.parametrize("model", [Instalment, Allocation])
def test_the_database_itself_lets_no_row_change_or_vanish(model):
    network = NetworkFactory()
    given(contribution(1_000, network=network), InitiativeFactory(network=network), 500)

    with pytest.raises(ProgrammingError), transaction.atomic():
        model.objects.update(amount=2)
    with pytest.raises(ProgrammingError), transaction.atomic():
        model.objects.all()._raw_delete(model.objects.db)


@pytest.mark.parametrize("change", [{"allocated": -1}, {"allocated": 1_000.01}, {"total": 1}])
def test_the_database_itself_refuses_a_book_that_gives_more_than_it_has(change):
    network = NetworkFactory()
    book = contribution(1_000, network=network)
    given(book, InitiativeFactory(network=network), 500)

    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.filter(pk=book.pk).update(**change)
