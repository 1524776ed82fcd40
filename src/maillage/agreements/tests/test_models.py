from datetime import date

import pytest
from django.db import IntegrityError, transaction

from maillage.agreements.models import AgreementVersion
from maillage.agreements.tests.factories import AgreementFactory, VersionFactory

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2021, 11, 19), date(2027, 12, 31)


def in_force(day):
    return AgreementVersion.objects.in_force(day).exists()


def test_a_version_is_in_force_on_its_first_and_its_last_day():
    VersionFactory(signed_on=FIRST, starts_on=FIRST, ends_on=LAST)

    assert [in_force(day) for day in (FIRST, LAST)] == [True, True]
    assert [in_force(day) for day in (date(2021, 11, 18), date(2028, 1, 1))] == [False, False]


def test_an_unsigned_version_is_never_in_force():
    VersionFactory(draft=True)

    assert not in_force(date(2025, 1, 1))


def test_a_version_ended_early_is_out_of_force_from_that_very_day():
    VersionFactory(ended_on=date(2025, 6, 1))

    assert in_force(date(2025, 5, 31))
    assert not in_force(date(2025, 6, 1))


@pytest.mark.parametrize(
    "day", [date(2021, 11, 18), FIRST, date(2025, 5, 31), date(2025, 6, 1), LAST, date(2028, 1, 1)]
)
def test_a_row_and_the_database_agree_on_what_is_in_force(day):
    version = VersionFactory(ended_on=date(2025, 6, 1))

    assert version.is_in_force(day) == in_force(day)


def test_the_database_refuses_a_version_that_ends_before_it_starts():
    with pytest.raises(IntegrityError, match="agreement_version_ends_after_it_starts"), transaction.atomic():
        VersionFactory(starts_on=LAST, ends_on=FIRST)


def test_the_database_refuses_two_signed_versions_that_overlap():
    agreement = AgreementFactory()
    VersionFactory(agreement=agreement)

    with pytest.raises(IntegrityError, match="agreement_versions_do_not_overlap"), transaction.atomic():
        VersionFactory(agreement=agreement, starts_on=LAST, ends_on=date(2030, 1, 1))


def test_a_renewal_may_start_the_day_its_predecessor_was_ended():
    agreement = AgreementFactory()
    VersionFactory(agreement=agreement, ended_on=date(2025, 6, 1))

    renewed = VersionFactory(agreement=agreement, starts_on=date(2025, 6, 1), ends_on=LAST)

    assert agreement.versions.in_force(date(2025, 6, 1)).get() == renewed


def test_the_database_refuses_to_end_what_nobody_signed():
    with pytest.raises(IntegrityError, match="agreement_version_ended_while_signed"), transaction.atomic():
        VersionFactory(draft=True, ended_on=date(2025, 6, 1))
