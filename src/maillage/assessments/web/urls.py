from django.urls import path

from maillage.assessments.web import answering, bank, calibrations, home, result, starting

app_name = "assessments"

urlpatterns = [
    path("", home.home, name="home"),
    path("passations/<uuid:key>/", answering.question, name="question"),
    path("passations/<uuid:key>/arreter/", answering.stop, name="stop"),
    path("passations/<uuid:key>/reponses/", answering.answers, name="answers"),
    path("passations/<uuid:key>/resultat/", result.result, name="result"),
    path("<slug:code>/commencer/", starting.start, name="start"),
    path("banque/", bank.banks, name="banks"),
    path("banque/<slug:code>/", bank.bank, name="bank"),
    path("banque/<slug:code>/etalonnages/", calibrations.ask, name="calibration_ask"),
    path("banque/<slug:code>/etalonnages/<int:pk>/", calibrations.calibration, name="calibration"),
    path("banque/<slug:code>/<str:item>/", bank.item, name="bank_item"),
    path("banque/<slug:code>/<str:item>/retirer/", bank.retire, name="bank_retire"),
]
