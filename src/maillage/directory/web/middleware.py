"""Who looks, on every request."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from django.utils.functional import SimpleLazyObject

from maillage.common import clock
from maillage.directory.queries import viewer_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from maillage.common.http import Request
    from maillage.common.viewer import Viewer


class ViewerMiddleware:
    """Gives `request.viewer`, read from the database once, and only when a page asks."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.viewer = cast("Viewer", SimpleLazyObject(lambda: _viewer(request)))
        return self.get_response(request)


def _viewer(request: Request) -> Viewer:
    return replace(viewer_of(request.user, clock.today(), memory={}), now=clock.now())
