from django.urls import path

from maillage.outcomes.web import open_data

app_name = "open_data"
urlpatterns = [
    path("initiatives/<slug:slug>/iati.xml", open_data.iati, name="iati"),
    path("initiatives/<slug:slug>/360giving.json", open_data.grants, name="grants"),
    path("initiatives/<slug:slug>/donnees.xlsx", open_data.sheets, name="sheets"),
    path("recherche/retombees.csv", open_data.research, name="research"),
]
