from django.urls import path

from maillage.matching.web import capacity, introductions, needs, offers, routing, search

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
    path("offres/<int:pk>/disponibilites/", capacity.offer_capacity, name="offer_capacity"),
    path("offres/<int:pk>/absences/", capacity.absence_add, name="absence_add"),
    path(
        "offres/<int:pk>/absences/<int:absence_pk>/retirer/", capacity.absence_remove, name="absence_remove"
    ),
    path("besoins/<int:need_pk>/offres/<int:offer_pk>/", introductions.ask, name="ask"),
    path("mises-en-relation/", introductions.inbox, name="introductions"),
    path("mises-en-relation/<int:pk>/", introductions.detail, name="introduction"),
    path("mises-en-relation/<int:pk>/accepter/", introductions.accept, name="accept"),
    path("mises-en-relation/<int:pk>/decliner/", introductions.decline, name="decline"),
    path("mises-en-relation/<int:pk>/conclure/", introductions.close, name="close"),
    path("repartition/<slug:slug>/", routing.routing, name="routing"),
    path("repartition/<slug:slug>/refaire/", routing.again, name="routing_again"),
    path("repartition/proposer/<int:pk>/", routing.propose, name="routing_propose"),
]
