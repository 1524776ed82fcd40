"""Mails, written from templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from collections.abc import Mapping

FORGOTTEN_HOST = "@maillage.invalid"


def forgotten_address(pk: int) -> str:
    """What a row keeps in place of the address of a person who is forgotten: its own, where no mail ever arrives."""
    return f"oubli-{pk}{FORGOTTEN_HOST}"


def message(
    body: str, context: Mapping[str, object], *, to: str, headers: Mapping[str, str] | None = None
) -> EmailMessage:
    """A mail in the language in use, not sent yet: its text is the template `body`, named x.txt, its subject x_subject.txt."""
    subject = render_to_string(body.removesuffix(".txt") + "_subject.txt", context)
    text = render_to_string(body, context)
    return EmailMessage(
        subject=" ".join(subject.split()), body=text.strip() + "\n", to=[to], headers=dict(headers or {})
    )
