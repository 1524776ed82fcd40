"""Walls that every request passes."""

import re
from collections.abc import Callable
from contextlib import nullcontext
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from maillage.common.http import Request
from maillage.common.refusals import Refusal

GetResponse = Callable[[Request], HttpResponse]
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
WRITES = re.compile(  # anywhere in a batch; a deferred job is asked for by a SELECT
    r"(?:^|;)\s*(?:INSERT|UPDATE|DELETE|MERGE|TRUNCATE)\b|\bprocrastinate_defer", re.IGNORECASE
)


class WriteOnReadError(RuntimeError):
    """A page that only shows tried to change the database."""


def _refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    if WRITES.search(str(sql)):
        raise WriteOnReadError(str(sql)[:120])
    return execute(sql, params, many, context)


class ReadOnlyWhenAsked:
    """A GET never writes: the innermost wall, so that sessions (outside it) still can.

    Sign-in pages belong to django-allauth, which tidies expired codes and sessions while showing them.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        exempt = any(part in request.path for part in settings.PATHS_THAT_TIDY_ON_READ)
        guard = request.method in SAFE_METHODS and not exempt
        with connection.execute_wrapper(_refuse_writes) if guard else nullcontext():
            return self.get_response(request)


class SaidLength:
    """A body that comes in pieces, without its length, would be taken for an empty one: it is refused in words, and not read.

    Browsers say the length of what they send.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        if "HTTP_TRANSFER_ENCODING" in request.META and not request.META.get("CONTENT_LENGTH"):
            said = _(
                "Cet envoi ne dit pas sa longueur (Content-Length) : rien n’en a été lu. Un film ne se dépose pas : donnez l’adresse de son site, et ce qu’il dit."
            )
            return HttpResponse(
                said, status=HTTPStatus.LENGTH_REQUIRED, content_type="text/plain; charset=utf-8"
            )
        return self.get_response(request)


class RefusalMiddleware:
    """A refusal that no form caught comes back as a message, on the page the person came from."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: Request, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal) or request.method in SAFE_METHODS:
            return None
        messages.error(request, str(exception))
        origin = request.headers.get("Referer", "")
        is_ours = url_has_allowed_host_and_scheme(origin, allowed_hosts={request.get_host()})
        return HttpResponseRedirect(origin if is_ours else "/")
