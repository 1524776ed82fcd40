"""Which language and which hours the reader gets."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import timezone, translation

from maillage.people.rules import time_zone_of


class PreferredLanguageMiddleware(LocaleMiddleware):
    """The language of the address; else the person's; else the cookie's; else the browser's; else fr-CA.

    An address without language is sent to the same one in the reader's; the one read last is kept in a
    cookie. Hours follow the language. Neither outlives the request on its thread.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if not translation.get_language_from_path(request.path_info):
            preferred = getattr(get_user(request), "language", None)
            if preferred:
                translation.activate(preferred)
        request.LANGUAGE_CODE = translation.get_language()
        timezone.activate(time_zone_of(translation.get_language() or ""))

    def process_response(self, request: HttpRequest, response: Any) -> HttpResponseBase:
        answer = super().process_response(request, response)
        chosen = translation.get_language_from_path(request.path_info)
        if (
            request.method == "GET"
            and chosen
            and chosen != request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        ):
            _keep(chosen, answer)
        translation.deactivate()
        timezone.deactivate()
        return answer


def _keep(language: str, response: HttpResponseBase) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
        httponly=True,
    )
