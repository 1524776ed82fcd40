from django.urls import path

from maillage.assessments.web import (
    answering,
    bank,
    calibrations,
    campaigns,
    diagnosis,
    home,
    invitations,
    result,
    result_files,
    sharing,
    starting,
)

app_name = "assessments"

urlpatterns = [
    path("", home.home, name="home"),
    path("passations/<uuid:key>/", answering.question, name="question"),
    path("passations/<uuid:key>/arreter/", answering.stop, name="stop"),
    path("passations/<uuid:key>/reponses/", answering.answers, name="answers"),
    path("passations/<uuid:key>/resultat/", result.result, name="result"),
    path("passations/<uuid:key>/resultat.pdf", result_files.result_pdf, name="result_pdf"),
    path("passations/<uuid:key>/resultat.json", result_files.result_json, name="result_json"),
    path("passations/<uuid:key>/partage/", sharing.share, name="share"),
    path("passations/<uuid:key>/partage/<int:pk>/reprendre/", sharing.take_back, name="share_take_back"),
    path("passations/<uuid:key>/groupe/quitter/", invitations.leave, name="leave_group"),
    path("groupes/", campaigns.campaigns, name="campaigns"),
    path("groupes/nouveau/", campaigns.campaign_new, name="campaign_new"),
    path("groupes/<uuid:key>/", campaigns.campaign, name="campaign"),
    path("groupes/<uuid:key>/rappeler/", campaigns.campaign_remind, name="campaign_remind"),
    path("groupes/<uuid:key>/fermer/", campaigns.campaign_close, name="campaign_close"),
    path("groupes/<uuid:key>/nombres.json", campaigns.campaign_json, name="campaign_json"),
    path("groupes/<uuid:key>/nombres.csv", campaigns.campaign_csv, name="campaign_csv"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("passations/<uuid:key>/continuer/", diagnosis.go_on, name="continue"),
    path("<slug:code>/commencer/", starting.start, name="start"),
    path("banque/", bank.banks, name="banks"),
    path("banque/<slug:code>/", bank.bank, name="bank"),
    path("banque/<slug:code>/etalonnages/", calibrations.ask, name="calibration_ask"),
    path("banque/<slug:code>/etalonnages/<int:pk>/", calibrations.calibration, name="calibration"),
    path("banque/<slug:code>/<str:item>/", bank.item, name="bank_item"),
    path("banque/<slug:code>/<str:item>/retirer/", bank.retire, name="bank_retire"),
]
