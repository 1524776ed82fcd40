from datetime import date, timedelta

import pytest

from maillage.agreements.enums import CommitmentState, VersionState
from maillage.agreements.models import VersionStep
from maillage.agreements.operations import end_agreement, sign_version
from maillage.agreements.queries import comparison_of, versions_of
from maillage.agreements.rules import MOVES, Mover, is_late, may_become, next_states, passages_of, state_of
from maillage.agreements.tests.factories import (
    TODAY,
    CommitmentFactory,
    OpeningFactory,
    StrandFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2021, 11, 19), date(2027, 12, 31)
AFTER = LAST + timedelta(days=1)


def states(version, *days):
    versions = list(versions_of(version.agreement))
    shown = next(row for row in versions if row.pk == version.pk)
    return [state_of(shown, versions, day) for day in days]


def test_dates_alone_put_a_signed_version_in_force_and_out_of_it():
    version = VersionFactory(signed_on=date(2021, 11, 1), starts_on=FIRST, ends_on=LAST)

    assert states(version, date(2021, 11, 1), FIRST, LAST, AFTER) == [
        VersionState.SIGNED,
        VersionState.IN_FORCE,
        VersionState.IN_FORCE,
        VersionState.EXPIRED,
    ]


def test_before_its_signature_a_version_is_a_draft_or_accepted():
    assert states(VersionFactory(draft=True), TODAY) == [VersionState.DRAFT]
    assert states(VersionFactory(agreed=True), TODAY) == [VersionState.AGREED]


def test_a_version_ended_early_is_renewed_once_the_next_one_begins():
    version = VersionFactory(number=1, ended_on=date(2025, 6, 1))
    VersionFactory(agreement=version.agreement, number=2, signed_on=TODAY, starts_on=TODAY)

    assert states(version, date(2025, 5, 31), date(2025, 6, 1), TODAY) == [
        VersionState.IN_FORCE,
        VersionState.ENDED,
        VersionState.RENEWED,
    ]


def test_every_state_but_the_first_is_reached_from_another_and_the_calendar_needs_nobody():
    assert set(MOVES) == set(VersionState)
    assert may_become(VersionState.AGREED, VersionState.SIGNED)
    assert not may_become(VersionState.DRAFT, VersionState.SIGNED)
    assert not may_become(VersionState.EXPIRED, VersionState.IN_FORCE)
    calendar = {state for state, move in MOVES.items() if move.by == Mover.CALENDAR}
    assert calendar == {VersionState.IN_FORCE, VersionState.EXPIRED, VersionState.RENEWED}


def test_what_people_decided_and_what_days_brought_are_told_in_order():
    version = VersionFactory(number=1, agreed=True, starts_on=FIRST, ends_on=LAST)
    VersionStep.objects.create(version=version, state="draft", on=date(2021, 10, 1))
    sign_version(
        version_id=version.pk, signed_on=FIRST, replaces=False, by=None, reason="Mission.", day=TODAY
    )
    end_agreement(agreement_id=version.agreement_id, by=None, reason="Élections.", day=TODAY)

    passages = passages_of(list(versions_of(version.agreement)), TODAY)

    assert [(row.state, row.on, row.mover, row.reason) for row in passages] == [
        (VersionState.DRAFT, date(2021, 10, 1), Mover.ONE_PARTY, ""),
        (VersionState.SIGNED, FIRST, Mover.ONE_PARTY, "Mission."),
        (VersionState.IN_FORCE, FIRST, Mover.CALENDAR, ""),
        (VersionState.ENDED, TODAY, Mover.ONE_PARTY, "Élections."),
    ]


def test_an_expiry_is_told_on_its_day_and_a_renewal_in_time_leaves_none():
    lapsed = VersionFactory(number=1, ends_on=date(2025, 12, 31))
    followed = VersionFactory(number=1, ends_on=date(2025, 12, 31))
    VersionFactory(
        agreement=followed.agreement, number=2, signed_on=date(2025, 12, 1), starts_on=date(2026, 1, 1)
    )

    def told(version):
        passages = passages_of(list(versions_of(version.agreement)), TODAY)
        return [(row.state, row.on) for row in passages if row.version == version][1:]

    assert told(lapsed) == [(VersionState.EXPIRED, date(2026, 1, 1))]
    assert told(followed) == [(VersionState.RENEWED, date(2026, 1, 1))]


def test_two_versions_compare_strand_by_strand_and_every_former_commitment_has_one_fate():
    old, new = VersionFactory(number=1), VersionFactory(number=3, draft=True)
    between = VersionFactory(agreement=old.agreement, number=2, draft=True)
    new.agreement = old.agreement
    new.save()
    dropped, kept, added = StrandFactory(), StrandFactory(), StrandFactory()
    OpeningFactory(version=old, strand=dropped)
    opening = OpeningFactory(version=old, strand=kept, objectives="Avant.")
    middle = OpeningFactory(version=between, strand=kept)
    after = OpeningFactory(version=new, strand=kept, objectives="Après.")
    OpeningFactory(version=new, strand=added)
    fates = {state: CommitmentFactory(opening=opening, state=state) for state in CommitmentState}
    carried = CommitmentFactory(opening=opening)
    step = CommitmentFactory(opening=middle, carried_from=carried)
    now, fresh = CommitmentFactory(opening=after, carried_from=step), CommitmentFactory(opening=after)

    first, _middle, last = versions_of(old.agreement)
    told = comparison_of(first, last)

    assert (told.added, told.dropped, told.kept) == ([added], [dropped], [kept])
    assert [(row.strand, row.before, row.after) for row in told.reworded] == [(kept, "Avant.", "Après.")]
    assert told.carried == [(carried, now)]
    assert told.new == [fresh]
    assert told.done == [fates["kept"]]
    assert told.missed == [fates["missed"]]
    assert told.given_up == [fates["dropped"]]
    assert told.left_open == [fates["planned"], fates["under_way"]]


def test_what_is_closed_may_be_taken_up_again_and_nothing_becomes_what_it_is():
    for state in CommitmentState:
        assert state not in next_states(state)
    assert next_states("kept") == next_states("dropped") == [CommitmentState.UNDER_WAY]


def test_only_what_is_still_owed_after_its_day_is_late():
    owed = CommitmentFactory(due_on=TODAY)

    assert not is_late(owed, TODAY)
    assert is_late(owed, TODAY + timedelta(days=1))
    assert not is_late(CommitmentFactory(due_on=None), TODAY)
    assert not is_late(CommitmentFactory(due_on=FIRST, state="kept"), TODAY)
