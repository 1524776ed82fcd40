"""An outcome told in words: written by the coordination, agreed to by the firm that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from maillage.outcomes.errors import AlreadyWithdrawn, NobodyToAsk, NothingAskedOfYou, SourceNeeded
from maillage.outcomes.models import Outcome, Story
from maillage.outcomes.queries.outcomes import statement_of
from maillage.outcomes.rules.stories import consent_to_a_story
from maillage.people.enums import ConsentPurpose
from maillage.people.operations import give_consent, withdraw_consent

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.people.models import User


@transaction.atomic
def write_story(
    *, outcome_id: int, title: str, text: str, is_public_fact: bool, source: str, by: User, now: datetime
) -> Story:
    """Choose an outcome and tell it. Consent was to the former words: other words are asked about anew.

    is_public_fact: it was told elsewhere, at `source`; nobody is asked. Raises AlreadyWithdrawn, SourceNeeded, NobodyToAsk.
    """
    outcome = Outcome.objects.select_for_update(of=("self",)).get(pk=outcome_id)
    if statement_of(outcome) is None:
        raise AlreadyWithdrawn
    if is_public_fact and not source:
        raise SourceNeeded
    if not is_public_fact and outcome.organisation_id is None:
        raise NobodyToAsk
    story = Story.objects.filter(outcome=outcome).first() or Story(outcome=outcome)
    if (story.title, story.text) != (title, text):
        story.consent = None
    story.title, story.text = title, text
    story.is_public_fact, story.source = is_public_fact, source
    story.chosen_by, story.chosen_at = by, now
    story.save()
    return story


@transaction.atomic
def agree_to_story(*, story_id: int, read: str, by: User, now: datetime) -> Story:
    """Keep her consent with the very words she read. Raises NothingAskedOfYou when they are not the story's any more, or when
    nothing is asked.
    """
    story = Story.objects.select_for_update(of=("self",)).select_related("outcome__network").get(pk=story_id)
    text = consent_to_a_story(network=str(story.outcome.network), title=story.title, text=story.text)
    if story.is_public_fact or is_agreed(story) or _plain(read) != _plain(text):
        raise NothingAskedOfYou
    story.consent = give_consent(
        user=by, purpose=ConsentPurpose.STORY, text=text, language=by.language, now=now
    )
    story.save(update_fields=["consent"])
    return story


def _plain(text: str) -> str:
    """A browser sends lines its own way."""
    return "\n".join(text.split("\r\n")).strip()


@transaction.atomic
def take_back_story(*, story_id: int, now: datetime) -> Story:
    """Whoever speaks for the firm ends its consent, given by her or by somebody else. Raises NothingAskedOfYou."""
    story = Story.objects.select_for_update(of=("self",)).select_related("consent").get(pk=story_id)
    if not is_agreed(story):
        raise NothingAskedOfYou
    assert story.consent is not None
    withdraw_consent(consent_id=story.consent.pk, now=now)
    return story


def is_agreed(story: Story) -> bool:
    return story.consent is not None and story.consent.withdrawn_at is None
