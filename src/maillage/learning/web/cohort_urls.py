"""Addresses of cohorts, of roll-outs and of real cases."""

from django.urls import path

from maillage.learning.web import cases, cohort_board, cohorts, peers, results, rollout_changes, rollouts

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
    path("cohortes/<slug:slug>/pairs/", peers.peers, name="peers"),
    path("cohortes/<slug:slug>/pairs/reglage/", peers.peer_rule, name="peer_rule"),
    path("cohortes/pairs/<int:pk>/", peers.peer_review, name="peer_review"),
    path("mes-cas/", cases.cases, name="cases"),
    path("mes-cas/<int:pk>/", cases.case, name="case"),
    path("mes-cas/<int:pk>/retirer/", cases.case_withdraw, name="case_withdraw"),
    path("mes-cas/proposer/<slug:source>/", cases.case_new, name="case_new"),
    path("cas/", cases.cases_to_decide, name="cases_to_decide"),
    path("cas/<int:pk>/", cases.case_decide, name="case_decide"),
    path("deploiements/", rollouts.roll_outs, name="roll_outs"),
    path("deploiements/nouveau/", rollouts.roll_out_new, name="roll_out_new"),
    path("deploiements/<int:pk>/", rollouts.roll_out, name="roll_out"),
    path("deploiements/<int:pk>.csv", rollouts.roll_out_csv, name="roll_out_csv"),
    path("deploiements/<int:pk>/modifier/", rollout_changes.roll_out_edit, name="roll_out_edit"),
    path("deploiements/<int:pk>/cibles/<int:target>/", rollout_changes.target_edit, name="target_edit"),
    path("deploiements/<int:pk>/cibles/<int:target>/retirer/", rollouts.target_remove, name="target_remove"),
]
