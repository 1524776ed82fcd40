import pytest
from django.urls import reverse

from maillage.assessments.models import Calibration
from maillage.assessments.operations import run_calibration
from maillage.assessments.queries import question_of, scale_in_use
from maillage.assessments.tests.factories import NOON, bank
from maillage.assessments.tests.sat import many_sat, sat
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
REPORT = {
    "people": 400,
    "answers": 4_000,
    "log_likelihood": -3_210.5,
    "settled": True,
    "link": [1.02, -0.1],
    "ill": [],
    "together": [],
    "favouring": {"language": [], "country": []},
    "correlation": None,
    "items": [],
    "prices": [],
}


def reported(scale, **more):
    return Calibration.objects.create(
        instrument=scale.instrument,
        scale=scale,
        asked_at=NOON,
        finished_at=NOON,
        state="finished",
        report=REPORT | more,
    )


def placed(item, *, thresholds, error=0.1):
    return {
        "item": item.pk,
        "answers": 250,
        "slope": 1.4,
        "slope_error": 0.1,
        "thresholds": thresholds,
        "threshold_errors": [error] * len(thresholds),
        "fit": 0.4,
        "drift": 0.0,
    }


def test_a_calibration_is_asked_for_read_and_adopted_at_the_desk(client, author, scale, run_jobs):
    many_sat(scale)
    ask = reverse("assessments:calibration_ask", args=[scale.instrument.code])

    waiting = client.post(ask, follow=True)
    assert "Le calcul est en cours" in waiting.content.decode()
    run_jobs()
    calibration = Calibration.objects.get()
    page = client.get(calibration.get_absolute_url()).content.decode()
    assert "donnees-0" in page
    assert "Adopter cette échelle" in page

    unsaid = client.post(calibration.get_absolute_url(), {"decision": "adopter", "reason": ""})
    assert unsaid.status_code == 422
    client.post(calibration.get_absolute_url(), {"decision": "adopter", "reason": "Assez de réponses."})
    adopted = scale_in_use(scale.instrument)
    assert (adopted.number, adopted.reason, adopted.adopted_by) == (2, "Assez de réponses.", author)
    said = client.get(reverse("assessments:bank", args=[scale.instrument.code])).content.decode()
    assert "étalonnée" in said
    assert "adopté" in said


def test_a_calibration_is_declined_with_a_reason(client, author, scale):
    calibration = reported(scale)

    client.post(calibration.get_absolute_url(), {"decision": "ecarter", "reason": "Trop peu de monde."})

    assert scale_in_use(scale.instrument) == scale
    assert "Trop peu de monde." in client.get(calibration.get_absolute_url()).content.decode()


def test_too_few_people_is_said_on_the_page_of_the_bank(client, author, scale):
    url = reverse("assessments:bank", args=[scale.instrument.code])

    said = client.post(f"{url}etalonnages/", follow=True, headers={"referer": f"http://testserver{url}"})

    assert "il en faut 50" in said.content.decode()
    assert not Calibration.objects.exists()


def test_a_calibration_without_result_says_why(client, author, scale):
    many_sat(scale, people=60)
    client.post(reverse("assessments:calibration_ask", args=[scale.instrument.code]))
    calibration = Calibration.objects.get()
    run_calibration(calibration_id=calibration.pk, now=NOON)

    assert "200" in client.get(calibration.get_absolute_url()).content.decode()


def test_what_a_calibration_finds_wrong_is_flagged_in_the_bank(client, author, scale):
    items = list(scale.instrument.items.order_by("code"))
    reported(
        scale,
        ill=[items[0].pk],
        together=[[items[1].pk, items[2].pk]],
        favouring={"language": [items[2].pk], "country": []},
    )

    assert [question_of(item).flags for item in items[:4]] == [
        ["ill"],
        ["together"],
        ["together", "favouring"],
        [],
    ]
    url = reverse("assessments:bank", args=[scale.instrument.code])
    assert client.get(url, {"signe": "together"}).context["page"].paginator.count == 2
    page = client.get(Calibration.objects.get().get_absolute_url()).content.decode()
    assert f"{items[1].code} · {items[2].code}" in page


def test_a_question_that_answers_placed_and_that_moved_is_flagged():
    scale = bank()
    item = scale.instrument.items.get(code="donnees-0")
    reported(scale, items=[placed(item, thresholds=[-0.6, 0.4])])
    judged = question_of(item)
    next_scale = scale.instrument.scales.create(
        number=2,
        origin="answers",
        dimensions=scale.dimensions,
        correlation=scale.correlation,
        adopted_at=NOON,
    )
    next_scale.parameters.create(item=item, slope=1.5, thresholds=[-1.0, 0.0], answers=300)

    moved = question_of(item)

    assert (judged.drift, moved.drift) == (pytest.approx(4), pytest.approx(4))
    assert (judged.flags, moved.flags) == ([], ["drifting"])


def test_a_question_seen_by_too_many_is_flagged():
    scale = bank(limit=0.5)
    for _ in range(50):
        sat(scale, {"donnees-0": 1})

    assert question_of(scale.instrument.items.get(code="donnees-0")).flags == ["worn"]
    assert question_of(scale.instrument.items.get(code="donnees-1")).flags == []


def test_calibrations_are_the_authors_alone(client, scale):
    calibration = reported(scale)
    client.force_login(UserFactory())
    ask = reverse("assessments:calibration_ask", args=[scale.instrument.code])

    assert client.get(calibration.get_absolute_url()).status_code == 404
    assert (
        client.post(calibration.get_absolute_url(), {"decision": "adopter", "reason": "Oui."}).status_code
        == 404
    )
    assert client.post(ask).status_code == 404
    calibration.refresh_from_db()
    assert calibration.state == "finished"
