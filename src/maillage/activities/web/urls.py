from django.urls import path

from maillage.activities.web import (
    activities,
    visit_days,
    visit_minutes,
    visit_moments,
    visit_people,
    visits,
)

app_name = "activities"
urlpatterns = [
    path("activites/", activities.activity_list, name="activities"),
    path("activites/<slug:slug>/", activities.detail, name="activity"),
    path("missions/nouvelle/", visits.new, name="visit_new"),
    path("missions/suites/<int:pk>/", visit_minutes.follow_up, name="visit_follow_up"),
    path("missions/suites/<int:pk>/fin/", visit_minutes.close_follow_up, name="visit_follow_up_close"),
    path("missions/<slug:slug>/modifier/", visits.edit, name="visit_edit"),
    path("missions/<slug:slug>/annoncer/", visits.announce, name="visit_announce"),
    path("missions/<slug:slug>/annuler/", visits.cancel, name="visit_cancel"),
    path("missions/<slug:slug>/jour/", visit_days.day, name="visit_day"),
    path("missions/<slug:slug>/programme/", visit_days.programme, name="visit_programme"),
    path("missions/<slug:slug>/papier/<slug:sheet>/", visit_days.paper, name="visit_paper"),
    path("missions/<slug:slug>/personnes/", visit_people.people, name="visit_people"),
    path("missions/<slug:slug>/delegation/", visit_people.add_delegate, name="visit_delegate_add"),
    path(
        "missions/<slug:slug>/delegation/<int:pk>/retirer/",
        visit_people.withdraw_delegate,
        name="visit_delegate_withdraw",
    ),
    path("missions/<slug:slug>/mes-besoins/", visit_people.needs, name="visit_needs"),
    path("missions/<slug:slug>/hote/", visit_people.keep_host, name="visit_host"),
    path("missions/<slug:slug>/hote/<int:pk>/retirer/", visit_people.remove_host, name="visit_host_remove"),
    path("missions/<slug:slug>/trajet/", visit_people.way, name="visit_way"),
    path("missions/<slug:slug>/moments/nouveau/", visit_moments.new, name="visit_moment_new"),
    path("missions/<slug:slug>/moments/<int:pk>/", visit_moments.edit, name="visit_moment"),
    path("missions/<slug:slug>/moments/<int:pk>/en-tapant/", visit_moments.check, name="visit_moment_check"),
    path("missions/<slug:slug>/moments/<int:pk>/retirer/", visit_moments.cancel, name="visit_moment_cancel"),
    path("missions/<slug:slug>/moments/<int:pk>/compte-rendu/", visit_minutes.minutes, name="visit_minutes"),
    path(
        "missions/<slug:slug>/moments/<int:pk>/suite/",
        visit_minutes.add_follow_up,
        name="visit_follow_up_add",
    ),
    path("missions/<slug:slug>/suites/", visit_minutes.follow_ups, name="visit_follow_ups"),
]
