"""A story is told with the firm's word, in the words that it read, until it takes it back."""

from datetime import timedelta

import pytest
from django.urls import reverse

from maillage.directory.tests.factories import MembershipFactory
from maillage.outcomes import errors
from maillage.outcomes.models import Story
from maillage.outcomes.operations.stories import agree_to_story, take_back_story, write_story
from maillage.outcomes.queries.stories import stories_told
from maillage.outcomes.rules.stories import consent_to_a_story
from maillage.outcomes.tests.declared import LATER, coordinator_of, current, head_of, outcome
from maillage.people.operations import erase_person, withdraw_consent
from maillage.people.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

TOLD = {"title": "Douze emplois", "text": "Triade (fictif) embauche.", "is_public_fact": False, "source": ""}


def story_of(found, **also):
    return write_story(outcome_id=found.pk, by=UserFactory(), now=LATER, **TOLD | also)


def words_of(story):
    network = str(story.outcome.network)
    return consent_to_a_story(network=network, title=story.title, text=story.text)


def agreed(story, by):
    return agree_to_story(story_id=story.pk, read=words_of(story), by=by, now=LATER)


def told():
    return set(stories_told())


def test_a_story_waits_for_the_firm_and_keeps_the_words_that_were_read():
    found = outcome()
    story, head = story_of(found), head_of(found)
    assert told() == set()

    agreed(story, head)

    assert told() == {story}
    story.refresh_from_db()
    assert "Triade (fictif) embauche." in story.consent.text
    assert story.consent.purpose == "story"


def test_taken_back_it_is_told_no_more_whoever_takes_it_back():
    found = outcome()
    story, head = story_of(found), head_of(found)
    agreed(story, head)
    take_back_story(story_id=story.pk, now=LATER)
    assert told() == set()
    with pytest.raises(errors.NothingAskedOfYou):
        take_back_story(story_id=story.pk, now=LATER)

    story.refresh_from_db()
    agreed(story, head)
    story.refresh_from_db()
    withdraw_consent(consent_id=story.consent.pk, now=LATER)  # from her own account
    assert told() == set()


def test_who_erases_her_account_takes_her_word_with_her():
    found = outcome()
    story, head = story_of(found), head_of(found)
    agreed(story, head)

    erase_person(user_id=head.pk, now=LATER + timedelta(days=1))

    assert told() == set()


def test_other_words_are_asked_about_anew():
    found = outcome()
    story, head = story_of(found), head_of(found)
    before = words_of(story)
    agreed(story, head)

    changed = story_of(found, text="Triade (fictif) embauche vingt personnes.")

    assert (changed.pk, changed.consent, told()) == (story.pk, None, set())
    with pytest.raises(errors.NothingAskedOfYou):
        agree_to_story(story_id=story.pk, read=before, by=head, now=LATER)


def test_a_public_fact_goes_with_its_source_and_asks_nobody():
    found = outcome()
    with pytest.raises(errors.SourceNeeded):
        story_of(found, is_public_fact=True)

    story = story_of(found, is_public_fact=True, source="https://exemple.test/journal")

    assert told() == {story}


def test_a_withdrawn_outcome_is_told_no_more():
    found = outcome()
    story_of(found, is_public_fact=True, source="https://exemple.test/journal")

    found.statements.update(ended_at=LATER, ended_reason="En double.")

    assert told() == set()
    with pytest.raises(errors.AlreadyWithdrawn):
        story_of(found)


def test_the_coordination_writes_and_the_firm_answers(client):
    found = outcome()
    coordinator, head = coordinator_of(found), head_of(found)
    colleague = MembershipFactory(
        network=found.network, organisation=found.organisation, role="researcher"
    ).user
    write, answer = (reverse(f"outcomes:{name}", args=[found.pk]) for name in ("story", "story_answer"))

    client.force_login(head)
    assert client.get(write).status_code == 404
    client.force_login(coordinator)
    client.post(write, TOLD | {"is_public_fact": ""})
    story = Story.objects.get()
    assert client.get(answer).status_code == 404
    client.force_login(colleague)
    assert client.get(answer).status_code == 404

    client.force_login(head)
    assert answer in client.get(reverse("outcomes:outcomes")).content.decode()
    assert "Triade (fictif) embauche." in client.get(answer).content.decode()
    said = {"do": "agree", "read": words_of(story).replace("\n", "\r\n")}
    assert client.post(answer, said).status_code == 302
    assert told() == {story}
    assert client.post(answer, said).status_code == 409
    assert client.post(answer, {"do": "take_back"}).status_code == 302
    assert told() == set()


def test_a_story_that_waits_is_not_read_by_strangers(client):
    found = outcome(is_published=True)
    story = story_of(found)

    assert story.text not in client.get(found.get_absolute_url()).content.decode()
    agreed(story, head_of(found))
    assert story.text in client.get(found.get_absolute_url()).content.decode()
    assert current(found)
