import pytest

from maillage.directory.tests.factories import OrganisationFactory
from maillage.matching.operations import answer_fact
from maillage.matching.queries.personal_data import gathered_about
from maillage.matching.tests.factories import NOON, IntroductionFactory, NeedFactory, SavedSearchFactory
from maillage.people.tests.factories import UserFactory


@pytest.mark.django_db
def test_an_export_holds_what_she_wrote_and_nothing_of_others():
    she, somebody = UserFactory(), UserFactory()
    NeedFactory(written_by=she, title="Le sien")
    NeedFactory(written_by=somebody, title="Pas le sien")
    IntroductionFactory(asked_by=she, message="Ses mots")
    IntroductionFactory(asked_by=somebody, message="Pas les siens")
    for person in (she, somebody):
        answer_fact(
            organisation_id=OrganisationFactory().pk, key="employees", value=3 if person == she else 4,
            answered_by=person, role="firm", now=NOON,
        )  # fmt: skip
    SavedSearchFactory(owner=she, name="La sienne")
    SavedSearchFactory(owner=somebody)

    data = gathered_about(she)

    assert [need["title"] for need in data["needs"]] == ["Le sien"]
    assert [row["message"] for row in data["introductions"]] == ["Ses mots"]
    assert data["answers"] == []
    assert [row["value"] for row in data["facts_told"]] == [3]
    assert [row["name"] for row in data["searches"]] == ["La sienne"]
