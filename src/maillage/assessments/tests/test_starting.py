"""Before a sitting begins, and the page of all of them."""

import pytest
from django.conf import settings
from django.urls import reverse

from maillage.assessments.models import Instrument, Sitting
from maillage.assessments.operations import import_instrument
from maillage.assessments.tests.asking import page_of, post
from maillage.assessments.tests.factories import NOON, SittingFactory, bank, scale_of_people
from maillage.directory.tests.factories import MembershipFactory, OrganisationFactory
from maillage.skills.enums import FrameworkFormat
from maillage.skills.operations import import_framework

pytestmark = pytest.mark.django_db


# --- before it begins ---


def test_a_firm_says_what_it_knows_and_begins(client, head, firm):
    import_instrument(folder=settings.CONTENT / "maturity", now=NOON)
    instrument = Instrument.objects.get()
    page = reverse("assessments:start", args=[instrument.code])
    shown = client.get(page).content.decode()
    assert "Je ne sais pas" in shown
    assert "en rodage" in shown
    told = {"organisation": firm.pk, "length": "12", "fact_sector": "retail", "fact_employees": "", "fact_customers": ""}  # fmt: skip

    refused = client.post(page, told)
    assert refused.status_code == 422
    assert not Sitting.objects.exists()
    answer_ = client.post(page, told | {"agrees": "on"})

    sitting = Sitting.objects.get()
    assert answer_.url == page_of(sitting)
    assert (sitting.organisation, sitting.most, sitting.facts) == (firm, 12, {"sector": "retail"})
    assert sitting.closed
    assert client.post(page, told | {"agrees": "on"}).url == page_of(sitting)
    assert page_of(sitting) in client.get(page).content.decode()


def test_a_firm_is_diagnosed_by_whoever_speaks_for_it(client, person, firm):
    code = bank().instrument.code

    assert client.get(reverse("assessments:start", args=[code])).status_code == 404
    MembershipFactory(user=person, organisation=firm, network=firm.networks.get(), role="firm")
    other = OrganisationFactory()
    told = {"organisation": other.pk, "length": "3", "agrees": "on"}
    assert client.post(reverse("assessments:start", args=[code]), told).status_code == 422


def test_a_person_chooses_everything_some_areas_or_a_role(client, person):
    import_framework(
        files=sorted((settings.CONTENT / "skills").glob("*.json")), format=FrameworkFormat.MAILLAGE, now=NOON
    )
    import_instrument(folder=settings.CONTENT / "items", now=NOON)
    page = reverse("assessments:start", args=["competences-numeriques"])
    form = client.get(page).context["form"]
    role = next(value for value, _label in form["about"].field.choices if value.startswith("role:"))

    def begun(**told):
        answer_ = client.post(page, {"about": "everything", "length": "40", "agrees": "on"} | told)
        if answer_.status_code == 422:
            return None
        sitting = Sitting.objects.get(finished_at=None)
        assert client.get(page).url == page_of(sitting)  # the same is not begun twice
        Sitting.objects.update(finished_at=NOON, ending="stopped")
        return sitting

    whole = begun()
    assert (len(whole.dimensions), whole.most, whole.error, whole.role) == (29, 40, 0.6, None)
    assert begun(length="15").most == 15
    some = begun(about="areas", areas=["1"])
    assert (some.dimensions, some.most) == (["1.1", "1.2", "1.3"], 24)
    assert begun(about="areas") is None
    of_role = begun(about=role)
    assert of_role.role.slug == role.removeprefix("role:")
    assert set(of_role.dimensions) == {one.competence.code for one in of_role.role.requirements.all()}


# --- my evaluations ---


def test_home_offers_what_can_begin_and_keeps_what_waits_and_what_is_known(client, head, firm):
    sitting = SittingFactory(person=head, organisation=firm)
    post(client, sitting, reponse="1")
    done = SittingFactory(scale=scale_of_people(), person=head, organisation=None)
    Sitting.objects.filter(pk=done.pk).update(finished_at=NOON, ending="stopped")
    SittingFactory()  # somebody else's

    page = client.get(reverse("assessments:home"))

    assert [row["url"] for row in page.context["waiting"]] == [page_of(sitting)]
    assert "1 réponse gardée" in page.content.decode()
    assert [row["url"] for row in page.context["results"]] == [page_of(done, "result")]
    assert len(page.context["offered"]) == 3


def test_home_costs_the_same_for_one_sitting_and_for_three(client, head, assert_constant_queries):
    scale = bank()
    assert_constant_queries(
        client,
        reverse("assessments:home"),
        lambda: SittingFactory(scale=scale, person=head),
    )


def test_without_a_firm_the_diagnosis_is_not_offered(client, person):
    bank()

    page = client.get(reverse("assessments:home"))

    assert page.context["offered"] == []
    assert "Aucune évaluation n’est ouverte" in page.content.decode()
