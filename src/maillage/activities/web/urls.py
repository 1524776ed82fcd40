from django.urls import path

from maillage.activities.web import activities

app_name = "activities"
urlpatterns = [
    path("activites/", activities.activity_list, name="activities"),
    path("activites/<slug:slug>/", activities.detail, name="activity"),
]
