import numpy as np
import pytest

from maillage.assessments import queries
from maillage.assessments.enums import Origin
from maillage.assessments.errors import AlreadyDecided, ScaleHasChanged, TooFewPeople
from maillage.assessments.models import Answer, Calibration
from maillage.assessments.operations import (
    adopt_calibration,
    ask_calibration,
    decline_calibration,
    run_calibration,
)
from maillage.assessments.queries.calibrations import heard
from maillage.assessments.tests.factories import NOON, InstrumentFactory, SittingFactory, bank
from maillage.assessments.tests.sat import many_sat, sat, truth_of
from maillage.common.tests.at_once import at_once
from maillage.directory.tests.factories import OrganisationFactory
from maillage.people.tests.factories import UserFactory

EACH = 8


@pytest.fixture
def scale(db):
    return bank(each=EACH)


def asked(scale, *, run=True):
    calibration = ask_calibration(instrument_id=scale.instrument_id, by=UserFactory(), now=NOON)
    if run:
        run_calibration(calibration_id=calibration.pk, now=NOON)
        calibration.refresh_from_db()
    return calibration


def test_too_few_people_are_told_so(scale):
    many_sat(scale, people=60, fictitious=20)

    with pytest.raises(TooFewPeople) as refusal:
        asked(scale)
    assert refusal.value.people == 40


def test_only_real_people_are_heard_and_each_once(scale):
    person, firm = UserFactory(language="en"), OrganisationFactory()
    sat(scale, {"donnees-0": 2, "donnees-1": "dont_know"}, person=person, organisation=firm)
    sat(scale, {"donnees-0": 0}, person=person, organisation=firm)
    sat(scale, {"donnees-0": 1}, person=UserFactory(is_fictitious=True))

    said = heard(scale.instrument)

    assert [[category for _item, category in hers] for hers in said.answers] == [[2]]
    assert said.groups == {"language": ["en"], "country": [firm.territory.country if firm.territory else ""]}


def test_a_calibration_finds_the_truth_and_the_next_sitting_is_read_on_it(scale, run_jobs):
    many_sat(scale)
    begun = SittingFactory(scale=scale)
    calibration = asked(scale, run=False)
    assert run_jobs() == ["assessments.calibrate"]
    calibration.refresh_from_db()
    assert calibration.state == "finished"
    assert queries.scale_in_use(scale.instrument) == scale

    adopted = adopt_calibration(
        calibration_id=calibration.pk, by=UserFactory(), reason="Assez de réponses.", now=NOON
    )

    former = {row.item_id: row for row in scale.parameters.select_related("item")}
    rows = list(adopted.parameters.all())
    away = np.array([np.array(row.thresholds) - truth_of(former[row.item_id]) for row in rows])
    assert len(rows) == 2 * EACH
    assert np.sqrt((away**2).mean()) < 0.2
    assert all(row.answers >= 200 and row.slope_error > 0 for row in rows)
    assert (queries.scale_in_use(scale.instrument), adopted.origin) == (adopted, Origin.ANSWERS)
    assert queries.being_run_in(adopted) == 0
    begun.refresh_from_db()
    assert begun.scale == scale


def test_questions_that_few_answered_keep_the_judgement_of_their_author(scale):
    many_sat(scale)
    rare = scale.instrument.items.get(code="donnees-0")
    Answer.objects.filter(item=rare).delete()

    adopted = adopt_calibration(calibration_id=asked(scale).pk, by=UserFactory(), reason="Oui.", now=NOON)

    kept = adopted.parameters.get(item=rare)
    assert (kept.answers, kept.thresholds) == (0, scale.parameters.get(item=rare).thresholds)
    assert queries.being_run_in(adopted) == 1 / (2 * EACH)


def test_a_retired_question_is_not_on_the_scale_that_is_adopted(scale):
    many_sat(scale)
    scale.instrument.items.filter(code="donnees-0").update(retired_at=NOON, retired_reason="Ambiguë.")

    adopted = adopt_calibration(calibration_id=asked(scale).pk, by=UserFactory(), reason="Oui.", now=NOON)

    assert adopted.parameters.count() == 2 * EACH - 1


def test_prices_are_found_anew_where_exposure_is_limited(db):
    scale = bank(InstrumentFactory(), each=EACH, limit=0.5)
    many_sat(scale)

    adopted = adopt_calibration(calibration_id=asked(scale).pk, by=UserFactory(), reason="Oui.", now=NOON)

    assert adopted.limit == 0.5
    assert sum(row.ticket for row in adopted.parameters.all()) == pytest.approx(1, abs=0.01)


def test_a_calibration_without_result_says_why(scale):
    many_sat(scale, people=60)

    calibration = asked(scale)

    assert (calibration.state, "200" in calibration.fault) == ("failed", True)
    with pytest.raises(AlreadyDecided):
        adopt_calibration(calibration_id=calibration.pk, by=UserFactory(), reason="Oui.", now=NOON)


def test_a_declined_calibration_changes_nothing(scale):
    many_sat(scale)
    calibration = asked(scale)

    decline_calibration(
        calibration_id=calibration.pk, by=UserFactory(), reason="Trop peu de monde.", now=NOON
    )

    assert queries.scale_in_use(scale.instrument) == scale
    with pytest.raises(AlreadyDecided):
        adopt_calibration(calibration_id=calibration.pk, by=UserFactory(), reason="Si.", now=NOON)


def test_a_calibration_of_a_former_scale_is_not_adopted(scale):
    many_sat(scale)
    calibration = asked(scale)
    bank(scale.instrument, each=EACH)

    with pytest.raises(ScaleHasChanged):
        adopt_calibration(calibration_id=calibration.pk, by=UserFactory(), reason="Oui.", now=NOON)


def test_a_calibration_that_waits_is_not_asked_for_twice(scale):
    many_sat(scale, people=60)

    assert asked(scale, run=False) == asked(scale, run=False)
    assert Calibration.objects.count() == 1


def test_a_calibration_is_computed_once(scale):
    many_sat(scale)
    calibration = asked(scale)

    run_calibration(calibration_id=calibration.pk, now=NOON.replace(hour=20))

    calibration.refresh_from_db()
    assert calibration.finished_at == NOON


@pytest.mark.django_db(transaction=True)
def test_of_two_authors_who_adopt_at_once_one_does():
    scale = bank(each=EACH)
    many_sat(scale)
    calibration, authors = asked(scale), UserFactory.create_batch(2)

    told = at_once(
        *(
            lambda by=by: adopt_calibration(calibration_id=calibration.pk, by=by, reason="Oui.", now=NOON)
            for by in authors
        )
    )

    assert sorted(told) == ["AlreadyDecided", "done"]
    assert scale.instrument.scales.count() == 2
