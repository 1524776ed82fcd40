"""Addresses of learning: the catalogue, the reader, the authors’ desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

app_name = "learning"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("maillage.learning.web.cohort_urls")),
]
