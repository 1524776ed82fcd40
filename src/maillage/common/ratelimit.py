"""Public forms answer each person so many times a minute, and say so kindly beyond."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

WINDOW_SECONDS = 60
View = Callable[..., HttpResponse]


def client_address(request: HttpRequest) -> str:
    """The address that our own proxy saw, when there is one; else the peer's."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "")
        if forwarded:
            return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def limited(*, group: str, per_minute: int) -> Callable[[View], View]:
    """Refuse with a 429 page beyond `per_minute` requests per address and minute, in each process."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if _count(f"{group}:{client_address(request)}") > per_minute:
                response = render(request, "429.html", status=429)
                response["Retry-After"] = str(WINDOW_SECONDS)
                return response
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def _count(key: str) -> int:
    cache = caches["local"]
    cache.add(key, 0, timeout=WINDOW_SECONDS)
    try:
        return cache.incr(key)
    except ValueError:  # the window closed in between
        cache.set(key, 1, timeout=WINDOW_SECONDS)
        return 1
