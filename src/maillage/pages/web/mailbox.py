"""The mailbox of a demonstration: what the product sends, readable by its visitor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from maillage.pages.queries import letter, letters

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request


@require_GET
def message_list(request: Request) -> HttpResponse:
    """Exists in a demonstration only, which cannot run on a public host."""
    if not settings.DEMO:
        raise Http404
    return render(request, "pages/mailbox.html", {"letters": letters(settings.MAILBOX_FOLDER)})


@require_GET
def message(request: Request, name: str) -> HttpResponse:
    found = letter(settings.MAILBOX_FOLDER, name) if settings.DEMO else None
    if found is None:
        raise Http404
    return render(request, "pages/mail.html", {"letter": found})
