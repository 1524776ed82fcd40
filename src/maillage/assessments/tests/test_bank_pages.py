import pytest
from django.conf import settings
from django.urls import reverse

from maillage.assessments.errors import AlreadyRetired
from maillage.assessments.models import Item
from maillage.assessments.operations import import_instrument, retire_item
from maillage.assessments.queries import months_of, neighbours_of, question_of, questions_of
from maillage.assessments.tests.factories import NOON, InstrumentFactory, bank
from maillage.assessments.tests.sat import sat
from maillage.assessments.web.bank_preview import previews_of
from maillage.directory.tests.factories import OrganisationFactory
from maillage.people.tests.factories import UserFactory
from maillage.skills.enums import FrameworkFormat
from maillage.skills.operations import import_framework

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours():
    """The bank that we ship, for people."""
    files = [settings.CONTENT / "skills" / "framework.json"]
    import_framework(files=files, format=FrameworkFormat.MAILLAGE, now=NOON)
    import_instrument(folder=settings.CONTENT / "items", now=NOON)


def page(client, scale, *more, name="bank", **sent):
    return client.get(reverse(f"assessments:{name}", args=[scale.instrument.code, *more]), sent)


def test_answers_of_real_people_are_counted_and_those_of_fictitious_ones_never(scale):
    sat(scale, {"donnees-0": 2, "donnees-1": "dont_know"})
    sat(scale, {"donnees-0": 0})
    sat(scale, {"donnees-0": 0}, person=UserFactory(is_fictitious=True))
    sat(scale, {"donnees-0": 0}, organisation=OrganisationFactory(is_fictitious=True))
    sat(scale, {"donnees-0": 0}, finished_at=None, ending="")

    found = {question.item.code: question for question in questions_of(scale.instrument)}

    assert found["donnees-0"].shares == [0.5, 0, 0.5]
    assert (found["donnees-0"].exposure, found["donnees-1"].exposure) == (1.0, 0.5)
    assert (found["donnees-1"].shares, found["donnees-1"].tally.dont_know_share) == ([], 1.0)
    assert found["donnees-2"].tally.seen == 0


def test_answers_are_told_month_by_month(scale):
    old = sat(scale, {"donnees-0": 2})
    old.answers.update(answered_at=NOON.replace(month=9))
    sat(scale, {"donnees-0": 0})

    months = months_of(scale.instrument.items.get(code="donnees-0"))

    assert [(month.month, tally.shares(3)) for month, tally in months] == [(11, [1, 0, 0]), (9, [0, 0, 1])]


def test_an_area_is_gone_through_question_by_question(scale):
    first, last = (scale.instrument.items.get(code=code) for code in ("donnees-0", "donnees-3"))
    retire_item(
        item_id=scale.instrument.items.get(code="donnees-1").pk, by=UserFactory(), reason="Ambiguë.", now=NOON
    )

    assert neighbours_of(first) == (None, "donnees-2", 1, 3)
    assert neighbours_of(last) == ("donnees-2", None, 3, 3)


def test_a_question_is_retired_once_and_says_why(scale):
    item = scale.instrument.items.first()
    by = UserFactory()

    retire_item(item_id=item.pk, by=by, reason="Ambiguë.", now=NOON)
    with pytest.raises(AlreadyRetired):
        retire_item(item_id=item.pk, by=UserFactory(), reason="Autre.", now=NOON)

    item.refresh_from_db()
    assert (item.retired_by, item.retired_reason, question_of(item).state) == (by, "Ambiguë.", "retired")


def test_a_question_retired_by_an_author_stays_so_after_an_import(tmp_path, ours):
    item = Item.objects.get(code="1.1-a")
    retire_item(item_id=item.pk, by=UserFactory(), reason="Ambiguë.", now=NOON)
    item.instrument.digest = "autre"
    item.instrument.save()

    assert import_instrument(folder=settings.CONTENT / "items", now=NOON)
    item.refresh_from_db()
    assert item.retired_reason == "Ambiguë."


def test_the_bank_is_narrowed_by_dimension_and_state(client, author, scale):
    retire_item(
        item_id=scale.instrument.items.get(code="donnees-1").pk, by=author, reason="Ambiguë.", now=NOON
    )

    assert page(client, scale).context["page"].paginator.count == 8
    assert page(client, scale, dimension="donnees").context["page"].paginator.count == 4
    assert page(client, scale, dimension="donnees", etat="retired").context["page"].paginator.count == 1
    nothing = page(client, scale, etat="calibrated")
    assert "Aucune question comme celles-là" in nothing.content.decode()


def test_the_page_of_a_question_says_what_was_answered(client, author, scale):
    sat(scale, {"donnees-0": 2})
    said = page(client, scale, "donnees-0", name="bank_item").content.decode()

    assert "0\u00a0% · 0\u00a0% · 100\u00a0%" in said
    assert "novembre 2026" in said
    assert "Where are you: donnees 0?" in said


def test_a_question_is_retired_from_its_page_with_a_reason(client, author, scale):
    url = reverse("assessments:bank_retire", args=[scale.instrument.code, "donnees-0"])

    assert client.post(url, {"reason": " "}).status_code == 422
    answer = client.post(url, {"reason": "Deux réponses se défendent."}, follow=True)

    assert "Deux réponses se défendent." in answer.content.decode()
    assert scale.instrument.items.get(code="donnees-0").retired_by == author


@pytest.mark.parametrize("person", [None, UserFactory.build])
def test_the_desk_is_the_authors_alone(client, scale, person):
    if person:
        client.force_login(UserFactory())
    urls = [
        reverse("assessments:banks"),
        reverse("assessments:bank", args=[scale.instrument.code]),
        reverse("assessments:bank_item", args=[scale.instrument.code, "donnees-0"]),
        reverse("assessments:bank_retire", args=[scale.instrument.code, "donnees-0"]),
    ]

    assert {client.get(url).status_code for url in urls} == {404 if person else 302}
    assert {client.post(url, {"reason": "Non."}).status_code for url in urls} <= {404, 302, 405}
    assert not scale.instrument.items.filter(retired_at__isnull=False).exists()


def test_a_longer_bank_costs_no_more_queries(client, author, assert_constant_queries):
    instrument = InstrumentFactory()
    rows = iter(range(1, 4))

    assert_constant_queries(
        client,
        reverse("assessments:bank", args=[instrument.code]),
        lambda: sat(bank(instrument, each=next(rows)), {"donnees-0": 1}),
    )


def test_every_question_that_we_ship_has_a_preview_in_both_languages(client, author, ours):
    for item in Item.objects.select_related("instrument"):
        french, english = previews_of(item)
        assert french["stem"] != english["stem"]
        assert len(french["options"]) == len(english["options"])
        assert french["answers"]
        assert french["rationale"] != english["rationale"]
    for kind in ("single", "multiple", "order", "document"):
        item = Item.objects.filter(kind=kind).first()
        url = reverse("assessments:bank_item", args=[item.instrument.code, item.code])
        assert item.body["rationale_en"][:20] in client.get(url).content.decode()
    bank_page = client.get(reverse("assessments:bank", args=[item.instrument.code]))
    assert bank_page.context["page"].paginator.count == 349


def test_banks_are_found_from_the_menu_of_the_team(client, author, scale):
    said = client.get(reverse("assessments:banks")).content.decode()

    assert reverse("assessments:bank", args=[scale.instrument.code]) in said
    assert "8 questions posées" in said
