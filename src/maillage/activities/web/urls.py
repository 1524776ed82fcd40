from django.urls import path

from maillage.activities.web import activities, applying, camp_board, camps, reviewing

app_name = "activities"
urlpatterns = [
    path("activites/", activities.activity_list, name="activities"),
    path("activites/<slug:slug>/", activities.detail, name="activity"),
    path("camps/", camps.series_list, name="camps"),
    path("camps/nouveau/", camps.series_new, name="camp_new"),
    path("camps/<slug:slug>/", camps.series, name="camp"),
    path("camps/<slug:slug>/nouvelle-edition/", camps.edition_new, name="edition_new"),
    path("activites/<slug:slug>/appel/", applying.apply, name="apply"),
    path("activites/<slug:slug>/tableau/", camp_board.board, name="board"),
    path("activites/<slug:slug>/tableau/modifier/", camps.edition_edit, name="edition_edit"),
    path("activites/<slug:slug>/tableau/annoncer/", camp_board.announce, name="camp_announce"),
    path("activites/<slug:slug>/tableau/prolonger/", camp_board.extend, name="camp_extend"),
    path("activites/<slug:slug>/tableau/evaluation/", camp_board.reviewer_add, name="reviewer_add"),
    path("activites/<slug:slug>/tableau/liste/", camp_board.draw_up, name="draw_up"),
    path("activites/<slug:slug>/tableau/feuille/", camp_board.sheet, name="camp_sheet"),
    path(
        "activites/<slug:slug>/candidatures/<int:pk>/", camp_board.application_file, name="application_file"
    ),
    path("activites/<slug:slug>/presences/<int:pk>/", camp_board.attendance, name="attendance"),
    path("activites/<slug:slug>/evaluation/", reviewing.desk, name="review_desk"),
    path("activites/<slug:slug>/evaluation/<int:pk>/", reviewing.review, name="review"),
    path("candidature/<str:token>/", applying.application, name="application"),
    path("avis-sur-un-camp/<str:token>/", applying.satisfaction, name="satisfaction"),
    path("nouvelles-d-un-camp/<str:token>/", applying.follow_up, name="camp_follow_up"),
]
