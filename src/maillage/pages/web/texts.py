"""Pages of plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request


@require_GET
def privacy(request: Request) -> HttpResponse:
    return render(request, "pages/privacy.html")


@require_GET
def accessibility(request: Request) -> HttpResponse:
    return render(request, "pages/accessibility.html")
