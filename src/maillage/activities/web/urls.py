from django.urls import path

from maillage.activities.web import activities, meetings

app_name = "activities"
urlpatterns = [
    path("activites/", activities.activity_list, name="activities"),
    path("activites/<slug:slug>/", activities.detail, name="activity"),
    path("rencontres/<int:pk>/", meetings.mine, name="meetings_mine"),
    path("rencontres/<int:pk>/souhaits/", meetings.wishes, name="meetings_wishes"),
]
