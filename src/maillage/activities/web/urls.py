from django.urls import path

from maillage.activities.web import activities, calendars, editing, files, registration, subscribing

app_name = "activities"
urlpatterns = [
    path("activites/", calendars.calendar, name="activities"),
    path("activites/nouvelle/", editing.new, name="new"),
    path("activites/s-abonner/", subscribing.subscribe, name="subscribe"),
    path("activites/reseau/<slug:slug>.ics", files.network_feed, name="network_feed"),
    path("activites/entente/<slug:slug>.ics", files.agreement_feed, name="agreement_feed"),
    path("activites/<slug:slug>.ics", files.activity_file, name="calendar"),
    path("activites/<slug:slug>/", activities.detail, name="activity"),
    path("activites/<slug:slug>/modifier/", editing.edit, name="edit"),
    path("activites/<slug:slug>/annoncer/", editing.announce, name="announce"),
    path("activites/<slug:slug>/annuler/", editing.cancel, name="cancel"),
    path("activites/<slug:slug>/moments/nouveau/", editing.item_new, name="item_new"),
    path("activites/<slug:slug>/moments/<int:pk>/", editing.item_edit, name="item_edit"),
    path("activites/<slug:slug>/moments/<int:pk>/annuler/", editing.item_cancel, name="item_cancel"),
    path("activites/<slug:slug>/moments/<int:pk>.ics", files.item_file, name="item_calendar"),
    path("activites/<slug:slug>/inscription/", registration.register, name="register"),
    path("activites/<slug:slug>/participants/", registration.participants, name="participants"),
    path("activites/<slug:slug>/participants/<int:pk>/presence/", registration.presence, name="presence"),
    path("activites/<slug:slug>/participants/<int:pk>/retirer/", registration.remove, name="remove"),
    path("desistement/<str:token>/", registration.withdraw, name="withdraw"),
    path("agenda/<str:token>.ics", files.feed, name="feed"),
]
