"""Reading without a network: the script that keeps the modules that were opened. Its address says which pages it serves."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

if TYPE_CHECKING:
    from maillage.common.http import Request


@require_GET
@cache_control(no_cache=True)
def worker(_request: Request) -> HttpResponse:
    return HttpResponse(_script(), content_type="text/javascript; charset=utf-8")


@cache
def _script() -> bytes:
    return Path(__file__).with_name("worker.js").read_bytes()
