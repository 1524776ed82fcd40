"""Addresses that credentials name: without a language, and for good."""

from django.urls import path

from maillage.learning.web import badge_files

app_name = "credentials"

urlpatterns = [
    path("badges/<uuid:key>.json", badge_files.credential, name="credential"),
    path("badges/<uuid:key>.svg", badge_files.baked, name="baked"),
    path("badges/modeles/<uuid:key>.svg", badge_files.drawing, name="drawing"),
    path("reseaux/<slug:slug>/cles.json", badge_files.keys, name="keys"),
    path("reseaux/<slug:slug>/revocations.json", badge_files.revocations, name="revocations"),
]
