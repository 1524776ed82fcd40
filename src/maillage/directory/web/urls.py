"""Addresses of the directory."""

from django.urls import path

from maillage.directory.web import views

app_name = "directory"

urlpatterns = [
    path("repertoire/", views.organisation_list, name="organisations"),
    path("repertoire/<slug:slug>/", views.organisation, name="organisation"),
    path("repertoire/<slug:slug>/modifier/", views.organisation_edit, name="organisation_edit"),
    path("reseaux/<slug:slug>/", views.network, name="network"),
]
