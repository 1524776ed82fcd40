"""Addresses without a language: for machines."""

from django.urls import path

from maillage.pages.web import plain

urlpatterns = [
    path("sante", plain.health, name="health"),
    path("robots.txt", plain.robots, name="robots"),
    path("favicon.ico", plain.favicon, name="favicon"),
]
