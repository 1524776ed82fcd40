"""Pages that a personal link opens, without signing in."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from maillage.common.ratelimit import limited

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from maillage.common.ratelimit import View

PER_MINUTE = 60  # a whole office behind one address; a forger would need centuries


def personal_link(*, group: str, closed: str) -> Callable[[View], View]:
    """The same page `closed`, and the same status, for every link that opens nothing: nobody can tell a forged one from
    one too old, or of somebody who left.

    The address is the key: no cache nor search engine keeps it, and the site's own policy tells it to no other site.
    Asking browsers for less would have them hide where a form comes from, and the form would be refused.
    """

    def decorate(view: View) -> View:
        @limited(group=group, per_minute=PER_MINUTE)
        @never_cache
        @require_http_methods(["GET", "POST"])
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                response = view(request, *args, **kwargs)
            except Http404:
                response = render(request, closed, status=404)
            response["X-Robots-Tag"] = "noindex"
            return response

        return guarded

    return decorate
