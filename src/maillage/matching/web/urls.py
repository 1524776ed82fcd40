from django.urls import path

from maillage.matching.web import advising, introductions, needs, offers, search

app_name = "matching"
urlpatterns = [
    path("chercher/", search.results, name="search"),
    path("besoins/", needs.need_list, name="needs"),
    path("besoins/nouveau/", needs.new, name="need_new"),
    path("besoins/<int:pk>/", needs.detail, name="need"),
    path("besoins/<int:pk>/modifier/", needs.edit, name="need_edit"),
    path("besoins/<int:pk>/fermer/", needs.close, name="need_close"),
    path("besoins/<int:pk>/papier/", needs.paper, name="need_paper"),
    path("besoins/<int:pk>/accompagnement/", advising.end, name="advising_end"),
    path("avec/<slug:token>/", advising.with_advisor, name="with_advisor"),
    path("avec/<slug:token>/besoin/", advising.say, name="say_to_advisor"),
    path("conseil/lien/", advising.links, name="advisor_links"),
    path("conseil/lien/<int:pk>/renouveler/", advising.renew, name="advisor_link_renew"),
    path("conseil/lien/<int:pk>/fermer/", advising.close, name="advisor_link_close"),
    path("conseil/lien/<int:pk>/carte/", advising.card, name="advisor_card"),
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
    path("mises-en-relation/<int:pk>/conclure/", introductions.close, name="close"),
]
