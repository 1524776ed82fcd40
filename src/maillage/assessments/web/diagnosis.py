"""The result of a firm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

if TYPE_CHECKING:
    from django.http import HttpResponse

    from maillage.assessments.models import Sitting
    from maillage.common.http import Request


def diagnosis_page(request: Request, sitting: Sitting) -> HttpResponse:
    return render(request, "assessments/diagnosis.html", {"sitting": sitting})
