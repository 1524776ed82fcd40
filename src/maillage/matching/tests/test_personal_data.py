import pytest

from maillage.matching.queries.personal_data import gathered_about
from maillage.matching.tests.factories import IntroductionFactory, NeedFactory
from maillage.people.tests.factories import UserFactory


@pytest.mark.django_db
def test_an_export_holds_what_she_wrote_and_nothing_of_others():
    she, somebody = UserFactory(), UserFactory()
    NeedFactory(written_by=she, title="Le sien")
    NeedFactory(written_by=somebody, title="Pas le sien")
    IntroductionFactory(asked_by=she, message="Ses mots")
    IntroductionFactory(asked_by=somebody, message="Pas les siens")

    data = gathered_about(she)

    assert [need["title"] for need in data["needs"]] == ["Le sien"]
    assert [row["message"] for row in data["introductions"]] == ["Ses mots"]
    assert data["answers"] == []
