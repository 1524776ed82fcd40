"""What machines read of badges: credentials, drawings, keys and the list of the revoked. Any site may read them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from maillage.directory.models import Network
from maillage.learning import permissions
from maillage.learning.models import Badge, RevocationList
from maillage.learning.queries import badges as queries
from maillage.learning.rules.badges import controller, controller_document
from maillage.learning.rules.drawing import lines_of

if TYPE_CHECKING:
    from uuid import UUID

    from maillage.common.http import Request

CREDENTIAL, LINKED, DRAWING = "application/vc+ld+json", "application/ld+json", "image/svg+xml"


@require_GET
def credential(_request: Request, key: UUID) -> HttpResponse:
    """As it was signed, to the letter."""
    award = permissions.award_shown(key)
    answer = _told(award.credential, CREDENTIAL)
    answer["Content-Disposition"] = f'attachment; filename="badge-{key}.json"'
    return answer


@require_GET
def baked(request: Request, key: UUID) -> HttpResponse:
    """The drawing, with the credential inside (Open Badges 3.0, « baking »)."""
    award = permissions.award_shown(key)
    # « ]]> » would close the section that holds it
    text = json.dumps(award.credential, ensure_ascii=False).replace("]]>", "]]\\u003e")
    answer = _drawn(request, award.badge, text)
    answer["Content-Disposition"] = f'attachment; filename="badge-{key}.svg"'
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_GET
def drawing(request: Request, key: UUID) -> HttpResponse:
    return _drawn(request, get_object_or_404(Badge.objects.select_related("network"), key=key), "")


@require_GET
def keys(_request: Request, slug: str) -> HttpResponse:
    """The public parts of every key with which this network signs or signed."""
    network = get_object_or_404(Network, slug=slug)
    known = queries.keys_of(network)
    if not known:
        raise Http404
    return _told(controller_document(controller(settings.SITE_URL, slug), known), LINKED)


@require_GET
def revocations(_request: Request, slug: str) -> HttpResponse:
    """The signed list of the badges that this network revoked."""
    found = get_object_or_404(RevocationList, network__slug=slug)
    if not found.credential:
        raise Http404
    return _told(found.credential, CREDENTIAL)


def _told(document: dict[str, Any], media_type: str) -> HttpResponse:
    answer = JsonResponse(document, json_dumps_params={"ensure_ascii": False}, content_type=media_type)
    answer["Access-Control-Allow-Origin"] = "*"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _drawn(request: Request, badge: Badge, text: str) -> HttpResponse:
    context = {"badge": badge, "lines": lines_of(badge.title), "credential": text}
    answer = render(request, "learning/badges/drawing.svg", context, content_type=DRAWING)
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
