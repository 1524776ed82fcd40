from django.urls import path

from maillage.assessments.web import answering, diagnosis, home, result, starting

app_name = "assessments"

urlpatterns = [
    path("", home.home, name="home"),
    path("passations/<uuid:key>/", answering.question, name="question"),
    path("passations/<uuid:key>/arreter/", answering.stop, name="stop"),
    path("passations/<uuid:key>/reponses/", answering.answers, name="answers"),
    path("passations/<uuid:key>/resultat/", result.result, name="result"),
    path("passations/<uuid:key>/continuer/", diagnosis.go_on, name="continue"),
    path("<slug:code>/commencer/", starting.start, name="start"),
]
