"""Addresses of cohorts and of roll-outs."""

from django.urls import path

from maillage.learning.web import cohort_board, cohorts, results, rollouts

urlpatterns = [
    path("cohortes/", cohorts.cohorts, name="cohorts"),
    path("cohortes/nouvelle/", cohorts.cohort_new, name="cohort_new"),
    path("cohortes/<slug:slug>/", cohorts.cohort, name="cohort"),
    path("cohortes/<slug:slug>/rejoindre/", cohorts.cohort_join, name="cohort_join"),
    path("cohortes/<slug:slug>/compter/", cohorts.cohort_count, name="cohort_count"),
    path("cohortes/<slug:slug>/suivi/", cohort_board.board, name="cohort_board"),
    path("cohortes/<slug:slug>/suivi/<int:pk>/nouvelles/", cohort_board.ask_news, name="cohort_news"),
    path("cohortes/resultats/<slug:network>/<slug:code>/", results.results, name="results"),
    path("cohortes/resultats/<slug:network>/<slug:code>.csv", results.results_csv, name="results_csv"),
    path("cohortes/<slug:slug>/presences/<int:pk>/", cohort_board.presence, name="cohort_presence"),
    path("deploiements/", rollouts.roll_outs, name="roll_outs"),
    path("deploiements/nouveau/", rollouts.roll_out_new, name="roll_out_new"),
    path("deploiements/<int:pk>/", rollouts.roll_out, name="roll_out"),
    path("deploiements/<int:pk>.csv", rollouts.roll_out_csv, name="roll_out_csv"),
    path("deploiements/<int:pk>/cibles/<int:target>/retirer/", rollouts.target_remove, name="target_remove"),
]
