from django.urls import path

from maillage.pages.web import (
    agreement,
    badge_needs,
    dictionary,
    exchanges,
    history,
    home,
    initiative,
    jobs,
    mailbox,
    open_data,
    opens,
    texts,
)

app_name = "pages"
urlpatterns = [
    path("", home.home, name="home"),
    path("aujourdhui/", home.today, name="today"),
    path("ententes/<slug:slug>/", agreement.detail, name="agreement"),
    path("initiatives/<slug:slug>/", initiative.detail, name="initiative"),
    path("ententes/<slug:slug>/ouvre/", opens.opens, name="opens"),
    path("apprendre/badges/reseaux/<uuid:key>/besoins/", badge_needs.badge_needs, name="badge_needs"),
    path("entraide/", exchanges.exchanges, name="exchanges"),
    path("donnees/", open_data.open_data, name="open_data"),
    path("donnees/dictionnaire/", dictionary.dictionary, name="dictionary"),
    path("donnees/dictionnaire.json", dictionary.dictionary_json, name="dictionary_json"),
    path("historique/<str:kind>/<int:pk>/", history.history, name="history"),
    path("exploitation/travaux/", jobs.job_list, name="jobs"),
    path("courrier/", mailbox.message_list, name="mailbox"),
    path("courrier/<str:name>/", mailbox.message, name="mail"),
    path("confidentialite/", texts.privacy, name="privacy"),
    path("accessibilite/", texts.accessibility, name="accessibility"),
]
