"""Badges: hers, the page that anybody verifies, and the desk of a network."""

from django.urls import path

from maillage.learning.web import badge_desk, badge_public, badges

app_name = "badges"

urlpatterns = [
    path("apprendre/badges/", badges.mine, name="mine"),
    path("apprendre/badges/<uuid:key>/demander/", badges.ask, name="ask"),
    path("apprendre/badges/reseaux/", badge_desk.desk, name="desk"),
    path("apprendre/badges/reseaux/nouveau/", badge_desk.new, name="new"),
    path("apprendre/badges/reseaux/<uuid:key>/", badge_desk.model, name="model"),
    path("apprendre/badges/reseaux/<uuid:key>/retirer/", badge_desk.retire, name="retire"),
    path("apprendre/badges/revoquer/<uuid:key>/", badge_desk.revoke, name="revoke"),
    path("badges/verifier/", badge_public.verify, name="verify"),
    path("badges/<uuid:key>/", badge_public.badge, name="badge"),
    path("badges/<uuid:key>/papier/", badge_public.paper, name="paper"),
]
