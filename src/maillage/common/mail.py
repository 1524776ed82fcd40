"""Mails, written from templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from collections.abc import Mapping


def message(
    matter: str, context: Mapping[str, object], *, to: str, headers: Mapping[str, str] | None = None
) -> EmailMessage:
    """The templates `<matter>_subject.txt` and `<matter>.txt` as a mail, in the language in use; not sent yet."""
    subject = render_to_string(f"{matter}_subject.txt", context)
    body = render_to_string(f"{matter}.txt", context)
    return EmailMessage(
        subject=" ".join(subject.split()), body=body.strip() + "\n", to=[to], headers=dict(headers or {})
    )
