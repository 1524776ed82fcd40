"""Addresses of learning: the catalogue, the reader, the authors’ desk."""

from django.urls import include, path

from maillage.learning.web import (
    authoring,
    catalogue,
    counted,
    exercises,
    modules,
    offline,
    path_archive,
    path_authoring,
    paths,
    pictures,
    plans,
    practice,
    reader,
)

app_name = "learning"

urlpatterns = [
    path("", catalogue.home, name="home"),
    path("hors-ligne.js", offline.worker, name="worker"),
    path("parcours/<slug:code>/", paths.path, name="path"),
    path("parcours/<slug:code>/parcours.zip", path_archive.path_archive, name="path_archive"),
    path("parcours/<slug:code>/guide/", paths.guide, name="guide"),
    path("parcours/<slug:code>/projet/", paths.project, name="project"),
    path("parcours/<slug:code>/commencer/", paths.begin, name="path_begin"),
    path("parcours/<slug:code>/quitter/", paths.leave, name="path_leave"),
    path("mon-parcours/", plans.plan, name="plan"),
    path("mon-parcours/quitter/", plans.drop, name="plan_drop"),
    path("modules/<slug:code>/", modules.module, name="module"),
    path("modules/<slug:code>/reprendre/", modules.resume, name="resume"),
    path("modules/<slug:code>/entier/", reader.whole, name="whole"),
    path("modules/<slug:code>/images/<str:name>", pictures.picture, name="picture"),
    path("modules/<slug:code>/<int:number>/", reader.block, name="block"),
    path("modules/<slug:code>/<int:number>/lu/", reader.block_done, name="block_done"),
    path("modules/<slug:code>/<int:number>/question/", practice.practise, name="practise"),
    path("mes-reponses/", counted.counted, name="counted"),
    path(
        "modules/<slug:code>/<int:number>/document-<int:rank>.<slug:form>", reader.template, name="template"
    ),
    path("modules/<slug:code>/<int:number>/exercice-<int:rank>/", exercises.exercise, name="exercise"),
    path("atelier/", authoring.desk, name="desk"),
    path("atelier/parcours/", path_authoring.desk, name="path_desk"),
    path("atelier/parcours/<slug:code>/", path_authoring.write, name="path_write"),
    path("atelier/parcours/<slug:code>/apercu/", path_authoring.preview, name="path_preview"),
    path("atelier/parcours/<slug:code>/retirer/", path_authoring.withdraw, name="path_withdraw"),
    path("atelier/<slug:code>/", authoring.write, name="write"),
    path("atelier/<slug:code>/apercu/", authoring.preview, name="preview"),
    path("atelier/<slug:code>/images/", pictures.pictures, name="pictures"),
    path("atelier/<slug:code>/images/<str:name>/retirer/", pictures.remove, name="picture_remove"),
    path("atelier/<slug:code>/retirer/", authoring.withdraw, name="withdraw"),
    path("exercices/", exercises.submissions, name="submissions"),
    path("exercices/<int:pk>/", exercises.submission, name="submission"),
    path("", include("maillage.learning.web.cohort_urls")),
]
