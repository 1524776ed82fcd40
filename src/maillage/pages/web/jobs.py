"""Deferred work, for the people who run the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from maillage.pages.queries import jobs_by_status, jobs_latest_first

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request

PAGE = 50


@login_required
@require_GET
def job_list(request: Request) -> HttpResponse:
    """Staff only; others learn nothing. Arguments hold numbers of rows, never personal data."""
    if not request.user.is_staff:
        raise Http404
    page = Paginator(jobs_latest_first(), PAGE).get_page(request.GET.get("page"))
    return render(request, "pages/jobs.html", {"page": page, "by_status": jobs_by_status()})
