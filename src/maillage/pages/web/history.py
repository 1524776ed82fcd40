"""The audit trail of a record, for those who answer for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_GET

from maillage.pages.permissions import record_with_history
from maillage.pages.queries import changes_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.common.http import Request


@login_required
@require_GET
def history(request: Request, kind: str, pk: int) -> HttpResponse:
    record = record_with_history(request, kind, pk)
    return render(request, "pages/history.html", {"record": record, "changes": changes_of(record)})
