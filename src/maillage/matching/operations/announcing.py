"""Telling the other side what just happened to an introduction, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from maillage.matching.models import IntroductionStep
from maillage.matching.queries import addressees_of

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.matching.queries import Addressee

SUBJECT = "matching/mail/{state}_subject.txt"
BODY = "matching/mail/{state}.txt"


@transaction.atomic
def announce_step(*, step_id: int, now: datetime) -> int:
    """Mail one step to those who wait for it; returns how many were told. A second run tells nobody.

    The step stays locked while mail leaves: when sending fails nothing is marked, and the job is tried again.
    """
    step = (
        IntroductionStep.objects.select_for_update(of=("self",))
        .select_related("introduction__need__organisation", "introduction__offer__organisation", "by")
        .get(pk=step_id)
    )
    if step.announced_at is not None:
        return 0
    addressees = addressees_of(step, now.date())
    for addressee in addressees:
        _message(step, addressee).send()
    step.announced_at = now
    step.save(update_fields=["announced_at"])
    return len(addressees)


def _message(step: IntroductionStep, addressee: Addressee) -> EmailMessage:
    introduction = step.introduction
    with translation.override(addressee.language):
        context = {
            "introduction": introduction,
            "step": step,
            "addressee": addressee,
            "address": settings.SITE_URL + introduction.get_absolute_url(),
        }
        subject = render_to_string(SUBJECT.format(state=step.state), context)
        body = render_to_string(BODY.format(state=step.state), context)
    return EmailMessage(subject=" ".join(subject.split()), body=body.strip() + "\n", to=[addressee.email])
