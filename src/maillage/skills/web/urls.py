"""Addresses of the competence reference."""

from django.urls import path

from maillage.skills.web import views

app_name = "skills"

urlpatterns = [
    path("competences/", views.current, name="current"),
    path("competences/comparer/", views.compare, name="compare"),
    path("competences/<str:slug>.json", views.case, name="case"),
    path("competences/<str:slug>/", views.version, name="version"),
    path("competences/<str:slug>/profils/<slug:role>/", views.role, name="role"),
    path("competences/<str:slug>/<str:code>/", views.competence, name="competence"),
]
