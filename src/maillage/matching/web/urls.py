from django.urls import path

from maillage.matching.web import answers, catalogue, introductions, needs, offers, saved_searches, search

app_name = "matching"
urlpatterns = [
    path("chercher/", search.results, name="search"),
    path("chercher/en-tapant/", search.instant, name="instant"),
    path("besoins/", needs.need_list, name="needs"),
    path("besoins/nouveau/", needs.new, name="need_new"),
    path("besoins/<int:pk>/", needs.detail, name="need"),
    path("besoins/<int:pk>/modifier/", needs.edit, name="need_edit"),
    path("besoins/<int:pk>/fermer/", needs.close, name="need_close"),
    path("besoins/<int:pk>/papier/", needs.paper, name="need_paper"),
    path("besoins/<int:pk>/repondre/", answers.need_answer, name="need_answer"),
    path("entreprises/<slug:slug>/ce-que-nous-savons/", answers.firm_answers, name="firm_answers"),
    path("entreprises/<slug:slug>/ce-que-nous-savons/<str:key>/", answers.firm_answer, name="firm_answer"),
    path("recherches/", saved_searches.searches, name="searches"),
    path("recherches/nouvelle/", saved_searches.keep, name="search_keep"),
    path("recherches/<int:pk>/", saved_searches.change, name="search_change"),
    path("recherches/ne-plus-ecrire/<str:token>/", saved_searches.stop, name="searches_stop"),
    path("offres/", catalogue.catalogue, name="offers"),
    path("offres/nouvelle/", offers.new, name="offer_new"),
    path("offres/<int:pk>/", offers.detail, name="offer"),
    path("offres/<int:pk>/modifier/", offers.edit, name="offer_edit"),
    path("offres/<int:pk>/fermer/", offers.close, name="offer_close"),
    path("besoins/<int:need_pk>/offres/<int:offer_pk>/", introductions.ask, name="ask"),
    path("mises-en-relation/", introductions.inbox, name="introductions"),
    path("mises-en-relation/<int:pk>/", introductions.detail, name="introduction"),
    path("mises-en-relation/<int:pk>/accepter/", introductions.accept, name="accept"),
    path("mises-en-relation/<int:pk>/decliner/", introductions.decline, name="decline"),
    path("mises-en-relation/<int:pk>/conclure/", introductions.close, name="close"),
]
