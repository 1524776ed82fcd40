from django.urls import path

from maillage.matching.web import (
    answering,
    introductions,
    needs,
    offers,
    search,
    terms,
    tracking,
    webhooks,
)

app_name = "matching"
urlpatterns = [
    path("chercher/", search.results, name="search"),
    path("besoins/", needs.need_list, name="needs"),
    path("besoins/nouveau/", needs.new, name="need_new"),
    path("besoins/<int:pk>/", needs.detail, name="need"),
    path("besoins/<int:pk>/modifier/", needs.edit, name="need_edit"),
    path("besoins/<int:pk>/fermer/", needs.close, name="need_close"),
    path("besoins/<int:pk>/papier/", needs.paper, name="need_paper"),
    path("offres/", offers.offer_list, name="offers"),
    path("offres/nouvelle/", offers.new, name="offer_new"),
    path("offres/<int:pk>/", offers.detail, name="offer"),
    path("offres/<int:pk>/modifier/", offers.edit, name="offer_edit"),
    path("offres/<int:pk>/fermer/", offers.close, name="offer_close"),
    path("besoins/<int:need_pk>/offres/<int:offer_pk>/", introductions.ask, name="ask"),
    path("mises-en-relation/", introductions.inbox, name="introductions"),
    path("mises-en-relation/<int:pk>/", introductions.detail, name="introduction"),
    path("mises-en-relation/<int:pk>/accepter/", introductions.accept, name="accept"),
    path("mises-en-relation/<int:pk>/decliner/", introductions.decline, name="decline"),
    path("mises-en-relation/<int:pk>/rencontre/", introductions.meet, name="meet"),
    path("mises-en-relation/<int:pk>/conclure/", introductions.close, name="close"),
    path("repondre/<str:token>/", answering.answer, name="answer"),
    path("suites/<str:token>/", answering.follow_up, name="follow_up"),
    path("suivi/", tracking.tracking, name="tracking"),
    path("suivi/mises-en-relation.csv", tracking.tracking_table, name="tracking_table"),
    path("suivi/<slug:slug>/avis/", webhooks.webhooks, name="webhooks"),
    path("suivi/avis/<int:pk>/secret/", webhooks.rotate, name="webhook_rotate"),
    path("suivi/avis/<int:pk>/arreter/", webhooks.stop, name="webhook_stop"),
    path("reseaux/<slug:slug>/delais/", terms.terms, name="terms"),
]
