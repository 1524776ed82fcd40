"""What machines ask: are you well, what may I read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.http import require_GET

import maillage

if TYPE_CHECKING:
    from maillage.common.http import Request

ROBOTS = "User-agent: *\nDisallow: /*/chercher/\nDisallow: /*/compte/\nDisallow: /*/moi/\n"


@require_GET
def health(_request: Request) -> JsonResponse:
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "version": maillage.__version__})


@require_GET
def robots(_request: Request) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@require_GET
def favicon(_request: Request) -> HttpResponse:
    return redirect(static("ui/mark.svg"))
